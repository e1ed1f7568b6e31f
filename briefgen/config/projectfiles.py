"""Files that a config names one by one: fonts."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from briefgen.diagnostics import Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.nearness import listed


def check_file(
    written: str, root: Path, place: Place, suffixes: tuple[str, ...], *, outside: bool = False
) -> Diagnostics:
    """Whether a file of one of the kinds stands at a path; `outside`: it may be absolute."""
    message, hint = "", ""
    path = PurePosixPath(written)
    if "\\" in written or ".." in path.parts or (path.is_absolute() and not outside):
        message, hint = "leads out of the project folder", "put the file inside the project"
    elif path.suffix.lower() not in suffixes:
        message = f"must be a {listed(suffixes)} file"
    elif not _is_file(root / path):
        message, hint = "is not there", "the path starts at the project folder"
    if not message:
        return ()
    text = f'the file "{written[:100]}" {message}'
    return (error("named-file", text, place=place, hint=hint, exit=ExitCode.CONFIG),)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a name too long for the file system, a folder that may not be looked into
        return False
