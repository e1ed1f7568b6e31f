"""Fitted slots to the finding of sentences that lean on others which the pack leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.build.packs.abbreviating import LAYOUT
from briefgen.build.packs.bisection import FilledSlot
from briefgen.build.packs.brief import Brief
from briefgen.diagnostics import Diagnostics, at_level
from briefgen.selection.dangling import Dangling, find_dangling
from briefgen.tree import line_numbers

_MOST_NAMED = 8
_FIRST_WORDS = 5


def find_leaning(brief: Brief, slots: Sequence[FilledSlot]) -> Diagnostics:
    """The sentences of a pack that open with a reference to what is cut, or name somebody whom it
    introduces nowhere, with their lines and first words.
    """
    level = brief.config.levels.leans_on_cut
    named = () if level is None else tuple(dict.fromkeys(_named(brief, slots)))
    if level is None or not named:
        return ()
    more = f" and {len(named) - _MOST_NAMED} more" if len(named) > _MOST_NAMED else ""
    lean = "sentence leans" if len(named) == 1 else "sentences lean"
    return at_level(
        level,
        "leans-on-cut",
        f"{len(named)} {lean} on words that this pack leaves out:"
        f" {', '.join(named[:_MOST_NAMED])}{more}",
        place=brief.audience.place,
        hint="raise the limit, select what stands before, or reword it in the memo",
    )


def _named(brief: Brief, slots: Sequence[FilledSlot]) -> Iterator[str]:
    names = {source.file.id: source.file.name for source in brief.sources}
    shown = [slot.content for slot in slots if slot.content.layout != LAYOUT]
    lanes = [(content.id, lane) for content in shown for lane in content.lanes]
    sections = {id(passage): name for name, lane in lanes for passage in lane}
    for one in find_dangling([lane for _, lane in lanes], brief.view.context):
        line = min((start for _, start, _ in line_numbers(one.passage.unit.origins)), default=0)
        section = sections[id(one.passage)]
        yield f"{names.get(one.passage.source, '')}:{line} {_told(one)} ({section})"


def _told(one: Dangling) -> str:
    """`“Ann also went to ...”`, `who “Ann” is`."""
    if one.name:
        return f"who \u201c{one.name}\u201d is"
    words = one.sentence.split()
    more = " ..." if len(words) > _FIRST_WORDS else ""
    return f"\u201c{' '.join(words[:_FIRST_WORDS])}{more}\u201d"
