"""The title page: the title, what stands round it, and which headings are none because of it."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import field

from briefgen.reading.clumps import Clump, bullet_mark, ends_sentence
from briefgen.reading.date_cells import read_label
from briefgen.reading.lexicon import (
    DOCUMENT_KINDS,
    ORGANISATION,
    OWN_SECTIONS,
    PEOPLE_SECTIONS,
    PUBLISHED_BY,
    SALUTATIONS,
    fold_name,
)
from briefgen.reading.lines import Line
from briefgen.reading.people import read_byline
from briefgen.reading.plain.candidates import Heading
from briefgen.reading.plain.contents import ContentsTable, fold
from briefgen.reading.plain.memos import MEMO, SUBJECTS, find_memo_head, is_short
from briefgen.reading.vocabulary import is_mostly_capitals
from briefgen.regexes import compile_later
from briefgen.slotted import dataclass

_COLUMNS = re.compile(r"\S\s{4,}\S")
_KIND = re.compile(r"\W*(?P<kind>[^\W\d_][^\d]*?)\s*(?:(?:no|nr|n)?[.°º]?\s*\d[\d/ -]*)?$", re.I)
_BARS = re.compile(r"\s*[|•·]\s*|\s+[–—]\s+")
_LABEL = re.compile(r"[A-ZÀ-Ý][\w. ]{0,14}\s*:\s*\S")  # "TAGS: EWWT", "Our ref: 12"
_YEAR = re.compile(r"\d{4}")
_MINUTES = re.compile(r"\s*[|•·–—]\s*\d{1,3} min(?:ute)?s?(?: read)?$", re.I)
_SERIAL = re.compile(r"(?:no|nr|n|vol|volume|issue)?[.°º:]?\s*\d[\w/.() -]*$", re.I)
_ISSUE = re.compile(r"(?:[^\W\d_]+\s){1,4}(?:no\.?\s|nr\.?\s)?\d{1,3}/(?:19|20)\d\d$", re.I)
_CODE = re.compile(r"(?:doc|document|com|ref|réf|drucksache)\b[.°:]?\s*\(?\d[\w/.() -]*$", re.I)
_DATED = compile_later(
    r"(?:[^\W\d_][^\d,:]{1,40}[,:]\s+|(?:updated|published|dated?|posted|am|le|den|on)\s+)?"
    r"(?:le\s+|the\s+|den\s+)?(?P<date>[^,]*\d{4}|[^\W\d_]+\.?\s+\d{1,2},\s+\d{4})\.?$",
    re.I,
)
_GOES_ON = re.compile(r"(?:on|of|sur|de|du|des|über|zu[rm]?)\b", re.I)
# "Held on 4 May at ...": when and where, under the name of a meeting.
_OCCASION = compile_later(
    r"(?:held|adopted|issued|prepared|published|submitted|tenue?s?|adoptée?s?|abgehalten)\s"
    r"(?:on|at|by|in|le|à|par|am|in)\s",
    re.I,
)
_ARTICLES = frozenset(("the", "le", "la", "les", "der", "die", "das"))
_MAX_TITLE = 220
_MAX_WORDS = 30
_TALL = 8  # lines of a title in capitals
_MAX_NAME_WORDS = 7  # of an organisation that stands over the title
_TEXT_LENGTH = 90
_PLACE = 2  # words of a place before a date
_LINE = 60  # characters of a line that may go on with the next one
_PAGE = 14  # clumps that a title page holds at most
_SALUTATION = max(map(len, SALUTATIONS))
_TOP = 6  # clumps among which a letter names its reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The title as it stands ("" for none) with its lines, and the headings that are no title.

    `others`: line -> why it is no running text, for what stands round the title.
    """

    title: str
    lines: tuple[int, ...]
    headings: tuple[Heading, ...]
    others: Mapping[int, str] = field(default_factory=dict)


