"""Sources as they are now to what they say of speakers, dates and places, held against a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from briefgen.anchored import date_words
from briefgen.compose.wording import when_in_words
from briefgen.model import Document, Milestone, Quote
from briefgen.proof.claims import owned, parted_aside
from briefgen.proof.comparing import Kind, Misattribution, headings, note_texts
from briefgen.proof.finished import Piece
from briefgen.proof.matching import Saying, squeezed
from briefgen.proof.verdicts import Verdict
from briefgen.selection.corpus import gather
from briefgen.slotted import dataclass
from briefgen.tree import line_numbers, plain_text, sections, walk

Lines = frozenset[tuple[str, int]]

# A date before a dated row has at most so many words.
_DATE_WORDS: Final = 6
_SPAN: Final = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+))?")
_NOTHING: Final = re.compile("(?!)")
_LONGEST_SPAN: Final = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Witnesses:
    """What sources say: squeezed speech -> who says it, squeezed row -> its dates as packs may
    write them, squeezed title -> the lines under it, with the title as it stands.
    """

    speeches: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    titles: Mapping[str, tuple[str, Lines]]


def call_witnesses(documents: Sequence[Document], languages: Iterable[str]) -> Witnesses:
    """From the sources; `languages` are those in which packs write dates."""
    tongues = tuple(dict.fromkeys(languages))
    units = [entry.unit for entry in gather(documents)]
    return Witnesses(
        speeches=tuple(
            (squeezed(plain_text(unit.content)), _speaker(unit))
            for unit in units
            if isinstance(unit, Quote) and unit.speaker
        ),
        rows=tuple(
            (squeezed(plain_text(unit.content)), _dates(unit, tongues))
            for unit in units
            if isinstance(unit, Milestone)
        ),
        titles=_titles(documents),
    )


def _speaker(quote: Quote) -> str:
    return ", ".join(part for part in (quote.speaker, quote.office, quote.occasion) if part)


def _dates(row: Milestone, languages: Sequence[str]) -> tuple[str, ...]:
    when = row.when
    told = [when_in_words(when, language) for language in languages] if when else []
    return tuple(dict.fromkeys((date_words(row), *told)))


def _titles(documents: Sequence[Document]) -> dict[str, tuple[str, Lines]]:
    """Titles with and without their numbers; sections with one title are one."""
    found: dict[str, tuple[str, Lines]] = {}
    for document in documents:
        for section in sections(document.blocks):
            title = plain_text(section.title)
            lines = frozenset(
                (source, line)
                for node in walk((section,))
                for source, start, end in line_numbers(node.origins)
                for line in range(start, end + 1)
            )
            for shown in dict.fromkeys((title, f"{section.number} {title}")):
                key = squeezed(shown)
                if title:
                    found[key] = (title, lines | (found[key][1] if key in found else frozenset()))
    return found


# --- a file before the witnesses ------------------------------------------------------------------


def question(
    pieces: Sequence[Piece],
    verdicts: Sequence[Verdict],
    witnesses: Witnesses,
    labels: frozenset[str],
    typed: frozenset[str] = frozenset(),
    by_hand: re.Pattern[str] = _NOTHING,
) -> tuple[Misattribution, ...]:
    """What a file attributes otherwise than its sources; `labels` are squeezed headings that the
    config gives, whatever a source calls a section of its own; `typed` the squeezed texts that
    people typed: a date, a speaker or a heading of theirs is no source's; `by_hand` finds
    what in a note cites no source.
    """
    above = headings(pieces)
    notes = {mark: by_hand.sub("", text) for mark, text in note_texts(pieces).items()}
    marks = _heading_marks(pieces)
    found: list[Misattribution] = []
    for verdict in verdicts:
        piece = pieces[verdict.piece]
        if not verdict.places or piece.part in ("speaker", "edge"):
            continue
        asked = _Asked(
            verdict=verdict,
            piece=piece,
            before=pieces[verdict.piece - 1] if verdict.piece else None,
            after=pieces[verdict.piece + 1] if verdict.piece + 1 < len(pieces) else None,
            heading=above[verdict.piece],
            section_marks=() if piece.heading else marks.get(piece.top, {}).get("", ()),
        )
        found += _ask(asked, witnesses, notes, labels)
    return tuple(fault for fault in found if squeezed(fault.shown) not in typed)


def _heading_marks(pieces: Sequence[Piece]) -> dict[int, dict[str, tuple[str, ...]]]:
    """The note marks of the first heading of each outermost section, which hold for all in it."""
    found: dict[int, dict[str, tuple[str, ...]]] = {}
    for piece in pieces:
        if piece.heading and piece.top:
            found.setdefault(piece.top, {"": piece.marks})
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A text that sources say, with what stands around it."""

    verdict: Verdict
    piece: Piece
    before: Piece | None
    after: Piece | None
    heading: str
    section_marks: tuple[str, ...]

    def fault(self, kind: Kind, shown: str, right: str) -> Misattribution:
        return Misattribution(
            kind=kind,
            piece=self.verdict.piece,
            text=self.verdict.text,
            shown=" ".join(shown.split()),
            right=right,
            witness="source",
        )

    @property
    def speaker(self) -> Piece | None:
        after = self.after
        same = after is not None and after.part == "speaker" and after.group == self.piece.group
        return after if same and self.piece.part == "speech" else None


