"""Exit codes, and the one exception that carries findings to the command line."""

from __future__ import annotations

import errno
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostic


class ExitCode(IntEnum):
    """What a run returns; documented in `briefgen help exit-codes`."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    STALE = 3
    CONFIG = 4
    SOURCE = 5
    MARKING = 6
    OUTPUT = 7
    BUG = 70
    BUSY = 75
    INTERRUPTED = 130


# Every audience is finished, then the worst code is returned.
WORST_FIRST = (
    ExitCode.BUG,
    ExitCode.MARKING,
    ExitCode.OUTPUT,
    ExitCode.SOURCE,
    ExitCode.CONFIG,
    ExitCode.FINDINGS,
    ExitCode.OK,
)


class BriefgenError(Exception):
    """Stops what it concerns; carries every finding that led to it."""

    def __init__(self, *found: Diagnostic) -> None:
        self.found = found
        super().__init__("; ".join(str(d) for d in found))


_REFUSALS = frozenset(
    getattr(errno, name)
    for name in (
        "EIO",
        "ENOSPC",
        "EDQUOT",
        "EROFS",
        "EACCES",
        "EPERM",
        "EMFILE",
        "ENFILE",
        "ESTALE",
    )
    if hasattr(errno, name)
)


def is_refused(fault: Exception) -> bool:
    """Whether the system refused something, so that the fault is none of the program's own."""
    return isinstance(fault, OSError) and fault.errno in _REFUSALS
