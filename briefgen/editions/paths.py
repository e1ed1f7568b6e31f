"""From the names of files that a run wants to write to the faults of those names and places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from stat import S_ISDIR, S_ISLNK, S_ISREG
from unicodedata import category, normalize

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.files.filenames import is_of_another_script, is_reserved

# Longest name of a file system is 255 bytes; the names of temporary files are 16 longer.
_PART = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,198}[a-z0-9])?")
_MAX_BYTES = 200


def is_safe(path: str) -> bool:
    """Whether a relative path with `/` holds nothing but small letters, digits, `.`, `_`, `-`.

    Letters of other scripts than Latin are as good, in NFC and with case folded. That keeps it
    below its folder and the same on every file system: no `..`, no hidden file, no device name of
    Windows, no two names that differ in case alone.
    """
    parts = path.split("/")
    return all(_is_part(part) and not is_reserved(part) for part in parts)


def _is_part(part: str) -> bool:
    if part.isascii():
        return bool(_PART.fullmatch(part))
    others = [c for c in part if not c.isascii()]
    plain = "".join(c if c.isascii() else "a" for c in part)
    return (
        bool(_PART.fullmatch(plain))
        and len(part.encode(errors="replace")) <= _MAX_BYTES
        and all(is_of_another_script(c) or category(c) in {"Mn", "Mc"} for c in others)
        and normalize("NFC", part.casefold()) == part
    )


def check_names(paths: Iterable[str]) -> Diagnostics:
    """Every fault of the paths themselves: unsafe, twice."""
    counted = Counter(paths)
    unsafe = (path for path in counted if not is_safe(path))
    return (
        *(_fault(path, "cannot be the name of an output") for path in unsafe),
        *(_fault(path, "would be written twice") for path, n in counted.items() if n > 1),
    )


def check_places(folder: Path, paths: Iterable[str]) -> Diagnostics:
    """What stands in the way of safe paths below `folder`: a link, what is no plain file.

    Raises:
        OSError: a folder on the way cannot be looked into.
    """
    faults = (_check_place(folder, path) for path in paths)
    return tuple(dict.fromkeys(fault for fault in faults if fault is not None))


def _check_place(folder: Path, path: str) -> Diagnostic | None:
    """What stands in the way of `folder/path`, from the folder itself down to the file."""
    steps = [PurePosixPath(), *reversed(PurePosixPath(path).parents[:-1]), PurePosixPath(path)]
    for step in steps:
        here = folder / step
        try:
            mode = here.lstat().st_mode
        except FileNotFoundError:
            return None
        if S_ISLNK(mode):
            return _fault(
                str(here), "is a symbolic link, and outputs are never written through one"
            )
        if step == PurePosixPath(path):
            if not S_ISREG(mode):
                return _fault(str(here), "is not a file and stands where an output belongs")
        elif not S_ISDIR(mode):
            return _fault(str(here), "is not a folder and stands where one belongs")
    return None


def _fault(path: str, what: str) -> Diagnostic:
    return error(
        "output-path",
        f"{path!r} {what}",
        place=Place(path),
        hint="rename or remove it, or choose another folder with --out",
        exit=ExitCode.OUTPUT,
    )
