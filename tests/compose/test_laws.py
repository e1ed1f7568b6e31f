"""Whatever the layout, a passage that a slot shows stands in the pack, once and cited."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.compose import ColumnContent, compose
from briefgen.config.types import Layout
from briefgen.model import Code, Figure, FromSource, Passage, Row, Span, Table, Text
from briefgen.tree import walk
from tests.packs.builder import card, facts, passage, section, slot, year
from tests.packs.words import pack_text

LAYOUTS: tuple[Layout, ...] = Layout.__args__  # type: ignore[attr-defined]  # a Literal's values
PATHS = (
    (section(),),
    (section("VI", "Proposals"),),
    (section("VI", "Proposals"), section("1", "Sea")),
)


def _whole(kind: str, line: int, path: int) -> Passage:
    """A table, a picture or code: no pieces."""
    origins = (FromSource(source="report", spans=(Span(start=line, end=line),)),)
    name, word = f"report/{line}", f"word{line}"
    unit: Table | Figure | Code
    if kind == "table":
        row = Row(id=f"{name}.1", cells=((Text(word),), (Text("cell"),)))
        unit = Table(id=name, rows=(row,), origins=origins)
    elif kind == "figure":
        unit = Figure(id=name, alt=word, origins=origins)
    else:
        unit = Code(id=name, lines=(word,), origins=origins)
    return Passage(
        unit=unit,
        source="report",
        path=PATHS[path],
        role="",
        marking="TLP:CLEAR",
        pieces=(),
        lead=(),
        rank=line,
        order=line,
    )


def _passage(kind: str, line: int, path: int) -> Passage:
    if kind in ("table", "figure", "code"):
        return _whole(kind, line, path)
    when = year(2000 + line) if kind == "milestone" else None
    return passage(f"word{line} and more.", line=line, path=PATHS[path], kind=kind, when=when)


KINDS = st.sampled_from(["paragraph", "item", "milestone", "table", "figure", "code"])
PASSAGES = st.lists(st.tuples(KINDS, st.integers(0, 2)), min_size=1, max_size=6).map(
    lambda drawn: tuple(  # a section's passages stand together, as in a source
        _passage(kind, n, path)
        for n, (kind, path) in enumerate(sorted(drawn, key=lambda one: one[1]), start=1)
    )
)


@settings(max_examples=60, deadline=None)
@given(
    layout=st.sampled_from(LAYOUTS), passages=PASSAGES, citations=st.sampled_from(["notes", "none"])
)
def test_every_passage_stands_in_the_pack(
    layout: Layout, passages: tuple[Passage, ...], citations: str
) -> None:
    content = slot(*passages, layout=layout)
    if layout == "side-by-side":
        content = slot(
            layout=layout,
            columns=(
                ColumnContent(heading="A", passages=passages[::2]),
                ColumnContent(heading="B", passages=passages[1::2]),
            ),
        )
    document, found = compose(facts(citations=citations), [content], [card()])
    assert found == ()
    assert document is not None
    words = pack_text(document).split()
    assert [words.count(f"word{p.order}") for p in passages] == [1] * len(passages)
    ids = [node.id for node in walk(document.blocks)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_that_cannot_be_read_is_never_dropped(layout: Layout) -> None:
    row = passage("%%", line=9, kind="milestone", when=None)
    others = (passage("Talks.", line=3, kind="milestone", when=year(2003)),)
    columns = (
        ColumnContent(heading="A", passages=(row,)),
        ColumnContent(heading="B", passages=others),
    )
    content = slot(row, *others, layout=layout)
    if layout == "side-by-side":
        content = slot(layout=layout, columns=columns)
    document, _ = compose(facts(), [content], [card()])
    assert document is not None
    text = pack_text(document)
    assert "%%" in text or "cannot be read" in text


def test_a_dated_row_among_points_keeps_its_date() -> None:
    rows = [passage(f"Event {n}.", line=n, kind="milestone", when=year(2000 + n)) for n in (1, 2)]
    document, _ = compose(facts(), [slot(*rows, layout="bullets")], [card()])
    assert document is not None
    assert "2001: Event 1." in pack_text(document)
