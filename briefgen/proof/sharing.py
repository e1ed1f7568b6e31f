"""What the finished files of a run have in common, each read from its bytes once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import field
from typing import Any, Generic, TypeVar, TypeVarTuple

from briefgen.slotted import dataclass

Item = TypeVar("Item", bound=Hashable)
Result = TypeVar("Result")
Given = TypeVarTuple("Given")

# Entries that are kept since the last time of clearing, and again as many from before: many times
# what a batch shares. What no file has met for so long was one file's own, and would pile up.
MOST_KEPT = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What was made of bytes that were met before; made of the bytes of finished files alone.

    A key holds everything that the result depends on, so that a file is read alike with and
    without the others of its run.
    """

    kept: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    before: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def once(self, key: Hashable, make: Callable[[*Given], Result], *given: *Given) -> Result:
        """What `make` returns of what it is given, made once for each key."""
        try:
            met: Result = self.kept[key]
        except KeyError:  # what was met is found at no cost
            return self._take(key, self.before[key] if key in self.before else make(*given))
        return met

    def has(self, key: Hashable) -> bool:
        """Whether something was made for a key, and is kept."""
        return key in self.kept or key in self.before

    def _take(self, key: Hashable, found: Result) -> Result:
        if len(self.kept) >= MOST_KEPT:
            self.before.clear()
            self.before.update(self.kept)
            self.kept.clear()
        self.kept[key] = found
        return found


@dataclass(slots=True)
class Met(Generic[Item]):
    """Things that were met, so many at a time as are worth keeping: what was met least goes."""

    kept: set[Item] = field(default_factory=set, repr=False)
    before: set[Item] = field(default_factory=set, repr=False)

    def fresh(self, items: Sequence[Item]) -> Iterable[Item]:
        """Those that were not met, each once, in their order."""
        if self.kept.issuperset(items):
            return ()
        self.take(self.before.intersection(items))
        return dict.fromkeys(item for item in items if item not in self.kept)

    def take(self, items: Collection[Item]) -> None:
        """Keeps things as met."""
        if len(self.kept) + len(items) > MOST_KEPT:
            self.before, self.kept = self.kept, set()
        self.kept.update(items)


def digest(data: bytes) -> bytes:
    """SHA-256, as a key for long bytes."""
    return hashlib.sha256(data).digest()
