"""Regular expressions that are compiled when they are first used.

To compile one that lists offices, verbs or months takes up to twenty milliseconds; together they
were a fifth of a start, and most texts use a part of them.
"""

from __future__ import annotations

import re
from typing import cast

from briefgen.deferred import Deferred


class _Later:
    """A pattern to be: each of its methods becomes its own at the first use, so that later calls
    go straight to the compiled one.
    """

    def __init__(self, pattern: Deferred[re.Pattern[str]]) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # nothing is compiled for those who copy or look at objects
            raise AttributeError(name)
        value: object = getattr(self._pattern(), name)
        setattr(self, name, value)
        return value


def compile_later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """`re.compile`, put off to the first use. For patterns that take long to compile and are not
    used for every text; only methods and attributes of the pattern may be used, not `re.sub(it)`.
    """
    return cast("re.Pattern[str]", _Later(Deferred(lambda: re.compile(pattern, flags))))