def find_front(
    clumps: Sequence[Clump],
    headings: Sequence[Heading],
    contents: ContentsTable,
    heads: Container[str] = (),
) -> Front:
    """The title is the first short clump that is no section, letterhead, series or organisation.

    `heads`: running heads, folded; what stands on the title page and runs on is the title.
    """
    page = _title_page(clumps, headings)
    sections = {h.candidate.clump for h in headings if _is_section(h)}
    kept = tuple(h for h in headings if not _on_title_page(clumps, h, contents, page, sections))
    if memo := find_memo_head(clumps[:_PAGE]):
        after = tuple(h for h in headings if h.lines[0] > memo.last)
        others = dict.fromkeys(memo.lines, "letterhead")
        return Front(title=memo.subject, lines=memo.subject_lines, headings=after, others=others)
    if (subject := _subject_at(clumps, page)) > 0:
        return _letter(clumps, kept, subject)
    others = {n: "date" for clump in clumps[:_TOP] for n in _dated_lines(clump)}
    kept = tuple(h for h in kept if h.reason == "stated" or not others.keys() >= {*h.lines})
    at = _title_clumps(clumps, kept, page, heads)
    if not at:
        return Front(title="", lines=(), headings=kept, others=others)
    own = next((h for h in kept if h.candidate.clump == at[0]), None)
    words, lines = (own.text, own.candidate.lines) if own else _title_lines(clumps[at[0]])
    kept = tuple(h for h in kept if h.candidate.clump > at[0])
    for index in at[1:]:
        words, lines = f"{words} {clumps[index].text}", (*lines, *clumps[index].lines)
    if kept:
        taken = {*at, *(h.candidate.clump for h in kept)}
        beside = [c for i, c in enumerate(clumps[:page]) if i not in taken and _is_beside(c)]
        others = {x.number: "title page" for c in beside for x in c.lines} | others
    numbers = tuple(line.number for line in lines)
    under = [x.number for x in clumps[at[-1]].lines if _is_subtitle(x) and x.number > numbers[-1]]
    others = dict.fromkeys(under, "title page") | others
    return Front(title=words, lines=numbers, headings=kept, others=others)


def _is_subtitle(line: Line) -> bool:
    """A short line without an end right under the title."""
    return len(line.words) < _TEXT_LENGTH and not ends_sentence(line.words)


def _subject_at(clumps: Sequence[Clump], page: int) -> int:
    """The index of the clump that states what a letter is about, under its head; -1 for none."""
    return next((i for i, clump in enumerate(clumps[:page]) if _subject_line(clump) >= 0), -1)


def _subject_line(clump: Clump) -> int:
    """The index of the line that states the subject, other labels above it; -1 for none."""
    for index, line in enumerate(clump.lines):
        match = MEMO.match(line.words)
        if match and match.group("key").casefold() in SUBJECTS and match.group("value"):
            return index
        if not _LABEL.match(line.words):
            break
    return -1


def _letter(clumps: Sequence[Clump], headings: Sequence[Heading], subject: int) -> Front:
    """The subject is the title, and all above it the letterhead."""
    clump = clumps[subject]
    at = _subject_line(clump)
    text = " ".join(line.words for line in clump.lines[at:])
    match = MEMO.match(text)
    above = [line.number for other in clumps[:subject] for line in other.lines]
    above += [line.number for line in clump.lines[:at]]
    return Front(
        title=match.group("value") if match else text,
        lines=tuple(line.number for line in clump.lines[at:]),
        headings=tuple(h for h in headings if h.candidate.clump > subject),
        others=dict.fromkeys(above, "letterhead"),
    )


def _dated_lines(clump: Clump) -> list[int]:
    """Lines of a date and nothing else, among other short lines."""
    if len(clump.text) >= 2 * _TEXT_LENGTH or len(clump.lines) > 4:
        return []
    above = ("", *(line.words for line in clump.lines))
    return [
        line.number
        for line, before in zip(clump.lines, above, strict=False)
        if is_lone_date(line.words) and (len(before) < _LINE or ends_sentence(before))
    ]


