"""The table of contents that a document prints of itself."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from briefgen.reading.clumps import ends_sentence
from briefgen.reading.lexicon import CONTENTS
from briefgen.reading.lines import Line
from briefgen.reading.numbering import Number, split_number
from briefgen.slotted import dataclass

_LEADER = re.compile(r"\.(?:[ \t]?\.){2}|…|_{3}|\t|[ \u00a0]{3}")
_FILLING = " \t.…_\u00a0"  # what leaders are made of
_PAGE = re.compile(r"(?P<page>\d{1,4}|[ivxlc]{1,7})$")
_COLUMNS = re.compile(r"\S\s{3,}\S+\s{3,}\d+$")  # two columns of words or figures before it
_NO_LETTER = re.compile(r"[\W_]+")
_LONG_NAMES = tuple(sorted(name for name in CONTENTS if len(name) > 10))
_SHORTEST, _LONGEST = 13, 22  # characters of what may be as like as that to one of these
_OVER_PAGES = frozenset(("page", "pages", "page no.", "paragraphs", "paragraph", "seite"))
_RULED = frozenset("-–—•·=|")  # what no heading of contents opens with
_ROMAN = tuple("ivxlc")
_MAX_LENGTH = 300
_MAX_NAME = 80  # characters of a line that may be the heading of a table of contents
_MAX_ENTRIES = 500
_LEAST = 3
_NAMES = 2  # lines without a page between two lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the contents, as it stands; `page` is "" where none is printed."""

    number: Number | None
    title: str
    page: str
    lines: tuple[int, ...]
    indent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsTable:
    """Entries and the lines (heading included) that hold them; both empty where none is found."""

    entries: tuple[Entry, ...] = ()
    lines: frozenset[int] = frozenset()
    heading: int = 0


def fold(text: str) -> str:
    """Letters and digits alone, case-folded: the key that titles are compared by."""
    return _NO_LETTER.sub("", text.casefold())


