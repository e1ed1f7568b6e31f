"""The slots of a pack to the most of them that keeps its page limit, as a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.build.memos.editing import NO_EDITS
from briefgen.build.memos.merging import pinned_passages
from briefgen.build.packs.abbreviating import list_short_forms
from briefgen.build.packs.bisection import Composed, Extent, FilledSlot, Fitted, fit
from briefgen.build.packs.brief import Brief, Runs
from briefgen.build.packs.composing import News, compose_pack, compose_sources
from briefgen.build.packs.cutting import cut_passages, find_cut
from briefgen.config import Audience
from briefgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    error,
    warning,
)
from briefgen.errors import ExitCode
from briefgen.model import Callout, Contents, Document
from briefgen.renderers import pdf
from briefgen.tree import walk

# Contents are left out of packs with fewer pages (LOOK.md "Contents").
FEWEST_PAGES_FOR_CONTENTS = 6
# Word breaks lines otherwise than the PDF: a page limit is kept with this share to spare (LOOK.md
# "Word").
SPARE_FOR_WORD = 0.04


def fit_pack(brief: Brief, slots: tuple[FilledSlot, ...], runs: Runs) -> tuple[Fitted, Diagnostics]:
    """The most of the slots that keeps the page limit, and the error where not even the least does.

    Where the least keeps it without the box of what is new, the box is left out, with a warning.
    """
    fitted, found = _fit_pack(brief, slots, runs, news="box")
    if not any(d.code == "pages-over" for d in found) or not brief.audience.changes:
        return fitted, found
    without, others = _fit_pack(brief, slots, runs, news="words")
    if brief.base is None or any(d.code == "pages-over" for d in others):
        return fitted, found
    left_out = warning(
        "new-since-left-out",
        "there is no room for the box that says what is new; the change report says it",
        place=brief.audience.place,
        hint="raise the page limit, or lower `min` in the limits of the sections",
    )
    return without, (*others, left_out)


def find_cuts(
    brief: Brief, slots: tuple[FilledSlot, ...], fitted: Fitted, runs: Runs
) -> Diagnostics:
    """What the page limit leaves out of the fitted pack, and whether people's edits are to blame.

    That is told by fitting the pack without them.
    """
    cut = cut_passages(fitted.slots)
    by_edits: set[tuple[str, str]] = set()
    if cut and brief.edits.overrides.edits:
        without, _ = fit_pack(replace(brief, edits=NO_EDITS), slots, runs)
        cut_anyway = {(slot, passage.id) for slot, passage in cut_passages(without.slots)}
        by_edits = {(slot, passage.id) for slot, passage in cut} - cut_anyway
    blocks = fitted.document.blocks if fitted.document else ()
    boxed = any(isinstance(node, Callout) and node.form == "new-since" for node in walk(blocks))
    return find_cut(brief, cut, by_edits, boxed=boxed)


def _fit_pack(
    brief: Brief, slots: tuple[FilledSlot, ...], runs: Runs, *, news: News
) -> tuple[Fitted, Diagnostics]:
    """The most that keeps the limit, with the box of what is new or without.

    Contents are settled before pages are counted where the limit is too low for them, else after.
    """
    audience = brief.audience
    limit = audience.limit.pages
    contents = audience.template.contents and not 0 < limit < FEWEST_PAGES_FOR_CONTENTS

    def compose_slots(kept: Sequence[FilledSlot]) -> Composed:
        return compose_pack(brief, kept, runs, contents=contents, news=news)

    def measure(document: Document) -> Extent:
        measured = pdf.measure(document, audience.style, runs.pdf)[0]
        tight = "docx" in audience.formats and measured.fill > 1 - SPARE_FOR_WORD
        return Extent(pages=measured.pages, fill=measured.fill, tight=tight)

    def complete(kept: tuple[FilledSlot, ...]) -> tuple[FilledSlot, ...]:
        return list_short_forms(kept, brief.view)

    pinned = _pinned(brief, slots, runs) if limit else frozenset()
    fitted, found = fit(slots, limit, compose_slots, measure, pinned, complete=complete)
    document = fitted.document
    if limit and document is not None and not fitted.keeps(limit):
        return fitted, (*found, _over(fitted, audience))
    if document is None or fitted.extent.pages >= FEWEST_PAGES_FOR_CONTENTS:
        return fitted, found
    if not any(isinstance(block, Contents) for block in document.blocks):
        return fitted, found
    document, found = compose_pack(brief, fitted.slots, runs, contents=False, news=news)
    extent = measure(document) if document is not None else Extent(pages=0)
    return replace(fitted, document=document, extent=extent), found


def _pinned(brief: Brief, slots: tuple[FilledSlot, ...], runs: Runs) -> frozenset[str]:
    """The passages that people edited."""
    if not brief.edits.overrides.edits:
        return frozenset()
    document, _ = compose_sources(brief, slots, runs, contents=False)
    return pinned_passages(document, slots, brief.edits) if document else frozenset()


def _over(fitted: Fitted, audience: Audience) -> Diagnostic:
    """By how much the least of a pack is too long, and what may be done about it."""
    limit, extent = audience.limit.pages, fitted.extent
    message = (
        f"at its least the pack takes {extent.length:.2f} pages, {extent.length - limit:.2f} more"
        f" than its limit of {limit}"
    )
    if extent.pages <= limit:
        message = (
            f"at its least the pack fills {extent.length:.2f} of its {limit} pages, and Word needs"
            f" {SPARE_FOR_WORD:.2f} to spare"
        )
    slots = [slot for slot in fitted.slots if slot.content.shown]
    stays = ", ".join(f"{slot.content.id} {len(slot.content.shown)}" for slot in slots)
    return error(
        "pages-over",
        f"{message}; what stays: {stays}",
        place=audience.place,
        hint="raise the limit, take a section out, lower `min` or add `words` or `each` in its"
        " limit, or choose a closer style (compact)",
        exit=ExitCode.CONFIG,
    )
