"""A wrong name and the names that exist, to the words "did you mean"."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

_SHOWN_AT_MOST = 12
_LONGEST = 200  # characters of a wrong name that are compared
_LIKE = 0.6  # of 1, by difflib's ratio
_CLOSE = 55  # of 100, by rapidfuzz's weighted ratio


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The known name that a wrong one most resembles, "" where none is near; case is folded."""
    return next(iter(near_names(wrong, known, 1)), "")


def near_names(wrong: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The known names that a misspelt one resembles, the nearest first; case is folded."""
    folded = {name.casefold(): name for name in reversed(tuple(known))}
    written = wrong[:_LONGEST].casefold()
    hits = difflib.get_close_matches(written, list(reversed(folded)), most, _LIKE)
    return tuple(folded[hit] for hit in hits)


def near_titles(wanted: str, known: Sequence[str], most: int = 3) -> tuple[int, ...]:
    """Where in `known` the texts stand that share most words with `wanted`, the nearest first.

    For headings and people, of which one writes a part; `near_names` is for words of a language.
    """
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only needed when something is amiss

    near = process.extract(wanted, known, scorer=fuzz.WRatio, limit=most, score_cutoff=_CLOSE)
    return tuple(index for _, _, index in near)


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
