"""Garbage collection put off while many small things are made that live on."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_OBJECTS_BETWEEN: Final = 200_000  # new ones between two collections


@contextmanager
def few_collections() -> Iterator[None]:
    """Loading modules and making a pack makes many small things that live until the files are
    written, beside what the run keeps: looking through them for cycles over and over takes an
    eighth of the time.
    """
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _OBJECTS_BETWEEN) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
