"""Markings: the ladder, what rules mark, and that nothing above a ceiling survives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Severity
from briefgen.errors import ExitCode
from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Document,
    Metadata,
    OrderedList,
    Organisation,
    Person,
    Row,
    Section,
    Table,
    TocEntry,
)
from briefgen.reading.source import read_bytes
from briefgen.selection import (
    TLP_2_0,
    Ladder,
    Selector,
    allowed,
    highest,
    is_above,
    mark,
    position,
    select,
)
from briefgen.selection.labelchecks import check_own_labels
from briefgen.selection.portions import find_labels, portion_labels
from briefgen.tree import walk
from tests.builds.document import (
    bullets,
    document,
    item,
    line,
    milestones,
    numbered,
    para,
    row,
    section,
    speech,
    stated,
    words,
    years,
)

OWN = Ladder(name="own", labels=("OPEN", "LIMITED", "CLOSED"))
CLEAR, GREEN, AMBER, RED = "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"


def strings(value: object) -> Iterator[str]:
    """Every string anywhere inside a tree of dataclasses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from strings(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def marking_of(marked: Document, block: str) -> set[str | None]:
    return {o.marking for node in walk(marked.blocks) if node.id == block for o in node.origins}


# --- the ladder -----------------------------------------------------------------------------------


def test_tlp_has_its_five_labels_in_order_with_a_handling_sentence_each() -> None:
    assert TLP_2_0.labels == (CLEAR, GREEN, AMBER, "TLP:AMBER+STRICT", RED)
    assert len(TLP_2_0.handling) == len(TLP_2_0.labels)
    assert TLP_2_0.top == RED
    assert [position(TLP_2_0, label) for label in TLP_2_0.labels] == [0, 1, 2, 3, 4]


def test_what_is_unmarked_or_unknown_counts_as_the_top() -> None:
    for label in (None, "", "TLP:PINK"):
        assert is_above(TLP_2_0, label, "TLP:AMBER+STRICT")
        assert not is_above(TLP_2_0, label, RED)
        assert highest(TLP_2_0, [CLEAR, label]) == RED
    assert highest(TLP_2_0, []) == CLEAR
    with pytest.raises(ValueError, match="not on the ladder"):
        position(OWN, CLEAR)
    with pytest.raises(ValueError, match="not on the ladder"):
        is_above(OWN, "OPEN", CLEAR)


# --- marking --------------------------------------------------------------------------------------


def report() -> Document:
    rows = (row("m/t.1", years(2001), "Visit."), row("m/t.2", years(2005), "Talks."))
    table = Table(
        id="v/t",
        rows=(Row(id="v/t.1", cells=(words("cell"),), origins=line()),),
        caption=words("Costs"),
        origins=line(),
    )
    return document(
        section("s", "Summary", para("s/p", "Public words of 2020."), role="summary"),
        section(
            "v",
            "Risks",
            para("v/p", 'Secret: "Never again," said Ann Other.'),
            table,
            section("v.1", "Costs at sea", bullets("v.1/l", "Ships sink."), role="landscape"),
            role="risks",
        ),
        section("m", "Dates", milestones("m/t", *rows)),
        title="A report",
        metadata=Metadata(
            authors=(Person(name="Ann Other", role="Envoy"), Person(name="Bo Sample")),
            publishers=(Organisation(name="Example House"),),
            toc=(
                TocEntry(number="1", title="Summary", page="1"),
                TocEntry(number="2", title="Ris", page="2"),
            ),
            speeches=(speech("v/p", "Never again", 8, 22, "Ann Other"),),
            dates=(stated("s/p", 2020), stated("v/p", 2019)),
        ),
    )  # fmt: skip


def test_every_origin_bears_the_sources_marking() -> None:
    marked = mark(report(), GREEN, [], TLP_2_0)
    assert not marked.diagnostics
    assert {o.marking for n in walk(marked.document.blocks) for o in n.origins} == {GREEN}
    assert {o.marking for s in marked.document.metadata.speeches for o in s.origins} == {GREEN}


def test_no_marking_means_the_top() -> None:
    assert marking_of(mark(report(), "", [], TLP_2_0).document, "s/p") == {RED}


def test_a_rule_on_a_section_marks_heading_and_all_inside() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), AMBER)], TLP_2_0)
    assert marked.matched == (0,)
    for block in ("v", "v/p", "v/t", "v/t.1", "v.1", "v.1/l", "v.1/l.1", "v.1/l.1/p"):
        assert marking_of(marked.document, block) == {AMBER}, block
    for block in ("s", "s/p", "m", "m/t.1"):
        assert marking_of(marked.document, block) == {CLEAR}, block
    (said,) = marked.document.metadata.speeches
    assert {origin.marking for origin in said.origins} == {AMBER}


