"""A damaged table of contents mended by the headings that it lists."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import Quirk, Repair, TocEntry
from briefgen.reading.corrections import NO_SKIPS, Skips, is_skipped
from briefgen.reading.plain.candidates import Heading
from briefgen.reading.plain.contents import ContentsTable, Entry, fold


def mend_contents(
    contents: ContentsTable, headings: Sequence[Heading], skips: Skips = NO_SKIPS
) -> tuple[tuple[TocEntry, ...], tuple[Repair, ...], tuple[Quirk, ...]]:
    """Entries with the titles and numbers of their headings; a title cut short stays, flagged."""
    by_entry = {h.entry.lines: h for h in headings if h.entry is not None}
    entries: list[TocEntry] = []
    repairs: list[Repair] = []
    quirks: list[Quirk] = []
    for entry in contents.entries:
        heading = by_entry.get(entry.lines)
        title = entry.title
        if heading is not None:
            if _is_cut(entry, heading):
                quirks.append(
                    Quirk(lines=entry.lines, text=entry.title, reason="contents-title-cut-short")
                )
            elif is_skipped(skips, "contents-title", entry.lines):
                pass
            elif " ".join(entry.title.split()).casefold() != heading.title.casefold():
                title = heading.title
                repairs.append(_repair(entry, entry.title, title, "contents-title"))
        elif entry.page or entry.number:
            quirks.append(
                Quirk(lines=entry.lines, text=entry.title, reason="contents-entry-without-heading")
            )
        number = entry.number.shown if entry.number else ""
        may_mend = not is_skipped(skips, "contents-number", entry.lines)
        if entry.number and entry.number.damaged and may_mend and _same_number(entry, heading):
            repairs.append(_repair(entry, entry.number.written, number, "contents-number"))
        elif entry.number and entry.number.damaged:
            number = entry.number.written
        entries.append(TocEntry(number=number, title=title, page=entry.page))
    return tuple(entries), tuple(repairs), tuple(quirks)


def _is_cut(entry: Entry, heading: Heading) -> bool:
    one, two = fold(entry.title), fold(heading.title)
    return len(one) < len(two) and two.startswith(one)


def _same_number(entry: Entry, heading: Heading | None) -> bool:
    return bool(
        heading and heading.number and entry.number and heading.number.values == entry.number.values
    )


def _repair(entry: Entry, before: str, after: str, rule: str) -> Repair:
    return Repair(lines=entry.lines, before=before, after=after, rule=rule, confidence=0.95)
