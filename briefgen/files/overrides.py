"""The files beside a config that hold people's edits, and those of them that go into no pack."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

OVERRIDES: Final = "overrides"
_SERIES: Final = re.compile(r"^series:[ \t]*(.+?)[ \t]*$", re.MULTILINE)


def unused_overrides(config: Path, slug: str, names: Collection[str]) -> Iterator[tuple[Path, str]]:
    """Each file with edits that no audience takes up, and what is missing: an audience of this
    series (`slug`, `names`), or a series that a config beside this one has.
    """
    folder = config.parent / OVERRIDES
    try:
        files = sorted(folder.glob("*/*.yaml"))
    except OSError:
        return
    for file in files:
        if file.parent.name == slug:
            if file.stem not in names and _has_edits(_text(file)):
                yield file, f"the config has no audience {file.stem!r}"
        elif _has_edits(text := _text(file)):
            series = _series(text)
            if series not in _all_series(config.parent):
                yield file, f"no config beside it has the series {series!r}"


def _has_edits(text: str) -> bool:
    return "\nedits:\n" in text


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError:
        return ""


def _all_series(folder: Path) -> frozenset[str]:
    """The series of every config in a folder, by its line alone."""
    texts = (_text(path) for path in sorted(folder.glob("*.y*ml")))
    return frozenset(name for text in texts if (name := _series(text)))


def _series(text: str) -> str:
    found = _SERIES.search(text)
    return found[1].partition(" #")[0].strip().strip("\"'") if found else ""
