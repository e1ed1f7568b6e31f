"""A rendered pack and the sources to the withheld words that stand in it: there must be none."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.memos.editing import shown_overrides
from briefgen.build.packs.brief import Pack, Runs
from briefgen.build.packs.fences import Fences
from briefgen.build.proving.ownwords import own_texts
from briefgen.build.proving.typed import typed_through, without_old_bases
from briefgen.build.reporting.markdown import day_in_words
from briefgen.build.reporting.reports import audience_report
from briefgen.build.standing.names import REPORT, TRACKED
from briefgen.build.standing.records import audience_record
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.editions.changes.told import Told
from briefgen.editions.manifest import audience_manifest
from briefgen.editions.names import FINAL
from briefgen.errors import ExitCode
from briefgen.model import Milestones
from briefgen.proof.decoding import read_file
from briefgen.proof.fencing import Fence, Known, Withheld, learn
from briefgen.proof.leaks import Breach, Leak, OwnTexts, find_in_bundle
from briefgen.proof.sharing import Shared
from briefgen.slotted import dataclass
from briefgen.tree import walk

_FORMS = {
    "pdf": "PDF",
    "docx": "Word file",
    "json": "manifest",
    REPORT: "change report",
    TRACKED: "Word file of the changes",
    FINAL[1:]: "Word file to release",
}
# The files that hold words of the edition before.
_OLD = (REPORT, TRACKED)
# Years before the first and after the last milestone that the ends of an axis may show.
_AXIS_MARGIN = 10
# More findings than this for one file say nothing new.
_MOST_NAMED = 5
_BREACHES: Final[Mapping[Breach, str]] = MappingProxyType(
    {"run": "a run of words", "name": "a name", "number": "a number"}
)


def check_leaks(
    config: Config,
    pack: Pack,
    sources: Sequence[LabelledSource],
    as_of: datetime.date | None,
    found: Diagnostics,
    runs: Runs,
) -> tuple[Pack, Diagnostics]:
    """The pack, and an error for each place where a finished file or the audience's manifest holds
    words that only withheld passages have; none where nothing is withheld from this audience.

    Where old words break through, the change report is made anew without any, and no memo with
    tracked changes is. `found` are the pack's own findings, as its manifest will have them.
    """
    fence = runs.fences.at(pack.audience.ceiling, tuple(_shut_since(pack.shut)))
    if fence is None:
        return pack, ()

    def own() -> Known:
        return learn((*own_texts(config, pack.audience), *_own_date(pack)), _axis_years(pack))

    given, pack = pack, without_old_bases(pack, fence, own)
    guard = _Guard(
        fence=fence,
        own=own,
        pictures=_pictures(pack.audience),
        sources=sources,
        shared=runs.fences.shared,
        typed=typed_through(pack, fence, own),
        overrides=shown_overrides(config, pack.audience.name),
    )
    if any(d for form in _OLD if form in pack.files for d in _check(guard, form, pack.files[form])):
        kept = {form: data for form, data in pack.files.items() if form not in _OLD}
        report = audience_report(config, pack, old_words=False)
        pack = replace(pack, files={**kept, REPORT: report})
    pack = pack if pack is given else replace(pack, altered=True)
    record = audience_record(config, pack, sources, as_of, found, runs)
    files = (*pack.files.items(), ("json", audience_manifest(record)))
    return pack, tuple(d for form, data in files for d in _check(guard, form, data))


def holds_withheld(
    config: Config,
    audience: Audience,
    fences: Fences,
    shut: Sequence[Told],
    dates: Sequence[str],
    name: str,
    data: bytes,
) -> bool:
    """Whether a file that people made may hold words that are withheld from an audience; one that
    cannot be read may. `shut` is what the edition before told and this one may not; `dates` are ISO
    dates that a pack may bear, "" for none. It may have had a time axis of any rows that the
    audience may see, up to those dates.
    """

    def own() -> Known:
        days = (words for date in dates if date for words in _date_words(date, audience.language))
        dated = fences.years(audience.ceiling)
        until = tuple(int(date[:4]) for date in dates if date and dated)
        return learn((*own_texts(config, audience), *days), _with_margin((*dated, *until)))

    fence = fences.at(audience.ceiling, tuple(_shut_since(shut)))
    if fence is None:
        return False
    try:
        bundle = read_file(data, name.rpartition(".")[2], _pictures(audience), fences.shared)
        return bool(find_in_bundle(fence, bundle, own))
    except ValueError:
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guard:
    """What a pack's files are held against: the fence, what the pack may hold besides, the pictures
    of its letterhead, what the files of the run have in common; withheld passages whose words
    people typed, each with the entry of the `overrides` file.
    """

    fence: Fence
    own: OwnTexts
    pictures: frozenset[bytes]
    sources: Sequence[LabelledSource]
    shared: Shared
    typed: Mapping[Withheld, str]
    overrides: str


def _shut_since(shut: Sequence[Told]) -> Iterator[Withheld]:
    """What the edition before told and this one may not."""
    for told in shut:
        lines = tuple((span.start, span.end) for span in told.passage.lines)
        yield from (
            Withheld(source=told.passage.source, text=words, lines=lines)
            for words in told.passage.words
        )


def _date_words(date: str, language: str) -> Iterator[str]:
    yield date.replace("-", " ")
    yield day_in_words(date, language)


def _own_date(pack: Pack) -> Iterator[str]:
    yield pack.document.created.replace("-", " ")
    if pack.changes is not None:
        yield from _date_words(pack.changes.since, pack.audience.language)
    if pack.document.furniture is not None:
        yield pack.document.furniture.date


def _axis_years(pack: Pack) -> range:
    """The years that the pack's time axes may be labelled with, up to the date of its edition."""
    spans = [
        when
        for block in walk(pack.document.blocks)
        if isinstance(block, Milestones) and block.layout in ("timeline", "strip")
        for when in (block.until, *(row.when for row in block.rows))
        if when is not None
    ]
    return _with_margin([year for when in spans for year in (when.start.year, when.end.year)])


