"""The places that overrides name to the places of a new edition, whose ids may have shifted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from briefgen.aligning import align
from briefgen.anchored import Anchored
from briefgen.inline_text import plain_words
from briefgen.roundtrip.differences import NEAR
from briefgen.roundtrip.edits import ADDED, Edit

_CELL = " | "


def resolve(edits: Sequence[Edit], places: Sequence[Anchored]) -> Mapping[str, str]:
    """Id in the overrides -> id now, by id and words together; without what is no longer there.

    What was changed or taken out is known by its whole text, neighbours by how they begin.
    """
    rows = _rows(places)
    whole = [(e.block, plain_words(e.base)) for e in edits if e.what in ("change", "delete")]
    in_rows = [(id, text) for id, text in whole if _CELL in text]
    texts = [(place.id, plain_words(place.text)) for place in places]
    found = {
        **align(_unique(in_rows), [(id, plain_words(text)) for id, text in rows.items()]),
        **align(_unique(b for b in whole if b not in in_rows), texts),
    }
    near = [(e.after, e.near) for e in edits if e.after and not e.after.startswith(ADDED)]
    near += [(e.block, e.base) for e in edits if e.what in ("move", "comment")]
    starts = {id: text[:NEAR] for id, text in texts}
    starts |= {id: plain_words(text.split(_CELL)[0])[:NEAR] for id, text in rows.items()}
    return {**align(_unique(near), list(starts.items())), **found}


def _rows(places: Iterable[Anchored]) -> dict[str, str]:
    """Each table row with its cells."""
    found: dict[str, list[str]] = {}
    for place in places:
        if place.row:
            found.setdefault(place.row, []).append(place.text)
    return {id: _CELL.join(texts) for id, texts in found.items()}


def _unique(blocks: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict(blocks).items())
