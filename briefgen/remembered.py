"""What was made from objects of a run, found again by those very objects."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import field
from typing import Final, Generic, TypeVar

from briefgen.slotted import dataclass

Value = TypeVar("Value")

_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Remembered(Generic[Value]):
    """Values by the frozen objects that they were made from, `most` at a time: objects which each
    pack makes anew would pile up over thousands of packs.

    Objects are told apart by identity: to compare two trees of blocks, or to hash one, costs more
    than most of what is kept here. An equal object that is another one makes an equal value anew.
    """

    most: int = _MOST
    _made: dict[tuple[object, ...], tuple[tuple[object, ...], Value]] = field(default_factory=dict)

    def of(self, made_from: tuple[object, ...], also: Hashable, make: Callable[[], Value]) -> Value:
        """The value of these objects and of what else it depends on, which is compared."""
        key = (*map(id, made_from), also)
        known = self._made.get(key)
        if known is None:
            if len(self._made) >= self.most:
                self._made.clear()
            # The objects are held: another one could get the identity of one that is gone.
            known = self._made[key] = (made_from, make())
        return known[1]
