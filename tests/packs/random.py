"""Packs of any shape, for laws that hold for all of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from briefgen.model import (
    Block,
    BulletList,
    Callout,
    ChangeMark,
    Code,
    Column,
    Columns,
    Document,
    Emph,
    Figure,
    Link,
    ListItem,
    Milestone,
    Milestones,
    Note,
    NoteRef,
    Notes,
    OrderedList,
    Paragraph,
    PartialDate,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    Text,
    When,
)
from briefgen.tree import note_numbers, renumber_notes
from tests.packs.parts import document, furniture

LETTERS = "abcdefgh ijklm.,-\u2013()\\<>&{}\u00e9\u00fc\u03b1%"
WORDS = st.text(alphabet=st.sampled_from(LETTERS), max_size=60)
TEXTS = st.lists(
    st.text(st.sampled_from("abcdefghij-.,"), min_size=1, max_size=14), max_size=70
).map(" ".join)
TITLES = st.text(st.sampled_from("abcdefgh ij-"), min_size=1, max_size=50).filter(str.strip)
INLINES = st.builds(
    lambda text, bold, thin, link, mark: (
        Text(text),
        *((Strong((Text(bold),)),) if bold else ()),
        *((Emph((Text(thin),)),) if thin else ()),
        *((Link("https://example.org/a?b=c", (Text(link),)),) if link else ()),
        *((NoteRef(mark),) if mark else ()),
    ),
    TEXTS,
    WORDS,
    WORDS,
    st.one_of(st.just(""), TITLES),
    st.integers(0, 30),
)
PARAGRAPHS = st.builds(
    lambda content, form, word: Paragraph(
        id="p",
        content=content,
        form=form,
        change=ChangeMark(word=word) if word is not None and form != "remark" else None,
    ),
    INLINES,
    st.sampled_from(["body", "body", "body", "lead", "message", "remark"]),
    st.sampled_from([None, None, "", "New", "Reworded"]),
)


def _milestones(first: int, texts: list[tuple[str, int]], layout: str) -> Milestones:
    rows = tuple(
        Milestone(
            id=f"m{n}",
            when=When(start=PartialDate(year=first + n), end=PartialDate(year=first + n + years))
            if years < 5
            else None,
            content=(Text(text),),
            label=f"{first + n}",
            lead=(Text(text[:40]),),
        )
        for n, (text, years) in enumerate(texts)
    )
    return Milestones(
        id="m",
        rows=rows,
        layout=layout,  # type: ignore[arg-type]  # one of the four by construction
        caption=(Text("Dates"),),
        head=("When", "What", ""),
        alt="Dates in a figure.",
    )


DATED = st.builds(
    _milestones,
    st.integers(1900, 2020),
    st.lists(st.tuples(TITLES, st.integers(0, 6)), min_size=1, max_size=8),
    st.sampled_from(["timeline", "strip", "table", "facts"]),
)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    items = st.lists(
        st.builds(lambda b: ListItem(id="i", blocks=b), blocks), min_size=1, max_size=3
    ).map(tuple)
    return st.one_of(
        st.builds(
            lambda b, t: Section(id="s", title=(Text(t),) if t else (), blocks=b), blocks, WORDS
        ),
        st.builds(lambda i: BulletList(id="b", items=i), items),
        st.builds(lambda i: OrderedList(id="o", items=i), items),
        st.builds(
            lambda b, f: Callout(id="c", form=f, title=(Text("Callout"),), blocks=b),
            blocks,
            st.sampled_from(["bottom-line", "recommendation", "sources-differ", "new-since"]),
        ),
        st.builds(
            lambda parts: Columns(
                id="k",
                columns=tuple(
                    Column(id=f"k{n}", title=(Text(f"View {n}"),), blocks=part)
                    for n, part in enumerate(parts)
                ),
            ),
            st.lists(blocks, min_size=1, max_size=3),
        ),
        st.builds(
            lambda rows: Table(
                id="t",
                header=Row(id="h", cells=((Text("One"),), (Text("Two"),))),
                rows=tuple(Row(id=f"r{n}", cells=((Text(a),), b)) for n, (a, b) in enumerate(rows)),
                caption=(Text("A table"),),
            ),
            st.lists(st.tuples(WORDS, INLINES), max_size=4),
        ),
        st.builds(lambda t: Quote(id="q", content=(Text(t),)), WORDS),
        st.builds(lambda t: Code(id="x", lines=tuple(t)), st.lists(TITLES, max_size=3)),
        st.builds(lambda t: Figure(id="f", alt=t, caption=(Text("Caption"),)), TITLES),
        DATED,
    )


BLOCKS = st.lists(st.recursive(PARAGRAPHS, _nested, max_leaves=8), max_size=4).map(tuple)


def _pack(blocks: tuple[Block, ...], layout: str, banner: str) -> Document:
    """The blocks with their marks numbered in reading order, and a note for each."""
    blocks = tuple(
        block if isinstance(block, Section) else Section(id=f"s{n}", title=(), blocks=(block,))
        for n, block in enumerate(blocks)
    )
    new = {old: n for n, old in enumerate(note_numbers(blocks), start=1)}
    blocks = tuple(renumber_notes(block, new) for block in blocks)
    notes = Notes(
        id="notes",
        layout=layout,  # type: ignore[arg-type]  # one of the three by construction
        title=(Text("Sources"),),
        notes=tuple(
            Note(number=n, letter="A", section="I", lines=f"{n}", text=(Text(f"Section {n}"),))
            for n in new.values()
        ),
        head=("Note", "Source", "Section", "Lines"),
    )
    pack = document("any", (*blocks, notes) if new else blocks, "Any")
    return replace(pack, furniture=replace(furniture("Any"), banner=banner))


PACK = st.builds(
    _pack,
    BLOCKS,
    st.sampled_from(["foot", "table", "run-in"]),
    st.sampled_from(["TLP:GREEN", "TLP:AMBER+STRICT", "Restricted"]),
)
