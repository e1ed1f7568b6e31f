"""Files to their SHA-256, remembered by size, time and inode so that few are read twice."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping, Sequence
from stat import S_ISDIR

ABSENT = ""
FOLDER = "folder"
# A file that was written this shortly before it was hashed may be written again without a new
# time. File systems that count whole seconds need more than those that count nanoseconds.
_SETTLED_NS = 50_000_000
_SETTLED_COARSE_NS = 2_000_000_000


class Hashes:
    """The hashes of files. `seen` is path -> (size, time of change in ns, inode, SHA-256), as an
    earlier run left it; what is wrong in it costs time only where one of the numbers differs.
    """

    def __init__(self, seen: Mapping[str, Sequence[object]] | None = None) -> None:
        self._before = dict(seen or {})
        self._now: dict[str, Sequence[object]] = {}

    def of(self, path: str) -> str:
        """The hash of a file, ABSENT where nothing can be read, FOLDER for a folder."""
        try:
            state = os.stat(path)
            if S_ISDIR(state.st_mode):
                return FOLDER
            stamp = (state.st_size, state.st_mtime_ns, state.st_ino)
            known = self._before.get(path, ())
            if tuple(known[:3]) == stamp:
                self._now[path] = known
                return str(known[3])
            began = time.time_ns()
            digest = _read_hash(path)
        except OSError:
            return ABSENT
        coarse = state.st_mtime_ns % 1_000_000_000 == 0
        if state.st_mtime_ns + (_SETTLED_COARSE_NS if coarse else _SETTLED_NS) < began:
            self._now[path] = (*stamp, digest)
        return digest

    def seen(self) -> dict[str, Sequence[object]]:
        """What may be remembered of the files that were asked for."""
        return dict(self._now)

    @property
    def has_news(self) -> bool:
        """Whether something is to be remembered that was not."""
        return self._now != self._before

    def knows(self, path: str) -> bool:
        """Whether the file is the one that an earlier run saw, without reading it."""
        try:
            state = os.stat(path)
        except OSError:
            return False
        stamp = (state.st_size, state.st_mtime_ns, state.st_ino)
        return tuple(self._before.get(path, ())[:3]) == stamp


def _read_hash(path: str) -> str:
    import hashlib  # noqa: PLC0415 (slow to load, and most runs find all hashes remembered)

    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def names_hash(folder: str) -> str:
    """The hash of the names of all files below a folder, ABSENT where there is none."""
    import hashlib  # noqa: PLC0415

    names = []
    for place, _, files in os.walk(folder):
        below = os.path.relpath(place, folder).replace(os.sep, "/")
        names += [f"{below}/{name}" for name in files]
    if not os.path.isdir(folder):
        return ABSENT
    return hashlib.sha256("\n".join(sorted(names)).encode(errors="surrogateescape")).hexdigest()
