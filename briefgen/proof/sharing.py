"""What the finished files of a run have in common, each read from its bytes once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

Result = TypeVar("Result")

# Entries of one kind: many times what a batch shares, and some tens of megabytes at most.
MOST_KEPT = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What was made of bytes that were met before; made of the bytes of finished files alone.

    A key holds everything that the result depends on, so that a file is read alike with and
    without the others of its run.
    """

    kept: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def once(self, key: Hashable, make: Callable[[], Result]) -> Result:
        """What `make` returns, made once for each key."""
        if key not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = make()
        found: Result = self.kept[key]
        return found


def digest(data: bytes) -> bytes:
    """SHA-256, as a key for long bytes."""
    return hashlib.sha256(data).digest()
