"""From rendered files to an edition on disk: all of them or none, and no edit of people lost."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from briefgen.diagnostics import Diagnostics
from briefgen.editions import journal, refusals
from briefgen.editions.disk import sha256
from briefgen.editions.journal import Change, Content
from briefgen.editions.paths import check_names, check_places
from briefgen.editions.spooling import Spooled
from briefgen.errors import BriefgenError
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutFile:
    """A file to write: `path` relative to the series' folder, with `/`.

    `is_memo`: a Word file that people edit; any other one is kept beside if somebody changed it.
    `owner`: the audience of a file that does not lie in its audience's folder.
    """

    path: str
    data: bytes | Spooled
    is_manifest: bool = False
    is_memo: bool = True
    owner: str = ""

    @property
    def sha256(self) -> str:
        return sha256(self.data) if isinstance(self.data, bytes) else self.data.sha256

    def read(self) -> bytes:
        return self.data if isinstance(self.data, bytes) else self.data.read()

    @property
    def audience(self) -> str:
        """Whose it is: the folder that it lies in; "" for the series' own files."""
        if self.owner:
            return self.owner
        parts = PurePosixPath(self.path).parts
        return parts[0] if len(parts) > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A file of ours to remove, as long as its bytes are those with this hash."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is about to be written, for the series' own files: `held` names the audiences that are
    left alone, `copies` are changed files of people's that are put beside their packs.
    """

    held: frozenset[str] = frozenset()
    copies: tuple[OutFile, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What became of the files, as paths relative to the series' folder, in the order given.

    `set_aside` are new names of changed PDFs; `held` names audiences that were left alone.
    """

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    held: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Standing:
    """A file to write beside the SHA-256 of what stands there now, "" for nothing."""

    file: OutFile
    before: str

    @property
    def differs(self) -> bool:
        return self.before != self.file.sha256


@contextmanager
def hold_lock(folder: Path) -> Iterator[Diagnostics]:
    """Makes `folder` this run's alone, and restores the last edition if a run was killed there.

    The lock lies on the folder itself, leaves no file behind and ends with the process. Yields
    the findings: an edition that was restored, a file system that cannot lock.

    Raises:
        BriefgenError: another run holds the lock (exit 75), or the folder cannot be made or
            mended (exit 7).
    """
    handle: int | None = None
    try:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, found = _lock(folder)
            if journal.recover(folder):
                found += (refusals.restored(folder),)
        except OSError as fault:
            raise BriefgenError(refusals.cannot_write(folder, fault)) from fault
        yield found
    finally:
        if handle is not None:
            os.close(handle)


def preview(
    folder: Path, files: Sequence[OutFile], previous: Mapping[str, str]
) -> tuple[Published, Diagnostics]:
    """What `publish` would write, hold back and leave; nothing is touched."""
    if faults := check_names(file.path for file in files):
        return Published(), faults
    standing, held, found = _survey(folder, files, previous)
    written = tuple(one.file.path for one in standing if one.differs)
    unchanged = tuple(one.file.path for one in standing if not one.differs)
    return Published(written=written, unchanged=unchanged, held=held), found


def publish(
    folder: Path,
    files: Sequence[OutFile],
    previous: Mapping[str, str],
    series: Callable[[Plan], Sequence[OutFile]] = lambda _: (),
    removals: Sequence[Removal] = (),
    aside: Callable[[OutFile], OutFile] = lambda copy: copy,
) -> tuple[Published, Diagnostics]:
    """Writes what differs, all or nothing, manifests last; call it inside `hold_lock`.

    `previous` is what earlier runs wrote (path -> SHA-256, see `previous.read_previous`). A Word
    file with another hash was edited by people: its audience is left alone, with an error. A PDF
    with another hash is kept beside under a name made from its hash, with a warning. An audience
    whose folder something stands in the way of is left alone too, with an error. `series` is called
    with what is about to be written and returns the series' own files, so that its manifest can
    speak of them as they are. `removals` go where their audience is not left alone; nothing else
    is removed. `aside` says where a changed file is put that stood in the place of a new one.
    """
    try:
        if faults := check_names(file.path for file in files):
            return Published(), faults
        standing, held, found = _survey(folder, files, previous)
        copies = _copies(folder, standing, previous)
        plan = Plan(held=frozenset(held), copies=tuple(map(aside, copies)))
        own = series(plan)
        names = [file.path for file in own]
        if faults := (*check_names(names), *check_places(folder, names)):
            return Published(held=held), tuple(dict.fromkeys((*found, *faults)))
        gone = [
            journal.removal(one.path, one.sha256)
            for one in removals
            if _folder_of(one.path) not in plan.held
        ]
        published = _write(folder, [*standing, *_look(folder, own)], plan, gone)
        return published, (*found, *(refusals.changed_pdf(folder, c.path) for c in plan.copies))
    except OSError as fault:
        return Published(), (refusals.cannot_write(folder, fault),)


