"""A section that is written once for all memos of a run comes to the bytes of one written alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefgen.model import (
    Block,
    Document,
    Link,
    ListItem,
    Note,
    NoteRef,
    Notes,
    OrderedList,
    Paragraph,
    Row,
    Section,
    Table,
    Text,
)
from briefgen.renderers.word import WordRun, render, start_run
from briefgen.renderers.word.markup import escape
from briefgen.renderers.word.slots import filled, parted, slot
from briefgen.tree import Patterns
from tests.packs.parts import load_style


def section(name: str) -> Section:
    """Links, marks, a numbered list and a table: all that each memo numbers anew."""
    item = Paragraph(id=f"{name}/l/1/p", content=(Text("Four & five"),))
    row = Row(id=f"{name}/r", cells=((Text("6"),), (Text("7"),)))
    return Section(
        id=name,
        title=(Text("Views"),),
        blocks=(
            Paragraph(id=f"{name}/a", content=(Text("One, two."), NoteRef(1))),
            Paragraph(
                id=f"{name}/b",
                content=(Link("https://example.org/a", (Text("Three"),)), NoteRef(2), NoteRef(1)),
            ),
            OrderedList(id=f"{name}/l", items=(ListItem(id=f"{name}/l/1", blocks=(item,)),)),
            Table(id=f"{name}/t", rows=(row,), caption=(Text("Figures"), NoteRef(2))),
        ),
    )


def memo(blocks: Sequence[Block]) -> Document:
    notes = tuple(
        Note(number=n, letter="A", section="II", lines=str(n), text=(Text(f"A, {n}"),))
        for n in range(1, 15)
    )
    table = Notes(id="notes", notes=notes, layout="table", head=("Note", "Source", "Part", "Lines"))
    end = Section(id="sources", title=(Text("Sources"),), blocks=(table,))
    return Document(id="memo", title=(Text("Memo"),), language="en", blocks=(*blocks, end))


@pytest.mark.parametrize(
    "numbers",
    [
        [("views", (1, 2))],
        [("views", (9, 12)), ("others", (3, 9))],
        [("others", (14, 2)), ("views", (1, 13)), ("last", (5, 6))],
        [("views", (1, 2)), ("views", (3, 4))],  # the same ids twice: the second is written alone
    ],
)
def test_memos_that_share_sections_have_the_bytes_of_memos_that_share_nothing(
    numbers: Sequence[tuple[str, tuple[int, int]]],
) -> None:
    style, patterns = load_style("plain"), Patterns()
    shared: WordRun = start_run(patterns=patterns)
    known = {name: section(name) for name in ("views", "others", "last")}
    for turn in range(3):
        patterns.forget()
        blocks = [
            patterns.place(known[name], (first, second + turn % 2))
            for name, (first, second) in numbers
        ]
        together = render(memo(blocks), style, shared)
        assert together == render(memo(blocks), style, start_run())


def test_no_words_can_be_a_slot() -> None:
    text = f"<a>{escape(slot('n', 1))}</a>{slot('n', 2)}"
    assert parted(text) == ("<a>n1</a>", "n2", "")
    assert filled(parted(text), {"n2": "17"}) == "<a>n1</a>17"


def test_a_changed_block_has_no_pattern() -> None:
    patterns, pattern = Patterns(), section("views")
    same, other = patterns.place(pattern, (1, 2)), patterns.place(pattern, (3, 4))
    assert same is pattern
    assert [patterns.of(block) is not None for block in (same, other)] == [True, True]
    assert patterns.of(section("views")) is None
    patterns.forget()
    assert patterns.of(other) is None
