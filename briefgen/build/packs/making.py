"""One audience's pack: what it may see, selected, limited, fitted, composed and rendered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.anchored import Trail
from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.memos.editing import NO_EDITS, Edits
from briefgen.build.memos.merging import check_edits
from briefgen.build.packs.abbreviating import find_cut_expansions
from briefgen.build.packs.brief import Brief, Pack, Runs
from briefgen.build.packs.composing import (
    at_source,
    banner_of,
    changes_of,
    compose_pack,
    make_cards,
    passages_in,
    say,
)
from briefgen.build.packs.filling import fill_slots
from briefgen.build.packs.fitting import find_cuts, fit_pack
from briefgen.build.packs.noticing import find_twice
from briefgen.build.packs.tracking import track
from briefgen.build.proving import check_leaks
from briefgen.build.reporting.reports import audience_report
from briefgen.build.standing.names import REPORT, TRACKED
from briefgen.build.standing.records import audience_record
from briefgen.config import Audience, Config
from briefgen.counts import counted
from briefgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    error,
    for_audience,
    has_errors,
    info,
    warning,
)
from briefgen.editions.changes.comparing import PackChanges
from briefgen.editions.changes.told import ToldEdition
from briefgen.editions.manifest import NAME as MANIFEST
from briefgen.editions.manifest import audience_manifest
from briefgen.editions.names import FINAL
from briefgen.errors import ExitCode
from briefgen.model import Contents
from briefgen.renderers import pdf, word
from briefgen.roundtrip.applying import Applied
from briefgen.style import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run wants of one audience: people's edits in it, and which files.

    `formats` narrows down which of the audience's formats are made, never what is in them;
    `final`: also a Word file to release.
    """

    edits: Edits = NO_EDITS
    formats: tuple[str, ...] = ()
    final: bool = False


EVERYTHING = Order()


def build_pack(
    config: Config,
    audience: Audience,
    sources: Sequence[LabelledSource],
    as_of: datetime.date | None,
    runs: Runs,
    order: Order = EVERYTHING,
    before: ToldEdition | None = None,
) -> tuple[Pack | None, Diagnostics]:
    """One pack, or None with the errors that stop this audience alone.

    `before` is the edition that it is compared with.
    """
    view = runs.views.at(audience.ceiling)
    brief = Brief(
        config=config,
        audience=audience,
        as_of=as_of,
        sources=tuple(sources),
        view=view,
        edits=order.edits,
        base=runs.bases.of(audience, before),
    )
    faults = check_edits(config, audience, order.edits)
    if faults:
        return None, faults
    with runs.watch.stage("selecting"):
        slots, found = fill_slots(audience, view, config.levels.slot_empty)
    if has_errors(found):
        return None, found
    with runs.watch.stage("composing and layout"):
        fitted, faults = fit_pack(brief, slots, runs)
        if not has_errors(faults):
            faults = (*faults, *find_cuts(brief, slots, fitted, runs))
    found = (*found, *faults, *find_twice(config, audience, fitted.slots, sources))
    found = (*found, *find_cut_expansions(config, audience, fitted.slots, view))
    document = fitted.document
    if document is None or has_errors(found):
        return None, found
    shown = passages_in(fitted.slots)
    contents = any(isinstance(block, Contents) for block in document.blocks)
    said = say(brief, fitted.slots, runs, contents=contents)
    pack = Pack(
        audience=audience,
        banner=banner_of(brief, shown),
        document=document,
        slots=fitted.slots,
        sections=said.sections,
        cards=make_cards(brief, shown),
        pages=fitted.extent.pages,
        files={},
        told=said.told,
        edits=said.edits or Applied(document=document),
        changes=changes_of(brief, said.told),
        shut=brief.base.shut if brief.base else (),
    )
    files, faults = _render(brief, pack, runs, order, _attachments(brief, pack, found))
    found = (*found, *faults)
    if has_errors(found):
        return None, found
    pack = replace(pack, files=files)
    with runs.watch.stage("leak check"):
        pack, leaks = check_leaks(config, pack, sources, as_of, found, runs.fences)
    return (None if leaks else pack), (*found, *leaks)


def _attachments(brief: Brief, pack: Pack, found: Diagnostics) -> tuple[pdf.Attachment, ...]:
    """What goes into the PDF beside its pages, by the audience's `attach`.

    The manifest in it names no outputs: it would have to hold its own file's hash.
    """
    if "manifest" not in pack.audience.attach:
        return ()
    found = for_audience(pack.audience.name, found)
    record = audience_record(brief.config, pack, brief.sources, brief.as_of, found)
    words = pack.audience.words["attached_manifest"]
    return (pdf.Attachment(MANIFEST, audience_manifest(record), words),)


