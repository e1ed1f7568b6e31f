"""A wrong name and the names that exist, to the words "did you mean"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_SHOWN_AT_MOST = 12


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The known name that a wrong one most resembles, "" where none is near; case is folded."""
    folded = {name.casefold(): name for name in reversed(tuple(known))}
    hits = difflib.get_close_matches(wrong[:200].casefold(), list(reversed(folded)), 1, 0.6)
    return folded[hits[0]] if hits else ""


def suggestion(wrong: str, known: Iterable[str]) -> str:
    """A hint: `did you mean "x"?`, else the known names, else that there are none."""
    names = tuple(known)
    if near := nearest(wrong, names):
        return f'did you mean "{near}"?'
    if not names:
        return "there are none"
    more = f" and {len(names) - _SHOWN_AT_MOST} more" if len(names) > _SHOWN_AT_MOST else ""
    return f"known: {', '.join(names[:_SHOWN_AT_MOST])}{more}"


def listed(names: Iterable[str]) -> str:
    """Names as words of a sentence: "a, b or c"."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last
