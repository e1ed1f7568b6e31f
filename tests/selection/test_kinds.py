"""Blocks other than prose: quotations set apart, tables, code and figures are kept whole."""

from __future__ import annotations

import pytest

from briefgen.model import Code, Document, Figure, Head, ListItem, OrderedList, Quote, Row, Table
from briefgen.selection import TLP_2_0, Limit, Selector, allowed, apply, mark, select
from briefgen.selection.selectors import Kind
from briefgen.tree import node_text, plain_text, walk
from tests.builds.document import document, item, line, para, section, speech, words


def cells(row: str, *texts: str) -> Row:
    return Row(id=row, cells=tuple(words(text) for text in texts), origins=line())


def mixed() -> Document:
    return document(
        section(
            "a",
            "Material",
            Quote(id="q", content=words("“We stay. We talk.”"), origins=line()),
            Table(
                id="t",
                header=cells("t.h", "Port", "Ships"),
                rows=(cells("t.1", "North", "Secret count"), cells("t.2", "South", "Nine")),
                caption=words("Ships by port"),
                origins=line(),
            ),
            Code(id="c", lines=("if talks:", "    go()"), origins=line()),
            Figure(id="f", alt="A map of ports", caption=words("Map"), origins=line()),
            OrderedList(
                id="l",
                items=(
                    item("l.1", "Point.", Code(id="l.1/c", lines=("x",), origins=line())),
                    ListItem(id="l.2", blocks=(para("l.2/p", "Last."),), origins=line()),
                ),
                origins=line(),
            ),
        ),
        speeches=[speech("q", "We stay. We talk.", 0, 19, "Ada Example", "Envoy")],
    )


@pytest.mark.parametrize(
    ("kind", "ids"),
    [
        ("quote", ["q"]),
        ("table", ["t"]),
        ("code", ["c", "l.1/c"]),
        ("figure", ["f"]),
        ("item", ["l.1", "l.2"]),
    ],
)
def test_each_kind_is_found(kind: Kind, ids: list[str]) -> None:
    assert [p.id for p in select((mixed(),), Selector(kind=kind), TLP_2_0)] == ids


def test_a_quotation_set_apart_has_its_speaker_and_stands_in_the_text_too() -> None:
    (said,) = select((mixed(),), Selector(speaker="ada*"), TLP_2_0)
    assert isinstance(said.unit, Quote)
    assert (said.unit.speaker, said.unit.office) == ("Ada Example", "Envoy")
    assert "q" in [p.id for p in select((mixed(),), Selector(), TLP_2_0)]


def test_words_are_looked_for_in_cells_lines_and_captions() -> None:
    for phrase, block in (("secret count", "t"), ("go", "c"), ("map of ports", "f")):
        found = select((mixed(),), Selector(contains=(phrase,)), TLP_2_0)
        assert [p.id for p in found] == [block]


def test_limits_keep_them_whole_or_not_at_all() -> None:
    found = select((mixed(),), Selector(), TLP_2_0)
    whole = {p.id: p for p in found}
    for limit in (Limit(sentences=2), Limit(words=6), Limit(items=3), Limit(each=Limit(words=1))):
        kept, _ = apply(found, limit)
        for passage in kept:
            if not isinstance(passage.unit, ListItem):
                assert passage == whole[passage.id]
    (said,) = select((mixed(),), Selector(kind="quote"), TLP_2_0)
    assert plain_text(said.pieces[0]) == "“We stay. We talk.”"


def test_a_row_or_a_header_can_be_withheld_alone() -> None:
    def seen(*ids: str) -> set[str]:
        marked = mark(mixed(), "TLP:CLEAR", [], TLP_2_0).document
        raised = mark_higher(marked, *ids)
        kept = allowed(raised, TLP_2_0, "TLP:GREEN")
        assert "Secret" not in " ".join(map(node_text, kept.blocks)) or "t.1" not in ids
        return {node.id for node in walk(kept.blocks)}

    assert {"t", "t.2"} <= seen("t.1")
    assert "t.1" not in seen("t.1")
    assert {"t", "t.1", "t.2"} <= seen("t.h")
    assert "t.h" not in seen("t.h")
    assert "t" not in seen("t.1", "t.2")


def mark_higher(marked: Document, *ids: str) -> Document:
    """The document with the rows of these ids marked at the top, as a portion mark would."""
    table = next(node for node in walk(marked.blocks) if isinstance(node, Table))
    red = line()

    def raised(row: Row) -> Row:
        return Row(id=row.id, cells=row.cells, origins=red) if row.id in ids else row

    assert table.header is not None
    higher = Table(
        id=table.id,
        header=raised(table.header),
        rows=tuple(map(raised, table.rows)),
        caption=table.caption,
        origins=table.origins,
    )
    (outer,) = marked.blocks
    inner = tuple(higher if block.id == "t" else block for block in getattr(outer, "blocks", ()))
    return document(section("a", "", *inner))


def test_a_block_of_a_pack_is_refused_as_a_source() -> None:
    pack = document(Head(id="h", form="memo", kind="Memo", title=words("Title"), origins=line()))
    for use in (
        lambda: select((pack,), Selector(), TLP_2_0),
        lambda: allowed(pack, TLP_2_0, "TLP:RED"),
    ):
        with pytest.raises(TypeError, match="does not belong in a source"):
            use()
