"""Folders and path patterns to the entries that fit them, by name; links are never followed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from briefgen.files.globs import could_match_below, matches, split_glob

MAX_FILES = 20_000  # entries looked at; a mistyped folder could be a whole disk
MAX_DEPTH = 32

Kind = Literal["file", "link", "other", "too-many", "too-deep", "unreadable"]


class Found(NamedTuple):
    """An entry that some pattern fits or leads to. `parts` is its path below the project folder;
    `globs` are the numbers of the patterns that fit it, `leads` of those that fit something below.
    """

    kind: Kind
    path: str
    parts: tuple[str, ...]
    globs: tuple[int, ...] = ()
    leads: tuple[int, ...] = ()
    reason: str = ""


def find_entries(
    root: str, patterns: Sequence[str], replaced: tuple[str, str] | None = None
) -> Iterator[Found]:
    """Everything that the patterns reach below `root`, hidden entries passed over.

    `replaced` is (name, folder): another folder that stands for the one of this name in `root`.
    """
    walk = _Walk([split_glob(pattern) for pattern in patterns], replaced[0] if replaced else "")
    yield from walk.into(root, ())
    if replaced:
        yield from walk.into(replaced[1], (replaced[0],))


class _Walk:
    """One walk, which counts what it looks at."""

    def __init__(self, globs: list[tuple[str, ...]], skipped: str) -> None:
        self._globs = globs
        self._skipped = skipped
        self._looked_at = 0

    def into(self, folder: str, parts: tuple[str, ...]) -> Iterator[Found]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as fault:
            if parts:
                reason = (fault.strerror or "unknown reason").lower()
                yield Found("unreadable", folder, parts, reason=reason)
            return
        for entry in entries:
            here = (*parts, entry.name)
            if not entry.name.startswith(".") and here != (self._skipped,):
                yield from self._visit(entry, here)

    def _visit(self, entry: os.DirEntry[str], parts: tuple[str, ...]) -> Iterator[Found]:
        self._looked_at += 1
        if self._looked_at > MAX_FILES:
            if self._looked_at == MAX_FILES + 1:
                yield Found("too-many", entry.path, parts)
            return
        globs = tuple(n for n, glob in enumerate(self._globs) if matches(parts, glob))
        leads = tuple(n for n, glob in enumerate(self._globs) if could_match_below(parts, glob))
        if entry.is_symlink():
            if globs or leads:
                yield Found("link", entry.path, parts, globs, leads)
        elif entry.is_dir(follow_symlinks=False):
            if leads and len(parts) > MAX_DEPTH:
                yield Found("too-deep", entry.path, parts, globs, leads)
            elif leads:
                yield from self.into(entry.path, parts)
        elif globs:
            kind: Kind = "file" if entry.is_file(follow_symlinks=False) else "other"
            yield Found(kind, entry.path, parts, globs, leads)
