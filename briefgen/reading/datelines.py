"""The place that opens a news text: KIEL, Germany — ..."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{2,40}(?:,\s+[A-ZÀ-Ý][\w. ]{1,30}){0,2})"
    r"(?:\s+\([\w ]{2,30}\))?\s+(?:—|–|--?)\s+(?=\S)"
)


def match_dateline(text: str) -> tuple[str, int]:
    """(place, where the text goes on after it); ("", 0) where there is none."""
    match = _DATELINE.match(text)
    return (match.group("place").strip(), match.end()) if match else ("", 0)
