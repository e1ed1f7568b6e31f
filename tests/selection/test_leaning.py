"""Sentences that lean on others: what they are, that limits keep them behind, that packs say so."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.selection import Limit, apply
from briefgen.selection.atoms import make_atoms
from briefgen.selection.leaning import adds, bare_names, introduced_names, leans
from briefgen.selection.ranking import order_atoms
from briefgen.tree import plain_text
from tests.builds.document import milestones, para, passages, row, section, years
from tests.places import CASES as FOLDER

CASES = [
    line
    for line in (FOLDER / "selection/leaning.txt").read_text("utf-8").splitlines()
    if not line.startswith("#") and ":" in line
]


@pytest.mark.parametrize("case", CASES)
def test_what_leans_and_what_only_looks_so(case: str) -> None:
    kind, _, sentence = case.removeprefix("- ").partition(": ")
    acts = leans(sentence) if kind == "leans" else adds(sentence)
    assert acts is not case.startswith("- ")


INTRODUCED = {
    "Minister Ann Kovac spoke.": ["Kovac"],
    "Then Foreign Minister Wang Yi spoke.": ["Wang"],
    "Secretary General Jan van der Berg spoke.": ["Berg"],
    "Dr. Ole B. Brandvold, the pilots' chairman, spoke.": ["Brandvold"],
    "The harbour's president Ann Kovac and Admiral Per Dahl's envoy met.": ["Kovac", "Dahl"],
    "Admiral Dahl spoke in Port Arthur.": [],
    "The Secretary General of the Council spoke.": [],
}
BARE = {
    "Kovac spoke.": True,
    "In March Kovac's ship left.": True,
    "When Kovac spoke, all was quiet.": True,
    "The pilots met Kovac in the north.": True,
    "Minister Kovac spoke.": False,
    "Ann Kovac spoke.": False,
    "Kovac Street was shut.": False,
    "Kovacs spoke.": False,
}


@pytest.mark.parametrize("text", INTRODUCED)
def test_who_is_introduced(text: str) -> None:
    assert list(introduced_names(text)) == INTRODUCED[text]


@pytest.mark.parametrize("text", BARE)
def test_a_bare_name_has_neither_office_nor_first_name(text: str) -> None:
    assert bool(list(bare_names(text, ["Kovac"]))) is BARE[text]


@pytest.mark.parametrize(
    "word", ["A", "A.", "A-", "A, ", "President ", "President Aa Bb ", "A and "]
)
def test_a_text_of_any_length_is_judged(word: str) -> None:
    text = word * 50_000  # hours, if time grew with the square of its length
    assert not leans(f"{text} the two sides of it.")
    assert leans(f"This {text}")
    assert set(introduced_names(text)) <= {"Bb"}


# --- limits ---------------------------------------------------------------------------------------


def kept(limit: Limit, *texts: str, role: str = "") -> list[str]:
    blocks = [para(f"p{n}", text) for n, text in enumerate(texts)]
    found = passages(section("s", "Talks", *blocks, role=role))
    return [plain_text(piece) for passage in apply(found, limit)[0] for piece in passage.pieces]


INTRODUCES = "Minister Ann Kovac opened the long talks on the old harbour at the start of the week."
NAMES = "Kovac agreed to a key plan for all harbours."


@pytest.mark.parametrize("words", range(8, 40))
def test_a_bare_name_is_kept_behind_its_introduction_alone(words: int) -> None:
    for texts in ([f"{INTRODUCES} {NAMES}"], [INTRODUCES, NAMES]):
        shown = " ".join(kept(Limit(words=words), *texts))
        assert NAMES not in shown or INTRODUCES in shown


def test_a_paragraph_that_adds_waits_for_the_one_before() -> None:
    long = f"The council agreed {'on a very long and costly repair ' * 6}of the pier."
    texts = (long, "The pilots also agreed to a key plan.", "Ferries go at dawn.")
    for words in range(4, 60):
        shown = kept(Limit(words=words), *texts)
        assert texts[1] not in shown or long in shown or len(shown) == 1
    assert kept(Limit(words=12), *texts) != [texts[1]]


def test_of_a_row_the_sentence_that_leans_on_another_is_not_the_one_shown() -> None:
    content = f"{INTRODUCES} {NAMES} The same year Kovac also saw the key port."
    (passage,) = apply(
        passages(section("s", "", milestones("m", row("r", years(2018), content)))),
        Limit(each=Limit(sentences=1)),
    )[0]
    assert [plain_text(piece) for piece in passage.pieces] == [INTRODUCES]


# --- packs ----------------------------------------------------------------------------------------

SERIES = """\
series: Papers
as_of: 2021-11-30
sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]
audiences:
  readers:
    template: bluf-memo
    formats: [docx]
    sections:
