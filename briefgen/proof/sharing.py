"""What the finished files of a run have in common, each read from its bytes once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import field
from typing import Any, TypeVar

from briefgen.slotted import dataclass

Result = TypeVar("Result")

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

    def once(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """What `make` returns, made once for each key."""
        if key not in self.kept:
            found: Result = self.before[key] if key in self.before else make()
            if len(self.kept) >= MOST_KEPT:
                self.before.clear()
                self.before.update(self.kept)
                self.kept.clear()
            self.kept[key] = found
        kept: Result = self.kept[key]
        return kept


def digest(data: bytes) -> bytes:
    """SHA-256, as a key for long bytes."""
    return hashlib.sha256(data).digest()
