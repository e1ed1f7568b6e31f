"""Milestones of several sources become one series; what two of them tell alike is merged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.build import BuildOptions, build
from briefgen.build.proving.coverage import cover_series
from briefgen.build.proving.editions import audience_record
from briefgen.build.proving.tracing import trace_words
from briefgen.build.proving.verifying import verify_files
from briefgen.config import load_config
from briefgen.diagnostics import Severity
from briefgen.model import FromSource, Milestone, PartialDate, Passage, When
from briefgen.proof.finished import read_pieces
from briefgen.selection import TLP_2_0, Limit, Selector, apply, mark, select
from briefgen.selection.doubles import merge_doubles
from tests.builds.document import document, milestones, row, section, years

Told = tuple[When, str]


def told(*sources: tuple[Told, ...], markings: tuple[str, ...] = ()) -> tuple[Passage, ...]:
    """The milestones of sources a, b, ... as one selection."""
    documents = []
    for n, rows in enumerate(sources):
        source = "abcdef"[n]
        made = [row(f"{source}{k}", when, text, source) for k, (when, text) in enumerate(rows)]
        block = section(f"s{source}", "Milestones", milestones(f"t{source}", *made, source=source))
        marking = markings[n] if markings else "TLP:CLEAR"
        documents.append(mark(document(block, source=source), marking, [], TLP_2_0).document)
    return select(documents, Selector(), TLP_2_0)


def day(year: int, month: int = 0, day_: int = 0) -> When:
    date = PartialDate(year=year, month=month, day=day_)
    return When(start=date, end=date)


ALIKE = [
    ("The navies began joint patrols in the gulf.", "In the gulf, joint patrols of navies began."),
    ("The Secretary General met the minister in Oslo.", "Minister met Secretary General (Oslo)."),
    ("A first delegation visited the harbour.", "The harbour was visited by a first delegation."),
]
APART = [
    ("The navies began joint patrols in the gulf.", "The navies ended their talks on fishing."),
    ("The council agreed on the harbour plan.", "The council has not agreed on the harbour plan."),
    ("Talks on the harbour were held.", "Talks on the harbour were cancelled."),
    ("Patrols with 3 ships began in the gulf.", "Patrols with 5 ships began in the gulf."),
    ("Talks.", "Talks on the harbour plan were held in Oslo by both of the sides."),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_an_event_in_like_words_is_merged_with_both_origins(one: str, other: str) -> None:
    (kept,) = merge_doubles(told(((years(2015), one),), ((years(2015), other),)), TLP_2_0)
    sources = [o.source for o in kept.unit.origins if isinstance(o, FromSource)]
    assert sources == ["a", "b"]
    assert [p.source for p in kept.also] == ["b"]


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_events_stay_apart(one: str, other: str) -> None:
    found = told(((years(2015), one),), ((years(2015), other),))
    assert merge_doubles(found, TLP_2_0) == found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (years(2015), years(2016)),
        (years(2015), years(2015, 2016)),
        (day(2015, 3), day(2015, 4)),
        (day(2015, 3, 1), day(2015, 3, 2)),
    ],
)
def test_dates_that_differ_stay_apart(one: When, other: When) -> None:
    found = told(((one, ALIKE[0][0]),), ((other, ALIKE[0][1]),))
    assert merge_doubles(found, TLP_2_0) == found


def test_one_source_is_taken_at_its_word() -> None:
    found = told(((years(2015), ALIKE[0][0]), (years(2015), ALIKE[0][1])))
    assert merge_doubles(found, TLP_2_0) == found


def test_the_more_exact_date_stays_and_none_is_made() -> None:
    found = told(((years(2015), ALIKE[0][0]),), ((day(2015, 6, 14), ALIKE[0][1]),))
    (kept,) = merge_doubles(found, TLP_2_0)
    assert isinstance(kept.unit, Milestone)
    assert kept.unit.when == day(2015, 6, 14)
    assert kept.source == "b"


def test_what_is_merged_bears_the_highest_marking() -> None:
    rows = ((years(2015), ALIKE[0][0]),), ((years(2015), ALIKE[0][1]),)
    (kept,) = merge_doubles(told(*rows, markings=("TLP:CLEAR", "TLP:GREEN")), TLP_2_0)
    assert (kept.source, kept.marking) == ("a", "TLP:GREEN")


def test_a_limit_counts_an_event_once() -> None:
    first = tuple((years(2000 + n), f"The fleet number{n} sailed to harbour{n}.") for n in range(4))
    second = tuple((when, text.replace("The fleet", "A fleet")) for when, text in first)
    kept, left = apply(merge_doubles(told(first, second), TLP_2_0), Limit(items=3))
    assert (len(kept), len(left)) == (3, 1)


EVENTS = st.sampled_from([text for pair in (*ALIKE, *APART) for text in pair])
ROWS = st.lists(st.tuples(st.integers(2000, 2003).map(years), EVENTS), max_size=5).map(tuple)


@settings(max_examples=100, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=4))
def test_laws_of_merging(sources: list[tuple[Told, ...]]) -> None:
    found = told(*sources)
    merged = merge_doubles(found, TLP_2_0)
    # nothing is lost, nothing stands twice, the order stays
    assert [p.order for p in merged] == sorted(p.order for p in merged)
    everything = [p.id for one in merged for p in (one, *one.also)]
    assert sorted(everything) == sorted(p.id for p in found)
    by_id = {p.id: p for p in found}
    for one in merged:
        group = (one, *one.also)
        assert len({p.source for p in group}) == len(group)
        assert isinstance(one.unit, Milestone)
        assert all(p.unit.when == one.unit.when for p in one.also if isinstance(p.unit, Milestone))
        assert one.pieces == by_id[one.id].pieces
        assert not one.also or len(one.unit.origins) == len(group)
    # of one source alone nothing is merged
    assert merge_doubles(told(*sources[:1]), TLP_2_0) == told(*sources[:1])


# --- the whole run --------------------------------------------------------------------------------

REPORT = """\
A report

