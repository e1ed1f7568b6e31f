"""What stands around a text of a pack to what it claims: its heading, speaker, date and source."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from typing import Final

from briefgen.anchored import date_words
from briefgen.model import (
    Block,
    Callout,
    Column,
    Document,
    Inlines,
    Milestone,
    Milestones,
    Note,
    Notes,
    Paragraph,
    Quote,
    Section,
)
from briefgen.proof.matching import squeezed
from briefgen.remembered import Remembered
from briefgen.slotted import dataclass
from briefgen.tree import Node, Patterns, mark_numbers, plain_text, walk

_DIGITS: Final = 16  # of a digest: one text of a pack among all others
MOST_KEPT: Final = 400  # sections whose claims a run keeps
_MOST_OWNERS: Final = 3  # colons before a text that are tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a pack says of one of its texts; "" where it says nothing.

    `words` is a digest of the text. `heading` is the nearest before it, `owner` stands before it
    with a colon (whose view, or a date), `date` in the block before it, `speaker` in the block
    after it, `place` in the cell or the brackets after it; `notes` are the texts of the notes that
    its marks lead to. `form` is "heading" where the text itself is one, which the same words in a
    table or in a list of notes are not.
    """

    words: str
    form: str = ""
    heading: str = ""
    owner: str = ""
    date: str = ""
    speaker: str = ""
    place: str = ""
    notes: str = ""


_KEYS: Final = tuple(field.name for field in fields(Claim))


def digest(text: str) -> str:
    """A text as verify compares it, in a few digits."""
    key = squeezed(text).encode("utf-8", "backslashreplace")
    return hashlib.sha256(key).hexdigest()[:_DIGITS]


def claim_data(claim: Claim) -> dict[str, str]:
    """A claim as plain data, without what it does not say."""
    said = ((key, getattr(claim, key)) for key in _KEYS)
    return {key: value for key, value in said if value}


def read_claims(entries: Iterable[Mapping[str, object]]) -> tuple[Claim, ...]:
    """Claims from plain data; what is unknown in it is passed over."""
    known = {field.name for field in fields(Claim)}
    return tuple(
        Claim(**{key: str(value) for key, value in entry.items() if key in known})
        for entry in entries
        if entry.get("words")
    )


def parted_aside(text: str) -> tuple[str, str]:
    """A text and the brackets with a number that end it, as a citation in the text does."""
    bare = text.rstrip(".!? ")
    if not bare.endswith(")"):
        return text, ""
    depth = 0
    for at in range(len(bare) - 1, -1, -1):
        depth += (bare[at] == ")") - (bare[at] == "(")
        if not depth:
            break
    inside = bare[at + 1 : -1]
    if depth or not any(char.isdecimal() for char in inside):
        return text, ""
    return bare[:at].rstrip() + text[len(bare) :], inside


def owned(text: str) -> Iterator[tuple[str, str]]:
    """(what stands before a colon, the rest), for the first colons of a text; first all of it."""
    yield "", text
    at = -1
    for _ in range(_MOST_OWNERS):
        at = text.find(": ", at + 1)
        if at < 0:
            return
        yield text[:at], text[at + 2 :]


# --- from a pack ----------------------------------------------------------------------------------


ClaimData = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of a run's packs as data, those of what packs have in common made once."""

    patterns: Patterns = field(default_factory=Patterns)
    _made: Remembered[tuple[tuple[ClaimData, ...], str]] = field(
        default_factory=lambda: Remembered(MOST_KEPT)
    )

    def of(self, document: Document, owners: frozenset[str]) -> list[tuple[ClaimData, ...]]:
        """The claims of each block of a pack in reading order; `owners` are the names and dates
        that may stand with a colon before a text. Those of a block that packs have in common are
        the same object for all of them.
        """
        notes = dict(_note_texts(document))
        heading = ""
        found: list[tuple[ClaimData, ...]] = []
        for block in document.blocks:
            claims, heading = self._of_block(block, heading, notes, owners)
            found.append(claims)
        return found

    def _of_block(
        self, block: Block, heading: str, notes: Mapping[int, str], owners: frozenset[str]
    ) -> tuple[tuple[ClaimData, ...], str]:
        placed = self.patterns.of(block)
        if placed is None:
            return _claims_in(block, heading, notes, owners)
        cited = tuple(notes.get(number, "") for number in placed.numbers)
        heading = "" if _title(block) is not None else heading  # it begins with one of its own

        def make() -> tuple[tuple[ClaimData, ...], str]:
            return _claims_in(placed.pattern, heading, dict(enumerate(cited, start=1)), owners)

        return self._made.of((placed.pattern,), (heading, cited, owners), make)


def _claims_in(
    block: Block, heading: str, notes: Mapping[int, str], owners: frozenset[str]
) -> tuple[tuple[ClaimData, ...], str]:
    """The claims of a block below a heading, and the heading that it leaves."""
    found: list[Claim] = []
    for node in walk((block,)):
        title = _title(node)
        if title is not None:
            heading = f"{getattr(node, 'number', '')} {plain_text(title)}".strip()
            marks = _cited(title, notes)
            found += [Claim(words=digest(heading), form="heading", notes=marks)] if marks else []
        elif node.origins or isinstance(node, Milestones):
            found += _claims(node, heading, notes, owners)
    return tuple(map(claim_data, found)), heading


def _note_texts(document: Document) -> Iterator[tuple[int, str]]:
    for node in walk(document.blocks):
        if isinstance(node, Notes):
            for note in node.notes:
                yield note.number, _shown_note(node, note)


def _shown_note(block: Notes, note: Note) -> str:
    if block.layout == "table":
        return " ".join((note.letter, note.section, note.lines))
    return plain_text(note.text)


def _title(node: Node) -> Inlines | None:
    """The words of a heading; None where there is none."""
    match node:
        case Section() if node.title or node.number:
            return node.title
        case Callout() | Column() if node.title:
            return node.title
        case _:
            return None


def _claims(
    node: Node, heading: str, notes: Mapping[int, str], owners: frozenset[str]
) -> Iterator[Claim]:
    match node:
        case Paragraph():
            bare, place = parted_aside(plain_text(node.content))
            owner, words = _owner(bare, owners)
            marks = _cited(node.content, notes)
            yield Claim(words=digest(words), heading=heading, owner=owner, place=place, notes=marks)
        case Quote():
            said = ", ".join(part for part in (node.speaker, node.office, node.occasion) if part)
            marks = _joined(notes.get(number, "") for number in node.notes)
            words = digest(plain_text(node.content))
            yield Claim(words=words, heading=heading, speaker=said, notes=marks)
        case Milestones():
            places = node.sources or ("",) * len(node.rows)
            for row, place in zip(node.rows, places, strict=False):
                yield _row_claim(row, place, heading, notes)
        case _:
            return


def _row_claim(row: Milestone, place: str, heading: str, notes: Mapping[int, str]) -> Claim:
    return Claim(
        words=digest(plain_text(row.content)),
        heading=heading,
        date=date_words(row),
        place=place,
        notes=_cited(row.content, notes),
    )


def _owner(text: str, owners: frozenset[str]) -> tuple[str, str]:
    """What stands before a text with a colon, one after the other, and the text."""
    before = [(owner, rest) for owner, rest in owned(text) if owner]
    known = [(owner, rest) for owner, rest in before if all(o in owners for o in owner.split(": "))]
    return known[-1] if known else ("", text)


def _cited(content: Inlines, notes: Mapping[int, str]) -> str:
    return _joined(notes.get(number, "") for number in mark_numbers(content))


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(text for text in texts if text)
