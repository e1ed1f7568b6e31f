"""A composed pack to its files: PDF, memo, change report, tracked memo, the file to release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.anchored import Trail
from briefgen.build.packs.brief import Brief, Order, Pack, Runs
from briefgen.build.packs.composing import (
    at_source,
    compose_pack,
)
from briefgen.build.reporting.reports import audience_report
from briefgen.build.standing.names import REPORT, TRACKED
from briefgen.build.standing.records import audience_record
from briefgen.config import Audience
from briefgen.counts import counted
from briefgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    error,
    for_audience,
    info,
    warning,
)
from briefgen.editions.changes.comparing import PackChanges
from briefgen.editions.manifest import audience_manifest
from briefgen.editions.names import FINAL, MANIFEST
from briefgen.errors import ExitCode
from briefgen.model import Contents
from briefgen.renderers import pdf, word
from briefgen.style import Page


def render_files(
    brief: Brief, pack: Pack, runs: Runs, order: Order, found: Diagnostics
) -> tuple[dict[str, bytes], Diagnostics]:
    """The files of a pack by format; `found` is what a manifest in the PDF tells of it."""
    files: dict[str, bytes] = {}
    document = pack.document
    with runs.watch.stage("records"):
        attachments = _attachments(brief, pack, found, runs)
    remarks: list[Diagnostic] = []
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
                remarks += _pages_in_letterhead(brief.audience, page)
                if order.final and (open_ := _open_conflicts(pack)):
                    remarks.append(_not_final(brief, open_))
                elif order.final:
                    files[FINAL[1:]], _ = word.render(document, style, runs.word, None)
        remarks += [at_source(d, brief.sources) for d in faults]
    with runs.watch.stage("records"):
        files[REPORT] = audience_report(brief.config, pack)
    if "docx" in files and pack.changes is not None and brief.audience.changes:
        with runs.watch.stage("Word"):
            files[TRACKED] = _tracked_memo(brief, pack, pack.changes, runs)
    return files, tuple(remarks)


def _attachments(
    brief: Brief, pack: Pack, found: Diagnostics, runs: Runs
) -> tuple[pdf.Attachment, ...]:
    """What goes into the PDF beside its pages, by the audience's `attach`.

    The manifest in it names no outputs: it would have to hold its own file's hash.
    """
    if "manifest" not in pack.audience.attach:
        return ()
    found = for_audience(pack.audience.name, found)
    record = audience_record(brief.config, pack, brief.sources, brief.as_of, found, runs)
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


def _tracked_memo(brief: Brief, pack: Pack, changes: PackChanges, runs: Runs) -> bytes:
    """The memo with what is new as tracked changes, without the box and the words that say it."""
    contents = any(isinstance(block, Contents) for block in pack.document.blocks)
    plain, _ = compose_pack(brief, pack.slots, runs, contents=contents, news="none")
    if plain is None or brief.base is None:
        raise ValueError("a pack that was composed cannot be composed again")
    from briefgen.build.packs.tracking import track  # noqa: PLC0415 (where it is asked for)

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
