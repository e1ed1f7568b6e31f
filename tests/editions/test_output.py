"""What stands on disk after a run: names, modes, edits of people, refusals, locks."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostics, Severity
from briefgen.editions.disk import sha256
from briefgen.editions.output import OutFile, Plan, Published, hold_lock, publish
from briefgen.editions.paths import is_safe
from briefgen.errors import BriefgenError, ExitCode

PDF, WORD, RECORD = "press/x-press.pdf", "press/x-press.docx", "press/manifest.json"


def edition(mark: str) -> list[OutFile]:
    """Two audiences' files, each saying which edition it belongs to."""
    return [
        OutFile(path=f"{audience}/{name}", data=f"{mark} {audience} {name}".encode(), is_manifest=m)
        for audience in ("minister", "press")
        for name, m in (
            ("manifest.json", True),
            (f"x-{audience}.pdf", False),
            (f"x-{audience}.docx", False),
        )
    ]


def hashes(files: Sequence[OutFile]) -> dict[str, str]:
    return {file.path: file.sha256 for file in files}


def on_disk(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def as_bytes(files: Sequence[OutFile]) -> dict[str, bytes]:
    return {file.path: file.read() for file in files}


def put(
    folder: Path, files: Sequence[OutFile], previous: dict[str, str]
) -> tuple[Published, Diagnostics]:
    with hold_lock(folder) as found:
        published, more = publish(folder, files, previous)
    return published, (*found, *more)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "series"


@contextmanager
def umask(value: int) -> Iterator[None]:
    before = os.umask(value)
    try:
        yield
    finally:
        os.umask(before)


def test_a_first_edition_is_written_whole(folder: Path) -> None:
    published, found = put(folder, edition("one"), {})
    assert on_disk(folder) == as_bytes(edition("one"))
    assert set(published.written) == set(as_bytes(edition("one")))
    assert (published.unchanged, found) == ((), ())


def test_what_does_not_differ_is_not_touched(folder: Path) -> None:
    put(folder, edition("one"), {})
    before = {path: path.stat() for path in folder.rglob("*")}
    changed = [*edition("one")[:-1], OutFile(path=WORD, data=b"new")]
    published, found = put(folder, changed, hashes(edition("one")))
    assert published.written == (WORD,)
    assert set(published.unchanged) == set(hashes(edition("one"))) - {WORD}
    assert found == ()
    for path, stood in before.items():
        if path.is_file() and path.name != "x-press.docx":
            assert (path.stat().st_ino, path.stat().st_mtime_ns) == (
                stood.st_ino,
                stood.st_mtime_ns,
            )


def test_a_second_run_writes_nothing_at_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder, edition("one"), {})
    monkeypatch.setattr(os, "write", None)
    published, found = put(folder, edition("one"), {})
    assert (published.written, found) == ((), ())


def test_manifests_are_replaced_last(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replaced: list[str] = []
    real = os.replace

    def watch(source: Path, target: Path) -> None:
        replaced.append(Path(target).name)
        real(source, target)

    monkeypatch.setattr(os, "replace", watch)
    put(folder, edition("one"), {})
    assert [name == "manifest.json" for name in replaced[1:]] == [False] * 4 + [True] * 2


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o027, 0o077])
def test_bytes_and_mode_follow_the_umask_alone(folder: Path, mask: int) -> None:
    with umask(mask):
        put(folder, edition("one"), {})
    assert on_disk(folder) == as_bytes(edition("one"))
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o644 & ~mask}


# --- what people changed --------------------------------------------------------------------------


def test_an_edited_word_file_and_its_audience_are_left_alone(folder: Path) -> None:
    put(folder, edition("one"), {})
    (folder / WORD).write_bytes(b"one, and a remark of ours")
    published, found = put(folder, edition("two"), hashes(edition("one")))
    stands = on_disk(folder)
    assert stands[WORD] == b"one, and a remark of ours"
    for path, data in as_bytes(edition("one")).items():
        if path.startswith("press/") and path != WORD:
            assert stands[path] == data
    for path, data in as_bytes(edition("two")).items():
        if path.startswith("minister/"):
            assert stands[path] == data
    assert published.held == ("press",)
    assert [(d.code, d.exit, d.severity) for d in found] == [
        ("edited-by-people", ExitCode.OUTPUT, Severity.ERROR)
    ]
    assert found[0].hint
    assert str(found[0].place).endswith(WORD)


