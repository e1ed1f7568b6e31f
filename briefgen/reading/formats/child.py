"""A file into a reading inside a child process, with limits of memory and time.

The one seam between the package and what a platform offers: where there are no such limits, the
file is read in this process, with a finding.
"""

from __future__ import annotations

import io
import os
import pickle
import sys
import time
from typing import IO, TYPE_CHECKING, Final

from briefgen.reading.formats import faults
from briefgen.reading.formats.child_process import Child, start
from briefgen.reading.formats.child_server import FRAME, HEAD, OUT_OF_MEMORY, STATUS, read_here

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostic
    from briefgen.reading.formats.child_server import Outcome
    from briefgen.reading.source import ReadOptions

MEMORY_MB: Final = 1024  # above what the child holds before it reads
CPU_SECONDS: Final = 20
# A megabyte of PDF may hold 500 pages of text, each of which takes up to 40 ms.
PDF_SECONDS: Final = 25  # more for each megabyte of it
MOST_CPU_SECONDS: Final = 120
WALL_SECONDS: Final = 40  # and two more for each that a long PDF may compute longer
# Small files of these formats are read in this process: their parsers are pure Python, and even
# 16 KB of marks that open one another take neither a second nor 100 MB.
_IN_PROCESS: Final = {"markdown": 16 * 1024, "mail": 16 * 1024}
# All that the answer may be made of: data of ours, no code.
_ALLOWED: Final = frozenset(("briefgen.diagnostics", "briefgen.errors", "briefgen.reading.source"))
_PIECE: Final = 1 << 16


class Guard:
    """Reads files, whatever is in them; as a context, all of its files with one child.

    The child starts with the first file that needs one, and anew after one that took too long.
    """

    __slots__ = ("_child",)

    def __init__(self) -> None:
        self._child: Child | None = None

    def __enter__(self) -> Guard:
        return self

    def __exit__(self, fault: object, *_: object) -> None:
        self._end(kill=fault is not None)

    def read(
        self, form: str, data: bytes, source_id: str, shown: str, options: ReadOptions
    ) -> Outcome:
        """Read `data` as a file of `form` ("word", "pdf", ...).

        None with an error (exit 5) where it cannot be read or goes over a limit; never raises for
        it.
        """
        if _is_harmless(form, data):
            return read_here(form, data, source_id, shown, options)
        seconds = cpu_seconds(form, len(data))
        question = pickle.dumps((seconds, form, data, source_id, shown, options), protocol=5)
        try:
            self._child = self._child or (start() if _has_limits() else None)
        except OSError:
            self._child = None
        if self._child is None:
            reading, found = read_here(form, data, source_id, shown, options)
            return reading, (*found, faults.without_child(shown))
        return self._ask(self._child, form, question, shown, seconds)

    def _ask(self, child: Child, form: str, question: bytes, shown: str, seconds: int) -> Outcome:
        wall = WALL_SECONDS + 2 * (seconds - CPU_SECONDS)
        try:
            child.questions.write(HEAD.pack(MEMORY_MB, form.encode(), len(question)) + question)
            child.questions.flush()
            code, answer = _take(_Answer(child.answers, time.monotonic() + wall))
        except TimeoutError:
            self._end(kill=True)
            return None, (faults.over_limit(shown, f"more than {wall:g} seconds"),)
        except OSError:
            self._end(kill=True)
            return None, (_broke_off(shown, 1, seconds),)
        return _unpack(answer, shown) if code == 0 else (None, (_broke_off(shown, code, seconds),))

    def _end(self, *, kill: bool) -> None:
        child, self._child = self._child, None
        if child:
            child.end(kill=kill)


def cpu_seconds(form: str, size: int) -> int:
    """Seconds of computing that a file of so many bytes may take."""
    more = PDF_SECONDS * size // (1024 * 1024) if form == "pdf" else 0
    return min(CPU_SECONDS + more, MOST_CPU_SECONDS)


def read_guarded(
    form: str, data: bytes, source_id: str, shown: str, options: ReadOptions
) -> Outcome:
    """Read one file with a child of its own."""
    with Guard() as guard:
        return guard.read(form, data, source_id, shown, options)


def _is_harmless(form: str, data: bytes) -> bool:
    """Small, and only for parsers in Python: a mail with an HTML body goes to a C library."""
    small = len(data) <= _IN_PROCESS.get(form, -1)
    return small and not (form == "mail" and b"text/html" in data.lower())


def _has_limits() -> bool:
    return os.name == "posix" and bool(sys.executable)


# --- the answer -----------------------------------------------------------------------------------


class _Answer:
    """What comes out of the child, up to a moment. TimeoutError past it, OSError at an end."""

    __slots__ = ("_channel", "_deadline", "_held")

    def __init__(self, channel: IO[bytes], deadline: float) -> None:
        self._channel, self._deadline, self._held = channel.fileno(), deadline, bytearray()

    def take(self, size: int) -> bytes:
        while len(self._held) < size:
            self._held += self._more()
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    def _more(self) -> bytes:
        import select  # noqa: PLC0415 (only where there is a child)

        waiting = select.poll()
        waiting.register(self._channel, select.POLLIN)
        left = self._deadline - time.monotonic()
        if left <= 0 or not waiting.poll(left * 1000):
            raise TimeoutError
        piece = os.read(self._channel, _PIECE)
        if not piece:
            raise BrokenPipeError
        return piece


def _take(answer: _Answer) -> tuple[int, bytes]:
    """(exit code of the reader, what it wrote)."""
    pieces = bytearray()
    while size := FRAME.unpack(answer.take(FRAME.size))[0]:
        pieces += answer.take(size)
    return STATUS.unpack(answer.take(STATUS.size))[0], bytes(pieces)


def _broke_off(shown: str, code: int, seconds: int) -> Diagnostic:
    import signal  # noqa: PLC0415 (only where something went wrong)

    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return faults.over_limit(shown, f"more than {seconds} seconds of computing")
    if code == OUT_OF_MEMORY:
        return faults.over_limit(shown, f"more than {MEMORY_MB} MB of memory")
    return faults.damaged(shown, "the parser broke off over it")


class _DataOnly(pickle.Unpickler):
    """Reads the child's answer: a parser that was taken over must not run code here."""

    def find_class(self, module_name: str, global_name: str) -> object:
        if _is_ours(module_name) and "." not in global_name and not global_name.startswith("_"):
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of an answer")


def _unpack(answer: bytes, shown: str) -> Outcome:
    try:
        reading, found = _DataOnly(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError):
        return None, (faults.damaged(shown, "the parser broke off over it"),)
    return reading, found


def _is_ours(module: str) -> bool:
    return module in _ALLOWED or module.startswith("briefgen.model.")