"""
PACKS = {
    # name: (source, sections, what the finding names; "" for none)
    "cut before it": (
        "## Talks\n\nThe port is open.\n\nIt was mended in May.\n",
        ["{id: a, select: {contains: mended}}"],
        "seeds/a.md:5 “It was mended in May.” (a)",
    ),
    "shown before it": (
        "## Talks\n\nThe port is open.\n\nIt was mended in May.\n",
        ["{id: a, select: {title: Talks}}"],
        "",
    ),
    "opens its section": ("## Talks\n\nIt was mended in May.\n", ["{id: a}"], ""),
    "a name introduced in another section of the pack": (
        f"## Talks\n\n{INTRODUCES}\n\n## Plans\n\n{NAMES}\n",
        ["{id: a, select: {title: Talks}}", "{id: b, select: {title: Plans}}"],
        "",
    ),
    "a name introduced behind it in the pack": (
        f"## Talks\n\n{INTRODUCES}\n\n## Plans\n\n{NAMES}\n",
        ["{id: b, select: {title: Plans}}", "{id: a, select: {title: Talks}}"],
        "seeds/a.md:7 who “Kovac” is (b)",
    ),
    "a name introduced nowhere": (
        f"## Talks\n\n{INTRODUCES}\n\n## Plans\n\n{NAMES} The plan is that of Kovac.\n",
        ["{id: b, select: {title: Plans}}"],
        "seeds/a.md:7 who “Kovac” is (b)",
    ),
    "a point whose neighbour is cut": (
        "## Talks\n\n- The ports are open.\n- They also have lamps, and these burn all night.\n",
        ["{id: a, select: {contains: lamps}}"],
        "seeds/a.md:4 “They also have lamps, and ...” (a)",
    ),
    "a sentence out of the middle": (
        "## Talks\n\nMost importantly, the port is open. Few know it.\n\nPilots rest.\n",
        ["{id: a, select: {title: Talks}, limit: {items: 1}}"],
        "",
    ),
}


INSIDE = "## Talks\n\n- Two ships are bought:\n  - One for the north.\n  - One for the south.\n"
AFTER = "## Talks\n\nTwo ships are bought:\n\n- One for the north.\n- One for the south.\n\nAll.\n"
HALVES = {
    "all of it": (INSIDE, "{id: a, select: {title: Talks}}", ""),
    "half of the points in a point": (
        INSIDE,
        "{id: a, select: {contains: north}}",
        "seeds/a.md:3 1 of 2 (a)",
    ),
    "all after a paragraph": (AFTER, "{id: a, select: {title: Talks}}", ""),
    "half of the list after a paragraph": (
        AFTER,
        "{id: a, select: {any: [{contains: Two}, {contains: south}]}}",
        "seeds/a.md:3 1 of 2 (a)",
    ),
    "nothing after a paragraph": (
        AFTER,
        "{id: a, select: {contains: Two}}",
        "seeds/a.md:3 0 of 2 (a)",
    ),
    "the points alone": (AFTER, "{id: a, select: {contains: north}}", ""),
}


def run(folder: Path, source: str, sections: list[str], more: str = "") -> BuildOutcome:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.md").write_text(source, encoding="utf-8")
    config = folder / "briefgen.yaml"
    lines = "".join(f"      - {s}\n".replace("{id", "{layout: bullets, id") for s in sections)
    config.write_text(f"{more}{SERIES}{lines}", encoding="utf-8")
    return build(BuildOptions(configs=(config,), dry_run=True))


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_names_the_sentences_that_lean_on_what_it_leaves_out(
    tmp_path: Path, name: str
) -> None:
    source, sections, named = PACKS[name]
    found = [d for d in run(tmp_path, source, sections).diagnostics if d.code == "leans-on-cut"]
    assert [d.message.partition(": ")[2] for d in found] == ([named] if named else [])


@pytest.mark.parametrize("name", HALVES)
def test_a_pack_names_lead_ins_that_lack_points(tmp_path: Path, name: str) -> None:
    source, section_, named = HALVES[name]
    found = [d for d in run(tmp_path, source, [section_]).diagnostics if d.code == "list-cut"]
    assert [d.message.partition(": ")[2] for d in found] == ([named] if named else [])


def test_the_config_says_how_loud_that_is(tmp_path: Path) -> None:
    source, sections, _ = PACKS["cut before it"]
    found = run(tmp_path, source, sections, "levels: {leans-on-cut: warning}\n").diagnostics
    assert [d.severity.word for d in found if d.code == "leans-on-cut"] == ["warning"]


# --- laws -----------------------------------------------------------------------------------------

SENTENCES = (
    INTRODUCES,
    NAMES,
    "The port is open.",
    "It also has a lamp.",
    "The two sides met in the hall.",
    "Pilots also agreed to the plan.",
    "However, Kovac left.",
    "Experts recommend a common lamp.",
)
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4).map(" ".join)


@given(st.lists(texts, min_size=1, max_size=6))
def test_what_leans_is_ordered_behind_what_it_leans_on(paragraphs: list[str]) -> None:
    found = passages(section("s", "Talks", *(para(f"p{n}", t) for n, t in enumerate(paragraphs))))
    atoms = make_atoms(found, "en")
    order = order_atoms(found, atoms)
    places = {(one.atom.passage, one.atom.index): at for at, one in enumerate(order)}
    assert len(places) == len(order) == sum(map(len, atoms))
    heads = {one.atom.passage: one for one in reversed(order)}
    for at, one in enumerate(order):
        if heads[one.atom.passage] is not one:
            assert all(places[key] < at for key in one.leans_on)
    assert sorted(passage.rank for passage in found) == list(range(len(found)))


@given(st.lists(texts, min_size=1, max_size=6), st.integers(1, 60))
def test_a_limit_of_words_shows_nothing_whose_support_it_passed_over(
    paragraphs: list[str], words: int
) -> None:
    found = passages(section("s", "Talks", *(para(f"p{n}", t) for n, t in enumerate(paragraphs))))
    shown, left = apply(found, Limit(words=words))
    assert shown
    assert {p.id for p in shown} | {p.id for p in left} == {p.id for p in found}
    told = " ".join(plain_text(piece) for passage in shown for piece in passage.pieces)
    if NAMES in told and INTRODUCES in " ".join(paragraphs).split(NAMES)[0]:
        assert INTRODUCES in told or len(shown) == 1
