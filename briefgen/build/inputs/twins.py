"""Two sources that say the same: byte for byte, word for word in another format, or nearly."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from briefgen.diagnostics import Diagnostic, Place, error, warning
from briefgen.errors import ExitCode
from briefgen.model import Document, ListItem, Milestone, Paragraph, Quote, Row
from briefgen.reading import Reading
from briefgen.slotted import dataclass
from briefgen.tree import node_text, walk

ALIKE: Final = "source-alike"
_SHORT: Final = 20  # letters and figures of a passage that two texts may share by chance
_LEAST: Final = 400  # of a text that can be told from others
_ALIKE: Final = 0.8  # of the longer text


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a source says. `passages`: letters and figures of each -> how many they are; `marked`:
    its own marking with the rules that fit it: two sources with the same are marked alike.
    """

    shown: str
    sha256: str
    passages: Mapping[str, int]
    marked: tuple[object, ...]
    place: Place | None = None


def what_is_said(reading: Reading, marked: tuple[object, ...], place: Place | None) -> Said:
    """A source to what tells twins: its bytes and its passages, folded. `marked` has to be equal
    for two to count as marked alike; `place` is where the config names the source.
    """
    return Said(
        place=place,
        shown=reading.shown,
        sha256=reading.sha256,
        passages=_passages(reading.document),
        marked=marked,
    )


def _passages(document: Document) -> dict[str, int]:
    units = Paragraph | ListItem | Quote | Row | Milestone
    texts = [node_text(node) for node in walk(document.blocks) if isinstance(node, units)]
    keys = {"".join(c for c in _folded(text) if c.isalnum()) for text in texts}
    return {key: len(key) for key in keys if len(key) >= _SHORT}


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def likeness(one: Said, two: Said) -> float:
    """The share of the longer text that both have, 0 for texts too short to tell."""
    longest = max(sum(one.passages.values()), sum(two.passages.values()))
    if longest < _LEAST:
        return 0.0
    return sum(one.passages[key] for key in one.passages.keys() & two.passages.keys()) / longest


def find_twin(said: Said, before: Sequence[Said]) -> tuple[int, Diagnostic] | None:
    """(which of those before it, the finding) of the first source that says the same.

    `source-twice`: all of it, so that the second is left out. `source-twice-marked`, an error: all
    of it, but marked otherwise, so that neither is used. `source-alike`: most of it.
    """
    for index, other in enumerate(before):
        share = 1.0 if said.sha256 == other.sha256 else likeness(other, said)
        if share == 1.0:
            return index, _same(other, said)
        if share >= _ALIKE:
            return index, _alike(other, said, share)
    return None


def _same(one: Said, two: Said) -> Diagnostic:
    if one.marked == two.marked:
        return warning(
            "source-twice",
            f"{two.shown} has the same content as {one.shown} and is left out",
            hint="remove one of the two",
        )
    return error(
        "source-twice-marked",
        f"{one.shown} and {two.shown} have the same content but not the same marking, "
        "so neither is used",
        place=two.place,
        hint="remove one of the two, or mark both alike",
        exit=ExitCode.MARKING,
    )


def _alike(one: Said, two: Said, share: float) -> Diagnostic:
    marked = "" if one.marked == two.marked else ", but they are not marked alike"
    return warning(
        ALIKE,
        f"{two.shown} says {share:.0%} of what {one.shown} says{marked}; both are used",
        place=two.place,
        hint="keep the newer of the two, or its passages may stand twice in a pack",
    )
