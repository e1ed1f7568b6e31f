"""Tables that were copied or moved in a memo: a copy is people's, the table itself stays whole."""

from __future__ import annotations

import copy
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from briefgen.anchored import anchored
from briefgen.renderers.word import render, start_run
from briefgen.roundtrip.applying import apply_overrides
from briefgen.roundtrip.edits import Edit, Overrides
from briefgen.roundtrip.overrides import read_overrides, write_overrides
from tests.packs.parts import load_style
from tests.roundtrip.memo_scripts import document
from tests.roundtrip.test_merge import WAYS
from tests.roundtrip.test_reading import TRAIL, differences
from tests.word.like import W, WordFile


@cache
def _memo() -> bytes:
    return render(document(), load_style("compact"), start_run(), TRAIL)[0]


def _table(file: WordFile) -> etree._Element:
    return next(
        t for t in file.root.iter(f"{W}tbl") if "Gauge 3" in "".join(map(str, t.itertext()))
    )


def _reword(element: etree._Element, before: str, after: str) -> None:
    for text in element.iter(f"{W}t"):
        text.text = (text.text or "").replace(before, after)


def _edits(file: WordFile) -> tuple[Edit, ...]:
    return differences(file.data(), _memo()).edits


def _ids(edits: tuple[Edit, ...]) -> list[str]:
    """What stands where after a merge, rows by their ids."""
    applied, found = apply_overrides(document(), edits, WAYS)
    assert found == ()
    return list(dict.fromkeys(p.row or p.id for p in anchored(applied.document.blocks)))


@pytest.mark.parametrize("start", ["Paragraph 2", "Callout 8"])
def test_an_edited_copy_of_a_table_leaves_the_table_alone(start: str) -> None:
    file = WordFile(_memo())
    other = copy.deepcopy(_table(file))
    _reword(other, "Gauge 3", "Gauge 33")
    file.find(start).addprevious(other)
    (edit,) = _edits(file)
    assert (edit.what, edit.form, len(edit.rows)) == ("add", "table", 9)
    assert edit.rows[3][0] == "Gauge 33"


def test_an_edited_copy_of_a_row_leaves_the_row_alone() -> None:
    file = WordFile(_memo())
    row = next(
        r for r in _table(file).iter(f"{W}tr") if "Gauge 3" in "".join(map(str, r.itertext()))
    )
    other = copy.deepcopy(row)
    _reword(other, "Gauge 3", "Gauge 33")
    row.addprevious(other)
    (edit,) = _edits(file)
    assert (edit.what, edit.form, edit.rows[0][0]) == ("add", "row", "Gauge 33")


def test_a_table_moves_as_one() -> None:
    file = WordFile(_memo())
    file.find("Paragraph 2").addprevious(_table(file))
    (edit,) = _edits(file)
    assert (edit.what, edit.block, edit.form, edit.after) == (
        "move",
        "data/head",
        "table",
        "main/p1",
    )
    ids = _ids((edit,))
    at = ids.index("main/p1")
    rows = ["data/head", *(f"data/r{n}" for n in range(1, 9))]
    assert [id for id in ids[at + 1 :] if id.startswith("data/")][: len(rows) + 1][-9:] == rows
    assert ids.index("data/r8") < ids.index("main/p2")


def test_rows_alone_move_as_rows() -> None:
    file = WordFile(_memo())
    rows = list(_table(file).iter(f"{W}tr"))
    rows[1].addprevious(rows[4])
    (edit,) = _edits(file)
    assert (edit.what, edit.block, edit.form) == ("move", "data/r4", "paragraph")


def test_a_moved_table_is_kept_in_the_overrides_file(tmp_path: Path) -> None:
    edit = Edit(what="move", block="t.1", base="Gauge", form="table", after="p1", near="It")
    path = tmp_path / "desk.yaml"
    path.write_text(write_overrides(Overrides(series="s", audience="desk", edits=(edit,))))
    recorded, _ = read_overrides(path, "desk.yaml")
    assert recorded is not None
    assert recorded.edits == (edit,)
