"""Fitted slots to the findings of what the pack leaves without its support: sentences that lean on
others, lead-ins of half a list.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.build.packs.abbreviating import LAYOUT
from briefgen.build.packs.bisection import FilledSlot
from briefgen.build.packs.brief import Brief
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostics, Severity, at_level
from briefgen.model import Passage
from briefgen.selection.dangling import Dangling, Halved, find_dangling, find_halved
from briefgen.slotted import dataclass
from briefgen.tree import line_numbers

_MOST_NAMED = 8
_FIRST_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """The lanes of a pack; by the identity of a passage the first section that it stands in."""

    lanes: Sequence[Sequence[Passage]]
    sections: Mapping[int, str]
    files: Mapping[str, str]

    def place(self, passage: Passage, what: str) -> str:
        """`seeds/report.txt:204 what (section)`."""
        line = min((start for _, start, _ in line_numbers(passage.unit.origins)), default=0)
        file = self.files.get(passage.source, "")
        return f"{file}:{line} {what} ({self.sections[id(passage)]})"


def find_leaning(brief: Brief, slots: Sequence[FilledSlot]) -> Diagnostics:
    """The sentences of a pack that open with a reference to what is cut, or name somebody whom it
    introduces nowhere; and lead-ins that lack points. With their lines.
    """
    levels, shown = brief.config.levels, _shown(brief, slots)
    found: Diagnostics = ()
    if levels.leans_on_cut is not None:
        dangling = find_dangling(shown.lanes, brief.view.context)
        named = tuple(dict.fromkeys(shown.place(one.passage, _told(one)) for one in dangling))
        lean = counted(len(named), "sentence leans", "sentences lean")
        message = f"{lean} on words that this pack leaves out"
        hint = "raise the limit, select what stands before, or reword it in the memo"
        found += _finding(brief, levels.leans_on_cut, "leans-on-cut", message, named, hint)
    if levels.list_cut is not None:
        halved = find_halved(shown.lanes, brief.view.context)
        named = tuple(shown.place(one.passage, _counted(one)) for one in halved)
        message = f"{counted(len(named), 'list')} led in with a colon and not shown whole"
        hint = "raise the limit, or say it in the pack with `cut_note: true`"
        found += _finding(brief, levels.list_cut, "list-cut", message, named, hint)
    return found


def _shown(brief: Brief, slots: Sequence[FilledSlot]) -> _Shown:
    contents = [slot.content for slot in slots if slot.content.layout != LAYOUT]
    lanes = [(content.id, lane) for content in contents for lane in content.lanes]
    return _Shown(
        lanes=[lane for _, lane in lanes],
        sections={id(passage): name for name, lane in reversed(lanes) for passage in lane},
        files={source.file.id: source.file.name for source in brief.sources},
    )


def _finding(
    brief: Brief, level: Severity, code: str, message: str, named: Sequence[str], hint: str
) -> Diagnostics:
    if not named:
        return ()
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    told = f"{message}: {', '.join(named[:_MOST_NAMED])}{more}"
    return at_level(level, code, told, place=brief.audience.place, hint=hint)


def _told(one: Dangling) -> str:
    """`“Ann also went to ...”`, `who “Ann” is`."""
    if one.name:
        return f"who \u201c{one.name}\u201d is"
    words = one.sentence.split()
    more = " ..." if len(words) > _FIRST_WORDS else ""
    return f"\u201c{' '.join(words[:_FIRST_WORDS])}{more}\u201d"


def _counted(one: Halved) -> str:
    return f"{one.shown} of {one.of}"
