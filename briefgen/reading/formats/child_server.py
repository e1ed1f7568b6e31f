"""What runs inside the child: files in, one after the other, each read in a process of its own.

The server itself parses nothing. It loads the reader of a format once and forks for every file, so
that a file pays no cold start, while limits of memory and time hold for each.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
from importlib import import_module, util
from typing import IO, TYPE_CHECKING, Final

from briefgen.reading.formats import faults

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostics
    from briefgen.reading.formats import Reader
    from briefgen.reading.source import Reading, ReadOptions

    Outcome = tuple[Reading | None, Diagnostics]

OUT_OF_MEMORY: Final = 66
HEAD: Final = struct.Struct(">I32sQ")  # megabytes a reader may take, format, bytes of the question
FRAME: Final = struct.Struct(">I")  # bytes of a piece of the answer; 0 after the last one
STATUS: Final = struct.Struct(">i")  # the reader's exit code, negative for a signal
_PIECE: Final = 1 << 16
# How a library in C ends where it gets no more memory, and how much it then holds: half of the
# limit, in the kilobytes of `ru_maxrss` for each megabyte.
_BREAKS: Final = frozenset(
    getattr(signal, name, 0) for name in ("SIGABRT", "SIGTRAP", "SIGILL", "SIGSEGV", "SIGBUS")
)
_NEARLY: Final = 512
# What a format's parser needs besides its reader, and the bytes of a file that tell it is needed.
_HEAVY: Final = {"pdf": ("pypdfium2", b""), "html": ("trafilatura", b"article")}


def serve_streams() -> None:
    """Answer questions from standard input to standard output."""
    channel = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)  # what a library prints must not stand in the answer
    serve(sys.stdin.buffer, channel)


def serve(source: IO[bytes], channel: IO[bytes]) -> None:
    """Answer the questions of a stream until it ends."""
    signal.signal(
        signal.SIGCHLD, signal.SIG_DFL
    )  # where children are ignored none can be waited for
    while len(head := source.read(HEAD.size)) == HEAD.size:
        memory_mb, name, size = HEAD.unpack(head)
        question = source.read(size)
        _load(name.rstrip(b"\0").decode("ascii"), question)
        _answer(question, memory_mb, source, channel)


def _load(form: str, question: bytes) -> None:
    """Load what reads a format before forking, once for all files of it."""
    import_module(f"briefgen.reading.formats.{form}.reader")
    package, sign = _HEAVY.get(form, ("", b""))
    if package and sign in question and util.find_spec(package):
        import_module(package)
    gc.freeze()


def _answer(question: bytes, memory_mb: int, source: IO[bytes], channel: IO[bytes]) -> None:
    """Read one file in a process of its own; its answer in pieces, then how it ended."""
    held = _most_memory()
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.close(ours)
        os.close(channel.fileno())  # it must not speak for the files that come after it
        os.close(source.fileno())
        _read_one(question, memory_mb, theirs)
    os.close(theirs)
    while piece := os.read(ours, _PIECE):
        channel.write(FRAME.pack(len(piece)) + piece)
    os.close(ours)
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if -code in _BREAKS and used.ru_maxrss - held >= _NEARLY * memory_mb:
        code = OUT_OF_MEMORY
    channel.write(FRAME.pack(0) + STATUS.pack(code))
    channel.flush()


def _read_one(question: bytes, memory_mb: int, channel: int) -> None:
    """Set the limits, read the file, write the answer, end; never returns."""
    code = 1
    try:
        cpu_seconds, *file = pickle.loads(question)  # noqa: S301 (ours)
        _limit(memory_mb, cpu_seconds)
        with os.fdopen(channel, "wb") as answer:
            pickle.dump(read_here(*file), answer, protocol=5)
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    finally:
        os._exit(code)  # no clean-up of what a parser left behind


def _most_memory() -> int:
    """What this process has held at most, in the unit of `ru_maxrss`: a fork starts with it."""
    import resource  # noqa: PLC0415 (not on every platform)

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _limit(memory_mb: int, cpu_seconds: int) -> None:
    """Limits of this process; one that the system refuses is left as it is."""
    import resource  # noqa: PLC0415 (not on every platform)

    memory = _address_space() + memory_mb * 1024 * 1024
    wanted = (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    )
    for what, limit in wanted:
        try:
            resource.setrlimit(what, (limit, limit))
        except (OSError, ValueError):
            continue


_OF_PYTHON = 256 * 1024 * 1024


def _address_space() -> int:
    """Bytes of address space in use; where the system does not say, what Python alone may take."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (no pathlib in the child)
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return _OF_PYTHON


def read_here(form: str, data: bytes, source_id: str, shown: str, options: ReadOptions) -> Outcome:
    """Read in this process with the format's own reader, which alone is imported."""
    name = f"briefgen.reading.formats.{form}.reader"
    try:
        read: Reader = getattr(import_module(name), f"read_{form}")
        return read(data, source_id, shown, options)
    except RecursionError:
        return None, (faults.over_limit(shown, "parts nested too deeply"),)
