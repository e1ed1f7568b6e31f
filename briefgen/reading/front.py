"""The title page: title, publishers and byline, and which headings are none because of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.reading.clumps import Clump, bullet_mark, ends_sentence
from briefgen.reading.contents import ContentsTable
from briefgen.reading.headings import Heading
from briefgen.reading.lexicon import OWN_SECTIONS, PEOPLE_SECTIONS, PUBLISHED_BY
from briefgen.reading.people import read_byline

_MAX_TITLE = 220
_TEXT_LENGTH = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The title as it stands (a clump) and the headings without those of the title page."""

    title: Clump | None
    headings: tuple[Heading, ...]


def find_front(
    clumps: Sequence[Clump], headings: Sequence[Heading], contents: ContentsTable
) -> Front:
    """The first short clump is the title, unless it is a section that is known by its name."""
    kept = [h for h in headings if not _on_title_page(clumps, h, contents)]
    if not clumps or not _may_be_title(clumps[0]):
        return Front(title=None, headings=tuple(kept))
    first = next((h for h in kept if h.candidate.clump == 0), None)
    if first is not None and _is_section(first):
        return Front(title=None, headings=tuple(kept))
    if len(clumps) == 1:
        return Front(title=None, headings=tuple(kept))
    return Front(title=clumps[0], headings=tuple(h for h in kept if h is not first))


def _on_title_page(clumps: Sequence[Clump], heading: Heading, contents: ContentsTable) -> bool:
    """Before the contents stands the title page, but for a heading with text under it."""
    if not contents.lines or heading.lines[0] > min(contents.lines):
        return False
    if heading.reason == "contents" or not heading.candidate.whole:
        return False
    after = clumps[heading.candidate.clump + 1 : heading.candidate.clump + 2]
    return not after or len(after[0].text) < _TEXT_LENGTH


def _may_be_title(clump: Clump) -> bool:
    text = clump.text
    if len(text) > _MAX_TITLE or len(clump.lines) > 4 or "\t" in clump.lines[0].text:
        return False
    if ends_sentence(text) and not text.endswith(("?", "!")):
        return False
    if text.casefold().strip(" :") in PUBLISHED_BY or read_byline(text):
        return False
    return not bullet_mark(text) and any(c.isalpha() for c in text) and text[:1] not in '"“«'


def _is_section(heading: Heading) -> bool:
    """Whether the first clump is a section: named, numbered, or in the contents."""
    if heading.reason in ("contents", "number", "name"):
        return True
    name = " ".join(heading.title.casefold().strip(" :").split())
    return name in OWN_SECTIONS or name in PEOPLE_SECTIONS
