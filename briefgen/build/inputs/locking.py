"""The sources of a series to their lock: written by `lock`, held against it by `build --locked`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.config import Config, SourceFile, find_sources, load_config
from briefgen.diagnostics import Diagnostics, Place, error, reason_of
from briefgen.editions.disk import read_bytes, replace_file
from briefgen.editions.hashes import Hashes
from briefgen.editions.locking import NAME, compare_lock, lock_bytes, read_lock
from briefgen.errors import ExitCode
from briefgen.files.globs import matches, split_glob


def lock_path(config: Path) -> Path:
    """The lock lies beside the config; series that lie together share it."""
    return config.parent / NAME


def check_locked(config: Config, files: Sequence[SourceFile]) -> Diagnostics:
    """What differs from the lock; every difference is an error."""
    path = lock_path(config.path)
    locked, found = read_lock(path)
    return found or compare_lock(path, locked, _hashes(files), lambda name: _names(config, name))


def _names(config: Config, name: str) -> bool:
    """Whether one of the config's patterns fits a path."""
    parts = tuple(name.split("/"))
    return any(matches(parts, split_glob(rule.path)) for rule in config.sources)


def _hashes(files: Sequence[SourceFile]) -> dict[str, str]:
    hashes = Hashes()
    return {file.name: hashes.of(str(file.path)) for file in files}


def lock_sources(
    configs: Sequence[Path], seeds: Path | None
) -> tuple[tuple[tuple[Path, int, bool], ...], Diagnostics]:
    """Writes the locks of these configs: (lock, how many sources, whether it changed) for each.

    What a lock says of sources that these configs do not name stays.
    """
    locks: dict[Path, dict[str, str]] = {}
    found: Diagnostics = ()
    for path in configs:
        config, faults = load_config(path, seeds=seeds)
        found = (*found, *faults)
        if config is None:
            continue
        files, faults = find_sources(config, seeds)
        found = (*found, *faults)
        lock = lock_path(path)
        before, _ = (locks.get(lock), ()) if lock in locks else read_lock(lock)
        kept = {name: sha for name, sha in (before or {}).items() if not _names(config, name)}
        locks[lock] = {**kept, **_hashes(files)}
    written = []
    for lock, locked in locks.items():
        data = lock_bytes(locked)
        changed = read_bytes(lock) != data
        try:
            replace_file(lock, data)
        except OSError as fault:
            message = f"the lock cannot be written: {reason_of(fault)}"
            hint = "make the folder writable"
            place = Place(str(lock))
            unwritten = error("cannot-write", message, place=place, hint=hint, exit=ExitCode.OUTPUT)
            found = (*found, unwritten)
            continue
        written.append((lock, len(locked), changed))
    return tuple(written), found