def _survey(
    folder: Path, files: Sequence[OutFile], previous: Mapping[str, str]
) -> tuple[list[_Standing], tuple[str, ...], Diagnostics]:
    """The files that can be written, beside what stands there, and the audiences left alone."""
    free: list[_Standing] = []
    barred: list[str] = []
    found: Diagnostics = ()
    by_audience: dict[str, list[OutFile]] = {}
    for file in files:
        by_audience.setdefault(file.audience, []).append(file)
    for audience, own in by_audience.items():
        standing, faults = _look_into(folder, own)
        found += faults
        free += standing
        barred += [audience] if faults else []
    edited, faults = _find_edited(folder, free, previous)
    held = tuple(dict.fromkeys((*barred, *edited)))
    found = tuple(dict.fromkeys((*found, *faults)))
    shut = frozenset(held)
    return [one for one in free if one.file.audience not in shut], held, found


def _look_into(folder: Path, files: Sequence[OutFile]) -> tuple[list[_Standing], Diagnostics]:
    """What stands in one audience's folder, or why its files cannot be written there."""
    try:
        if faults := check_places(folder, [file.path for file in files]):
            return [], faults
        return _look(folder, files), ()
    except OSError as fault:
        return [], (refusals.cannot_write(folder, fault),)


def _look(folder: Path, files: Iterable[OutFile]) -> list[_Standing]:
    return [_Standing(file, journal.fingerprint(folder / file.path)) for file in files]


def _find_edited(
    folder: Path, standing: Iterable[_Standing], previous: Mapping[str, str]
) -> tuple[tuple[str, ...], Diagnostics]:
    """The audiences whose Word file is not the one we wrote; an unknown one counts as edited."""
    edited = [
        one.file
        for one in standing
        if _is_memo(one.file) and one.differs and _is_foreign(one, previous)
    ]
    held = tuple(dict.fromkeys(file.audience for file in edited))
    return held, tuple(refusals.edited(folder, file.path) for file in edited)


def _is_memo(file: OutFile) -> bool:
    return file.is_memo and file.path.endswith(".docx")


def _is_page(file: OutFile) -> bool:
    """Whether it is for reading: changed, it is kept beside the new one."""
    return file.path.endswith((".pdf", ".docx")) and not _is_memo(file)


def _is_foreign(one: _Standing, previous: Mapping[str, str]) -> bool:
    return bool(one.before) and previous.get(one.file.path) != one.before


def _copies(
    folder: Path, standing: Iterable[_Standing], previous: Mapping[str, str]
) -> Iterator[OutFile]:
    """The changed files for reading, each under a name of its own."""
    for one in standing:
        if _is_page(one.file) and one.differs and _is_foreign(one, previous):
            yield _set_aside(one, (folder / one.file.path).read_bytes())


def _write(
    folder: Path,
    standing: Sequence[_Standing],
    plan: Plan,
    gone: Sequence[tuple[Change, Content]],
) -> Published:
    files = (*_look(folder, plan.copies), *standing)
    # Manifests come last, so that no reader finds a manifest that is newer than its files.
    changed = [one for one in files if one.differs]
    first = [(_change(one), one.file.read) for one in changed if not one.file.is_manifest]
    last = [(_change(one), one.file.read) for one in changed if one.file.is_manifest]
    if first or gone or last:
        journal.apply(folder, [*first, *gone, *last])
    return Published(
        written=tuple(one.file.path for one in standing if one.differs),
        unchanged=tuple(one.file.path for one in standing if not one.differs),
        set_aside=tuple(copy.path for copy in plan.copies),
        held=tuple(sorted(plan.held)),
    )


def _change(one: _Standing) -> Change:
    return Change(path=one.file.path, before=one.before, after=one.file.sha256)


def _folder_of(path: str) -> str:
    return PurePosixPath(path).parts[0]


def _set_aside(one: _Standing, data: bytes) -> OutFile:
    """The file that stands there, under `<name>.kept-<first eight of its hash>.pdf`."""
    path = PurePosixPath(one.file.path)
    return OutFile(path=str(path.with_suffix(f".kept-{sha256(data)[:8]}{path.suffix}")), data=data)


# --- the lock, and its one seam -----------------------------------------------------------------


def _lock(folder: Path) -> tuple[int | None, Diagnostics]:
    """A locked handle of the folder; None, with a finding, where there are no such locks."""
    try:
        fcntl = importlib.import_module("fcntl")
    except ImportError:  # Windows
        return None, (refusals.no_lock(folder),)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        os.close(handle)
        raise BriefgenError(refusals.busy(folder)) from fault
    except OSError:  # network file systems without locks for folders
        os.close(handle)
        return None, (refusals.no_lock(folder),)
    return handle, ()