@pytest.mark.parametrize(
    ("selector", "hit"),
    [
        (Selector(title="ris*"), {"v", "v/p", "v.1/l.1"}),
        (Selector(contains=("public",)), {"s", "s/p"}),
        (Selector(contains=("sea",)), {"v.1", "v.1/l.1"}),
        (Selector(kind="quote"), {"v/p"}),
        (Selector(speaker="Ann*"), {"v/p"}),
        (Selector(kind="milestone", contains=("visit",)), {"m/t.1"}),
        (Selector(any=(Selector(role="risks"), Selector(kind="milestone"))), {"v/p", "m", "m/t.2"}),
        (Selector(source="d*"), {"s", "v", "v.1/l.1", "m/t.1"}),
        (Selector(title="nothing"), set()),
    ],
)
def test_a_rule_marks_what_it_matches(selector: Selector, hit: set[str]) -> None:
    marked = mark(report(), CLEAR, [(selector, RED)], TLP_2_0)
    assert marked.matched == ((0,) if hit else ())
    for block in hit:
        assert marking_of(marked.document, block) == {RED}, block
    red = {n.id for n in walk(marked.document.blocks) for o in n.origins if o.marking == RED}
    assert ("m/t.2" in red) == ("m/t.2" in hit or selector.source != "")


def test_the_highest_rule_wins_and_nothing_is_lowered() -> None:
    rules = [(Selector(role="risks"), AMBER), (Selector(contains=("secret",)), GREEN)]
    once = mark(report(), CLEAR, rules, TLP_2_0)
    assert once.matched == (0, 1)
    assert marking_of(once.document, "v/p") == {AMBER}
    assert marking_of(mark(once.document, CLEAR, [], TLP_2_0).document, "v/p") == {AMBER}


def test_an_unknown_label_is_an_error_and_counts_as_the_top() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), "TLP:GREAN")], TLP_2_0)
    assert [(d.code, d.exit) for d in marked.diagnostics] == [("marking-unknown", ExitCode.MARKING)]
    assert marking_of(marked.document, "v/p") == {RED}
    assert mark(report(), "SECRET", [], TLP_2_0).diagnostics


# --- filtering ------------------------------------------------------------------------------------


def test_what_is_above_the_ceiling_leaves_nothing_behind() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), AMBER)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN)
    everything = " ".join(strings(seen))
    for word in ("Secret", "Risks", "Ris", "Costs", "sink", "Ann", "Envoy", "cell", "Never"):
        assert word not in everything.split(), word
    assert {person.name for person in seen.metadata.authors} == {"Bo Sample"}
    assert [house.name for house in seen.metadata.publishers] == ["Example House"]
    assert [entry.title for entry in seen.metadata.toc] == ["Summary"]
    assert [date.value.year for date in seen.metadata.dates] == [2020]
    assert "A" in everything.split()


def test_at_or_below_the_ceiling_nothing_changes() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), AMBER)], TLP_2_0).document
    assert allowed(marked, TLP_2_0, AMBER) == marked


def test_of_a_withheld_source_only_its_id_is_left() -> None:
    seen = allowed(mark(report(), AMBER, [], TLP_2_0).document, TLP_2_0, GREEN)
    assert seen == Document(id="doc", title=(), language="en", blocks=())


def test_unmarked_documents_are_only_for_the_top() -> None:
    assert allowed(report(), TLP_2_0, "TLP:AMBER+STRICT").blocks == ()
    assert allowed(report(), TLP_2_0, RED) == report()


def test_a_list_with_a_gap_loses_its_numbers() -> None:
    """Neither a gap nor a false number: a gap would tell that something was taken out."""
    made = document(section("a", "A", numbered("l", "One.", "Two.", "Three.")))

    def kept(word: str) -> OrderedList | BulletList:
        marked = mark(made, CLEAR, [(Selector(contains=(word,)), RED)], TLP_2_0).document
        (inner,) = allowed(marked, TLP_2_0, GREEN).blocks
        assert isinstance(inner, Section)
        (block,) = inner.blocks
        assert isinstance(block, OrderedList | BulletList)
        return block

    assert isinstance(kept("two"), BulletList)
    last = kept("three")
    assert isinstance(last, OrderedList)
    assert len(last.items) == 2