def _title_lines(clump: Clump) -> tuple[str, tuple[Line, ...]]:
    """The lines of a clump up to its byline or date, or what says when and where a meeting was."""
    ends = (
        index
        for index, line in enumerate(clump.lines)
        if is_lone_date(line.words)
        or read_byline(line.words)
        or (index and _OCCASION.match(line.words))
    )
    lines = clump.lines[: next(ends, len(clump.lines))]
    return " ".join(line.words for line in lines), lines


def _title_page(clumps: Sequence[Clump], headings: Sequence[Heading]) -> int:
    """How many clumps at the start are short lines without an end, before any section; 0 for none.

    A text of nothing but such lines has no title page.
    """
    sections = {h.candidate.clump for h in headings if _is_section(h)}
    for index, clump in enumerate(clumps[:_PAGE]):
        if index in sections or not is_short(clump):
            return index
    return 0


def _is_beside(clump: Clump) -> bool:
    """A line or two that name a series, an occasion, an address: no list of people or things."""
    plain = len(clump.lines) <= 2 and ":" not in clump.text
    return plain or is_mostly_capitals(clump.text)


def _is_letterhead(clump: Clump) -> bool:
    """Lines in two columns above the title: who, when, which series."""
    return sum(bool(_COLUMNS.search(line.words)) for line in clump.lines) >= 2


def _on_title_page(
    clumps: Sequence[Clump],
    heading: Heading,
    contents: ContentsTable,
    page: int,
    sections: Container[int],
) -> bool:
    """Before the contents, or above the first section: no heading, but for one with text under it.

    The first clump is left, as it may be the title.
    """
    at = heading.candidate.clump
    if contents.lines and heading.lines[0] < min(contents.lines):
        if heading.reason in ("contents", "stated") or not heading.candidate.whole:
            return False
        if heading.reason == "name" and at + 1 < len(clumps) and ends_sentence(clumps[at + 1].text):
            return False
        after = clumps[at + 1 : at + 2]
        return not after or len(after[0].text) < _TEXT_LENGTH
    if not 0 < at < page or not heading.candidate.whole:
        return False
    own = page in sections  # what follows is a section of its own, not its text
    over_text = at == page - 1 and not own and not is_short(clumps[page])
    return not over_text and not _is_section(heading) and heading.reason != "underline"


def _title_clumps(
    clumps: Sequence[Clump], headings: Sequence[Heading], page: int, heads: Container[str]
) -> tuple[int, ...]:
    """The clumps that make the title; () where the text has none."""
    sections = {h.candidate.clump for h in headings if _is_section(h)}
    if 0 in sections or len(clumps) < 2 or _is_letter(clumps):
        return ()
    if (running := next((i for i in range(page) if fold(clumps[i].text) in heads), -1)) >= 0:
        return (running,)
    at = 1 if len(clumps) > 2 and _is_letterhead(clumps[0]) else 0
    series = -1
    while at + 1 < page and _is_over_title(clumps[at], clumps[at + 1]):
        series = at if is_kind(clumps[at].text) else series
        at += 1
    marked = {h.candidate.clump for h in headings}
    if at in sections or at + 1 >= len(clumps):
        return ()
    if series == at - 1 and _GOES_ON.match(clumps[at].text):
        return (series, at)  # "REPORT No 5", "ON THE SAFETY OF PORTS"
    end = at + 1
    while end < page and clumps[end].text[0].islower() and is_mostly_capitals(clumps[at].text):
        if read_byline(clumps[end].text):
            break
        end += 1  # "ACT No 5 OF THE COUNCIL", "of 4 May", "on ports"
    after = next((clump for clump in clumps[end : end + 2] if not read_byline(clump.text)), None)
    if at not in marked and not _may_be_title(clumps[at], after):
        return ()
    return tuple(range(at, end))


