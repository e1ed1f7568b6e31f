"""New words at an old place to whether they are still what the source said there, or their own.

A sentence that people invent must not bear the note of the one that they took out: where hardly a
word is shared, the old one counts as deleted and the new one as added.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from briefgen.inline_text import plain_words
from briefgen.regexes import compile_later
from briefgen.roundtrip.store import Written

# Of the shorter text's telling words, so many must be in the longer: cutting and adding keep it.
_SHARED: Final = 0.4
# A word of four letters or more, a number, or a sign of a script that does not part words.
_TELLING: Final = compile_later(r"[぀-ヿ㐀-鿿]|[^\W\d_]{4,}|\d+")
_CLAIMS: Final = ("paragraph", "item", "quote")  # kinds whose words a note vouches for


def is_rewrite(place: Written, text: str) -> bool:
    """Whether `text`, typed where a place stood, is a wording of its own instead of an edit.

    Never for people's own words, nor where a text has no words to tell by.
    """
    if place.people or not _is_claim(place) or text in ("", place.words):
        return False
    source = place.words if place.base is None else place.base
    before, after = _telling(source), _telling(text)
    fewer = min(before.total(), after.total())
    return bool(fewer) and (before & after).total() < _SHARED * fewer


def _is_claim(place: Written) -> bool:
    """A text with a note, and what happened in a dated row."""
    return place.kind in _CLAIMS or place.id == place.row


def _telling(text: str) -> Counter[str]:
    return Counter(_TELLING.findall(plain_words(text).casefold()))


def without_rewrites(
    owner: Mapping[int, str], texts: Mapping[int, str], places: Mapping[str, Written]
) -> dict[int, str]:
    """Paragraph -> place, without those whose words are no longer the place's; of a dated row all
    cells go with its words.
    """
    gone = {
        id for n, id in owner.items() if id in places and is_rewrite(places[id], texts.get(n, ""))
    }
    gone |= {id for id, place in places.items() if place.row in gone}
    return {n: id for n, id in owner.items() if id not in gone}