def test_a_title_that_is_a_withheld_heading_goes_too() -> None:
    made = document(
        section("a", "Operation Example", para("a/p", "Hidden.")),
        section("b", "Weather", para("b/p", "Rain.")),
        title="Operation Example",
    )
    marked = mark(made, CLEAR, [(Selector(title="operation*"), RED)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN)
    assert seen.title == ()
    assert "Operation Example" not in " ".join(strings(seen))


def test_a_kept_point_does_not_keep_what_stood_inside_it() -> None:
    outer = item("l.1", "Open.", bullets("l.1/l", "Hidden."))
    made = document(
        BulletList(id="l", items=(replace(outer, original="Open. Hidden."),), origins=line())
    )
    marked = mark(made, CLEAR, [(Selector(contains=("hidden",)), RED)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN)
    assert "Open." in list(strings(seen))
    assert not [text for text in strings(seen) if "Hidden" in text]


def said_in(*paragraphs: str, red: int) -> Document:
    """What a reader for CLEAR sees of a text of which one paragraph (from 0) is marked RED."""
    read, found = read_bytes(
        "\n\n".join(paragraphs).encode(), source_id="doc", shown="doc.txt", suffix=".txt"
    )
    assert read is not None, found
    said = Selector(contains=(paragraphs[red].strip(".").rsplit(maxsplit=1)[-1],))
    marked = mark(read.document, CLEAR, [(said, RED)], TLP_2_0)
    assert marked.matched == (0,)
    seen = allowed(marked.document, TLP_2_0, CLEAR)
    assert paragraphs[red] not in " ".join(strings(seen))
    return seen


TITLE = "Harbour talks in the north"
INTRODUCED = "President Nina Sampleton opened the talks behind doors of oak."
QUOTED = "“The port will be open to all of our ships,” Sampleton said on the quay."
PRONOUN = "“The port will be open to all of our ships,” he said on the quay."
LONG = "The weather was fine on all of the days, and many ships came to the port from abroad."


def test_a_name_and_an_office_that_only_a_withheld_block_states_are_not_told() -> None:
    seen = said_in(TITLE, LONG, INTRODUCED, QUOTED, LONG, red=2)
    (said,) = seen.metadata.speeches
    assert (said.speaker, said.office) == ("Sampleton", "")
    assert not {"Nina", "President"} & {w for text in strings(seen) for w in text.split()}


def test_a_name_and_an_office_that_an_open_block_states_are_told() -> None:
    seen = said_in(TITLE, LONG, INTRODUCED, QUOTED, LONG, "Rain fell on cobblestones.", red=5)
    (said,) = seen.metadata.speeches
    assert (said.speaker, said.office) == ("Nina Sampleton", "President")


def test_whom_he_is_is_not_told_where_a_withheld_block_says_so() -> None:
    told = f"“We have no more money for such ships,” {'Sampleton'} said among crocodiles."
    seen = said_in(TITLE, INTRODUCED, LONG, told, PRONOUN, LONG, red=3)
    speakers = {(s.speaker, s.office) for s in seen.metadata.speeches}
    assert speakers == {("", "")}


def test_whom_he_is_is_told_where_open_blocks_say_so() -> None:
    told = "“We have no more money for such ships,” Sampleton said in the hall."
    seen = said_in(TITLE, INTRODUCED, told, PRONOUN, "Rain fell on cobblestones.", LONG, red=4)
    speakers = [(s.speaker, s.office) for s in seen.metadata.speeches]
    assert speakers == [("Nina Sampleton", "President")] * 2


def test_a_quotation_without_its_speaker_is_found_without_a_name() -> None:
    seen = said_in(TITLE, LONG, INTRODUCED, QUOTED, LONG, red=2)
    assert select((seen,), Selector(speaker="*sampleton"), TLP_2_0)
    assert not select((seen,), Selector(speaker="nina*"), TLP_2_0)


def test_an_office_of_somebody_else_does_not_keep_a_withheld_one() -> None:
    other = "President Olav Other was not at the talks in the harbour, and sent a letter."
    seen = said_in(TITLE, LONG, INTRODUCED, QUOTED, other, LONG, red=2)
    assert [(s.speaker, s.office) for s in seen.metadata.speeches] == [("Sampleton", "")]


def test_contents_and_running_heads_do_not_repeat_a_withheld_heading() -> None:
    made = document(
        section(
            "start",
            "",
            Boilerplate(
                id="b1", content=words("Weather 1 Operation Example 2"), reason="contents",
                origins=line(),
            ),
            Boilerplate(
                id="b2", content=words("Operation Example"), reason="running head", origins=line()
            ),
            Boilerplate(id="b3", content=words("By Bo Sample"), reason="byline", origins=line()),
        ),
        section("a", "Operation Example", para("a/p", "Hidden.")),
        section("b", "Weather", para("b/p", "Rain.")),
        metadata=Metadata(
            authors=(Person(name="Bo Sample"),),
            toc=(TocEntry(number="", title="Weather", page="1"),),
        ),
    )  # fmt: skip
    marked = mark(made, CLEAR, [(Selector(title="operation*"), RED)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN)
    assert "Operation" not in " ".join(strings(seen))
    assert [person.name for person in seen.metadata.authors] == ["Bo Sample"]
    assert [entry.title for entry in seen.metadata.toc] == ["Weather"]


def test_a_name_inside_a_longer_word_does_not_spare_it() -> None:
    made = document(
        section("a", "A", para("a/p", "Hidden Ann.")),
        section("b", "B", para("b/p", "It was planned.")),
        metadata=Metadata(authors=(Person(name="Ann"),), dateline="HIDDEN"),
    )
    marked = mark(made, CLEAR, [(Selector(title="A"), RED)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN).metadata
    assert (seen.authors, seen.dateline) == ((), "")


def test_a_title_that_is_a_withheld_text_goes_too() -> None:
    made = document(
        section("a", "", para("a/p", "Operation Example")),
        section("b", "Weather", para("b/p", "Rain.")),
        title="Operation Example",
    )
    marked = mark(made, CLEAR, [(Selector(contains=("operation",)), RED)], TLP_2_0).document
    assert allowed(marked, TLP_2_0, GREEN).title == ()


# --- labels of the source's own -------------------------------------------------------------------


def own_labels(text: str, marking: str = CLEAR, suffix: str = ".txt") -> list[tuple[str, int]]:
    """(label, line) of each error for a source with this marking."""
    read, found = read_bytes(text.encode(), source_id="d", shown="seeds/d.txt", suffix=suffix)
    assert read is not None, found
    marked = mark(read.document, marking, [], TLP_2_0).document
    faults = check_own_labels(marked, TLP_2_0, "seeds/d.txt")
    assert all(d.code == "source-marked-higher" for d in faults)
    assert all(d.exit is ExitCode.MARKING and d.hint for d in faults)
    return [(d.message.split()[4], d.place.line if d.place else 0) for d in faults]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"TLP:AMBER\n\n{TITLE}\n\n{LONG}\n", [(AMBER, 1)]),
        (f"{TITLE}\n\n{LONG}\n\n{LONG}\n\n(TLP:RED)\n", [(RED, 7)]),
        (f"{TITLE}\n\n[TLP:AMBER+STRICT]\n\n{LONG}\n", [("TLP:AMBER+STRICT", 3)]),
        (f"{TITLE}\n\n--- TLP: RED ---\n\n{LONG}\n", [(RED, 3)]),
        (f"{TITLE}\n\nTLP:\N{ZERO WIDTH SPACE}RED\n\n{LONG}\n", [(RED, 3)]),
        (f"{TITLE}\n\n{LONG}\n\n(TLP:AMBER) {LONG}\n", [(AMBER, 5)]),
        (f"{TITLE}\n\n{LONG}\n\n{LONG} (TLP:AMBER)\n", [(AMBER, 5)]),
        (f"{TITLE}\n\n{LONG}\n\n- (TLP:RED) Ships sink.\n- Ports close.\n", [(RED, 5)]),
        (f"{TITLE}\n\n{LONG}\n\nTLP:AMBER\n{LONG}\n{LONG}\n", [(AMBER, 5)]),
        (f"{TITLE}\n\n{LONG}\n\n{LONG}\n{LONG}\nTLP:AMBER\n", [(AMBER, 7)]),
        (f"{TITLE}\n\n{LONG}\n\nNorthern views (TLP:RED)\n\n{LONG}\n", [(RED, 5)]),
    ],
)
def test_a_label_of_the_sources_own_is_found(text: str, found: list[tuple[str, int]]) -> None:
    assert own_labels(text) == found
    assert own_labels(text, RED) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nThe TLP:RED label is used for named people. It is (TLP:RED) that counts.\n",
        f"{TITLE}\n\n{LONG}\n\nTLP:RED is the highest of all labels that are known\nto us.\n",
        f"{TITLE}\n\n{LONG}\n\n- TLP:CLEAR\n- TLP:GREEN\n- TLP:RED\n",
        f"{TITLE}\n\n{LONG}\n\nTLP:CLEAR\n\n{LONG}\n",
    ],
)
def test_a_mention_and_a_label_that_is_not_above_are_none(text: str) -> None:
    assert own_labels(text) == []


