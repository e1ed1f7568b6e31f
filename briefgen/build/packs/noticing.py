"""Filled slots and finished packs to what an editor should know of them: twice, and nobody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.packs.abbreviating import LAYOUT
from briefgen.build.packs.bisection import FilledSlot
from briefgen.build.packs.finished import Finished
from briefgen.config import Audience, Config
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostics, Place, at_level
from briefgen.model import Boilerplate, Passage, Section, Span
from briefgen.tree import children, line_numbers, walk

# More places than this in one line help nobody: `briefgen coverage` has them all.
_MOST_NAMED = 8


def find_twice(
    config: Config,
    audience: Audience,
    slots: Sequence[FilledSlot],
    sources: Sequence[LabelledSource],
) -> Diagnostics:
    """The passages that stand in two sections, or two columns, of one pack."""
    level = config.levels.selected_twice
    if level is None:
        return ()
    standing: dict[str, list[tuple[str, Passage]]] = {}
    for slot in slots:
        for lane in slot.content.lanes if slot.content.layout != LAYOUT else ():
            for passage in lane:
                standing.setdefault(passage.id, []).append((slot.content.id, passage))
    names = {source.file.id: source.file.name for source in sources}
    twice = [places for places in standing.values() if len(places) > 1]
    if not twice:
        return ()
    named = []
    for places in twice:
        passage, where = places[0][1], " and ".join(name for name, _ in places)
        named.append(f"{names[passage.source]}:{_first_line(passage)} ({where})")
    message = f"{counted(len(twice), 'passage')} twice in this pack: {_listed(named)}"
    hint = "`exclude` in one of the selectors takes them out there"
    return at_level(level, "selected-twice", message, place=audience.place, hint=hint)


def find_unseen(
    config: Config,
    sources: Sequence[LabelledSource],
    packs: Iterable[Finished],
) -> Diagnostics:
    """Per source the lines with words that none of a series' packs shows."""
    level = config.levels.shown_to_nobody
    if level is None:
        return ()
    got = {
        (source, line)
        for source, start, end in {lines for pack in packs for lines in pack.lines}
        for line in range(start, end + 1)
    }
    found: Diagnostics = ()
    for source in sources:
        lines = {line for line in _spoken_lines(source) if (source.file.id, line) not in got}
        if lines:
            spans = [_span(span) for span in _runs(sorted(lines))]
            message = f"{counted(len(lines), 'line')} of this source that no audience gets"
            hint = "all of them by audience: `briefgen coverage`"
            place = Place(source.file.shown, min(lines))
            found += at_level(
                level, "shown-to-nobody", f"{message}: {_listed(spans)}", place=place, hint=hint
            )
    return found


def _spoken_lines(source: LabelledSource) -> Iterator[int]:
    """The lines of the innermost blocks; of headings and page furniture none."""
    for node in walk(source.document.blocks):
        if not children(node) and not isinstance(node, Boilerplate | Section):
            for _, start, end in line_numbers(node.origins):
                yield from range(start, end + 1)


def _runs(lines: Sequence[int]) -> Iterator[Span]:
    start = before = lines[0]
    for line in (*lines[1:], 0):
        if line != before + 1:
            yield Span(start=start, end=before)
            start = line
        before = line


def _span(span: Span) -> str:
    return str(span.start) if span.start == span.end else f"{span.start}-{span.end}"


def _first_line(passage: Passage) -> int:
    return min((start for _, start, _ in line_numbers(passage.unit.origins)), default=0)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
