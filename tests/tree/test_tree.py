"""Laws of the block tree: walking, plain text, slices, note marks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import (
    Block,
    BulletList,
    Callout,
    Column,
    Columns,
    Emph,
    FromSource,
    Head,
    Inline,
    Inlines,
    Link,
    ListItem,
    Milestone,
    Milestones,
    NoteRef,
    OrderedList,
    Paragraph,
    PartialDate,
    Quote,
    Row,
    Section,
    Span,
    Strong,
    Table,
    Text,
    When,
)
from briefgen.tree import (
    line_numbers,
    map_inlines,
    node_text,
    note_numbers,
    plain_text,
    renumber_notes,
    slice_inlines,
    walk,
    with_marking,
)

WORDS = st.text(alphabet="ab cé", max_size=8)


def inlines(depth: int = 2) -> st.SearchStrategy[Inlines]:
    leaves: list[st.SearchStrategy[Inline]] = [
        WORDS.map(Text),
        st.integers(1, 9).map(NoteRef),
    ]
    if depth:
        inner = inlines(depth - 1)
        leaves += [
            inner.map(Emph),
            inner.map(Strong),
            inner.map(lambda content: Link("https://example.org", content)),
        ]
    return st.lists(st.one_of(leaves), max_size=4).map(tuple)


@settings(deadline=None, max_examples=200)
@given(inlines(), st.integers(0, 30), st.integers(0, 30))
def test_a_slice_holds_the_same_words(content: Inlines, start: int, end: int) -> None:
    assert plain_text(slice_inlines(content, start, end)) == plain_text(content)[start:end]


@settings(deadline=None, max_examples=100)
@given(inlines())
def test_mapping_nothing_changes_nothing(content: Inlines) -> None:
    block = Section(
        id="s", title=content, blocks=(Paragraph(id="p", content=content), _list(content))
    )
    assert map_inlines(block, lambda c: c) == block


def _list(content: Inlines) -> BulletList:
    item = ListItem(id="i", blocks=(Paragraph(id="ip", content=content),))
    return BulletList(id="l", items=(item,))


def everything() -> tuple[Section, ...]:
    """A section with a note mark in each place that can bear one, numbered 9 downwards."""
    row = Row(id="r", cells=((Text("c"), NoteRef(4)), (Text("d"),)))
    year = When(start=PartialDate(year=2002), end=PartialDate(year=2002))
    column = Column(id="c", title=(Text("A on B"), NoteRef(6)), blocks=(_list((NoteRef(5),)),))
    return (
        Section(
            id="s",
            title=(Text("Title"), NoteRef(9)),
            blocks=(
                Paragraph(id="p", content=(Strong((Text("x"), NoteRef(8))),)),
                Callout(id="k", form="bottom-line", title=(Text("t"), NoteRef(7)), blocks=()),
                Columns(id="cs", columns=(column,)),
                Table(id="t", rows=(row,)),
                Milestones(id="m", rows=(Milestone(id="m1", when=year, content=(NoteRef(3),)),)),
                Quote(id="q", content=(Text("“Said.”"),), speaker="Someone", notes=(2,)),
            ),
        ),
    )


def test_note_marks_are_found_in_reading_order() -> None:
    assert note_numbers(everything()) == (9, 8, 7, 6, 5, 4, 3, 2)


def test_renumbering_keeps_the_order() -> None:
    new = {old: place for place, old in enumerate(note_numbers(everything()), start=1)}
    renumbered = tuple(renumber_notes(block, new) for block in everything())
    assert note_numbers(renumbered) == tuple(range(1, 9))


def _quoted(numbers: list[int], notes: list[int]) -> Block:
    """A quotation with notes and a paragraph with marks, in every kind of block that holds any."""
    marks = tuple(NoteRef(number) for number in numbers)
    inner: tuple[Block, ...] = (
        Quote(id="q", content=marks, notes=tuple(notes)),
        Paragraph(id="p", content=marks[::-1]),
    )
    points = ListItem(id="i", blocks=inner), ListItem(id="j", blocks=inner[::-1])
    held: tuple[Block, ...] = (
        BulletList(id="b", items=points),
        OrderedList(id="o", items=points),
        Columns(
            id="cs",
            columns=(
                Column(id="c", title=marks, blocks=inner),
                Column(id="d", title=(), blocks=()),
            ),
        ),
        Callout(id="k", form="bottom-line", title=(), blocks=inner),
    )
    return Section(id="s", title=marks, blocks=(*held, Section(id="t", title=(), blocks=held)))


@given(st.lists(st.integers(1, 9), max_size=3), st.lists(st.integers(1, 9), max_size=3))
def test_every_note_mark_is_renumbered_wherever_it_stands(
    numbers: list[int], notes: list[int]
) -> None:
    block = _quoted(numbers, notes)
    new = {number: 20 - number for number in range(1, 10)}
    renumbered = renumber_notes(block, new)
    assert note_numbers((renumbered,)) == tuple(new[n] for n in note_numbers((block,)))
    assert renumber_notes(renumbered, {there: here for here, there in new.items()}) == block


def test_walk_meets_parents_before_children() -> None:
    kinds = [type(node).__name__ for node in walk(everything())]
    assert kinds[:3] == ["Section", "Paragraph", "Callout"]
    assert kinds.index("Columns") < kinds.index("Column") < kinds.index("ListItem")


def test_node_text_has_every_word_once() -> None:
    text = node_text(everything()[0])
    assert text.split() == ["Title", "x", "t", "A", "on", "B", "c", "d", "“Said.”", "Someone"]


def test_head_text_has_labels_and_values() -> None:
    head = Head(id="h", form="memo", kind="Memo", title=(Text("Subject line"),))
    assert node_text(head) == "Memo\nSubject line"


def test_line_numbers_and_markings_of_origins() -> None:
    origins = (FromSource(source="a", spans=(Span(start=3, end=4), Span(start=9, end=9))),)
    assert line_numbers(origins) == (("a", 3, 4), ("a", 9, 9))
    assert [o.marking for o in with_marking(origins, "TLP:RED")] == ["TLP:RED"]


@pytest.mark.parametrize(("start", "end"), [(0, 1), (2, 1)])
def test_empty_spans_are_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span"):
        Span(start=start, end=end)


def test_an_origin_needs_a_span() -> None:
    with pytest.raises(ValueError, match="no span"):
        FromSource(source="a", spans=())


@pytest.mark.parametrize("bad", ["\x00", "\n", "\x85", "\u202e", "\ufffe", "\ud800"])
def test_control_characters_are_refused(bad: str) -> None:
    with pytest.raises(ValueError, match="control character"):
        Text(f"a{bad}b")


def test_text_is_composed() -> None:
    assert Text("e\u0301").text == "é"


def test_tables_are_rectangular() -> None:
    rows = (Row(id="1", cells=((), ())), Row(id="2", cells=((),)))
    with pytest.raises(ValueError, match="not rectangular"):
        Table(id="t", rows=rows)


def test_a_range_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before"):
        When(start=PartialDate(year=2010), end=PartialDate(year=2009))


def test_partial_dates_say_no_more_than_they_know() -> None:
    dates = [PartialDate(year=2021), PartialDate(year=2021, month=6)]
    assert [date.iso() for date in dates] == ["2021", "2021-06"]
    assert PartialDate(year=2021, month=6, day=4).iso() == "2021-06-04"
