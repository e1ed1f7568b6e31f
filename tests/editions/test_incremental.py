"""A run that makes only what is concerned leaves what a run that makes everything would."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.diagnostics import Severity
from tests.editions.test_freshness import edit, files_in

SLUG = "harbours"
PLACES = ("Ersby", "Holm", "Tarn", "Vik", "Skare", "Lund")
READERS = {
    "north": ("TLP:GREEN", (0, 1)),
    "south": ("TLP:CLEAR", (2, 3)),
    "east": ("TLP:CLEAR", (1, 4)),
    "all": ("TLP:RED", (0, 1, 2, 3, 4, 5)),
}
WORDS = ("quay", "tide", "crane", "barge", "sluice", "anchor", "ferry", "buoy", "cargo", "pilot")


def sentence(draw: random.Random, place: str) -> str:
    words = [draw.choice(WORDS) for _ in range(draw.randint(4, 9))]
    return f"The {' '.join(words)} of {place} was counted in {draw.randint(1900, 2020)}."


def section(draw: random.Random, place: str) -> str:
    lines = [f"# {place}", ""]
    for _ in range(2):
        lines += [" ".join(sentence(draw, place) for _ in range(3)), ""]
    lines += [f"- {sentence(draw, place)}" for _ in range(3)]
    return "\n".join([*lines, ""])


def config(readers: dict[str, tuple[str, tuple[int, ...]]]) -> str:
    lines = [
        "series: Harbours",
        "as_of: 2021-11-30",
        'sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]',
        f'markings: [{{select: {{title: "{PLACES[5]}"}}, marking: "TLP:RED"}}]',
        "audiences:",
    ]
    for name, (ceiling, shown) in readers.items():
        formats = "[pdf, docx]" if name == "north" else "[docx]"
        lines += [
            f'  {name}: {{title: "Of {name}", template: read-ahead, ceiling: "{ceiling}",',
            f"    formats: {formats}, sections: [",
        ]
        for n in shown:
            layout = "bullets" if n % 2 else "full"
            limit = "{sentences: 2}" if n == 3 else "{items: 9}"
            lines.append(
                f'      {{id: s{n}, label: "{PLACES[n]}", layout: {layout}, limit: {limit},'
                f' select: {{title: "{PLACES[n]}"}}}},'
            )
        lines.append("    ]}")
    return "\n".join([*lines, ""])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    work = tmp_path_factory.mktemp("parts")
    draw = random.Random(1)
    (work / "seeds").mkdir()
    (work / "configs").mkdir()
    (work / "configs" / "h.yaml").write_text(config(READERS), encoding="utf-8")
    text = "\n".join(section(draw, place) for place in PLACES)
    (work / "seeds" / "report.md").write_text(text, encoding="utf-8")
    (work / "seeds" / "other.md").write_text(section(draw, "Nes"), encoding="utf-8")
    assert worst(run(work)) < Severity.ERROR
    return work


@pytest.fixture
def work(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "work")
    return tmp_path / "work"


def run(work: Path, **more: object) -> BuildOutcome:
    options = {"configs": (work / "configs" / "h.yaml",), **more}
    return build(BuildOptions(**options))  # type: ignore[arg-type]  # fields by name


def worst(outcome: BuildOutcome) -> int:
    return max((d.severity for d in outcome.diagnostics), default=0)


def lines_of(work: Path, name: str = "report.md") -> list[str]:
    return (work / "seeds" / name).read_text("utf-8").splitlines()


def put(work: Path, lines: list[str], name: str = "report.md") -> None:
    (work / "seeds" / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


# --- which packs are made -------------------------------------------------------------------------


def packs_in(outcome: BuildOutcome) -> set[str]:
    return {Path(path).parent.name for path in outcome.written} - {SLUG, "2021-11-30"}


def reword(work: Path, place: str, at: int = 2) -> None:
    """Another word in a section, on the same line."""
    lines = lines_of(work)
    line = lines.index(f"# {place}") + at
    lines[line] = lines[line].replace("The ", "The old ", 1)
    put(work, lines)


@pytest.mark.parametrize(
    ("place", "made"),
    [
        (PLACES[0], {"north", "all"}),
        (PLACES[1], {"north", "east", "all"}),
        (PLACES[2], {"south", "all"}),
        (PLACES[4], {"east", "all"}),
    ],
)
def test_only_packs_that_show_a_changed_section_are_made(
    work: Path, place: str, made: set[str]
) -> None:
    reword(work, place)
    assert packs_in(run(work)) == made
    assert run(work).written == ()


def test_packs_below_the_marking_of_a_changed_section_are_checked_again(work: Path) -> None:
    """What is withheld is another text now, so every file has to be held against it."""
    made: list[str] = []
    reword(work, PLACES[5])
    outcome = build(
        BuildOptions(configs=(work / "configs" / "h.yaml",)), lambda name, *_: made.append(name)
    )
    assert worst(outcome) < Severity.ERROR
    assert set(made) == set(READERS)


def test_a_source_that_nobody_shows_makes_no_pack(work: Path) -> None:
    put(work, [*lines_of(work, "other.md"), "", "A line more of it."], "other.md")
    assert packs_in(run(work)) == set()
    assert run(work).written == ()


AMBER = ["# Tarn", "", "Vik grows.", "", "The amber ports are:", "", "- Amber Holm of Karr."]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ([*AMBER, "- Lund."], "list-cut"),
        ([*AMBER[:2], "Minister Ann Karr came.", *AMBER[3:]], "leans-on-cut"),
    ],
)
def test_what_stands_around_a_shown_passage_makes_its_pack(
    work: Path, changed: list[str], code: str
) -> None:
    """A finding may depend on words that the pack does not show, while all others stay in place."""
    edit(
        work / "configs" / "h.yaml",
        f'title: "{PLACES[2]}"}}',
        f'title: "{PLACES[2]}", contains: [amber]}}',
    )
    put(work, AMBER)
    assert code not in {d.code for d in run(work).diagnostics if d.audience == "south"}
    put(work, changed)
    assert code in {d.code for d in run(work).diagnostics if d.audience == "south"}


# --- the law --------------------------------------------------------------------------------------

Change = Callable[[random.Random, Path], None]


def _some_line(draw: random.Random, lines: list[str]) -> int:
    return draw.choice([n for n, line in enumerate(lines) if line.startswith(("The ", "- "))])


def word_changed(draw: random.Random, work: Path) -> None:
    lines = lines_of(work)
    at = _some_line(draw, lines)
    lines[at] = lines[at].replace(draw.choice(lines[at].split()[1:6]), draw.choice(WORDS), 1)
    put(work, lines)


def line_gone(draw: random.Random, work: Path) -> None:
    lines = lines_of(work)
    del lines[_some_line(draw, lines)]
    put(work, lines)


def line_more(draw: random.Random, work: Path) -> None:
    lines = lines_of(work)
    at = _some_line(draw, lines)
    lines[at:at] = [sentence(draw, draw.choice(PLACES)), ""]
    put(work, lines)


def abbreviation(draw: random.Random, work: Path) -> None:
    lines = lines_of(work)
    at = _some_line(draw, lines)
    lines[at] += draw.choice([" The North Quay Board (NQB) met.", " NQB said so."])
    put(work, lines)


def withheld_words_elsewhere(draw: random.Random, work: Path) -> None:
    """Words of the withheld section in a permitted one: they are no longer withheld."""
    lines = lines_of(work)
    first = lines.index(f"# {PLACES[5]}")
    at = _some_line(draw, lines[:first])
    lines[at] = f"{lines[at]} {lines[first + 2].split('. ')[0]}."
    put(work, lines)


def source_more(draw: random.Random, work: Path) -> None:
    name = f"{draw.choice('abxyz')}-notes.md"
    (work / "seeds" / name).write_text(section(draw, draw.choice(PLACES)), encoding="utf-8")


def source_gone(_: random.Random, work: Path) -> None:
    for path in sorted((work / "seeds").glob("*-notes.md"))[:1]:
        path.unlink()


def marking_moved(draw: random.Random, work: Path) -> None:
    path = work / "configs" / "h.yaml"
    lines = path.read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("markings:"))
    place = draw.choice(PLACES[4:])
    lines[at] = f'markings: [{{select: {{title: "{place}"}}, marking: "TLP:RED"}}]'
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def title_changed(draw: random.Random, work: Path) -> None:
    name = draw.choice(list(READERS))
    edit(work / "configs" / "h.yaml", f'{name}: {{title: "', f'{name}: {{title: "New ')


CHANGES: tuple[Change, ...] = (
    *[word_changed] * 5, line_gone, line_more, abbreviation,
    withheld_words_elsewhere, source_more, source_gone, marking_moved, title_changed,
)  # fmt: skip


def step(draw: random.Random, work: Path, changes: tuple[Change, ...] | None = None) -> int:
    """Changes, then both ways to the next edition. Returns how many packs were not made."""
    drawn = draw.sample(CHANGES, draw.randint(1, 2)) if changes is None else changes
    for change in drawn:
        change(draw, work)
    whole = work.with_name("whole")
    shutil.rmtree(whole, ignore_errors=True)
    shutil.copytree(work, whole)
    made: list[str] = []
    build(BuildOptions(configs=(work / "configs" / "h.yaml",)), lambda n, *_: made.append(n))
    run(whole, force=True)
    ours, theirs = files_in(work / "out"), files_in(whole / "out")
    differ = [name for name in {*ours, *theirs} if ours.get(name) != theirs.get(name)]
    assert sorted(differ) == []
    return len(READERS) - len(set(made))


@pytest.mark.parametrize("seed", range(2))
def test_the_packs_that_are_concerned_make_the_edition_that_all_would(
    work: Path, seed: int
) -> None:
    draw = random.Random(seed)
    reword(work, PLACES[seed])
    left = step(draw, work, ()) + sum(step(draw, work) for _ in range(3))
    assert left > 0  # some were left as they were


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(100, 130))
def test_many_changes_make_the_edition_that_all_would(work: Path, seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(12):
        step(draw, work)


def test_a_later_date_with_one_change_is_a_whole_edition(work: Path) -> None:
    """Every reader gets a pack of the new date, which says that nothing is new or what is."""
    reword(work, PLACES[0])
    edit(work / "configs" / "h.yaml", "2021-11-30", "2021-12-31")
    assert {Path(path).parent.name for path in run(work).written} >= set(READERS)
    report = (work / "out" / SLUG / "south" / "changes.md").read_text("utf-8")
    assert "30 November 2021" in report
    before = files_in(work / "out" / SLUG / "south")
    reword(work, PLACES[1])
    assert packs_in(run(work)) - {"2021-12-31"} == {"north", "east", "all"}
    assert files_in(work / "out" / SLUG / "south") == before
    changes = (work / "out" / SLUG / "north" / "changes.md").read_text("utf-8")
    assert changes.count("old") == 2  # both changes, against the same base


def test_a_later_date_with_a_change_of_one_pack_is_a_whole_edition(work: Path) -> None:
    title_changed(random.Random(1), work)
    edit(work / "configs" / "h.yaml", "2021-11-30", "2021-12-31")
    assert packs_in(run(work)) - {"2021-12-31"} == set(READERS)
    assert run(work).written == ()
