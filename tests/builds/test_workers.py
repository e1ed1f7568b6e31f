"""Work over several processes: the same results in the same order, whatever becomes of a worker"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from briefgen.build.working.workers import count_workers, work_through


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(workers: int) -> None:
    shared = {n: n * n for n in range(50)}
    done = list(work_through(range(50), lambda n: shared[n], workers))
    assert done == [(n, n * n, False) for n in range(50)]


def test_workers_are_other_processes_that_hold_what_was_read_before() -> None:
    here = os.getpid()
    seen = {pid for _, pid, _ in work_through(range(20), lambda _: os.getpid(), 2)}
    assert here not in seen
    assert 1 <= len(seen) <= 2


def test_a_worker_that_is_killed_costs_a_retry_not_the_run(tmp_path: Path) -> None:
    here, once = os.getpid(), tmp_path / "killed"

    def work(n: int) -> int:
        if n == 7 and os.getpid() != here and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return n + 1

    done = list(work_through(range(40), work, 2))
    assert [result for _, result, _ in done] == list(range(1, 41))
    assert any(lost for _, _, lost in done)


def test_what_the_work_raises_is_raised() -> None:
    def work(n: int) -> int:
        raise ValueError(f"item {n}")

    with pytest.raises(ValueError, match="item 0"):
        list(work_through(range(10), work, 2))


@pytest.mark.parametrize(("jobs", "items", "workers"), [(1, 100, 1), (4, 100, 4), (4, 5, 1)])
def test_few_items_are_not_worth_many_workers(jobs: int, items: int, workers: int) -> None:
    assert count_workers(jobs, items) == workers
    assert count_workers(0, 1000) >= 1