def test_a_word_file_that_nobody_knows_counts_as_edited(folder: Path) -> None:
    put(folder, edition("one"), {})
    _, found = put(folder, edition("two"), {})
    assert {d.code for d in found if d.severity is Severity.ERROR} == {"edited-by-people"}
    assert on_disk(folder)[WORD] == as_bytes(edition("one"))[WORD]


def test_a_word_file_that_is_already_what_would_be_written_is_fine(folder: Path) -> None:
    put(folder, edition("one"), {})
    published, found = put(folder, edition("one"), {WORD: "0" * 64})
    assert (published.held, found) == ((), ())


def test_the_series_own_files_hear_which_audiences_were_left_alone(folder: Path) -> None:
    put(folder, edition("one"), {})
    (folder / WORD).write_bytes(b"edited")
    heard: list[frozenset[str]] = []

    def series(plan: Plan) -> list[OutFile]:
        heard.append(plan.held)
        return [OutFile(path="manifest.json", data=b"{}", is_manifest=True)]

    with hold_lock(folder):
        published, _ = publish(folder, edition("two"), hashes(edition("one")), series)
    assert heard == [frozenset({"press"})]
    assert published.written[-1] == "manifest.json"


def test_a_changed_pdf_is_kept_beside_under_a_name_of_its_hash(folder: Path) -> None:
    put(folder, edition("one"), {})
    (folder / PDF).write_bytes(b"annotated")
    for _ in range(2):  # the same change once more makes no second copy
        published, found = put(folder, edition("two"), hashes(edition("one")))
        (folder / PDF).write_bytes(b"annotated")
    kept = f"press/x-press.kept-{sha256(b'annotated')[:8]}.pdf"
    assert published.set_aside == (kept,)
    assert [(d.code, d.severity) for d in found] == [("changed-pdf", Severity.WARNING)]
    assert on_disk(folder)[kept] == b"annotated"
    assert set(on_disk(folder)) == {*as_bytes(edition("two")), kept}


def test_nothing_else_is_removed(folder: Path) -> None:
    put(folder, edition("one"), {})
    for name in ("press/notes.txt", "press/.hidden", "mine/letter.docx", ".briefgen-newer"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"mine")
    put(folder, edition("two")[:3], hashes(edition("one")))
    stands = on_disk(folder)
    assert stands[PDF] == as_bytes(edition("one"))[PDF]
    assert [stands[n] for n in ("press/notes.txt", "press/.hidden", "mine/letter.docx")] == [
        b"mine"
    ] * 3
    assert stands[".briefgen-newer"] == b"mine"