def _ask(
    asked: _Asked, witnesses: Witnesses, notes: Mapping[str, str], labels: frozenset[str]
) -> Iterator[Misattribution]:
    yield from _ask_speaker(asked, witnesses)
    yield from _ask_date(asked, witnesses)
    yield from _ask_heading(asked, witnesses, labels)
    yield from _ask_notes(asked, notes)


def _ask_speaker(asked: _Asked, witnesses: Witnesses) -> Iterator[Misattribution]:
    """Behind a quotation set apart, or in its paragraph with a colon before it."""
    shown = asked.speaker.text if asked.speaker else _owner(asked.piece.text)
    key = squeezed(_words(asked))
    named = [who for speech, who in witnesses.speeches if key and key in speech]
    known = {squeezed(part) for _, who in witnesses.speeches for part in (who, who.split(",")[0])}
    if not named or not (asked.speaker or squeezed(shown) in known):
        return
    if not any(squeezed(shown) in squeezed(who) for who in named):
        yield asked.fault("speaker", shown, " or ".join(dict.fromkeys(named)))


def _words(asked: _Asked) -> str:
    """The text without what stands before it with a colon."""
    owner = _owner(asked.piece.text)
    text = asked.verdict.text
    return text.removeprefix(f"{owner}: ") if owner else text


def _owner(text: str) -> str:
    bare, _ = parted_aside(" ".join(text.split()))
    return next((owner for owner, _ in owned(bare) if owner), "")


def _ask_date(asked: _Asked, witnesses: Witnesses) -> Iterator[Misattribution]:
    before = asked.before
    if before is None or before.heading or not _is_date(before.text):
        return
    key = squeezed(asked.verdict.text)
    dates = [dates for row, dates in witnesses.rows if key and key in row]
    if dates and squeezed(before.text) not in {squeezed(d) for all_ in dates for d in all_}:
        yield asked.fault("date", before.text, dates[0][0])


def _is_date(text: str) -> bool:
    return len(text.split()) <= _DATE_WORDS and any(char.isdecimal() for char in text)


def _ask_heading(
    asked: _Asked, witnesses: Witnesses, labels: frozenset[str]
) -> Iterator[Misattribution]:
    """A heading or an owner that a source has as a title claims to be that section's."""
    kinds: tuple[tuple[Kind, str], ...] = (
        ("heading", asked.heading),
        ("owner", _owner(asked.piece.text)),
    )
    for kind, shown in kinds:
        if not shown or squeezed(shown) in labels or asked.piece.heading:
            continue
        told = next(
            (witnesses.titles[key] for title in (shown, shown.rpartition(": ")[2])
             if (key := squeezed(title)) in witnesses.titles),
            None,
        )  # fmt: skip
        if told and not any(_meets(place, told[1]) for place in asked.verdict.places):
            yield asked.fault(kind, shown, _section_of(asked.verdict.places[0], witnesses))


def _meets(place: Saying, lines: Lines) -> bool:
    return any((place.source, n) in lines for a, b in place.lines for n in range(a, b + 1))


def _section_of(place: Saying, witnesses: Witnesses) -> str:
    """The title of the smallest section that holds a place."""
    holding = [
        (len(lines), title) for title, lines in witnesses.titles.values() if _meets(place, lines)
    ]
    return min(holding)[1] if holding else ""


def _ask_notes(asked: _Asked, notes: Mapping[str, str]) -> Iterator[Misattribution]:
    """A note has to name a line of what it stands behind."""
    own = (*asked.piece.marks, *(asked.speaker.marks if asked.speaker else ()))
    marks = own or asked.section_marks
    texts = [notes[mark] for mark in marks if mark in notes]
    cited = {line for text in texts for line in _cited_lines(text)}
    places = [place for place in asked.verdict.places if place.lines]
    if not cited or not places:
        return
    if not any(n in cited for p in places for a, b in p.lines for n in range(a, b + 1)):
        lines = ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in places[0].lines)
        yield asked.fault("notes", " | ".join(texts), f"{places[0].source}, {lines}")


def _cited_lines(text: str) -> Iterator[int]:
    """Every number in a note, and those between the ends of a span."""
    for found in _SPAN.finditer(text):
        first = int(found.group(1)[:9])
        last = int((found.group(2) or found.group(1))[:9])
        if first <= last <= first + _LONGEST_SPAN:
            yield from range(first, last + 1)