MARKED_PLACES = {
    "between sentences": ("md", f"# R\n\n## Summary\n\n{LONG} (TLP:RED) {LONG}\n", 5),
    "point without a stop": ("md", "# R\n\n## Summary\n\n- Ships sink (TLP:RED)\n- two\n", 5),
    "before the stop": ("md", "# R\n\n## Summary\n\nShips sink (TLP:RED).\n", 5),
    "run-in heading": ("md", "# R\n\n## Summary\n\n**Threat.** (TLP:RED) Ships sink.\n", 5),
    "bold lead": ("md", "# R\n\n## Summary\n\n**Threat** (TLP:RED) Ships sink.\n", 5),
    "milestone": ("md", "# R\n\n## Milestones\n\n2014 Began.\n\n2015 (TLP:RED) Ships sink.\n", 7),
    "column": ("md", "# R\n\n## A\n\n| Marking | What |\n|-|-|\n| TLP:RED | Ships sink. |\n", 7),
    "cell": ("md", "# R\n\n## A\n\n| What | Note |\n|-|-|\n| Ships sink. | (TLP:RED) |\n", 7),
    "head of a table": ("md", "# R\n\n## A\n\n| What (TLP:RED) | B |\n|-|-|\n| a | b |\n", 5),
}


@pytest.mark.parametrize("place", MARKED_PLACES)
def test_a_portion_mark_counts_for_what_bears_it(place: str) -> None:
    suffix, text, line = MARKED_PLACES[place]
    read, _ = read_bytes(text.encode(), source_id="d", shown="d.md", suffix=f".{suffix}")
    assert read is not None
    unswitched = mark(read.document, CLEAR, [], TLP_2_0).document
    (fault,) = check_own_labels(unswitched, TLP_2_0, "d.md")
    assert (fault.code, fault.place and fault.place.line) == ("source-marked-higher", line)
    own = portion_labels(read.document, TLP_2_0)
    marked = mark(read.document, CLEAR, [], TLP_2_0, own).document
    assert check_own_labels(marked, TLP_2_0, "d.md") == ()
    seen = " ".join(strings(allowed(marked, TLP_2_0, GREEN)))
    assert "Ships sink" not in seen
    assert "TLP:RED" not in seen


