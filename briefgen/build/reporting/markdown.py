"""What is new for an audience to `changes.md`: by section, with the words shown."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from textwrap import shorten
from typing import Final

from briefgen.build.reporting.escaping import escaped
from briefgen.compose.wording import date_in_words, lines_in_words, when_in_words
from briefgen.editions.changes.comparing import WORDED, PackChanges, PassageChange, edits_apart
from briefgen.editions.changes.sources import SourceChange
from briefgen.editions.changes.steps import Step
from briefgen.editions.changes.told import Told
from briefgen.editions.records import EditRecord
from briefgen.model import PartialDate, When

Words = Mapping[str, str]

_LONGEST_TITLE: Final = 60  # characters of a source's title beside a change


def pack_report(
    changes: PackChanges | None,
    *,
    title: str,
    banner: str,
    words: Words,
    language: str,
    old_words: bool = True,
) -> bytes:
    """The report of one audience; `old_words` False leaves out what the edition before said."""
    lines = [f"# {escaped(title)}", "", f"**{escaped(banner)}**", ""]
    if changes is None:
        lines += [words["first_edition"]]
    else:
        dates = {
            "since": day_in_words(changes.since, language),
            "date": day_in_words(changes.as_of, language),
        }
        lines += [words["compared_with"].format(**dates), ""]
        lines += list(report_lines(changes, words, language, level=2, old_words=old_words))
    return ("\n".join(lines).rstrip() + "\n").encode("utf-8", "backslashreplace")


def day_in_words(iso: str, language: str) -> str:
    return date_in_words(datetime.date.fromisoformat(iso), language)


def report_lines(
    changes: PackChanges, words: Words, language: str, *, level: int, old_words: bool = True
) -> Iterator[str]:
    """The changes under headings of this level, a blank line after each list."""
    if changes.is_empty:
        yield from (words["nothing_new"], "")
    for label in changes.labels:
        inside = [c for c in changes.passages if c.told.label == label]
        if not inside:
            continue
        yield from (f"{'#' * level} {escaped(label) or words['no_heading']}", "")
        for change in inside:
            place = _place(change.told, changes.titles, words)
            yield from _passage(change, place, words, language, old_words=old_words)
        yield ""
    if changes.sources:
        yield from (f"{'#' * level} {words['sources']}", "")
        yield from (source_line(change, words) for change in changes.sources)
        yield ""
    yield from _people(edits_apart(changes), changes.conflicts, words, level)
    yield from _no_room(changes, words, level)


def kind_in_words(kind: str, words: Words) -> str:
    """`New`, `Taken out`, `Marking raised`, ... in the pack's language."""
    return words[f"change_{kind.removeprefix('source-').replace('-', '_')}"]


def _passage(
    change: PassageChange, place: str, words: Words, language: str, *, old_words: bool
) -> Iterator[str]:
    kind, now, then = kind_in_words(change.kind, words), change.after, change.before
    yield f"- **{kind}** ({place}){_detail(change, words, language)}"
    if now is not None and then is None:
        yield from _quoted(_dated(now, language))
    elif then is not None and now is None:
        if old_words:
            yield from _quoted(_dated(then, language))
    elif change.kind in WORDED:
        for step in change.steps:
            yield from _step(step, words, old_words=old_words)
    elif now is not None and then is not None:  # one above the ceiling has no words today
        yield from _quoted(now.passage.words[:1] or then.passage.words[:1])


def _place(told: Told, titles: Mapping[str, str], words: Words) -> str:
    """`The Arctic Route, VII. Roadmap, lines 198–200`."""
    passage = told.passage
    title = shorten(titles.get(passage.source, ""), _LONGEST_TITLE, placeholder=" …")
    spans = [(span.start, span.end) for span in passage.lines]
    parts = (title, passage.section, lines_in_words(spans, words) if spans else "")
    return escaped(", ".join(part for part in parts if part))


