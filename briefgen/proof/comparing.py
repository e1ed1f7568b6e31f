"""Pieces of a finished file and the claims on record to what the file attributes otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from briefgen.proof.claims import Claim, digest, owned, parted_aside
from briefgen.proof.finished import Piece
from briefgen.proof.matching import squeezed
from briefgen.slotted import dataclass

Around = Literal["heading", "owner", "date", "speaker", "place", "notes"]
Kind = Around | Literal["row", "order"]
_KINDS: Final[tuple[Around, ...]] = ("heading", "owner", "date", "speaker", "place", "notes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misattribution:
    """A text of a file that is attributed as it should not be.

    `piece` is the text's place among the pieces; `shown` is what the file says, `right` what
    `witness`, the manifest or the source, says.
    """

    kind: Kind
    piece: int
    text: str
    shown: str
    right: str
    witness: Literal["manifest", "source"]


def note_texts(pieces: Sequence[Piece]) -> dict[str, str]:
    """The words of each note by the number before it; notes in a table are rows of it."""
    texts: dict[str, str] = {}
    rows: dict[int, list[str]] = {}
    for piece in pieces:
        if piece.number:
            before = texts.get(piece.number)
            texts[piece.number] = f"{before} {piece.text}" if before else piece.text
        elif piece.part == "cell":
            rows.setdefault(piece.group, []).append(piece.text)
    numbered = {row[0]: " ".join(row[1:]) for row in rows.values() if row[0].isdecimal()}
    return {**numbered, **texts}


def headings(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """For each piece the nearest heading before it, "" outside any section."""
    found: list[str] = []
    heading = ""
    for piece in pieces:
        if piece.heading or not piece.top:
            heading = piece.text if piece.top else ""
        found.append(heading)
    return tuple(found)


def compare_claims(pieces: Sequence[Piece], claims: Sequence[Claim]) -> tuple[Misattribution, ...]:
    """What a file says otherwise than the manifest about texts that both have."""
    by_words: dict[str, list[Claim]] = {}
    for claim in claims:
        by_words.setdefault(claim.words, []).append(claim)
    notes, above = note_texts(pieces), headings(pieces)
    found: list[Misattribution] = []
    for at, piece in enumerate(pieces):
        if piece.part == "edge":  # a column's head again on the next page, without its mark
            continue
        for owner, words, place in _readings(piece):
            known = _of_form(by_words.get(digest(words), ()), piece)
            if known:
                shown = _shown(pieces, at, owner=owner, place=place, notes=notes)
                shown["heading"] = above[at]
                differences = [_differences(at, words, shown, claim) for claim in known]
                least = min(differences, key=len)
                found += least
                break
    return tuple(found)


def _of_form(claims: Iterable[Claim], piece: Piece) -> list[Claim]:
    """What is claimed of a heading is claimed of no other text with its words."""
    return [claim for claim in claims if claim.form != "heading" or piece.heading]


def _readings(piece: Piece) -> Iterable[tuple[str, str, str]]:
    """(owner, words, citation in brackets): what a piece may be made of."""
    bare, place = parted_aside(" ".join(piece.text.split()))
    return ((owner, words, place) for owner, words in owned(bare))


def _shown(
    pieces: Sequence[Piece], at: int, *, owner: str, place: str, notes: Mapping[str, str]
) -> dict[str, str]:
    """What stands around a piece, by the kinds of claims."""
    piece = pieces[at]
    before = pieces[at - 1] if at else None
    after = pieces[at + 1] if at + 1 < len(pieces) else None
    marks = piece.marks
    if after is not None and after.part == "speaker" and after.group == piece.group:
        marks = (*marks, *after.marks)
    return {
        "owner": owner,
        "date": before.text if before else "",
        "speaker": after.text if after else "",
        "place": place or (after.text if after else ""),
        "notes": " | ".join(notes.get(mark, mark) for mark in marks),
    }


def _differences(
    at: int, text: str, shown: Mapping[str, str], claim: Claim
) -> tuple[Misattribution, ...]:
    """A date, a speaker or a place counts where there is to be one; the rest always."""
    found = []
    for kind in _KINDS:
        right = str(getattr(claim, kind))
        if (right or kind in ("owner", "notes")) and not _alike(shown[kind], right):
            found.append(
                Misattribution(
                    kind=kind,
                    piece=at,
                    text=text,
                    shown=" ".join(shown[kind].split()),
                    right=right,
                    witness="manifest",
                )
            )
    return tuple(found)


def _alike(shown: str, right: str) -> bool:
    """Whether two are one; a stop parts notes that run on."""
    return squeezed(shown).rstrip(".") == squeezed(right).rstrip(".")