def _with_margin(years: Sequence[int]) -> range:
    """From the first of these years to the last, and what the ends of an axis may show besides."""
    return range(min(years) - _AXIS_MARGIN, max(years) + _AXIS_MARGIN + 1) if years else range(0)


def _pictures(audience: Audience) -> frozenset[bytes]:
    """The pictures of the audience's letterhead, which come from no source."""
    letterhead = audience.style.letterhead
    return frozenset(letterhead.pictures) if letterhead else frozenset()


def _check(guard: _Guard, form: str, data: bytes) -> Iterator[Diagnostic]:
    try:
        bundle = read_file(data, form.rpartition(".")[2], guard.pictures, guard.shared)
        leaks = find_in_bundle(guard.fence, bundle, guard.own)
    except ValueError as fault:
        yield error(
            "leak",
            f"the {_FORMS[form]} cannot be checked for withheld words: {fault}",
            hint="nothing was written for this audience: see `leak` in `briefgen help codes`",
            exit=ExitCode.MARKING,
        )
        return
    yield from (_leak(leak, form, guard) for leak in leaks[:_MOST_NAMED])


def _leak(leak: Leak, form: str, guard: _Guard) -> Diagnostic:
    """Says where the words stand and where they come from, never what they are; where people typed
    them, the entry to mend.
    """
    shown = {source.file.id: source.file.shown for source in guard.sources}
    lines = leak.passage.lines
    place = Place(shown.get(leak.passage.source, ""), lines[0][0] if lines else 0)
    message = (
        f"the {_FORMS[form]} ({leak.where}) holds {_BREACHES[leak.what]} that only a passage"
        " withheld from this audience has"
    )
    hint = "nothing was written for this audience: see `leak` in `briefgen help codes`"
    if leak.passage in guard.typed:
        message += f", {place}; people typed it: entry {guard.typed[leak.passage]}"
        place = Place(guard.overrides)
        hint = "reword the entry or take it out; nothing was written for this audience"
    return error("leak", message, place=place, hint=hint, exit=ExitCode.MARKING)
