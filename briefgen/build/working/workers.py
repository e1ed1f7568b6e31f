"""Work items to results in the same order, over processes that share what was read before."""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

# Fewer items than this for each worker cost more to hand out than they save.
FEWEST_EACH = 4
# Stretches of work handed to each worker: a slow one at the end delays the run by one of them.
STRETCHES = 4
# Items in a stretch at most, since their results are held until the last of them is done; and so
# many stretches for each worker are handed out ahead of what was taken back.
MOST_EACH = 16
AHEAD = 2
# Items that are done before workers are forked, where there are ten times as many: what most of
# them share is then made once, not once in each worker.
WARMING = 4


def count_workers(jobs: int, items: int) -> int:
    """How many workers so many items are worth; 1 where the platform cannot fork.

    `jobs` is the most that the user wants, 0 for one on each core that this process may use.
    """
    if not hasattr(os, "fork"):
        return 1
    return max(1, min(jobs or _cores(), items // FEWEST_EACH))


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # macOS
        return os.cpu_count() or 1


def work_through(
    items: Sequence[Item], work: Callable[[Item], Result], workers: int
) -> Iterator[tuple[Item, Result, bool]]:
    """(item, result, lost) in the order of the items.

    Workers are forked, so that they hold what this process has read and only results are sent.
    `lost`: the item's worker was ended from outside, and this process did the item itself.
    `work` must not fail; what it raises is raised here.
    """
    if workers <= 1:
        yield from ((item, work(item), False) for item in items)
        return
    first = WARMING if len(items) >= 10 * WARMING else 0
    yield from ((item, work(item), False) for item in items[:first])
    rest = items[first:]
    stretches = iter(_stretches(rest, max(workers * STRETCHES, -(-len(rest) // MOST_EACH))))
    with _start(workers, work) as pool:
        handed: deque[tuple[Sequence[Item], Future[list[Result]] | None]] = deque()
        handed.extend(_hand_out(pool, islice(stretches, workers * AHEAD)))
        while handed:
            some, future = handed.popleft()
            yield from _collect(some, future, work)
            handed.extend(_hand_out(pool, islice(stretches, 1)))


def _hand_out(
    pool: ProcessPoolExecutor, stretches: Iterable[Sequence[Item]]
) -> Iterator[tuple[Sequence[Item], Future[Any] | None]]:
    """Each stretch with what becomes of it; None where the pool takes nothing more."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    for some in stretches:
        try:
            yield some, pool.submit(_do, some)
        except BrokenProcessPool:
            yield some, None


def _collect(
    items: Sequence[Item], future: Future[list[Result]] | None, work: Callable[[Item], Result]
) -> Iterator[tuple[Item, Result, bool]]:
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    try:
        results = future.result() if future is not None else None
    except BrokenProcessPool:
        results = None
    if results is None:
        yield from ((item, work(item), True) for item in items)
    else:
        yield from ((item, result, False) for item, result in zip(items, results, strict=True))


def _stretches(items: Sequence[Item], count: int) -> list[Sequence[Item]]:
    """The items in so many runs of neighbours, as equal as can be."""
    bounds = [len(items) * n // count for n in range(count + 1)]
    return [items[a:b] for a, b in pairwise(bounds) if b > a]


# --- in the workers -------------------------------------------------------------------------------


class _Duty:
    """What a worker does with an item: set once, when it is forked."""

    work: Callable[..., Any]


def _start(workers: int, work: Callable[[Item], Result]) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from multiprocessing import get_context  # noqa: PLC0415

    # What a forked worker is given stays where it is: nothing of it is sent.
    return ProcessPoolExecutor(
        workers, mp_context=get_context("fork"), initializer=_take_duty, initargs=(work,)
    )


def _take_duty(work: Callable[..., Any]) -> None:
    # What was made before the fork is shared with the other workers as long as nothing touches it:
    # looking for garbage among it would copy it, page by page.
    gc.freeze()
    _Duty.work = work


def _do(items: Sequence[Item]) -> list[Any]:
    return [_Duty.work(item) for item in items]
