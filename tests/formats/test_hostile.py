"""Files that are broken, encrypted or made to do harm: a finding with the limit, and no harm."""

from __future__ import annotations

import io
import pickle
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from briefgen.build import BuildOptions, build
from briefgen.errors import ExitCode
from briefgen.reading import read_bytes
from briefgen.reading.formats import child, child_process
from briefgen.reading.source import ReadOptions
from briefgen.tree import node_text
from tests.formats.samples import as_html, as_pdf, as_word, make_report
from tests.places import PROJECT

REPORT = make_report(9, sections=1)
WORD, PDF = as_word(REPORT), as_pdf(REPORT)


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def with_document(data: bytes) -> bytes:
    """The sample Word file with other bytes for its main part."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(WORD)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, data if name == "word/document.xml" else old.read(name))
    return out.getvalue()


def locked_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PDF)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def picture_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(out)
    return out.getvalue()


def locked_zip() -> bytes:
    data = bytearray(WORD)
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1  # APPNOTE 4.4.4, bit 0: encrypted
    return bytes(data)


W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
BOMB = (
    b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><w:document xmlns:w='"
    + W
    + b"'/>"
)
CASES: list[tuple[str, bytes | Callable[[], bytes], str]] = [
    ("x.docx", b"no zip at all", "source-damaged"),
    ("cut.docx", WORD[: len(WORD) // 2], "source-damaged"),
    ("old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "source-encrypted"),
    ("locked.docx", locked_zip, "source-encrypted"),
    ("other.docx", zipped(a=b"b"), "source-damaged"),
    ("up.docx", zipped(**{"..__x": b"b"}), "source-damaged"),
    ("grows.docx", lambda: with_document(b"<a>" + b" " * 30_000_000 + b"</a>"), "source-limit"),
    ("many.docx", lambda: zipped(**{f"m{n}": b"" for n in range(5_100)}), "source-limit"),
    ("doctype.docx", lambda: with_document(BOMB), "source-damaged"),
    ("noxml.docx", lambda: with_document(b"<a"), "source-damaged"),
    ("deep.docx", lambda: with_document(b"<a>" * 5_000 + b"</a>" * 5_000), "source-limit"),
    ("x.pdf", b"no PDF at all", "source-damaged"),
    ("cut.pdf", PDF[:200], "source-damaged"),
    ("locked.pdf", locked_pdf, "source-encrypted"),
    ("scan.pdf", picture_pdf, "source-scanned"),
    ("deep.html", b"<div>" * 20_000 + b"x", "source-limit"),
    ("blank.html", b"<html><body> </body></html>", "empty-source"),
    ("only-nav.html", b"<body><nav>Start</nav></body>", "empty-source"),
    ("nul.html", b"<p>a\0b</p>", "not-text"),
    ("nul.md", b"a\0b", "not-text"),
    ("deep.md", b"> " * 3_000 + b"x", "source-limit"),
    ("x.eml", b"no mail, since no header stands at its start", "source-damaged"),
    ("locked.eml", b"To: a@b\nContent-Type: application/pkcs7-mime\n\nMIIB\n", "source-encrypted"),
    ("none.eml", b"From: a@b\nSubject: x\n\n", "empty-source"),
    ("blank.md", b" \n\n", "empty-source"),
    *((f"empty.{end}", b"", "empty-source") for end in ("md", "html", "docx", "pdf", "eml")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "code"), CASES, ids=[c[0] for c in CASES])
def test_a_bad_file_is_a_finding(name: str, data: bytes | Callable[[], bytes], code: str) -> None:
    whole = data if isinstance(data, bytes) else data()
    suffix = name[name.rindex(".") :]
    reading, found = read_bytes(whole, source_id="s", shown=name, suffix=suffix)
    assert reading is None
    assert found[-1].code == code
    assert found[-1].exit is ExitCode.SOURCE
    assert found[-1].place is not None
    assert found[-1].place.file == name
    assert found[-1].hint
    assert not found[-1].message.endswith(".")


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_ten_megabytes_on_one_line_are_read_or_refused(suffix: str) -> None:
    reading, found = read_bytes(
        b"word " * 2_200_000, source_id="s", shown=f"s{suffix}", suffix=suffix
    )
    assert reading is not None, found
    assert sum(len(node_text(block)) for block in reading.document.blocks) > 10_900_000


@pytest.fixture(params=[True, False], ids=["fork", "fresh"])
def _way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child is a fork of this process, or an interpreter of its own."""
    monkeypatch.setattr(child_process, "can_fork", lambda: request.param)


either_way = pytest.mark.usefixtures("_way")


def big_page() -> bytes:
    """About 4 MB of headings and paragraphs."""
    return b"<html><body>" + as_html(make_report(1)) * 300


# In a process of its own: what another test has let go of is free for a fork of this one.
IN_LITTLE_MEMORY = """
import sys
from briefgen.reading import ReadOptions
from briefgen.reading.formats import child, child_process
child_process.can_fork = lambda: sys.argv[1] == "fork"
big = b"<html><body>" + b"<h2>Head</h2><p>One paragraph with some words in it.</p>" * 70_000
with child.Guard() as guard:
    for limit, page in ((4, big), (1024, big[:10_000])):
        child.MEMORY_MB = limit
        reading, found = guard.read("html", page, "s", "s.html", ReadOptions())
        print(reading is not None, *(one.code for one in found))
"""


