"""Two editions of a series to its own report: every audience, every source, at the top marking."""

from __future__ import annotations

from dataclasses import replace

from briefgen.build.reporting.escaping import escaped
from briefgen.build.reporting.markdown import Words, day_in_words, report_lines, said, source_line
from briefgen.editions.changes.comparing import IsHigher, PackChanges, PassageChange, compare
from briefgen.editions.changes.sources import SourceChange, compare_inputs
from briefgen.editions.changes.told import ToldEdition
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChanges:
    """What is new in a series: for each audience of today, and in its sources.

    `added` and `dropped` are audiences that only one of the two editions has.
    """

    since: str
    as_of: str
    packs: tuple[PackChanges, ...] = ()
    sources: tuple[SourceChange, ...] = ()
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (
            self.sources
            or self.added
            or self.dropped
            or any(not pack.is_empty for pack in self.packs)
        )


def compare_editions(before: ToldEdition, after: ToldEdition, is_higher: IsHigher) -> SeriesChanges:
    """Every pack against what it told before; nothing is kept from the series' own report."""
    sources = compare_inputs(before.sources, after.sources)
    changed = frozenset(one.id for one in sources if one.kind == "source-changed")
    shared = sorted(before.packs.keys() & after.packs.keys())
    packs = [
        compare(before.packs[name], after.packs[name], is_higher, changed_sources=changed)
        for name in shared
    ]
    return SeriesChanges(
        since=before.as_of,
        as_of=after.as_of,
        packs=tuple(_with_withheld(pack, after, is_higher) for pack in packs),
        sources=sources,
        added=tuple(sorted(after.packs.keys() - before.packs.keys())),
        dropped=tuple(sorted(before.packs.keys() - after.packs.keys())),
    )


def _with_withheld(pack: PackChanges, after: ToldEdition, is_higher: IsHigher) -> PackChanges:
    """What a pack no longer shows because it lies above the ceiling now says so: its marking was
    raised, or the ceiling lowered.
    """
    withheld = {one.id: one for one in after.withheld.get(pack.audience, ())}

    def settled(change: PassageChange) -> PassageChange:
        told = change.told
        now = withheld.get(told.passage.id)
        if change.kind != "taken-out" or now is None:
            return change
        if not is_higher(now.marking, told.passage.marking):
            return replace(change, kind="withheld")
        return replace(change, kind="marking-raised", after=replace(told, passage=now))

    return replace(pack, passages=tuple(settled(change) for change in pack.passages))


def series_report(
    changes: SeriesChanges | None, *, title: str, banner: str, words: Words, language: str
) -> bytes:
    """`changes.md` of a series."""
    lines = [f"# {escaped(title)}", "", f"**{escaped(banner)}**", ""]
    if changes is None:
        lines += [words["first_edition"]]
    else:
        dates = {
            "since": day_in_words(changes.since, language),
            "date": day_in_words(changes.as_of, language),
        }
        lines += [words["compared_with"].format(**dates), ""]
        lines += _body(changes, words, language)
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "backslashreplace")


def _body(changes: SeriesChanges, words: Words, language: str) -> list[str]:
    lines = [words["nothing_new"], ""] if changes.is_empty else []
    if changes.sources:
        lines += [f"## {words['sources']}", ""]
        lines += [source_line(change, words) for change in changes.sources]
        lines.append("")
    for pack in changes.packs:
        own = replace(pack, sources=())  # those of the series say more
        if not own.is_empty:
            lines += [f"## {escaped(pack.audience)}", ""]
            lines += report_lines(own, words, language, level=3)
    if changes.added or changes.dropped:
        lines += [f"## {words['audiences']}", ""]
    for key, names in (("new", changes.added), ("gone", changes.dropped)):
        kind = f"**{words[f'change_{key}']}**"
        lines += [f"- {said(kind, escaped(name), words)}" for name in names]
    return lines
