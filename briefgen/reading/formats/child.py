"""A file into a reading inside a child process, with limits of memory and time.

The one seam between the package and what a platform offers: where there are no such limits, the
file is read in this process, with a finding.
"""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
from importlib import import_module
from typing import IO, TYPE_CHECKING, Final

from briefgen.reading.formats import faults

if TYPE_CHECKING:
    from briefgen.diagnostics import Diagnostic, Diagnostics
    from briefgen.reading.formats import Reader
    from briefgen.reading.source import Reading, ReadOptions

    Outcome = tuple[Reading | None, Diagnostics]

MEMORY_MB: Final = 1024  # above what the child holds before it reads
CPU_SECONDS: Final = 20
WALL_SECONDS: Final = 40
# Small files of these formats are read in this process: their parsers are pure Python, and their
# cost grows with the size alone.
_IN_PROCESS: Final = {"markdown": 256 * 1024, "mail": 256 * 1024}
# Run by `python -I -c`: nothing of the caller's own program is imported, and the folder the
# caller works in cannot shadow a module; the modules are looked for where the caller finds them.
_PROGRAM: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from briefgen.reading.formats.child import answer; answer()"
)
# All that the answer may be made of: data of ours, no code.
_ALLOWED: Final = frozenset(
    ("briefgen.model", "briefgen.diagnostics", "briefgen.errors", "briefgen.reading.source")
)


def read_guarded(
    form: str, data: bytes, source_id: str, shown: str, options: ReadOptions
) -> Outcome:
    """Read `data` as a file of `form` ("word", "pdf", ...), whatever is in it.

    None with an error (exit 5) where it cannot be read or goes over a limit; never raises for it.
    """
    if _is_harmless(form, data):
        return _read_here(form, data, source_id, shown, options)
    if not _has_limits():
        reading, found = _read_here(form, data, source_id, shown, options)
        return reading, (*found, faults.without_child(shown))
    return _read_in_child(form, data, source_id, shown, options)


def _is_harmless(form: str, data: bytes) -> bool:
    """Small, and only for parsers in Python: a mail with an HTML body goes to a C library."""
    small = len(data) <= _IN_PROCESS.get(form, -1)
    return small and not (form == "mail" and b"text/html" in data.lower())


def _has_limits() -> bool:
    return os.name == "posix" and bool(sys.executable)


def _read_in_child(
    form: str, data: bytes, source_id: str, shown: str, options: ReadOptions
) -> Outcome:
    limits = (MEMORY_MB, CPU_SECONDS)
    question = pickle.dumps((limits, form, data, source_id, shown, options), protocol=5)
    command = [sys.executable, "-I", "-c", _PROGRAM, json.dumps([p for p in sys.path if p])]
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program; the file goes in as its input)
            command,
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, (faults.over_limit(shown, f"more than {WALL_SECONDS} seconds"),)
    except OSError:
        reading, found = _read_here(form, data, source_id, shown, options)
        return reading, (*found, faults.without_child(shown))
    if done.returncode == 0:
        return _unpack(done.stdout, shown)
    return None, (_broke_off(shown, done.returncode),)


def _broke_off(shown: str, code: int) -> Diagnostic:
    import signal  # noqa: PLC0415 (only where something went wrong)

    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return faults.over_limit(shown, f"more than {CPU_SECONDS} seconds of computing")
    if code == _OUT_OF_MEMORY:
        return faults.over_limit(shown, f"more than {MEMORY_MB} MB of memory")
    return faults.damaged(shown, "the parser broke off over it")


class _DataOnly(pickle.Unpickler):
    """Reads the child's answer: a parser that was taken over must not run code here."""

    def find_class(self, module_name: str, global_name: str) -> object:
        if module_name in _ALLOWED and "." not in global_name and not global_name.startswith("_"):
            return super().find_class(module_name, global_name)
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of an answer")


def _unpack(answer: bytes, shown: str) -> Outcome:
    try:
        reading, found = _DataOnly(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError):
        return None, (faults.damaged(shown, "the parser broke off over it"),)
    return reading, found


# --- inside the child -----------------------------------------------------------------------------

_OUT_OF_MEMORY: Final = 66


def answer() -> None:
    """What the child runs: read the question, set the limits, write the answer, end."""
    channel = os.fdopen(os.dup(1), "wb")
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)  # what a library prints must not stand in the answer
    limits, *file = pickle.load(sys.stdin.buffer)  # noqa: S301 (ours)
    _limit(*limits)
    try:
        _put(_read_here(*file), channel)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    os._exit(0)  # no clean-up of what a parser left behind


def _put(outcome: Outcome, channel: IO[bytes]) -> None:
    pickle.dump(outcome, channel, protocol=5)
    channel.flush()


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


def _address_space() -> int:
    """Bytes of address space in use, 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 (no pathlib in the child)
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 256 * 1024 * 1024


def _read_here(form: str, data: bytes, source_id: str, shown: str, options: ReadOptions) -> Outcome:
    """Read with the format's own reader, which alone is imported."""
    name = f"briefgen.reading.formats.from_{form}"
    try:
        read: Reader = getattr(import_module(name), f"read_{form}")
        return read(data, source_id, shown, options)
    except RecursionError:
        return None, (faults.over_limit(shown, "parts nested too deeply"),)
