"""Work items to results in the same order, over processes that share what was read before."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")

# Fewer items than this for each worker cost more to hand out than they save.
FEWEST_EACH = 4
# Stretches of work handed to each worker: a slow one at the end delays the run by one of them.
STRETCHES = 4
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
    stretches = _stretches(items[first:], workers * STRETCHES)
    with _start(workers, work) as pool:
        handed = [(some, pool.submit(_do, some)) for some in stretches]
        for some, future in handed:
            yield from _collect(some, future, work)


def _collect(
    items: Sequence[Item], future: Future[list[Result]], work: Callable[[Item], Result]
) -> Iterator[tuple[Item, Result, bool]]:
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    try:
        results = future.result()
    except BrokenProcessPool:
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
    _Duty.work = work


def _do(items: Sequence[Item]) -> list[Any]:
    return [_Duty.work(item) for item in items]