def find_contents(lines: Sequence[Line]) -> ContentsTable:
    """The contents by its heading, else a run of lines with leaders and pages near the start."""
    filled = [line for line in lines if line.text]
    for index, line in enumerate(filled):
        if _is_contents_heading(line):
            found = _collect(filled, index + 1)
            if len(found) >= 2:
                table = _table(found, line.number, filled[index : index + 3])
                return _with_other_lists(table, filled)
    limit = max(len(filled) // 3, 40)
    for index, line in enumerate(filled[:limit]):
        if (
            _may_end_with_page(line.text)
            and _leader_entry(line)
            and (index == 0 or not _leader_entry(filled[index - 1]))
        ):
            found = _collect(filled, index, sure=True)
            if len(found) >= _LEAST and _are_paged(filled, found):
                return _table(found, 0)
    return ContentsTable()


def find_titles(lines: Sequence[Line], contents: ContentsTable) -> set[int]:
    """Lines of the body that read as an entry of the contents does, whatever stands beside them."""
    titles = {fold(entry.title) for entry in contents.entries}
    numbered = {fold(f"{e.number.written}{e.title}") for e in contents.entries if e.number}
    wanted = (titles | numbered) - {""}
    if not wanted:
        return set()
    longest = max(map(len, wanted), default=0) * 2
    openers = {title[0] for title in wanted}
    return {
        line.number
        for line in lines
        if line.text
        and len(line.text) <= longest
        and (line.text[0].casefold() in openers or not line.text[0].isalnum())
        and fold(line.text) in wanted
    }


def _are_paged(filled: Sequence[Line], found: Sequence[Entry]) -> bool:
    """Whether the pages never fall; in a table of several columns the last one may be anything."""
    pages = [int(entry.page) for entry in found if entry.page.isdecimal()]
    if any(after < before for before, after in itertools.pairwise(pages)):
        return False
    numbers = {n for entry in found for n in entry.lines}
    columns = sum(bool(_COLUMNS.search(x.words)) for x in filled if x.number in numbers)
    return columns * 2 < len(found)


def _table(found: Sequence[Entry], heading: int, filled: Sequence[Line] = ()) -> ContentsTable:
    numbers = {n for entry in found for n in entry.lines} | ({heading} if heading else set())
    first = min(numbers - {heading})
    numbers |= {line.number for line in filled if heading < line.number < first}
    return ContentsTable(entries=tuple(found), lines=frozenset(numbers), heading=heading)


def _with_other_lists(table: ContentsTable, filled: Sequence[Line]) -> ContentsTable:
    """Lists of tables, figures and the like after the contents belong to them, with their names."""
    last = max(table.lines)
    numbers = set(table.lines)
    pending: list[int] = []
    for line in filled:
        if line.number <= last:
            continue
        if _leader_entry(line):
            numbers.update(pending, (line.number,))
            pending = []
        elif len(pending) >= _NAMES or len(line.text) > _MAX_NAME or ends_sentence(line.text):
            break
        else:
            pending.append(line.number)
    return replace(table, lines=frozenset(numbers))


def _is_contents_heading(line: Line) -> bool:
    if len(line.text) > _MAX_NAME or line.text[0] in _RULED:
        return False
    words = " ".join(line.words.strip(" :.#*_").casefold().split())
    if not 4 < len(words) < 30:
        return False
    return words in CONTENTS or bool(
        _SHORTEST <= len(words) <= _LONGEST
        and process.extractOne(words, _LONG_NAMES, scorer=fuzz.ratio, score_cutoff=88)
    )


def _may_end_with_page(text: str) -> bool:
    return text[-1:].isdecimal() or text[-1:] in _ROMAN


def _split_page(text: str) -> tuple[str, str] | None:
    """(body, page) of a line with a leader or tab before its page; None where it has neither."""
    if len(text) > _MAX_LENGTH or not _may_end_with_page(text):
        return None
    match = _PAGE.search(text)
    if match is None:
        return None
    # A leader is sought in what fills the line's end alone: over a long run of blanks a pattern
    # that ends with the line takes the cube of its length.
    body = text[: match.start()]
    leader = _LEADER.search(body, len(body.rstrip(_FILLING)))
    return (body[: leader.start()].strip(), match.group("page")) if leader else None


def _leader_entry(line: Line) -> bool:
    found = _split_page(line.text)
    return bool(found and any(c.isalpha() for c in found[0]))


def _collect(filled: Sequence[Line], start: int, *, sure: bool = False) -> list[Entry]:
    """Entries from `start` on. `sure`: only lines with a page count; else the heading vouches."""
    found: list[Entry] = []
    pending: list[Line] = []
    paged = any(_leader_entry(line) for line in filled[start : start + 4])
    for line in filled[start : start + _MAX_ENTRIES]:
        if not found and not pending and line.words.casefold() in _OVER_PAGES:
            continue  # the head of the column of pages
        if _leader_entry(line):
            found.append(_entry([*pending, line]))
            pending = []
            continue
        if sure or not _may_be_entry(line, found, pending, paged):
            break
        pending.append(line)
        if not paged:
            found.append(_entry(pending))
            pending = []
    return found + ([_entry([line]) for line in _adjacent(pending, found)] if not sure else [])


def _may_be_entry(line: Line, found: Sequence[Entry], pending: Sequence[Line], paged: bool) -> bool:
    """A line without a page: the start of a wrapped entry, or an entry whose page is lost."""
    words = line.words
    if len(words) > 150 or words.endswith((".", ";", ",")) or len(pending) > 1:
        return False
    _, title = split_number(" ".join(words.split()))
    if any(fuzz.ratio(fold(title), fold(entry.title)) >= 85 for entry in found):
        return False
    if paged:
        last = pending[-1].number if pending else found[-1].lines[-1] if found else line.number - 1
        return line.number == last + 1
    return True


def _adjacent(pending: Sequence[Line], found: Sequence[Entry]) -> list[Line]:
    """Lines that directly follow the last entry, without a blank line between."""
    if found and pending and pending[0].number == found[-1].lines[-1] + 1:
        return list(pending[:1])
    return []


def _entry(lines: Sequence[Line]) -> Entry:
    whole = " ".join(" ".join(line.words.split()) for line in lines[:-1])
    split = _split_page(lines[-1].text)
    body, page = split if split else (lines[-1].words, "")
    body = " ".join(f"{whole} {body}".split())
    number, title = split_number(body)
    if (
        number is not None
        and number.kind == "arabic"
        and not number.sure
        and not title[:1].isalpha()
    ):
        number, title = None, body
    return Entry(
        number=number,
        title=title,
        page=page,
        lines=tuple(line.number for line in lines),
        indent=lines[0].indent,
    )
