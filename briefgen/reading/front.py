"""The title page: title, publishers and byline, and which headings are none because of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.reading.candidates import Heading
from briefgen.reading.clumps import Clump, bullet_mark, ends_sentence
from briefgen.reading.contents import ContentsTable
from briefgen.reading.lexicon import OWN_SECTIONS, PEOPLE_SECTIONS, PUBLISHED_BY
from briefgen.reading.people import read_byline

_COLUMNS = re.compile(r"\S\s{4,}\S")
_MAX_TITLE = 220
_MAX_WORDS = 24
_TEXT_LENGTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The title as it stands ("" for none) with its lines, and the headings that are no title."""

    title: str
    lines: tuple[int, ...]
    headings: tuple[Heading, ...]


def find_front(
    clumps: Sequence[Clump], headings: Sequence[Heading], contents: ContentsTable
) -> Front:
    """The first short clump is the title, unless it is a section that is known by its name."""
    kept = tuple(h for h in headings if not _on_title_page(clumps, h, contents))
    first = next((h for h in kept if h.candidate.clump == 0), None)
    if first is not None:
        if _is_section(first) or len(clumps) == 1:
            return Front(title="", lines=(), headings=kept)
        others = tuple(h for h in kept if h is not first)
        return Front(title=first.text, lines=first.lines, headings=others)
    index = 1 if clumps and len(clumps) > 2 and _is_letterhead(clumps[0]) else 0
    if len(clumps) < index + 2 or not _may_be_title(clumps[index], clumps[index + 1]):
        return Front(title="", lines=(), headings=kept)
    title = clumps[index]
    kept = tuple(h for h in kept if h.candidate.clump != index or _is_section(h))
    if any(h.candidate.clump == index for h in kept):
        return Front(title="", lines=(), headings=kept)
    lines = tuple(line.number for line in title.lines)
    return Front(title=title.text, lines=lines, headings=kept)


def _is_letterhead(clump: Clump) -> bool:
    """Lines in two columns above the title: who, when, which series."""
    return sum(bool(_COLUMNS.search(line.words)) for line in clump.lines) >= 2


def _on_title_page(clumps: Sequence[Clump], heading: Heading, contents: ContentsTable) -> bool:
    """Before the contents stands the title page, but for a heading with text under it."""
    if not contents.lines or heading.lines[0] > min(contents.lines):
        return False
    if heading.reason in ("contents", "stated") or not heading.candidate.whole:
        return False
    after = clumps[heading.candidate.clump + 1 : heading.candidate.clump + 2]
    return not after or len(after[0].text) < _TEXT_LENGTH


def _may_be_title(clump: Clump, after: Clump) -> bool:
    """Short, complete in itself, and not the first line of what goes on after it."""
    text = clump.text
    if text[-1] in ":;,-–—" or after.text[:1].islower() or len(text.split()) > _MAX_WORDS:
        return False
    if len(text) > _MAX_TITLE or len(clump.lines) > 4 or "\t" in clump.lines[0].text:
        return False
    if ends_sentence(text) and not text.endswith(("?", "!")):
        return False
    if text.casefold().strip(" :") in PUBLISHED_BY or read_byline(text):
        return False
    return not bullet_mark(text) and any(c.isalpha() for c in text) and text[:1] not in '"“«'


def _is_section(heading: Heading) -> bool:
    """Whether the first clump is a section: named, numbered, or in the contents."""
    if heading.reason in ("contents", "number", "name", "stated"):
        return True
    name = " ".join(heading.title.casefold().strip(" :").split())
    return name in OWN_SECTIONS or name in PEOPLE_SECTIONS
