"""The place that opens a news text: KIEL, Germany — ..."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{2,40}(?:,\s+[A-ZÀ-Ý][\w. ]{1,30}){0,2})"
    r"(?:\s+\([\w ]{2,30}\))?\s+(?:—|–|--?)\s+(?=\S)"
)

_DAY = re.compile(r",\s+[A-Z][a-z]+\.?\s+\d{1,2}$")  # "RIGA, March 3"


def match_dateline(text: str) -> tuple[str, int]:
    """(place, where the text goes on after it); ("", 0) where there is none."""
    match = _DATELINE.match(text)
    return (_DAY.sub("", match.group("place").strip()), match.end()) if match else ("", 0)