def _dated(told: Told, language: str) -> Sequence[str]:
    if not told.passage.date:
        return told.passage.words
    return (f"{when_told(told.passage.date, language)}:", *told.passage.words)


def when_told(date: str, language: str) -> str:
    """`26 September 2021`, `2010–2014` for the date of a record; "" for none."""
    if not date:
        return ""
    start, _, end = date.partition("/")
    return when_in_words(When(start=_partial(start), end=_partial(end or start)), language)


def _partial(iso: str) -> PartialDate:
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    return PartialDate(year=year, month=month, day=day)


def _detail(change: PassageChange, words: Words, language: str) -> str:
    """What a change is besides its words: dates, markings, the section it came from."""
    now, then = change.after, change.before
    if now is None or then is None:
        return ""
    match change.kind:
        case "re-dated":
            before, after = (when_told(told.passage.date, language) for told in (then, now))
        case "marking-raised" | "marking-lowered":
            before, after = then.passage.marking, now.passage.marking
        case "moved" if then.label != now.label:
            before, after = then.label, now.label
        case _:
            return ""
    none = words["nothing"]
    return said("", f"{escaped(before) or none} → {escaped(after) or none}", words)


def said(first: str, then: str, words: Words) -> str:
    """`first: then`, as the language strings them: French has a blank before its colon."""
    return words["said_of"].format(first=first, next=then)


def _quoted(sentences: Sequence[str]) -> Iterator[str]:
    yield f"  > {escaped(' '.join(sentences))}"


def _step(step: Step, words: Words, *, old_words: bool) -> Iterator[str]:
    if not step.changed:
        return
    if step.moved and step.before == step.after:
        yield f"  - {said(words['change_moved'], escaped(step.after), words)}"
        return
    if not step.after:
        gone = words["change_left_out" if step.by_limit else "change_taken_out"]
        yield f"  - {said(gone, escaped(step.before), words) if old_words else gone}"
        return
    if step.before and old_words:
        yield f"  - {said(words['before'], escaped(step.before), words)}"
    came = "now" if step.before else "change_now_shown" if step.by_limit else "change_new"
    yield f"  - {said(words[came], escaped(step.after), words)}"


def _no_room(changes: PackChanges, words: Words, level: int) -> Iterator[str]:
    """Where all that stands that the page limit leaves out, new or not."""
    if not changes.no_room:
        return
    yield from (f"{'#' * level} {words['no_room']}", "")
    for told in changes.no_room:
        label = escaped(told.label) or words["no_heading"]
        yield f"- **{label}** ({_place(told, changes.titles, words)})"
    yield ""


def source_line(change: SourceChange, words: Words) -> str:
    kind, name = kind_in_words(change.kind, words), escaped(change.name)
    if change.was:
        name = f"{escaped(change.was)} → {name}"
    return f"- {said(f'**{kind}**', name, words)}"


def _people(
    edits: Sequence[EditRecord], conflicts: Sequence[EditRecord], words: Words, level: int
) -> Iterator[str]:
    """What people changed, and where their words stand against the source's."""
    if edits:
        yield from (f"{'#' * level} {words['edits_by_people']}", "")
    for edit in edits:
        yield f"- **{escaped(edit.section) or words['no_heading']}**"
        yield f"  - {said(words['before'], escaped(edit.before) or words['nothing'], words)}"
        yield f"  - {said(words['now'], escaped(edit.after) or words['nothing'], words)}"
    if edits:
        yield ""
    if conflicts:
        yield from (f"{'#' * level} {words['open_conflicts']}", "")
    for edit in conflicts:
        yield f"- **{escaped(edit.section) or words['no_heading']}**"
        yield f"  - {said(words['source'], escaped(edit.says) or words['nothing'], words)}"
        yield f"  - {said(words['people'], escaped(edit.after) or words['nothing'], words)}"
    if conflicts:
        yield ""
