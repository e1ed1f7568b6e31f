"""The folder of an audience that is no more: what earlier runs wrote there goes, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from briefgen.editions import journal
from briefgen.editions.disk import sync_folders
from briefgen.editions.names import MANIFEST


def remove_written(
    folder: Path, audience: str, previous: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Removes the files of an audience whose bytes are those that were written: all or none.

    `previous` is path below `folder` -> SHA-256 (`previous.read_previous`). Returns the paths that
    were removed and those that stay: edited, or nobody's that we know; the manifest stays with
    them. Call it inside `hold_lock`.

    Raises:
        OSError: a file cannot be read or removed; all of them are there as before.
    """
    place = folder / audience
    standing = {
        path: journal.fingerprint(folder / path)
        for path in sorted(previous)
        if path.startswith(f"{audience}/")
    }
    gone = {path: digest for path, digest in standing.items() if digest == previous[path]}
    names = {f"{audience}/{path.name}" for path in place.iterdir()}
    left = sorted(names - gone.keys() - {f"{audience}/{MANIFEST}"})
    path = f"{audience}/{MANIFEST}"
    if not left and (digest := journal.fingerprint(folder / path)):
        gone[path] = digest
    if gone:
        journal.apply(folder, [journal.removal(path, digest) for path, digest in gone.items()])
    if not left:
        with suppress(OSError):  # somebody puts a file there meanwhile
            place.rmdir()
            sync_folders([folder])
    return tuple(gone), tuple(left)
