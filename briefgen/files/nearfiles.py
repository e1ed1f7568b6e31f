"""A path that leads nowhere to a hint: the files beside it that may have been meant."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from briefgen.nearness import near_names

_LOOKED_AT = 2000  # names in a folder
_SHOWN_AT_MOST = 4


def path_hint(path: Path, *endings: str) -> str:
    """What to do about a path that is no readable file; `endings` are those that it may have."""
    if path.is_dir():
        inside = [name for name in _names(path, endings) if (path / name).is_file()]
        shown = ", ".join((path / name).as_posix() for name in inside[:_SHOWN_AT_MOST])
        return f"it is a folder; name a file in it: {shown}" if inside else "name a file"
    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder {folder.as_posix()}"
    names = [name for name in _names(folder, endings) if name != path.name]
    if near := near_names(path.name, names):
        return f'did you mean "{(folder / near[0]).as_posix()}"?'
    if endings and names:
        shown = ", ".join((folder / name).as_posix() for name in names[:_SHOWN_AT_MOST])
        return f"there is: {shown}"
    return "look at the path"


def folder_hint(path: Path) -> str:
    """What to do about a folder that is not there."""
    folder = path.parent
    names = [n for n in _names(folder, ()) if (folder / n).is_dir()] if folder.is_dir() else []
    near = near_names(path.name, names)
    return f'did you mean "{(folder / near[0]).as_posix()}"?' if near else "look at the path"


def _names(folder: Path, endings: tuple[str, ...]) -> list[str]:
    try:
        found = [one.name for one in islice(folder.iterdir(), _LOOKED_AT)]
    except OSError:
        return []
    wanted = tuple(ending.casefold() for ending in endings)
    return sorted(n for n in found if not wanted or n.casefold().endswith(wanted))
