"""`sources.lock`: the sources that somebody has looked at, by hash, and what is otherwise now."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, reason_of
from briefgen.editions.disk import read_bytes
from briefgen.errors import ExitCode

NAME: Final = "sources.lock"
_HEAD = (
    "# The sources that were looked at: SHA-256, then the path below the project.\n"
    "# Written by `briefgen lock`; `briefgen build --locked` refuses any other.\n"
)
_LINE = re.compile(r"([0-9a-f]{64})  (\S.*)")

Locked = Mapping[str, str]


def read_lock(path: Path) -> tuple[Locked | None, Diagnostics]:
    """Path of a source -> SHA-256; None where there is no lock, or none that can be read."""
    try:
        data = read_bytes(path)
    except OSError as fault:
        return None, (_unreadable(path, 0, reason_of(fault)),)
    if data is None:
        return None, ()
    locked: dict[str, str] = {}
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        entry = _LINE.fullmatch(line)
        if entry is None:
            return None, (_unreadable(path, number, "this is no SHA-256 and path"),)
        locked[entry[2]] = entry[1]
    return locked, ()


def lock_bytes(locked: Locked) -> bytes:
    """The file, sorted by path."""
    lines = (f"{locked[path]}  {path}\n" for path in sorted(locked))
    return (_HEAD + "".join(lines)).encode("utf-8", "surrogateescape")


def compare_lock(
    path: Path, locked: Locked | None, now: Mapping[str, str], is_reached: Callable[[str], bool]
) -> Diagnostics:
    """What was not looked at: a source that changed, came or went since it was locked.

    `now` is path -> SHA-256; `is_reached` whether a config's patterns could name a path.
    """
    if locked is None:
        message = "there is no lock, so no source counts as looked at"
        hint = "look at the sources, then run `briefgen lock`"
        return (
            error("lock-missing", message, place=Place(str(path)), hint=hint, exit=ExitCode.SOURCE),
        )
    return tuple(_differences(path, locked, now, is_reached))


def _differences(
    path: Path, locked: Locked, now: Mapping[str, str], is_reached: Callable[[str], bool]
) -> Iterator[Diagnostic]:
    for name, sha256 in now.items():
        if name not in locked:
            yield _refuse("lock-new", f"{name} came without being locked", path)
        elif locked[name] != sha256:
            yield _refuse("lock-changed", f"{name} has changed since it was locked", path)
    for name in locked:
        if name not in now and is_reached(name):
            yield _refuse("lock-gone", f"{name} is locked and not there any more", path)


def _refuse(code: str, message: str, path: Path) -> Diagnostic:
    hint = "look at the change, then run `briefgen lock`"
    return error(code, message, place=Place(str(path)), hint=hint, exit=ExitCode.SOURCE)


def _unreadable(path: Path, line: int, reason: str) -> Diagnostic:
    return error(
        "lock-unreadable",
        f"the lock cannot be read: {reason}",
        place=Place(str(path), line),
        hint="run `briefgen lock` to make it anew",
        exit=ExitCode.SOURCE,
    )
