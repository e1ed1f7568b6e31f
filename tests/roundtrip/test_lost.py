"""What a memo says of itself and people take out is named: it comes back with the next edition."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree

from briefgen.renderers.word import render, start_run
from tests.packs.parts import load_style
from tests.packs.samples import PACKS
from tests.roundtrip.test_reading import TRAIL, differences
from tests.word.like import W, WordFile


@cache
def written(pack: str) -> bytes:
    return render(PACKS[pack](), load_style("compact"), start_run(), TRAIL)[0]


def without(file: WordFile, name: str, nth: int = 0) -> None:
    """The nth element of a name is gone, with the run around it."""
    found = list(file.root.iter(f"{W}{name}"))[nth]
    above = found.getparent()
    assert above is not None
    above.remove(found)


def told(file: WordFile, pack: str) -> list[str]:
    found = differences(file.data(), written(pack))
    assert found.edits == ()
    return [" ".join(pair) for pair in found.not_carried]


CASES: dict[str, tuple[str, Callable[[WordFile], None], str]] = {
    "box-row": ("read-ahead", lambda f: f.drop_row("Taken out"), "Taken out | Nothing that it was"),
    "note-row": (
        "read-ahead",
        lambda f: f.drop_row("101–111"),
        "1 | A | V. Risks | 101–111 that it was",
    ),
    "entry": ("read-ahead", lambda f: drop(f, "TOC1", "Roadmap"), "Roadmap that it was"),
    "contents-title": ("read-ahead", lambda f: drop(f, "TOCHeading", "Contents"), "Contents that"),
    "remark": ("read-ahead", lambda f: f.delete("First sentence of each"), "First sentence"),
    "fact": ("memo", lambda f: f.delete("Harbour Desk"), "Harbour Desk that it was"),
    "drawing": ("memo", lambda f: without(f, "drawing"), "a drawing was taken out"),
    "note": ("memo", lambda f: without(f, "footnoteReference"), "bl2 that its note was taken"),
}


def drop(file: WordFile, style: str, words: str) -> None:
    for paragraph in file.root.iter(f"{W}p"):
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        said = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
        if named is not None and (named.get(f"{W}val"), said) == (style, words):
            above = paragraph.getparent()
            assert above is not None
            above.remove(paragraph)
            return
    raise AssertionError(f"no {words!r} in {style}")


@pytest.mark.parametrize("name", CASES)
def test_what_the_memo_says_of_itself_is_missed(name: str) -> None:
    pack, take_out, expected = CASES[name]
    file = WordFile(written(pack))
    take_out(file)
    said = told(file, pack)
    assert any(expected in one for one in said), said


def test_what_goes_with_a_place_is_not_named() -> None:
    """A dated row takes the cell of its source along, and a note goes with its text."""
    file = WordFile(written("read-ahead"))
    row = next(r for r in file.root.iter(f"{W}tr") if "A, 42" in "".join(map(str, r.itertext())))
    above = row.getparent()
    assert above is not None
    above.remove(row)
    found = differences(file.data(), written("read-ahead"))
    assert [edit.what for edit in found.edits] == ["delete"]
    assert found.not_carried == ()
    memo = WordFile(written("memo"))
    memo.delete("Talking on the quay")
    found = differences(memo.data(), written("memo"))
    assert [edit.what for edit in found.edits] == ["delete"]
    assert found.not_carried == ()


def test_contents_that_word_made_anew_are_no_edit() -> None:
    """F9 writes the entries as the headings now are and drops what else stood among them."""
    file = WordFile(written("read-ahead"))
    for _ in range(2):  # heading and entry
        file.replace("Roadmap", "The road ahead")
    for paragraph in list(file.root.iter(f"{W}p")):
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        above = paragraph.getparent()
        if named is not None and named.get(f"{W}val") == "BGContentsDetail" and above is not None:
            above.remove(paragraph)
    found = differences(file.data(), written("read-ahead"))
    assert [edit.what for edit in found.edits] == ["change"]
    assert found.not_carried == ()


def test_a_memo_of_an_older_version_misses_nothing() -> None:
    """It does not say where its own words stand."""
    file = WordFile(written("memo"))
    name = next(n for n in file.parts if n.startswith("customXml/item1."))
    store = etree.fromstring(file.parts[name])
    del store.attrib["drawings"]
    file.parts[name] = etree.tostring(store)
    drop(file, "BGValue", "Harbour Desk")
    assert told(file, "memo") == []
