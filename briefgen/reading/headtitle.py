"""The running heads of a document that names itself nowhere else into its title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from typing import Final

from briefgen.model import Quirk
from briefgen.reading.people import read_byline
from briefgen.reading.plain.contents import fold
from briefgen.reading.plain.front import is_kind, is_lone_date, is_organisation
from briefgen.slotted import dataclass

_CELLS: Final = re.compile(r"\s{2,}|\t|\s*[|•·]\s*")
_PAGE: Final = re.compile(
    r"^\W*(?:page\s+|p\.\s*|seite\s+)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|of|de|sur|von)\s*\d{1,4})?\W*$"
    r"|\s+[-–—]?\s*(?:page|p\.|seite)\s*\d{1,4}\W*$|^(?:page|p\.|seite)\s*\d{1,4}\s+|(?<=\D\s)\d{1,3}$"
    r"|^\d{1,3}(?=\s+\D)",
    re.IGNORECASE,
)
# Labels that pages bear, addresses: said of a document, not its name.
_LABEL: Final = re.compile(
    r"\b(?:tlp|restricted|confidential|secret|unclassified|classified|internal|sensitive|embargo"
    r"|embargoed|draft|distribution|diffusion|confidentiel|restreint|protégé|vertraulich"
    r"|verschlusssache|dienstgebrauch|copyright|rights|www|https?)\b|[@©]",
    re.IGNORECASE,
)
_LEAST_TIMES: Final = 3
_LEAST_LETTERS: Final = 8
_MOST: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A running head on one page, page number and all, with its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadTitle:
    """`title`: "" where no head, or more than one, may be the document's name."""

    title: str = ""
    quirks: tuple[Quirk, ...] = ()


def title_of_heads(heads: Iterable[Head], headings: Collection[str]) -> HeadTitle:
    """The one running head that names neither an organisation, a section, a date nor a label.

    It must stand three times. It is the document's own word, but nobody says that it is the title:
    a quirk names it, and so each of several that may be.
    """
    counts: Counter[str] = Counter()
    first: dict[str, Head] = {}
    for head in heads:
        for cell in filter(None, map(_without_page, _CELLS.split(head.text))):
            key = fold(cell)
            counts[key] += 1
            first.setdefault(key, Head(text=cell, line=head.line))
    sections = {fold(heading) for heading in headings}
    named = [
        head
        for key, head in first.items()
        if counts[key] >= _LEAST_TIMES and key not in sections and _may_be_title(head.text)
    ]
    only = len(named) == 1
    reason = "title-from-running-head" if only else "running-head-may-be-title"
    quirks = tuple(Quirk(lines=(head.line,), text=head.text, reason=reason) for head in named)
    return HeadTitle(title=named[0].text if only else "", quirks=quirks)


def _without_page(cell: str) -> str:
    return _PAGE.sub("", cell).strip(" -–—|.,")


def _may_be_title(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    if letters < _LEAST_LETTERS or len(text) > _MOST or len(text.split()) < 2:
        return False
    if is_kind(text) or is_organisation(text) or is_lone_date(text) or _LABEL.search(text):
        return False
    return not read_byline(text)
