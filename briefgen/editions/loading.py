"""The file of a manifest to the object in it: as it was written, changed since, or no manifest."""

from __future__ import annotations

import json
from pathlib import Path
from stat import S_ISDIR

from briefgen.diagnostics import Diagnostic, Place, error, reason_of
from briefgen.editions.jsontext import JsonObject
from briefgen.editions.sealing import is_unchanged
from briefgen.editions.standing import MOST_BYTES
from briefgen.errors import BriefgenError, ExitCode
from briefgen.slotted import dataclass


class UnreadableError(BriefgenError):
    """The disk does not give back what an earlier run recorded: who goes on would lose track of
    files, or compare with the wrong edition.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A manifest. `entry` is None for what is none; `altered`: it is not as it was written."""

    data: bytes
    entry: JsonObject | None
    altered: bool = False


def load_manifest(path: Path) -> Loaded | None:
    """The manifest in a file, None where there is no file.

    Raises:
        UnreadableError: the disk refuses it (exit 7).
    """
    data = read_manifest(path)
    return None if data is None else parse_manifest(data)


def read_manifest(path: Path) -> bytes | None:
    """The bytes of a manifest, None where there is no file, none at all of what is too large.

    Raises:
        UnreadableError: the disk refuses it (exit 7).
    """
    try:
        state = path.stat()
        return b"" if state.st_size > MOST_BYTES or S_ISDIR(state.st_mode) else path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise UnreadableError(_unreadable(path, fault)) from fault


def parse_manifest(data: bytes) -> Loaded:
    """What the bytes of a manifest say."""
    try:
        entry = json.loads(data)
    except (ValueError, RecursionError):
        return Loaded(data=data, entry=None)
    if not isinstance(entry, dict):
        return Loaded(data=data, entry=None)
    altered = "digest" in entry and not is_unchanged(data, str(entry["digest"]))
    return Loaded(data=data, entry=entry, altered=altered)


def _unreadable(path: Path, fault: OSError) -> Diagnostic:
    return error(
        "record-unreadable",
        f"what an earlier run recorded cannot be read: {reason_of(fault)}",
        place=Place(str(path)),
        hint="run again; if it stays, restore the file or remove it",
        exit=ExitCode.OUTPUT,
    )
