"""The marks of an edited memo to the paragraph that each place is: of copies one is the place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from briefgen.inline_text import plain_words, write_inlines
from briefgen.model import Text
from briefgen.roundtrip.paragraphs import Found
from briefgen.roundtrip.store import Written

_PLAIN: Final = ("#speaker", "#when")  # set in bold by the memo itself
_LABEL: Final = re.compile(r"\S+ \d+\s+")  # "Table 1" before a caption, "Figure 2"

_Row = tuple[int, int]  # table and row in the memo, -1 outside tables


def claim_by_marks(found: Sequence[Found], places: Mapping[str, Written]) -> dict[int, str]:
    """Paragraph -> place, by control, bookmark and alias.

    Of two tables that both say they are one, the one that holds most of its words is it, whole, and
    the other a copy: cell by cell, the two would be mixed. So with two rows. Of other claims the
    one whose words are the place's own wins, else the first that has words.
    """
    claims: dict[str, list[int]] = {}
    for n, one in enumerate(found):
        for id in one.claims:
            claims.setdefault(id, []).append(n)
    same: Counter[_Row] = Counter()
    for id, claimants in claims.items():
        for n in claimants if id in places else ():
            if same_words(found[n], places[id]):
                same.update({_row(found[n]), (_row(found[n])[0], -1)})
    best = {
        id: max((_worth(n, found[n], places[id], same), n) for n in claimants)[1]
        for id, claimants in claims.items()
        if id in places
    }
    owner: dict[int, str] = {}
    for n, one in enumerate(found):
        for id in one.claims:
            if n not in owner and best.get(id) == n:
                owner[n] = id
    return owner


def _row(one: Found) -> _Row:
    return (one.cell.table, one.cell.row) if one.cell else (-1, -1)


def _worth(n: int, one: Found, place: Written, same: Counter[_Row]) -> tuple[int, ...]:
    """How much speaks for a paragraph that claims a place, the weightiest first."""
    row = _row(one)
    rows = (same[row[0], -1], same[row]) if place.row and one.cell else (0, 0)
    return (*rows, same_words(one, place), bool(one.text), -n)


def same_words(one: Found, place: Written) -> bool:
    """Whether a paragraph says what was written there."""
    return without_lead(one, place) == place.words


def without_lead(one: Found, place: Written) -> str:
    """The paragraph's words without a number that the memo counts itself."""
    if place.kind == "code":
        return one.lines
    if place.id.endswith(_PLAIN):
        return write_inlines((Text(plain_words(one.text)),))
    if place.lead and one.text.startswith(f"{place.lead} "):
        return one.text[len(place.lead) + 1 :]
    if place.kind == "caption" and (label := _LABEL.match(one.text)):
        rest = one.text[label.end() :]
        return rest if rest == place.words or one.text != place.words else one.text
    return one.text