def _is_over_title(clump: Clump, after: Clump) -> bool:
    """The name of a series or of an organisation alone, with more to come under it."""
    if (
        len(clump.lines) > 2
        or is_lone_date(after.text)
        or read_byline(after.text)
        or _is_label(after)
    ):
        return False
    if len(after.text.split(maxsplit=1)) < 2 and not is_mostly_capitals(after.text):
        return False
    lines = [line.words for line in clump.lines]
    named = [is_kind(words) or is_organisation(words) for words in lines]
    return any(named) and all(
        known or is_lone_date(words) for known, words in zip(named, lines, strict=True)
    )


def is_kind(text: str) -> bool:
    """Whether a line says what kind of document it is ("REPORT No 5 | June 2021") and no more."""
    if len(text) > _MAX_TITLE:
        return False
    cells = [cell for cell in _BARS.split(text) if cell]
    others = [cell for cell in cells if not (_names_kind(cell) or _CODE.match(cell))]
    plain = all(is_lone_date(cell) or _SERIAL.match(cell) for cell in others)
    return (len(others) < len(cells) and plain) or _ISSUE.match(text) is not None


def _names_kind(text: str) -> bool:
    match = _KIND.match(text) if len(text) <= _TEXT_LENGTH else None
    kind = match.group("kind") if match else ""
    return " ".join(kind.casefold().split()) in DOCUMENT_KINDS


def is_organisation(text: str) -> bool:
    """Whether a short line names an organisation by its first word or its last."""
    words = text.split(maxsplit=_MAX_NAME_WORDS)
    if len(words) > _MAX_NAME_WORDS or not words or ":" in text:
        return False
    words = [word.casefold() for word in words]
    first = words[1] if words[0] in _ARTICLES and len(words) > 1 else words[0]
    return first in ORGANISATION or words[-1] in ORGANISATION


def _is_label(clump: Clump) -> bool:
    return clump.text.casefold().strip(" :") in PUBLISHED_BY


def is_lone_date(text: str) -> bool:
    """A date with its place, or with "Updated" and the like, and nothing else."""
    if len(text) > _TEXT_LENGTH or not _YEAR.search(text):
        return False
    text = _MINUTES.sub("", text)
    match = _DATED.match(text)
    when = read_label(match.group("date").strip())[1] if match else None
    # A place is a word or two; a longer name with a month or year is a title.
    short = match is not None and len(text[: match.start("date")].split()) <= _PLACE
    return when is not None and (short or bool(when.start.day))


def _is_letter(clumps: Sequence[Clump]) -> bool:
    heads = [clump.text[:_SALUTATION] for clump in clumps[:_TOP]]
    return any(head.casefold().startswith(SALUTATIONS) for head in heads)


def _may_be_title(clump: Clump, after: Clump | None) -> bool:
    """Short, complete in itself, and not the first line of what goes on after it."""
    text, _ = _title_lines(clump)
    text = text or clump.text
    if text[-1] in ":;,-–—" or len(text.split()) > _MAX_WORDS or is_lone_date(text):
        return False
    if after is not None and after.text[:1].islower():
        return False
    tall = _TALL if is_mostly_capitals(text) else 4
    if len(text) > _MAX_TITLE or len(clump.lines) > tall or "\t" in clump.lines[0].text:
        return False
    if ends_sentence(text) and not text.endswith(("?", "!")):
        return False
    if _is_label(clump) or read_byline(text):
        return False
    return not bullet_mark(text) and any(c.isalpha() for c in text) and text[:1] not in '"“«'


def _is_section(heading: Heading) -> bool:
    """Whether the first clump is a section: named, numbered, or in the contents."""
    if heading.reason in ("contents", "number", "name", "stated"):
        return True
    name = fold_name(heading.title)
    return name in OWN_SECTIONS or name in PEOPLE_SECTIONS or name.startswith("executive summary")
