"""What our own writer writes, our own Word reader reads: the same blocks, with the same words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Document,
    Inlines,
    ListItem,
    NoteRef,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from briefgen.reading import ReadOptions
from briefgen.reading.formats.word.reader import read_word
from briefgen.renderers.word import render, start_run
from briefgen.tree import node_text, plain_text
from tests.packs.parts import load_style
from tests.word.samples import memo, note, pack, parts

NOTES = 3
STYLES = {name: load_style(name) for name in ("plain", "compact")}
RUN = start_run()
Shown = tuple[object, ...]

# Words that no rule of reading takes for a heading, a number or the furniture of a page.
VOCABULARY = "river lock keeper flood gauge barge depth calendar winter basin"
WORDS = st.lists(st.sampled_from(VOCABULARY.split()), min_size=3, max_size=9).map(
    lambda found: " ".join(found).capitalize() + "."
)
INLINES: st.SearchStrategy[Inlines] = st.tuples(
    WORDS, WORDS, st.booleans(), st.lists(st.integers(1, NOTES), max_size=1)
).map(
    lambda made: (
        Text(f"{made[0]} "),
        Strong((Text(made[1]),)) if made[2] else Text(made[1]),
        *(NoteRef(n) for n in made[3]),
    )
)
IDS = st.uuids().map(str)
PARAGRAPHS = st.builds(Paragraph, id=IDS, content=INLINES)
ITEMS = st.lists(
    st.builds(ListItem, id=IDS, blocks=st.tuples(PARAGRAPHS)), min_size=1, max_size=3
).map(tuple)


def _with_list(made: tuple[ListItem, Sequence[ListItem]]) -> ListItem:
    item, inner = made
    below = BulletList(id=f"{item.id}/l", items=tuple(inner))
    return ListItem(id=item.id, blocks=(*item.blocks, below))


NESTED = st.tuples(st.builds(ListItem, id=IDS, blocks=st.tuples(PARAGRAPHS)), ITEMS).map(_with_list)


def _table(columns: int) -> st.SearchStrategy[Table]:
    row = st.builds(Row, id=IDS, cells=st.tuples(*[WORDS.map(lambda w: (Text(w),))] * columns))
    rows = st.lists(row, min_size=1, max_size=3).map(tuple)
    return st.builds(Table, id=IDS, header=row, rows=rows)


LEAVES: st.SearchStrategy[Block] = st.one_of(
    PARAGRAPHS,
    st.builds(BulletList, id=IDS, items=ITEMS),
    st.builds(BulletList, id=IDS, items=st.lists(NESTED, min_size=1, max_size=2).map(tuple)),
    st.builds(OrderedList, id=IDS, items=ITEMS, start=st.integers(1, 9)),
    st.builds(Quote, id=IDS, content=INLINES),
    st.integers(2, 4).flatmap(_table),
)


def _parted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Lists and tables with a paragraph between them, as in a text; two lists in a row are one."""
    found: list[Block] = []
    for at, block in enumerate(blocks):
        found += [block, Paragraph(id=f"between/{at}/{block.id}", content=(Text("In between."),))]
    return tuple(found)


def _section(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Section]:
    blocks = st.lists(inner, min_size=1, max_size=3).map(_parted)
    return st.builds(Section, id=IDS, title=WORDS.map(lambda w: (Text(w[:-1]),)), blocks=blocks)


SECTIONS = st.lists(_section(st.one_of(LEAVES, _section(LEAVES))), min_size=1, max_size=3).map(
    tuple
)


def shown(blocks: Sequence[Block], depth: int = 1) -> Iterator[Shown]:
    """Each block's kind, depth and words, in order; what belongs to pages is left out."""
    for block in blocks:
        match block:
            case Section():
                if block.title:
                    yield ("heading", depth, plain_text(block.title))
                yield from shown(block.blocks, depth + bool(block.title))
            case BulletList() | OrderedList():
                yield from _items(block, 1)
            case Table():
                rows = [block.header] if block.header else []
                yield from (("row", *map(plain_text, r.cells)) for r in (*rows, *block.rows))
            case Paragraph() | Quote():
                yield (type(block).__name__, plain_text(block.content).strip())
            case Boilerplate() | Notes():
                continue
            case _:
                yield (type(block).__name__,)


def _items(block: BulletList | OrderedList, depth: int) -> Iterator[Shown]:
    if isinstance(block, OrderedList):
        yield ("starts", block.start)
    for item in block.items:
        for inner in item.blocks:
            if isinstance(inner, BulletList | OrderedList):
                yield from _items(inner, depth + 1)
            elif isinstance(inner, Paragraph):
                yield (type(block).__name__, depth, plain_text(inner.content).strip())


def read_back(document: Document, style: str) -> Document:
    data, _ = render(document, STYLES[style], RUN)
    reading, found = read_word(data, "memo", "memo.docx", ReadOptions())
    assert reading is not None, found
    return reading.document


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(SECTIONS, st.sampled_from(sorted(STYLES)))
def test_a_pack_is_read_back_block_by_block(blocks: tuple[Block, ...], style: str) -> None:
    notes = Notes(id="n", layout="foot", notes=tuple(note(n) for n in range(1, NOTES + 1)))
    document = pack("any", "A pack to be read back", "Test", *blocks, notes)
    found = list(shown(read_back(document, style).blocks))
    expected = list(shown(blocks))
    assert found[: len(expected)] == expected


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            memo(),
            ("Upper basin on lower", "opens its locks", "Lower basin on upper", "run for power"),
        ),
        (parts(), ("View 0", "View 1", "View 2")),
    ],
)
def test_columns_are_read_one_after_the_other(document: Document, words: tuple[str, ...]) -> None:
    text = "\n".join(node_text(block) for block in read_back(document, "compact").blocks)
    places = [text.index(word) for word in words]
    assert places == sorted(places)


def test_labels_in_a_drawing_are_no_paragraphs() -> None:
    kinds = list(shown(read_back(memo(), "compact").blocks))
    assert ("Paragraph", "2019") not in kinds
    assert any(kind == ("Figure",) for kind in kinds)
