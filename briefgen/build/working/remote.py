"""Audiences to packs by an executor whose workers share neither memory nor disk with this process.

What is sent are bytes: config, labelled sources and the edition before once, then stretches of
audiences; fonts only when a worker asks for them. What comes back are packs as bytes.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from threading import Lock
from typing import Any, Final

from briefgen.build.memos.editing import Edits
from briefgen.build.packs.brief import Runs, start_runs
from briefgen.build.packs.job import Job, Made, make_pack
from briefgen.collecting import few_collections
from briefgen.config import Audience
from briefgen.diagnostics import Diagnostic, error
from briefgen.errors import BriefgenError, ExitCode
from briefgen.files.versions import tool_versions
from briefgen.renderers.pdf import FontFile, FontsNeededError, NotSent, find_fonts
from briefgen.slotted import dataclass

# Audiences in a stretch: what a lost worker costs at most, and what a stretch's way there and back
# is spread over.
FEWEST, MOST = 4, 25
_STRETCHES = 16  # of a small batch, so that several workers get some of it

_FONTS_NEEDED: Final = b"fonts"
_OTHER_VERSIONS: Final = b"versions"

Asked = tuple[Audience, Edits]


@dataclass(slots=True)
class _Sender:
    """Hands stretches of audiences to an executor, with what all of them need.

    An executor with a method `share` (bytes -> what its workers get as these bytes) is sent that
    once, any other one with every stretch.
    """

    executor: Executor
    job: Job
    base: Any = None  # bytes, or what an executor makes of them to share them
    has_fonts: bool = False

    def __post_init__(self) -> None:
        self.base = self._share(NotSent())

    def send(self, asked: Sequence[Asked]) -> Future[bytes]:
        versions = tool_versions(source.file.name for source in self.job.sources)
        names = tuple(source.file.name for source in self.job.sources)
        return self.executor.submit(make_stretch, versions, names, self.base, _packed(asked))

    def add_fonts(self) -> None:
        """From now on every font file that a missing character may be in goes along."""
        if not self.has_fonts:
            self.base = self._share(tuple(find_fonts(self.job.config.fonts)))
            self.has_fonts = True

    def _share(self, fonts: NotSent | tuple[FontFile, ...]) -> Any:
        data = pickle.dumps((self.job, fonts))
        share: Callable[[bytes], Any] | None = getattr(self.executor, "share", None)
        return share(data) if share else data


def _packed(asked: Sequence[Asked]) -> bytes:
    """Without the edited memos themselves, which this process puts aside."""
    return pickle.dumps([(one, replace(edits, copies=(), known={})) for one, edits in asked])


def work_remotely(
    asked: Sequence[Asked], job: Job, executor: Executor, here: Callable[[Asked], Made]
) -> Iterator[tuple[Asked, Made, bool]]:
    """(asked, pack, lost) in the order of `asked`.

    A stretch that fails is sent a second time; what fails again is made `here`, by this process.
    `lost`: it came to one or the other.

    Raises:
        BriefgenError: a worker has other versions, which would make other bytes.
    """
    bare = replace(job, config=replace(job.config, audiences=()))
    sender = _Sender(executor, bare)
    size = max(FEWEST, min(MOST, -(-len(asked) // _STRETCHES)))
    stretches = [asked[n : n + size] for n in range(0, len(asked), size)]
    handed: list[tuple[Sequence[Asked], Future[bytes] | None]] = []
    try:
        handed = [(some, _send(sender, some)) for some in stretches]
        for some, future in handed:
            made, lost = _collect(sender, some, future)
            results = [here(one) for one in some] if made is None else made
            yield from ((one, pack, lost) for one, pack in zip(some, results, strict=True))
    finally:
        for _, future in handed:
            if future is not None:
                future.cancel()


def _send(sender: _Sender, some: Sequence[Asked]) -> Future[bytes] | None:
    """None where the executor takes nothing more: its processes are gone."""
    try:
        return sender.send(some)
    except Exception:  # each executor has its own
        return None


def _collect(
    sender: _Sender, some: Sequence[Asked], future: Future[bytes] | None
) -> tuple[list[Made] | None, bool]:
    """The packs of a stretch, None if no worker could make them; and whether one was lost."""
    data = _result(future)
    lost = data is None
    if data is None:
        data = _result(_send(sender, some))
    if data == _FONTS_NEEDED:
        sender.add_fonts()
        data = _result(_send(sender, some))
    if data == _OTHER_VERSIONS:
        raise BriefgenError(_other_versions())
    if data is None:
        return None, True
    made: list[Made] = pickle.loads(data)  # noqa: S301  # from a worker that the user named
    return made, lost


def _result(future: Future[bytes] | None) -> bytes | None:
    try:
        return future.result() if future is not None else None
    except Exception:  # each executor's word for a lost worker; a fault of ours comes again here
        return None


def _other_versions() -> Diagnostic:
    return error(
        "worker-differs",
        "a worker has another briefgen, or other packages that shape files, than this process",
        hint="install the same versions on every worker, since the bytes depend on them",
        exit=ExitCode.USAGE,
    )


# --- in the workers -------------------------------------------------------------------------------


class _Desk:
    """What a worker keeps from stretch to stretch of one run: what it was sent, and its caches.

    One stretch at a time: a run's caches are not made for several threads.
    """

    lock = Lock()
    base: bytes = b""
    job: Job
    runs: Runs


def make_stretch(
    versions: dict[str, str], names: Sequence[str], base: bytes, asked: bytes
) -> bytes:
    """The packs of a stretch of audiences, or why there are none. `names` are the sources'."""
    if tool_versions(names) != versions:
        return _OTHER_VERSIONS
    with _Desk.lock:
        if _Desk.base != base:
            job, fonts = pickle.loads(base)  # noqa: S301  # sent by the run that this worker serves
            _Desk.job, _Desk.runs = job, start_runs(job.config, job.sources, iter(fonts))
            _Desk.base = base
        try:
            with few_collections():
                made = [
                    make_pack(_Desk.job, _Desk.runs, audience, edits)
                    for audience, edits in pickle.loads(asked)  # noqa: S301  # from there too
                ]
        except FontsNeededError:
            return _FONTS_NEEDED
    return pickle.dumps(made)