# As it comes about where whoever starts briefgen lets the system wait for its children.
WHERE_CHILDREN_ARE_IGNORED = """
import os, signal, sys
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
from briefgen.reading import ReadOptions
from briefgen.reading.formats import child, child_process
child_process.can_fork = lambda: sys.argv[1] == "fork"
with child.Guard() as guard:
    for _ in range(2):
        reading, found = guard.read("html", b"<p>One.</p>", "s", "s.html", ReadOptions())
        print(reading is not None, *(one.code for one in found))
    os.kill(guard._child.pid, signal.SIGKILL)
    print(guard.read("html", b"<p>One.</p>", "s", "s.html", ReadOptions())[0] is not None)
"""


@pytest.mark.parametrize("way", ["fork", "fresh"])
def test_files_are_read_where_children_are_ignored(way: str) -> None:
    command = [sys.executable, "-c", WHERE_CHILDREN_ARE_IGNORED, way]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True", "False"]


@pytest.mark.parametrize("way", ["fork", "fresh"])
def test_memory_is_limited_and_the_next_file_read(way: str) -> None:
    command = [sys.executable, "-c", IN_LITTLE_MEMORY, way]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, second = done.stdout.splitlines()
    assert first in ("False source-limit", "False source-damaged")
    assert second == "True"


@either_way
def test_time_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "WALL_SECONDS", 0.01)
    reading, found = child.read_guarded("html", big_page(), "s", "s.html", ReadOptions())
    assert reading is None
    assert found[-1].code == "source-limit"
    assert "seconds" in found[-1].message


@either_way
def test_computing_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "CPU_SECONDS", 1)
    reading, found = child.read_guarded("html", big_page(), "s", "s.html", ReadOptions())
    assert reading is None
    assert "of computing" in found[-1].message


def test_a_long_pdf_may_take_longer_within_bounds() -> None:
    megabyte = 1024 * 1024
    assert child.cpu_seconds("pdf", 2 * megabyte) == 70
    assert child.cpu_seconds("pdf", 60 * megabyte) == child.MOST_CPU_SECONDS
    assert child.cpu_seconds("word", 60 * megabyte) == child.CPU_SECONDS


@either_way
def test_one_guard_reads_on_after_a_file_that_goes_over_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = as_html(REPORT)
    with child.Guard() as guard:
        codes = []
        for name, value, page in (
            ("CPU_SECONDS", child.CPU_SECONDS, data),
            ("CPU_SECONDS", 1, big_page()),
            ("CPU_SECONDS", child.CPU_SECONDS, data),
            ("WALL_SECONDS", 0.01, big_page()),
            ("WALL_SECONDS", child.WALL_SECONDS, data),
        ):
            with monkeypatch.context() as patch:
                patch.setattr(child, name, value)
                _, found = guard.read("html", page, "s", "s.html", ReadOptions())
            codes.append([d.code for d in found])
    assert codes[0] == codes[2] == codes[4] == []
    assert codes[1] == codes[3] == ["source-limit"]


@either_way
def test_what_kills_the_parser_leaves_the_files_after_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that is none makes the reader end without an answer."""
    data = as_html(REPORT)
    with child.Guard() as guard:
        with monkeypatch.context() as patch:
            patch.setattr(pickle, "dumps", lambda *_, **__: b"no question")
            reading, found = guard.read("html", data, "s", "s.html", ReadOptions())
        assert reading is None
        assert [d.code for d in found] == ["source-damaged"]
        assert guard.read("html", data, "s", "s.html", ReadOptions())[0] is not None


def test_a_bad_source_does_not_stop_the_others(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "configs", tmp_path / "configs")
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds" / "bad.docx").write_bytes(WORD[: len(WORD) // 2])
    (tmp_path / "seeds" / "deep.html").write_bytes(b"<div>" * 20_000 + b"x")
    config = tmp_path / "configs" / "nato-china.yaml"
    outcome = build(BuildOptions(configs=(config,), dry_run=True))
    codes = {d.code for d in outcome.diagnostics}
    assert {"source-damaged", "source-limit"} <= codes
    assert "no-source" not in codes
    packs = [path for path in outcome.planned if path.endswith((".pdf", ".docx"))]
    assert len(packs) == 8  # four packs as PDF and Word


def test_without_limits_the_file_is_read_here_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = as_html(REPORT)
    guarded, _ = child.read_guarded("html", data, "s", "s.html", ReadOptions())
    monkeypatch.setattr(child, "_has_limits", lambda: False)
    reading, found = child.read_guarded("html", data, "s", "s.html", ReadOptions())
    assert reading == guarded
    assert [d.code for d in found] == ["no-child-limits"]


_THREADED = """
import threading
from briefgen.reading.formats.child_process import can_fork
print(can_fork())
ended = threading.Event()
threading.Thread(target=ended.wait).start()
print(can_fork())
ended.set()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="others do not tell of threads")
def test_a_process_with_threads_is_not_copied() -> None:
    # In a process of its own: other tests start threads that are not Python's.
    ran = subprocess.run(
        [sys.executable, "-c", _THREADED], capture_output=True, text=True, check=True
    )
    assert ran.stdout.split() == ["True", "False"]


class _Evil:
    def __reduce__(self) -> tuple[Callable[[str], object], tuple[str]]:
        return eval, ("1 + 1",)


@pytest.mark.parametrize("answer", [pickle.dumps(_Evil()), b"", b"\x80\x05K\x01."])
def test_an_answer_that_is_more_than_data_is_refused(answer: bytes) -> None:
    reading, found = child._unpack(answer, "s.pdf")
    assert reading is None
    assert found[-1].code == "source-damaged"