def _pages_in_letterhead(audience: Audience, page: Page) -> Diagnostics:
    """What a page limit does not promise: it is counted on the PDF, which has no letterhead.

    A warning where the letterhead's page has less room for text than that of the PDF: then a page
    that is full in the PDF does not fit.
    """
    letterhead, limit = audience.style.letterhead, audience.limit.pages
    if letterhead is None or not limit:
        return ()
    theirs, ours = _room(page), _room(audience.style.page)
    where = f"the limit of {counted(limit, 'page')} is counted on the PDF"
    hint = "look at the memo; lower the limits of its sections if it is too long"
    if theirs[0] * theirs[1] >= ours[0] * ours[1]:
        message = f"{where}; in {letterhead.name} the memo may take more"
        return (info("letterhead-pages", message, place=audience.place, hint=hint),)
    message = (
        f"{where}, whose pages have room for {ours[0]} x {ours[1]} mm of text; those of"
        f" {letterhead.name} have {theirs[0]} x {theirs[1]} mm, so the memo can take more"
    )
    return (warning("letterhead-pages", message, place=audience.place, hint=hint),)


def _room(page: Page) -> tuple[int, int]:
    """Width and height that a page leaves for text, in millimetres."""
    return (
        round(page.width_mm - page.margin_left_mm - page.margin_right_mm),
        round(page.height_mm - page.body_top_mm - page.body_bottom_mm),
    )


def _render(
    brief: Brief,
    pack: Pack,
    runs: Runs,
    order: Order,
    attachments: Sequence[pdf.Attachment],
) -> tuple[dict[str, bytes], Diagnostics]:
    """The files of a pack by format."""
    files: dict[str, bytes] = {}
    document = pack.document
    found: list[Diagnostic] = []
    style = brief.audience.style
    for name in brief.audience.formats:
        if order.formats and name not in order.formats:
            continue
        if name == "pdf":
            with runs.watch.stage("PDF"):
                files[name], faults = pdf.render(document, style, runs.pdf, attachments)
        else:
            with runs.watch.stage("Word"):
                files[name], faults = word.render(document, style, runs.word, _trail(brief, pack))
            page = word.page_of(document, style, runs.word)
            found += _pages_in_letterhead(brief.audience, page)
            if order.final and (open_ := _open_conflicts(pack)):
                found.append(_not_final(brief, open_))
            elif order.final:
                files[FINAL[1:]], _ = word.render(document, style, runs.word, None)
        found += [at_source(d, brief.sources) for d in faults]
    files[REPORT] = audience_report(brief.config, pack)
    if "docx" in files and pack.changes is not None and brief.audience.changes:
        files[TRACKED] = _tracked_memo(brief, pack, pack.changes, runs)
    return files, tuple(found)


def _tracked_memo(brief: Brief, pack: Pack, changes: PackChanges, runs: Runs) -> bytes:
    """The memo with what is new as tracked changes, without the box and the words that say it."""
    contents = any(isinstance(block, Contents) for block in pack.document.blocks)
    plain, _ = compose_pack(brief, pack.slots, runs, contents=contents, news="none")
    if plain is None or brief.base is None:
        raise ValueError("a pack that was composed cannot be composed again")
    tracking = track(plain, changes, brief.base.pack, pack.told, brief.audience.language)
    return word.render(plain, brief.audience.style, runs.word, None, tracking)[0]


def _trail(brief: Brief, pack: Pack) -> Trail:
    """What the memo carries of itself and of people's edits."""
    return replace(
        pack.edits.trail,
        series=brief.config.slug,
        audience=brief.audience.name,
        edition=brief.as_of.isoformat() if brief.as_of else "",
        banner=pack.banner,
    )


def _open_conflicts(pack: Pack) -> list[str]:
    return [outcome.place for outcome in pack.edits.outcomes if outcome.fate == "conflict"]


def _not_final(brief: Brief, places: Sequence[str]) -> Diagnostic:
    return error(
        "final-conflict",
        f"no file to release is made while conflicts are open: {', '.join(places)}",
        place=Place(brief.edits.shown),
        hint="settle them in the memo, pull and build again",
        exit=ExitCode.OUTPUT,
    )