@pytest.mark.parametrize(
    "banner",
    [
        "(TLP:RED)",
        "Classification: TLP:RED",
        "This document is TLP:RED.",
        "Ministry of Ports TLP:RED Page 1",
        "<!-- TLP:RED -->",
        "| Classification | TLP:RED |\n|-|-|\n| Date | 2015 |",
    ],
)
def test_a_banner_marks_no_block_but_stops(banner: str) -> None:
    text = f"# {TITLE}\n\n{LONG}\n\n{banner}\n\n{LONG}\n"
    read, _ = read_bytes(text.encode(), source_id="d", shown="d.md", suffix=".md")
    assert read is not None
    marked = mark(
        read.document, CLEAR, [], TLP_2_0, portion_labels(read.document, TLP_2_0)
    ).document
    assert [d.code for d in check_own_labels(marked, TLP_2_0, "d.md")] == ["source-marked-higher"]


@pytest.mark.parametrize(
    ("marking", "severity"), [(CLEAR, Severity.ERROR), (RED, Severity.WARNING)]
)
def test_an_unknown_label_is_an_error_unless_all_is_withheld(
    marking: str, severity: Severity
) -> None:
    text = f"{TITLE}\n\n{LONG}\n\n(tlp:amber) {LONG}\n"
    read, _ = read_bytes(text.encode(), source_id="d", shown="d.txt", suffix=".txt")
    assert read is not None
    marked = mark(read.document, marking, [], TLP_2_0).document
    (fault,) = check_own_labels(marked, TLP_2_0, "d.txt")
    assert (fault.code, fault.severity, str(fault.place)) == (
        "marking-unknown", severity, "d.txt:5",
    )  # fmt: skip
    assert AMBER in fault.hint


def test_a_label_in_the_foot_of_every_page_is_found() -> None:
    pages = (f"{LONG}\n\nTLP:AMBER   Example House   {n}\n\f" for n in range(1, 9))
    assert {label for label, _ in own_labels("".join(pages))} == {AMBER}


