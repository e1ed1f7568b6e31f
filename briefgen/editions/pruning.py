"""The folder of an audience that is no more: what earlier runs wrote there goes, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen.editions.disk import read_bytes, sha256, sync_folders
from briefgen.editions.names import MANIFEST


def remove_written(
    folder: Path, audience: str, previous: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Removes the files of an audience whose bytes are those that were written, its manifest last.

    `previous` is path below `folder` -> SHA-256 (`previous.read_previous`). Returns the paths that
    were removed and those that stay: edited, or nobody's that we know. Call it inside `hold_lock`.

    Raises:
        OSError: a file cannot be read or removed; those before it are gone, the next run goes on.
    """
    place = folder / audience
    removed: list[str] = []
    for path, written in sorted(previous.items()):
        data = read_bytes(folder / path) if path.startswith(f"{audience}/") else None
        if data is not None and sha256(data) == written:
            (folder / path).unlink()
            removed.append(path)
    left = sorted(path.name for path in place.iterdir() if path.name != MANIFEST)
    if left:
        return tuple(removed), tuple(f"{audience}/{name}" for name in left)
    (place / MANIFEST).unlink(missing_ok=True)
    place.rmdir()
    sync_folders([folder])
    return (*removed, f"{audience}/{MANIFEST}"), ()
