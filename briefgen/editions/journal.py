"""From a set of changes to all of them or none: a rollback journal, as SQLite has one.

New bytes are staged beside their targets and what they replace is kept under a second name; then
the journal is written, the files are replaced one by one, and removing the journal makes the
change final. Whoever finds a journal undoes what it lists: that restores the edition before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Final

from briefgen.editions.disk import keep_copy, read_bytes, sha256, sync_folders, write_durably
from briefgen.editions.names import JOURNAL, SWEEP
from briefgen.editions.paths import is_safe
from briefgen.slotted import dataclass

_NEW: Final = ".briefgen-new"
_OLD: Final = ".briefgen-old"


Content = Callable[[], bytes]  # asked for when the file is written: a run does not hold them all


class ChangedMeanwhileError(OSError):
    """Somebody else wrote to a file between the check and the replacement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A file to write or to remove: path below the folder, its SHA-256 before ("" if new) and after
    ("" if it goes).
    """

    path: str
    before: str
    after: str


def removal(path: str, sha256: str) -> tuple[Change, Content]:
    """The removal of a file whose bytes have this hash."""
    return Change(path=path, before=sha256, after=""), bytes


def apply(folder: Path, changes: Sequence[tuple[Change, Content]]) -> None:
    """Writes and removes all files, in the order given, or leaves everything as it was.

    Raises:
        OSError: nothing was changed, or, if even undoing failed, the journal is still there and
            `recover` restores the edition before. `filename` names what failed.
    """
    try:
        _stage(folder, changes)
        _replace(folder, [change for change, _ in changes])
    except BaseException:
        recover(folder)
        raise
    _sweep(folder)


def recover(folder: Path) -> bool:
    """Undoes a change that was cut short, removes its temporary files; says if there was one.

    A file that is neither the old nor the new version was edited since, and is left alone.
    """
    journal = read_bytes(folder / JOURNAL)
    changes = _parse(journal) if journal is not None else ()
    for change in changes:
        _undo(folder, change)
    if changes:
        sync_folders(_folders(folder, changes))
    (folder / JOURNAL).unlink(missing_ok=True)
    _sweep(folder)
    return bool(changes)


def is_pending(folder: Path) -> bool:
    """Whether a change was cut short here and waits to be undone."""
    return (folder / JOURNAL).exists()


def is_unclean(folder: Path) -> bool:
    """Whether a run was killed here, whatever it had come to."""
    return is_pending(folder) or (folder / SWEEP).exists()


def shown_name(path: str) -> str:
    """The output that a temporary file belongs to; any other name as it is."""
    head, name = os.path.split(path)
    bare = name.removeprefix(".").removesuffix(_NEW).removesuffix(_OLD)
    return os.path.join(head, bare) if name.endswith((_NEW, _OLD)) else path  # noqa: PTH118


def _stage(folder: Path, changes: Sequence[tuple[Change, Content]]) -> None:
    made = set()
    (folder / SWEEP).touch()
    for change, content in changes:
        target = folder / change.path
        if not target.parent.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent.parent)
        if change.after:
            write_durably(_beside(target, _NEW), content())
        if change.before:
            keep_copy(target, _beside(target, _OLD))
    text = json.dumps([asdict(change) for change, _ in changes])
    write_durably(folder / (JOURNAL + _NEW), text.encode())
    # Staged files must be durable under their names before the journal speaks of them.
    sync_folders(sorted({*made, *_folders(folder, [change for change, _ in changes])}))


def _replace(folder: Path, changes: Sequence[Change]) -> None:
    (folder / (JOURNAL + _NEW)).replace(folder / JOURNAL)
    sync_folders([folder])
    for change in changes:
        target = folder / change.path
        if fingerprint(target) != change.before:
            raise ChangedMeanwhileError(None, "was changed by another program", str(target))
        if change.after:
            _beside(target, _NEW).replace(target)
        else:
            target.unlink()
    sync_folders(_folders(folder, changes))
    (folder / JOURNAL).unlink()
    # Until this is durable a crash may bring the journal back, so the old bytes must stay.
    sync_folders([folder])


def _undo(folder: Path, change: Change) -> None:
    target = folder / change.path
    if fingerprint(target) != change.after:
        return
    old = _beside(target, _OLD)
    if change.before and old.is_file():
        old.replace(target)
    elif not change.before:
        target.unlink()


def _sweep(folder: Path) -> None:
    """Removes temporary files, of this run or of one that was killed, and last the mark of them."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith((_NEW, _OLD)):
                try:
                    Path(place, name).unlink()
                except OSError:
                    return  # the mark stays, and the next run tries again
    with suppress(OSError):
        (folder / SWEEP).unlink(missing_ok=True)


def _parse(journal: bytes) -> tuple[Change, ...]:
    """The changes of a journal; none for one that is no journal of ours."""
    try:
        listed = tuple(Change(**entry) for entry in json.loads(journal))
    except (ValueError, TypeError):
        return ()
    return tuple(
        change
        for change in listed
        if all(isinstance(value, str) for value in asdict(change).values()) and is_safe(change.path)
    )


def _beside(target: Path, ending: str) -> Path:
    return target.with_name(f".{target.name}{ending}")


def _folders(folder: Path, changes: Iterable[Change]) -> list[Path]:
    return sorted({folder, *((folder / change.path).parent for change in changes)})


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file, "" where there is none."""
    data = read_bytes(path)
    return "" if data is None else sha256(data)
