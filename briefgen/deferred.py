"""A value that is made when it is first asked for, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Deferred(Generic[Value]):
    """Called, it gives what `make` gives; `functools.cache` takes longer to be set up than many a
    text takes to be searched.
    """

    __slots__ = ("_made", "_make")

    def __init__(self, make: Callable[[], Value]) -> None:
        self._make: Callable[[], Value] | None = make
        self._made: Value

    def __call__(self) -> Value:
        if self._make is not None:
            self._made = self._make()
            self._make = None
        return self._made