Summary

The harbour stays open.

Milestones

2010\tNavies of both sides began joint patrols in the gulf.
2014\tA harbour council was founded.
2017\tThe council met in Rome.
"""
PAPER = """\
Another paper

Milestones

2008\tThe first talks were held in Bergen.
2010\tJoint patrols of both navies began in the gulf.
2019\tThe council moved to Oslo.
"""
SERIES = """\
series: Papers
as_of: 2021-11-30
sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]
audiences:
  readers:
    template: read-ahead
    sections: [{id: milestones, layout: LAYOUT}]
"""


@pytest.mark.parametrize("layout", ["timeline", "table", "facts", "strip"])
def test_two_sources_make_one_timeline(tmp_path: Path, layout: str) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "seeds" / "b.txt").write_text(PAPER, encoding="utf-8")
    config = tmp_path / "briefgen.yaml"
    config.write_text(SERIES.replace("LAYOUT", layout), encoding="utf-8")
    outcome = build(BuildOptions(configs=(config,)))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    files = sorted((tmp_path / "out").rglob("*readers.*"))
    for file in files:
        text = " ".join(p.text for p in read_pieces(file.read_bytes()))
        places = [text.index(year) for year in ("2008", "2010", "2014", "2017", "2019")]
        assert places == sorted(places)
        assert text.count("oint patrols") == 1
        if layout in {"timeline", "table"}:
            assert "A, 9; B, 6" in text
    _, faults = verify_files(files, (config,), None, None)
    assert [d for d in faults if d.severity > Severity.INFO] == []
    loaded, _ = load_config(config)
    assert loaded is not None
    record = audience_record(loaded, "readers", None)
    assert record is not None
    reasons = {p["id"]: p.get("why") for _, p, shown in record.passages() if not shown}
    assert set(reasons.values()) == {"double"}
    (cover,), _ = cover_series((config,), None, None)
    (other,) = (s for s in cover.sources if s.id == "b")
    assert all(not section.nobody for section in other.sections if section.title == "Milestones")
    traces, _ = trace_words("readers", "patrols of both navies", (config,))
    assert [t.answer for t in traces] == ["merged"]


def test_a_source_that_gives_a_double_alone_is_cited_too(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "seeds" / "b.txt").write_text(PAPER, encoding="utf-8")
    config = tmp_path / "briefgen.yaml"
    alone = "sections: [{id: milestones, select: {years: 2010}, layout: LAYOUT}]"
    text = SERIES.replace("sections: [{id: milestones, layout: LAYOUT}]", alone)
    config.write_text(text.replace("LAYOUT", "table"), encoding="utf-8")
    outcome = build(BuildOptions(configs=(config,), formats=("docx",)))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []


def test_the_words_of_a_withheld_double_are_not_drawn_on(tmp_path: Path) -> None:
    """A double above the ceiling is filtered out before anything is merged."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "seeds" / "b.txt").write_text(PAPER, encoding="utf-8")
    config = tmp_path / "briefgen.yaml"
    marked = '[{path: "seeds/a.txt", marking: "TLP:CLEAR"}, {path: "seeds/b.txt"}]'
    text = SERIES.replace('[{path: "seeds/*", marking: "TLP:CLEAR"}]', marked)
    config.write_text(text.replace("LAYOUT", "table"), encoding="utf-8")
    outcome = build(BuildOptions(configs=(config,), formats=("docx",)))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    (manifest,) = (tmp_path / "out/papers/readers").glob("manifest.json")
    assert '"b"' not in manifest.read_text("utf-8")
    assert '"double"' not in manifest.read_text("utf-8")


def test_reading_order_is_kept_beside_other_kinds() -> None:
    found = told(((years(2015), ALIKE[0][0]),), ((years(2015), ALIKE[0][1]),))
    other = replace(found[0], order=99, unit=replace(found[0].unit, id="x"), source="c")
    assert len(merge_doubles((*found, other), TLP_2_0)) == 1