def test_a_part_that_the_config_marks_as_high_is_no_fault() -> None:
    made = document(
        section("a", "Views", para("a/p", f"(TLP:RED) {LONG}")),
        section("b", "B", para("b/p", "B.")),
    )
    low = mark(made, CLEAR, [], TLP_2_0).document
    (fault,) = check_own_labels(low, TLP_2_0, "seeds/d.txt")
    assert str(fault.place) == "seeds/d.txt:1"
    high = mark(made, CLEAR, [(Selector(title="views"), RED)], TLP_2_0).document
    assert check_own_labels(high, TLP_2_0, "seeds/d.txt") == ()


def test_labels_of_ones_own_ladder_that_are_words_stay_words() -> None:
    ladder = Ladder(name="own", labels=("Open", "Secret", "Top Secret"))
    texts = ("Secret Service staff came.", "Secret", "(Top  Secret) Ships sink.")
    made = document(section("a", "A", *(para(f"p{n}", text) for n, text in enumerate(texts))))
    marked = mark(made, "Open", [], ladder).document
    assert [own.label for own in find_labels(marked, ladder)] == ["Secret", "Top Secret"]


# --- canaries -------------------------------------------------------------------------------------

# One word per unit; the heading's words are canaries too.
KINDS = ("para", "bullets", "numbered", "milestones", "nested")


@st.composite
def documents_with_canaries(
    draw: st.DrawFn,
) -> tuple[Document, tuple[tuple[Selector, str], ...], str]:
    blocks: list[Block] = []
    for n in range(draw(st.integers(1, 4))):
        inner: list[Block] = []
        for k in range(draw(st.integers(0, 3))):
            name = f"s{n}b{k}"
            match draw(st.sampled_from(KINDS)):
                case "para":
                    inner.append(para(name, f"Word {name}x."))
                case "bullets":
                    inner.append(bullets(name, f"Word {name}x.", f"Word {name}y."))
                case "numbered":
                    inner.append(numbered(name, f"Word {name}x.", f"Word {name}y."))
                case "milestones":
                    inner.append(milestones(name, row(f"{name}.1", years(2001), f"Word {name}x.")))
                case _:
                    inner.append(
                        section(name, f"Title {name}h", para(f"{name}p", f"Word {name}x."))
                    )
        blocks.append(
            section(f"s{n}", f"Title s{n}h", *inner, role=draw(st.sampled_from(["", "risks"])))
        )
    names = [f"s{n}b{k}{c}" for n in range(4) for k in range(3) for c in "xyh"]
    chosen = draw(st.lists(st.sampled_from(names), max_size=4))
    label = st.sampled_from(TLP_2_0.labels)
    rules = [(Selector(contains=(word,)), draw(label)) for word in chosen]
    if draw(st.booleans()):
        rules.append((Selector(role="risks"), draw(label)))
    made = document(*blocks, title="Title s0h")
    return made, tuple(rules), draw(label)


@settings(max_examples=150, deadline=None)
@given(documents_with_canaries(), st.sampled_from(TLP_2_0.labels))
def test_no_canary_above_the_ceiling_survives(
    made: tuple[Document, tuple[tuple[Selector, str], ...], str], ceiling: str
) -> None:
    built, rules, source_marking = made
    marked = mark(built, source_marking, rules, TLP_2_0).document
    seen = allowed(marked, TLP_2_0, ceiling)
    left = {word.strip(".") for text in strings((seen.blocks, seen.title)) for word in text.split()}
    for selector, label in rules:
        if is_above(TLP_2_0, label, ceiling):
            assert not left.intersection(selector.contains)
    if is_above(TLP_2_0, source_marking, ceiling):
        assert left == set()
    for node in walk(seen.blocks):
        assert not any(is_above(TLP_2_0, o.marking, ceiling) for o in node.origins)
    assert allowed(seen, TLP_2_0, ceiling) == seen


@settings(max_examples=60, deadline=None)
@given(documents_with_canaries())
def test_a_higher_ceiling_never_shows_less(
    made: tuple[Document, tuple[tuple[Selector, str], ...], str],
) -> None:
    built, rules, source_marking = made
    marked = mark(built, source_marking, rules, TLP_2_0).document
    shown = [
        {node.id for node in walk(allowed(marked, TLP_2_0, ceiling).blocks)}
        for ceiling in TLP_2_0.labels
    ]
    assert all(low <= high for low, high in pairwise(shown))
