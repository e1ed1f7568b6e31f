"""Bytes of finished files to a file without a name, so that a run need not hold all of them.

A small run stays in memory; what goes to disk is gone with the process, however it ends.
"""

from __future__ import annotations

import tempfile
import weakref
from dataclasses import field
from typing import IO, Final

from briefgen.diagnostics import Diagnostic, Place, error, reason_of
from briefgen.editions.disk import sha256
from briefgen.errors import BriefgenError, ExitCode
from briefgen.slotted import dataclass

IN_MEMORY: Final = 16 * 1024 * 1024  # bytes


@dataclass(slots=True, weakref_slot=True)
class Spool:
    """A pile of bytes. It is written at its end and read anywhere, by one thread."""

    limit: int = 0  # bytes in memory, 0 for `IN_MEMORY`
    _file: IO[bytes] | None = field(default=None, repr=False)
    _size: int = 0

    def put(self, data: bytes) -> Spooled:
        """Adds some bytes.

        Raises:
            BriefgenError: the folder for temporary files takes no more (exit 7).
        """
        try:
            if self._file is None:
                self._file = tempfile.SpooledTemporaryFile(max_size=self.limit or IN_MEMORY)  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            start = self._size
            self._file.seek(start)
            self._file.write(data)
            self._file.flush()
        except OSError as fault:
            raise BriefgenError(_fault("put aside", reason_of(fault))) from fault
        self._size += len(data)
        return Spooled(spool=self, start=start, size=len(data), sha256=sha256(data))

    def read(self, start: int, size: int) -> bytes:
        """Some of the bytes that were added.

        Raises:
            BriefgenError: the folder for temporary files does not give them back (exit 7).
        """
        if self._file is None:
            return b""
        try:
            self._file.seek(start)
            data = self._file.read(size)
        except OSError as fault:
            raise BriefgenError(_fault("read back", reason_of(fault))) from fault
        if len(data) != size:
            raise BriefgenError(_fault("read back", "their file was cut short"))
        return data


@dataclass(frozen=True, slots=True, kw_only=True)
class Spooled:
    """Bytes in a spool, with their SHA-256."""

    spool: Spool = field(repr=False, compare=False)
    start: int
    size: int
    sha256: str

    def read(self) -> bytes:
        return self.spool.read(self.start, self.size)


def _fault(what: str, reason: str) -> Diagnostic:
    return error(
        "cannot-write",
        f"finished packs cannot be {what}: {reason}",
        place=Place(tempfile.gettempdir()),
        hint="free some space there, or name another folder in TMPDIR",
        exit=ExitCode.OUTPUT,
    )
