"""The stages of a run to the CPU seconds that each took; nothing of it stands in any file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field

from briefgen.slotted import dataclass


def thread_seconds() -> float:
    """CPU seconds of this thread."""
    return time.thread_time()


def process_seconds() -> float:
    """CPU seconds of this process and of the children that it has waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """CPU seconds by stage, added up."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, clock: Callable[[], float] | None = None) -> Iterator[None]:
        """Counts what is done inside towards a stage; stages do not stand in each other. `clock`
        is `process_seconds` for a stage that waits for children, else that of the thread.
        """
        clock = clock or thread_seconds
        begun = clock()
        try:
            yield
        finally:
            self.add({name: clock() - begun})

    def add(self, spent: Mapping[str, float]) -> None:
        """What another stopwatch counted."""
        for name, seconds in spent.items():
            self.spent[name] = self.spent.get(name, 0.0) + seconds

    def take(self) -> dict[str, float]:
        """What was counted since it was last taken."""
        taken = dict(self.spent)
        self.spent.clear()
        return taken
