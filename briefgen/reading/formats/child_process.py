"""A process that answers questions about files: a fork of this one, or an interpreter of its own.

A fork holds what the run has loaded. A fresh interpreter loads it anew, which takes as long as to
read a hundred pages.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import IO, Final, NoReturn

from briefgen.reading.formats.child_server import serve
from briefgen.slotted import dataclass

# Run by `python -I -c`: nothing of the caller's own program is imported, and the folder the
# caller works in cannot shadow a module; the modules are looked for where the caller finds them.
_PROGRAM: Final = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    " from briefgen.reading.formats.child_server import serve_streams; serve_streams()"
)
_STANDARD: Final = 3  # input, output, errors
_THREADS: Final = "/proc/self/task"
_OPEN: Final = "/proc/self/fd"


@dataclass(frozen=True, slots=True)
class Child:
    """A server at work. `wait` returns when it has ended."""

    pid: int
    questions: IO[bytes]
    answers: IO[bytes]
    wait: Callable[[], object]

    def end(self, *, kill: bool) -> None:
        """Let it end after its last question, or end it with all that it started."""
        if kill:
            self._kill()
        for pipe in (self.questions, self.answers):
            try:
                pipe.close()
            except OSError:  # what was not yet written has nobody to read it
                continue
        self.wait()

    def _kill(self) -> None:
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except OSError:  # it has no group of its own yet, or has ended and is no more
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)


def start() -> Child:
    """A server of questions (`child_server`). OSError where the system refuses."""
    return _fork() if can_fork() else _start_fresh()


def can_fork() -> bool:
    """Only a process of one thread may be copied: what another thread has locked stays locked in
    the copy. Linux alone tells of threads that are not Python's.
    """
    try:
        return len(os.listdir(_THREADS)) == 1  # noqa: PTH208 (no pathlib for a start)
    except OSError:
        return False


def _start_fresh() -> Child:
    import json  # noqa: PLC0415 (only where it is needed)
    import subprocess  # noqa: PLC0415

    command = [sys.executable, "-I", "-c", _PROGRAM, json.dumps([p for p in sys.path if p])]
    child = subprocess.Popen(  # noqa: S603 (a fixed program; files are its input)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert child.stdin is not None  # noqa: S101 (both are pipes)
    assert child.stdout is not None  # noqa: S101
    return Child(child.pid, child.stdin, child.stdout, child.wait)


def _fork() -> Child:
    asked, questions = os.pipe()
    answers, answered = os.pipe()
    pid = os.fork()
    if not pid:
        _serve_in_fork(asked, answered)
    os.close(asked)
    os.close(answered)
    return Child(pid, os.fdopen(questions, "wb"), os.fdopen(answers, "rb"), partial(_wait_for, pid))


def _wait_for(pid: int) -> None:
    with suppress(ChildProcessError):  # whoever called us lets the system wait
        os.waitpid(pid, 0)


def _serve_in_fork(asked: int, answered: int) -> NoReturn:
    """Be the server, with nothing open but its two pipes; never returns to what was copied."""
    import gc  # noqa: PLC0415 (only in a fork)
    from fcntl import F_DUPFD, fcntl  # noqa: PLC0415 (not on every platform)

    try:
        gc.freeze()  # files of the run that are garbage must not be closed by their numbers here
        os.setsid()
        sys.path[:] = [path for path in sys.path if path]
        silent = os.open(os.devnull, os.O_RDWR)
        kept = [fcntl(one, F_DUPFD, _STANDARD) for one in (asked, answered)]
        for standard in range(_STANDARD):
            os.dup2(silent, standard)
        first, last = sorted(kept)
        most = max(map(int, os.listdir(_OPEN)))  # noqa: PTH208
        for low, high in ((_STANDARD, first), (first + 1, last), (last + 1, most + 1)):
            os.closerange(low, high)
        serve(os.fdopen(kept[0], "rb"), os.fdopen(kept[1], "wb"))
    finally:
        os._exit(0)
