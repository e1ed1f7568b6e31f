"""Sources and the finished packs of a series to the lines that nobody gets, wholly or in part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.packs.telling import shown_words
from briefgen.config import Config
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostics, Place, at_level
from briefgen.editions.records import SectionRecord
from briefgen.model import Document
from briefgen.proof.covering import Lines, own_lines, spans
from briefgen.selection.corpus import Entry, gather
from briefgen.selection.ladder import Ladder
from briefgen.selection.passages import make_passage
from briefgen.slotted import dataclass
from briefgen.tree import is_bare, is_wordless, sections

# More places than this in one line help nobody: `briefgen coverage` has them all.
_MOST_NAMED = 8
Told = Mapping[tuple[str, str], set[str]]  # by source and unit the sentences that packs show of it


@dataclass(slots=True, kw_only=True)
class _Unseen:
    """Lines of one source: `nothing` of them goes to anybody, `rest` only in part, `headings` have
    nothing under them that would take them along.
    """

    nothing: set[int] = field(default_factory=set)
    rest: set[int] = field(default_factory=set)
    headings: set[int] = field(default_factory=set)


def find_unseen(
    config: Config, sources: Sequence[LabelledSource], shown: Sequence[SectionRecord]
) -> Diagnostics:
    """Per source the lines with words that none of a series' packs shows, or shows a part of;
    `shown` are the sections of all of them.
    """
    level = config.levels.shown_to_nobody
    if level is None:
        return ()
    told = _told(shown)
    found: Diagnostics = ()
    for source in sources:
        unseen = _unseen(source.document, told, config.ladder)
        lines = unseen.nothing | unseen.rest | unseen.headings
        if lines:
            found += at_level(
                level,
                "shown-to-nobody",
                _in_words(unseen),
                place=Place(source.file.shown, min(lines)),
                hint="all of them by audience: `briefgen coverage`",
            )
    return found


def _told(shown: Sequence[SectionRecord]) -> dict[tuple[str, str], set[str]]:
    """What another source tells in like words, so that it is not shown twice, counts as told; of
    a text that is quoted something is told, but no sentence.
    """
    records = {
        (passage.source, passage.id): passage.words
        for section in shown
        for passage in section.left_out
        if passage.why == "double"
    }
    told: dict[tuple[str, str], set[str]] = {place: {_ALL} for place in records}
    for section in shown:
        for passage in section.passages:
            text, quoted, _ = passage.id.rpartition(".quote-")
            words = () if quoted else passage.words
            place = (passage.source, text if quoted else passage.id)
            told.setdefault(place, set()).update(words)
    return told


_ALL = ""  # no sentence has no words


def _unseen(document: Document, told: Told, ladder: Ladder) -> _Unseen:
    unseen = _Unseen()
    whole: set[int] = set()
    for entry in gather((document,)):
        if not entry.spoken:
            share, lines = _share(entry, told, ladder), own_lines(entry.unit)
            (whole if share == 1 else unseen.rest if share else unseen.nothing).update(lines)
    unseen.rest -= whole
    unseen.nothing -= whole | unseen.rest
    unseen.headings |= {n for s in sections(document.blocks) if is_bare(s) for n in own_lines(s)}
    return unseen


def _share(entry: Entry, told: Told, ladder: Ladder) -> float:
    """How much of a unit the packs show: 0 nothing, 1 all, between them a part."""
    if is_wordless(entry.unit):
        return 0
    places = [(entry.document.id, block) for block in (entry.unit.id, *entry.blocks)]
    said = [told[place] for place in places if place in told]
    if not said:
        return 0
    words = shown_words(make_passage(entry, ladder), entry.document.language)
    return 1 if any(_ALL in one or one.issuperset(words) for one in said) else 0.5


def _in_words(unseen: _Unseen) -> str:
    parts = [
        (unseen.nothing, "{} of this source that no audience gets: {}"),
        (unseen.rest, "{} of which audiences get only a part: {}"),
        (unseen.headings, "{} of headings with nothing under them, which no pack shows: {}"),
    ]
    told = (
        words.format(counted(len(lines), "line"), _listed(frozenset(lines)))
        for lines, words in parts
        if lines
    )
    return "; ".join(told)


def _listed(lines: Lines) -> str:
    found = [str(first) if first == last else f"{first}-{last}" for first, last in spans(lines)]
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    return f"{', '.join(found[:_MOST_NAMED])}{more}"
