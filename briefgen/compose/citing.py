"""Where each shown passage stands in its source, as notes, inline references or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.compose.wording import lines_in_words, pages_in_words, span_numbers, strung
from briefgen.model import FromSource, Inlines, Note, NoteRef, Passage, SectionRef, Text
from briefgen.slotted import dataclass
from briefgen.tree import line_numbers

# A title longer than this is cited by its number alone, in characters.
LONGEST_CITED_TITLE = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Lines of one section of one source; `number` is the section's, or its title without one;
    `pages` where the source has pages.
    """

    source: str
    section: str
    number: str
    lines: tuple[tuple[int, int], ...]
    pages: tuple[int, ...] = ()


def section_in_words(path: Sequence[SectionRef]) -> str:
    """`V. Consequences and risks`, `VI.4`, or "" outside any section.

    A sub-section is cited by its full number; a title is cut at its colon and left out where it
    is long.
    """
    title, number = _short_title(path), _full_number(path)
    if not number:
        return title
    if len(title) > LONGEST_CITED_TITLE:
        return number
    return f"{number}{'.' if '.' not in number else ''} {title}".strip()


def _short_title(path: Sequence[SectionRef]) -> str:
    titles = [ref.title for ref in path if ref.number or ref.title]
    return titles[-1].split(":")[0].strip() if titles else ""


def _full_number(path: Sequence[SectionRef]) -> str:
    """`VI.4`, "" for a section without a number."""
    return ".".join(ref.number.rstrip(".") for ref in path if ref.number)


def cite(passages: Iterable[Passage]) -> tuple[Citation, ...]:
    """One citation for each section of each source that the passages stand in, in their order."""
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    pages: dict[tuple[str, str, str], set[int]] = {}
    for passage in (one for merged in passages for one in (merged, *merged.also)):
        where = section_in_words(passage.path)
        number = _full_number(passage.path) or where
        for source, start, end in line_numbers(passage.unit.origins):
            if source == passage.source:  # a merged one bears the origins of the others too
                found.setdefault((source, where, number), []).append((start, end))
        stood = pages.setdefault((passage.source, where, number), set())
        stood.update(_pages(passage))
    return tuple(
        Citation(
            source=source,
            section=section,
            number=number,
            lines=tuple(lines),
            pages=tuple(sorted(pages.get((source, section, number), ()))),
        )
        for (source, section, number), lines in found.items()
    )


def _pages(passage: Passage) -> Iterator[int]:
    for origin in passage.unit.origins:
        if isinstance(origin, FromSource) and origin.source == passage.source:
            yield from origin.pages


# Notes by what they lead to and the way of citing, whatever their numbers.
Said = dict[object, Note]


class NoteBook:
    """Collects the citations of one pack while its blocks are made, and hands out their marks."""

    def __init__(
        self,
        mode: str,
        letters: Mapping[str, str],
        words: Mapping[str, str],
        said: Said | None = None,
    ) -> None:
        """`said` are the words of notes that the run has made in this language."""
        self._mode = mode
        self._letters = letters
        self._words = words
        self._said = {} if said is None else said
        self._numbers: dict[tuple[Citation, ...], int] = {}

    @property
    def in_headings(self) -> bool:
        """Whether one mark on a heading may stand for all under it (short packs)."""
        return self._mode == "notes"

    @property
    def in_words(self) -> bool:
        """Whether places stand in brackets, which no heading can hold."""
        return self._mode == "inline"

    def without_marks(self) -> NoteBook:
        """The same letters and words, but no marks: for what a heading's mark covers."""
        return NoteBook("none", self._letters, self._words)

    def mark(self, passages: Iterable[Passage]) -> Inlines:
        """What follows the words of these passages: a note mark, a reference in brackets, or ()."""
        citations = cite(passages)
        if not citations or self._mode == "none":
            return ()
        if self._mode == "inline":
            told = self._points(self._in_words(c, True) for c in citations)
            aside = self._words["aside"].format(text=told)
            return (Text(self._words["sentences_of"].format(first="", next=aside)),)
        return (NoteRef(self.number_of(citations)),)

    def own(self, key: str) -> Text:
        """Words of the pack itself, for what stands beside a citation."""
        return Text(self._words[key])

    def place(self, passage: Passage) -> str:
        """The source and lines of one passage for a table's cell: `A, 230–232`."""
        return self._points(
            self._parts(self._letters[c.source], span_numbers(c.lines, self._words))
            for c in cite([passage])
        )

    @property
    def key(self) -> tuple[object, ...]:
        """What the marks of equal passages depend on, besides their numbers and the words."""
        return (self._mode, tuple(self._letters.items()))

    def begun_anew(self) -> NoteBook:
        """The same way of citing, nothing cited yet."""
        return NoteBook(self._mode, self._letters, self._words)

    def number_of(self, citations: tuple[Citation, ...]) -> int:
        """The number of the note with these citations, a new one at the first time."""
        return self._numbers.setdefault(citations, len(self._numbers) + 1)

    def cited(self, numbers: Iterable[int]) -> tuple[tuple[Citation, ...], ...]:
        """What these marks lead to."""
        by_number = {number: citations for citations, number in self._numbers.items()}
        return tuple(by_number[number] for number in numbers)

    def notes(self, numbers: Sequence[int]) -> tuple[Note, ...]:
        """The notes behind these marks, numbered 1, 2, ... in the order given."""
        way = self.key
        return tuple(
            self._known_note(place, citations, (citations, way))
            for place, citations in enumerate(self.cited(numbers), start=1)
        )

    def _known_note(self, number: int, citations: tuple[Citation, ...], key: object) -> Note:
        known = self._said.get(key)
        if known is None:
            known = self._said[key] = self._note(number, citations)
        if known.number == number:
            return known
        return Note(
            number=number,
            letter=known.letter,
            section=known.section,
            lines=known.lines,
            text=known.text,
        )

    def _note(self, number: int, citations: tuple[Citation, ...]) -> Note:
        many = len(set(self._letters.values())) > 1
        return Note(
            number=number,
            letter=self._points(dict.fromkeys(self._letters[c.source] for c in citations)),
            section=self._points(self._place_in_words(c) for c in citations),
            lines=self._points(span_numbers(c.lines, self._words) for c in citations),
            text=(Text(self._points(self._in_words(c, many) for c in citations)),),
        )

    def _place_in_words(self, citation: Citation) -> str:
        """`VI.2`, or `VI.2, page 4` in a source with pages, for a table of notes."""
        section = citation.number or self._words["no_section"]
        return self._parts(section, pages_in_words(citation.pages, self._words))

    def _in_words(self, citation: Citation, lettered: bool) -> str:
        return self._parts(
            self._letters[citation.source] if lettered else "",
            citation.section,
            pages_in_words(citation.pages, self._words),
            lines_in_words(citation.lines, self._words),
        )

    def _parts(self, *parts: str) -> str:
        return strung(parts, "parts_of", self._words)

    def _points(self, points: Iterable[str]) -> str:
        return strung(points, "points_of", self._words)