def test_a_change_made_while_we_write_is_not_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, edition("one"), {})
    real = os.fsync
    calls: list[int] = []

    def edit_meanwhile(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:
            (folder / WORD).write_bytes(b"saved just now")
        real(handle)

    monkeypatch.setattr(os, "fsync", edit_meanwhile)
    _, found = put(folder, edition("two"), hashes(edition("one")))
    assert [(d.code, d.exit) for d in found] == [("cannot-write", ExitCode.OUTPUT)]
    assert on_disk(folder) == {**as_bytes(edition("one")), WORD: b"saved just now"}


# --- names and places -----------------------------------------------------------------------------

BAD_NAMES = [
    "../x.pdf", "/etc/x.pdf", "a/../../x.pdf", "a//x.pdf", "", ".", "a/.x.pdf", "A/x.pdf",
    "a/x .pdf", "a\\x.pdf", "a/con.pdf", "nul/x.pdf", "a/x.", "a/é.pdf", "a/x\n.pdf",
    "a/" + "x" * 250,
]  # fmt: skip


@pytest.mark.parametrize("name", BAD_NAMES)
def test_a_name_that_could_leave_the_folder_stops_everything(folder: Path, name: str) -> None:
    published, found = put(folder, [*edition("one"), OutFile(path=name, data=b"x")], {})
    assert [(d.code, d.exit) for d in found] == [("output-path", ExitCode.OUTPUT)]
    assert on_disk(folder) == {}
    assert published == Published()


@given(st.text(alphabet="ab./\\-_ A\0é", max_size=12))
@settings(deadline=None, max_examples=300)
def test_a_safe_name_stays_below_its_folder(name: str) -> None:
    if is_safe(name):
        root = Path("/somewhere/out")
        target = Path(os.path.normpath(root / name))
        assert target.is_relative_to(root)
        assert target != root
        assert not any(part.startswith(".") for part in Path(name).parts)


def test_the_same_name_twice_stops_everything(folder: Path) -> None:
    _, found = put(folder, [*edition("one"), OutFile(path=PDF, data=b"other")], {})
    assert [d.code for d in found] == ["output-path"]
    assert on_disk(folder) == {}


def link_folder(folder: Path, elsewhere: Path) -> None:
    (folder / "press").symlink_to(elsewhere, target_is_directory=True)


def link_file(folder: Path, elsewhere: Path) -> None:
    (folder / "press").mkdir()
    (folder / PDF).symlink_to(elsewhere / "x.pdf")


def folder_for_file(folder: Path, _: Path) -> None:
    (folder / PDF).mkdir(parents=True)


def file_for_folder(folder: Path, _: Path) -> None:
    (folder / "press").write_bytes(b"a file")


def link_root(folder: Path, elsewhere: Path) -> None:
    folder.rmdir()
    folder.symlink_to(elsewhere, target_is_directory=True)


@pytest.mark.parametrize(
    "prepare", [link_folder, link_file, folder_for_file, file_for_folder, link_root]
)
def test_what_stands_in_the_way_stops_its_audience_alone(
    folder: Path, tmp_path: Path, prepare: Callable[[Path, Path], None]
) -> None:
    folder.mkdir(parents=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    prepare(folder, elsewhere)
    before = on_disk(folder)
    _, found = put(folder, edition("one"), {})
    assert [(d.code, d.exit) for d in found] == [("output-path", ExitCode.OUTPUT)]
    free = [f for f in edition("one") if f.audience != "press" and not folder.is_symlink()]
    assert on_disk(folder) == {**before, **as_bytes(free)}
    assert list(elsewhere.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_finding(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(BriefgenError) as caught, hold_lock(tmp_path / "out" / "series"):
        pytest.fail("the lock was given")
    assert [(d.code, d.exit) for d in caught.value.found] == [("cannot-write", ExitCode.OUTPUT)]


# --- two runs -------------------------------------------------------------------------------------

ASK_FOR_LOCK = """
import sys
from pathlib import Path
from briefgen.editions.output import hold_lock
from briefgen.errors import BriefgenError
try:
    with hold_lock(Path(sys.argv[1])):
        pass
except BriefgenError as fault:
    sys.exit(fault.found[0].exit)
"""


def ask_for_lock(folder: Path) -> int:
    return subprocess.run([sys.executable, "-c", ASK_FOR_LOCK, str(folder)], check=False).returncode


def test_a_second_run_is_told_to_wait(folder: Path) -> None:
    with hold_lock(folder):
        assert ask_for_lock(folder) == ExitCode.BUSY
    assert ask_for_lock(folder) == 0
    assert list(folder.iterdir()) == []


def test_without_locks_the_run_goes_on_with_a_finding(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    published, found = put(folder, edition("one"), {})
    assert len(published.written) == 6
    assert [(d.code, d.severity) for d in found] == [("no-lock", Severity.WARNING)]


def test_a_file_system_without_locks_is_a_finding_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("fcntl.flock", no_locks)
    published, found = put(folder, edition("one"), {})
    assert (len(published.written), [d.code for d in found]) == (6, ["no-lock"])
