"""The package of a Word memo: the same bytes everywhere, nothing in it that is not ours, fast."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from briefgen.anchored import Trail
from briefgen.model import Document, Section, Text
from briefgen.renderers.word import WordRun, render, start_run
from briefgen.renderers.word.parts.zipped import packed, write_zip
from briefgen.tree import Patterns
from tests.packs.parts import load_style, paragraph
from tests.word.reading import faults_of, parts_of, words_of
from tests.word.samples import ALL, memo, pack, read_ahead, table

PARTS = {
    "[Content_Types].xml",
    "_rels/.rels",
    "docProps/core.xml",
    "docProps/custom.xml",
    "word/_rels/document.xml.rels",
    "word/document.xml",
    "word/_rels/fontTable.xml.rels",
    "word/fontTable.xml",
    "word/fonts/font1.odttf",
    "word/fonts/font2.odttf",
    "word/fonts/font3.odttf",
    "word/footer1.xml",
    "word/footnotes.xml",
    "word/header1.xml",
    "word/numbering.xml",
    "word/settings.xml",
    "word/styles.xml",
    "word/theme.xml",
}
STORE = {
    "customXml/_rels/item1.xml.rels",
    "customXml/item1.xml",
    "customXml/itemProps1.xml",
}
_PROGRAM = """
import hashlib
from briefgen.renderers.word import render, start_run
from tests.packs.parts import load_style
from tests.word.samples import ALL
run = start_run()
for name, make in ALL.items():
    print(name, hashlib.sha256(render(make(), load_style("classic"), run)[0]).hexdigest())
"""


@pytest.mark.parametrize("name", ALL)
def test_only_our_parts_are_in_it(name: str) -> None:
    document, style = ALL[name](), load_style("plain")
    assert set(parts_of(render(document, style, start_run(), None)[0])) == PARTS
    assert set(parts_of(render(document, style, start_run())[0])) == PARTS | STORE


def test_what_is_zipped_is_read_again() -> None:
    long = b"".join(b"%d" % number for number in range(1 << 18))
    parts = {"[Content_Types].xml": b"", "_rels/.rels": b"<r/>", "größe.bin": long, "a": b"a"}
    both = parts | packed({"größe.bin": long, "a": b"a"})
    assert write_zip(both) == write_zip(dict(reversed(both.items())))
    assert write_zip(parts) == write_zip({**parts, **packed({"a": b"a"})})
    with zipfile.ZipFile(io.BytesIO(write_zip(both))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == parts


def test_the_zip_has_fixed_order_and_stamps() -> None:
    data, _ = render(memo(), load_style("compact"), start_run())
    entries = zipfile.ZipFile(io.BytesIO(data)).infolist()
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    names = [entry.filename for entry in entries]
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])


def test_what_a_run_has_prepared_changes_no_byte() -> None:
    shared = start_run()
    for style in ("classic", "compact", "plain"):
        for make in ALL.values():
            render(make(), load_style(style), shared)
    for make in ALL.values():
        alone, _ = render(make(), load_style("plain"), start_run())
        assert render(make(), load_style("plain"), shared)[0] == alone
    assert len(shared.prepared) == 8  # under a cover, a memo head, a press head; compact: two


def _hashes(project: Path, changes: Mapping[str, str]) -> str:
    environment = {**os.environ, **changes}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=project, env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


def test_zone_locale_and_hash_seed_change_no_byte(project: Path) -> None:
    first = _hashes(project, {"PYTHONHASHSEED": "1", "TZ": "UTC"})
    second = _hashes(project, {"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "LC_ALL": "C"})
    assert first == second
    assert len(first.splitlines()) == len(ALL)


def test_a_table_of_two_thousand_rows_is_written_in_linear_time() -> None:
    style, run = load_style("plain"), start_run()
    render(memo(), style, run)

    def seconds(rows: int) -> tuple[float, bytes]:
        document = pack("big", "Big", "Test", table("t", rows, 7))
        start = time.process_time()
        data, _ = render(document, style, run)
        return time.process_time() - start, data

    small, _ = min(seconds(250) for _ in range(3))
    large, data = min(seconds(2000) for _ in range(2))
    assert large < small * 8 * 3 + 0.2
    assert faults_of(data) == []
    assert len(words_of(data)) > 2000 * 7


def test_a_prepared_style_is_not_prepared_again(monkeypatch: pytest.MonkeyPatch) -> None:
    run = start_run()
    render(read_ahead(), load_style("plain"), run)
    monkeypatch.setattr("briefgen.renderers.word.prepare", _refuse)
    render(read_ahead(), load_style("plain"), run)
    with pytest.raises(AssertionError):
        render(read_ahead(), load_style("plain"), WordRun())


def _refuse(*_: object) -> None:
    raise AssertionError("prepared again")


def test_what_a_memo_carries_of_edits_reaches_no_other_memo() -> None:
    """A section that memos have in common is kept without the trail of the one that came first."""
    style, patterns = load_style("plain"), Patterns()
    shared = Section(id="s", title=(Text("Shared"),), blocks=(paragraph("p", "Words.", 1),))
    blocks = (patterns.place(shared, ()),)
    document = Document(id="d", title=(Text("Pack"),), language="en", blocks=blocks)
    run = start_run(patterns=patterns)
    trail = Trail(people=frozenset({"p"}), bases={"s": "What this one source says"})
    first = render(document, style, run, trail)[0]
    assert b"What this one source says" in parts_of(first)["customXml/item1.xml"]
    assert render(document, style, run)[0] == render(document, style, start_run())[0]
