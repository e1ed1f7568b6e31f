"""The fonts that a config names, files or folders, to what is wrong with them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from briefgen.diagnostics import Diagnostics, Place, error, reason_of
from briefgen.errors import ExitCode

_FONTS = (".ttf", ".ttc")


def check_font(written: str, root: Path, place: Place) -> Diagnostics:
    """Whether a TrueType font, or a folder with one, stands at a path; it may be absolute."""
    message, hint = _fault_of(written, root)
    if not message:
        return ()
    return (
        error(
            "named-file",
            f'"{written[:100]}" {message}',
            place=place,
            hint=hint,
            exit=ExitCode.CONFIG,
        ),
    )


def _fault_of(written: str, root: Path) -> tuple[str, str]:
    """Why a font is refused and the remedy; ("", "") where it is sound."""
    path = PurePosixPath(written)
    suffix = path.suffix.lower()
    if "\\" in written or ".." in path.parts:
        return "leads out of the project folder", "put the file inside the project"
    try:
        if (root / path).is_dir():
            return _fault_of_folder(root / path)
        is_file = (root / path).is_file()
    except OSError:  # a name too long for the file system, a folder that may not be looked into
        is_file = False
    if suffix == ".otf":
        return "has CFF outlines, which cannot be embedded", "name the TrueType file (.ttf) of it"
    if suffix not in _FONTS:
        return "is no TrueType font", "name a .ttf or .ttc file, or a folder that holds some"
    return ("", "") if is_file else ("is not there", "the path starts at the project folder")


def _fault_of_folder(folder: Path) -> tuple[str, str]:
    try:
        if any(path.suffix.lower() in _FONTS for path in folder.rglob("*")):
            return "", ""
    except OSError as fault:
        return f"cannot be read: {reason_of(fault)}", ""
    return "holds no TrueType font", "put .ttf or .ttc files there"
