"""The stages of a run to the CPU seconds that each took; nothing of it stands in any file."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field

from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Stopwatch:
    """CPU seconds of this thread by stage, added up."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Counts what is done inside towards a stage; stages do not stand in each other."""
        begun = time.thread_time()
        try:
            yield
        finally:
            self.add({name: time.thread_time() - begun})

    def add(self, spent: Mapping[str, float]) -> None:
        """What another stopwatch counted."""
        for name, seconds in spent.items():
            self.spent[name] = self.spent.get(name, 0.0) + seconds

    def take(self) -> dict[str, float]:
        """What was counted since it was last taken."""
        taken = dict(self.spent)
        self.spent.clear()
        return taken
