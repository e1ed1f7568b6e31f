"""What a page limit leaves out of a pack to findings that name its lines and say what is new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from briefgen.build.packs.bisection import FilledSlot
from briefgen.build.packs.brief import Brief
from briefgen.build.packs.telling import passage_record, shown_words
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostics, Severity, at_level
from briefgen.editions.changes.told import Cuts, ToldPack, cuts_of
from briefgen.model import Passage
from briefgen.slotted import dataclass

# More places than this in one line help nobody: the audience's manifest has them all.
_MOST_NAMED = 8
# Why a cut deserves a look, in the order in which they are named.
_EDITS = "for which people's edits leave no room"
_SHOWN = "which the edition before showed"
_NEW = "new since the edition before"
_RAISE = "raise `limit: {pages: ...}`"
_LOWER = "lower the limits of other sections"

Cut = tuple[str, Passage]  # a slot's id, and what has left it for the pages of the pack


def cut_passages(slots: Sequence[FilledSlot]) -> tuple[Cut, ...]:
    """What left the slots to keep the page limit."""
    return tuple((slot.content.id, passage) for slot in slots for passage in slot.no_room)


def find_cut(
    brief: Brief, cut: Sequence[Cut], by_edits: AbstractSet[tuple[str, str]], *, boxed: bool
) -> Diagnostics:
    """A warning for what the page limit leaves out anew, a remark for what it left out before.

    `by_edits` are (slot id, passage id) that the pack would show without people's edits. Of a first
    edition nothing else is new. `boxed`: the pack has a box that says what is new.
    """
    if not cut:
        return ()
    history = _history(brief)
    anew: dict[str, list[Cut]] = {_EDITS: [], _SHOWN: [], _NEW: []}
    stable: list[Cut] = []
    for one in cut:
        why = _EDITS if (one[0], one[1].id) in by_edits else history.why(one)
        (anew[why] if why else stable).append(one)
    return (*_warning(brief, anew, boxed=boxed), *_remark(brief, stable))


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    """What the edition before showed and cut; `before` is None for a first edition."""

    before: ToldPack | None
    cuts: Cuts
    languages: Mapping[str, str]

    def why(self, cut: Cut) -> str:
        """Why the cut is new against the edition before, "" where it is not."""
        if self.before is None:
            return ""
        slot, passage = cut
        words = shown_words(passage, self.languages.get(passage.source, "en"))
        if self.cuts.share(slot, words) >= 0.5 or self._had_cut(slot, passage):
            return ""
        known = {text for told in self.before.passages for text in told.passage.words}
        return _SHOWN if known.intersection(words) else _NEW

    def _had_cut(self, slot: str, passage: Passage) -> bool:
        """Whether an edition that kept no digests cut a passage in this place."""
        return any(
            told.section == slot and told.passage.id == passage.id and not told.passage.cut
            for told in (self.before.cut if self.before else ())
        )


def _history(brief: Brief) -> _History:
    before = brief.base.pack if brief.base else None
    return _History(
        before=before,
        cuts=cuts_of(before) if before else Cuts(),
        languages={source.file.id: source.document.language for source in brief.sources},
    )


def _warning(brief: Brief, anew: Mapping[str, Sequence[Cut]], *, boxed: bool) -> Diagnostics:
    named = [f"{_listed(brief, cuts)}, {why}" for why, cuts in anew.items() if cuts]
    if not named:
        return ()
    ways = [_RAISE, _LOWER]
    ways += ["shorten the edits"] if anew[_EDITS] else []
    ways += ["do without the box (`changes: false`)"] if boxed else []
    hint = f"{', '.join(ways[:-1])} or {ways[-1]}"
    return _finding(brief, Severity.WARNING, "; ".join(named), hint)


def _remark(brief: Brief, stable: Sequence[Cut]) -> Diagnostics:
    if not stable:
        return ()
    since = ", as in the edition before" if brief.base else ""
    what = f"{_listed(brief, stable)}{since}"
    return _finding(brief, Severity.INFO, what, f"{_RAISE} or {_LOWER}")


def _finding(brief: Brief, level: Severity, what: str, hint: str) -> Diagnostics:
    pages = brief.audience.limit.pages
    limit = counted(pages, "page")
    message = f"left out to keep the limit of {limit}: {what}"
    return at_level(level, "page-cut", message, place=brief.audience.place, hint=hint)


def _listed(brief: Brief, cuts: Sequence[Cut]) -> str:
    """`seeds/report.txt:117-123 (risks), 198 (next) and 2 more`."""
    names = {source.file.id: source.file.shown for source in brief.sources}
    places = list(_places(cuts[:_MOST_NAMED], names))
    more = f" and {len(cuts) - _MOST_NAMED} more" if len(cuts) > _MOST_NAMED else ""
    return f"{', '.join(places)}{more}"


def _places(cuts: Sequence[Cut], names: Mapping[str, str]) -> Iterator[str]:
    """The file is named where it is another than the one before."""
    last = ""
    for slot, passage in cuts:
        spans = passage_record(passage, {}).lines
        lines = "+".join(str(s.start) if s.start == s.end else f"{s.start}-{s.end}" for s in spans)
        file = "" if passage.source == last else f"{names.get(passage.source, '')}:"
        last = passage.source
        yield f"{file}{lines} ({slot})"
