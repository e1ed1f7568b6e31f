"""From bytes to durable files: the few calls that touch the disk, each with its one reason."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_bytes(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none."""
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_durably(path: Path, data: bytes) -> None:
    """A new file that is on the disk when this returns; refuses to replace one.

    The mode is 0644 less the umask, so that bytes and mode of an edition depend on nothing else.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError as fault:  # these calls do not know the name, and a message needs it
        raise OSError(fault.errno, fault.strerror, str(path)) from fault
    finally:
        os.close(handle)


def sync_folders(folders: Iterable[Path]) -> None:
    """Makes renames durable. Windows has no such call for folders and does without."""
    if os.name == "nt":
        return
    for folder in folders:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def keep_copy(path: Path, copy: Path) -> None:
    """A second name for the bytes of `path`; a real copy where the file system has no links."""
    try:
        os.link(path, copy, follow_symlinks=False)
    except OSError:
        write_durably(copy, path.read_bytes())


def replace_file(path: Path, data: bytes) -> None:
    """The file with these bytes: the old one or the new one after a crash, never half of it."""
    if read_bytes(path) == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.briefgen-new")
    new.unlink(missing_ok=True)
    write_durably(new, data)
    new.replace(path)
    sync_folders([path.parent])
