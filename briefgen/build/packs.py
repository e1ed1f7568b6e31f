"""One audience's pack: what it may see, selected, limited, fitted, composed and rendered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefgen.anchored import Trail
from briefgen.build.abbreviating import find_cut_expansions, list_short_forms
from briefgen.build.editing import NO_EDITS, Edits
from briefgen.build.filling import fill_slots
from briefgen.build.fit import Composed, Extent, FilledSlot, Fitted, fit
from briefgen.build.merging import check_edits, edit_markings, merge_edits, pinned_passages
from briefgen.build.names import REPORT
from briefgen.build.noticing import find_twice
from briefgen.build.pack import Brief, Pack, Runs
from briefgen.build.proving import check_leaks
from briefgen.build.records import audience_record
from briefgen.build.reporting.reports import audience_report
from briefgen.build.since import base_for, languages_of, pack_changes
from briefgen.build.sources import LabelledSource, make_card
from briefgen.build.telling import shown_sections, source_records
from briefgen.compose import PackFacts, SourceCard, compose
from briefgen.compose.heads import letters_of
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, for_audience, has_errors
from briefgen.editions.changes.comparing import PackChanges
from briefgen.editions.changes.told import ToldEdition, ToldPack, told_in
from briefgen.editions.manifest import NAME as MANIFEST
from briefgen.editions.manifest import audience_manifest
from briefgen.editions.names import FINAL
from briefgen.errors import ExitCode
from briefgen.model import Contents, Document, Passage
from briefgen.renderers import pdf, word
from briefgen.roundtrip.applying import Applied
from briefgen.selection.markings import highest, position

# Contents are left out of packs with fewer pages (look.md, "Contents").
FEWEST_PAGES_FOR_CONTENTS = 6
# Word breaks lines otherwise than the PDF: a page limit is kept with this share to spare (look.md
# section 4).
SPARE_FOR_WORD = 0.04


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
        base=base_for(config, audience, before, sources, runs.views),
    )
    faults = check_edits(config, audience, order.edits)
    if faults:
        return None, faults
    slots, found = fill_slots(audience, view, config.levels.slot_empty)
    if has_errors(found):
        return None, found
    fitted, faults = fit_pack(brief, slots, runs)
    found = (*found, *faults, *find_twice(config, audience, fitted.slots, sources))
    found = (*found, *find_cut_expansions(config, audience, fitted.slots, view))
    document = fitted.document
    if document is None or has_errors(found):
        return None, found
    shown = _shown(fitted.slots)
    told = told_now(brief, fitted.slots)
    pack = Pack(
        audience=audience,
        banner=banner_of(brief, shown),
        document=document,
        slots=fitted.slots,
        cards=make_cards(brief, shown),
        pages=fitted.extent.pages,
        files={},
        told=told,
        edits=_edits_in(brief, document, fitted.slots, runs),
        changes=changes_of(brief, told),
        shut=brief.base.shut if brief.base else (),
    )
    files, faults = _render(brief, pack, runs, order, _attachments(brief, pack, found))
    found = (*found, *faults)
    if has_errors(found):
        return None, found
    pack = replace(pack, files=files)
    pack, leaks = check_leaks(config, pack, sources, as_of, found, runs.fences)
    return (None if leaks else pack), (*found, *leaks)


# --- compose --------------------------------------------------------------------------------------


def compose_pack(
    brief: Brief, slots: Sequence[FilledSlot], runs: Runs, *, contents: bool
) -> Composed:
    """The pack that these slots make with people's edits, and only characters that can be shown."""
    document, found = _compose(brief, slots, runs, contents=contents)
    if document is None or not brief.edits.overrides.edits:
        return document, found
    applied, more = merge_edits(document, brief.config, brief.audience, brief.edits)
    document, missing = pdf.settle_glyphs(applied.document, runs.pdf)
    return document, (*found, *more, *(_at_source(d, brief.sources) for d in missing))


def _compose(brief: Brief, slots: Sequence[FilledSlot], runs: Runs, *, contents: bool) -> Composed:
    """The pack as the sources make it."""
    shown = _shown(slots)
    facts = pack_facts(brief, banner_of(brief, shown), contents=contents)
    contents_of = [slot.content for slot in slots]
    document, found = compose(facts, contents_of, make_cards(brief, shown))
    if document is None:
        return None, found
    document, missing = pdf.settle_glyphs(document, runs.pdf)
    return document, (*found, *(_at_source(d, brief.sources) for d in missing))


def _edits_in(brief: Brief, document: Document, slots: Sequence[FilledSlot], runs: Runs) -> Applied:
    """What became of each edit in the pack that fits."""
    if not brief.edits.overrides.edits:
        return Applied(document=document)
    contents = any(isinstance(block, Contents) for block in document.blocks)
    bare, _ = _compose(brief, slots, runs, contents=contents)
    if bare is None:
        return Applied(document=document)
    return merge_edits(bare, brief.config, brief.audience, brief.edits)[0]


def _shown(slots: Sequence[FilledSlot]) -> list[Passage]:
    return [passage for slot in slots for passage in slot.content.shown]


def banner_of(brief: Brief, shown: Sequence[Passage]) -> str:
    """The highest marking of what is inside, never more than what is shown demands."""
    inside = [p.marking for p in shown]
    inside += edit_markings(brief.config, brief.audience, brief.edits)
    return highest(brief.config.ladder, inside or [brief.config.ladder.labels[0]])


def make_cards(brief: Brief, shown: Sequence[Passage]) -> tuple[SourceCard, ...]:
    """The sources that the pack draws on, each with the marking of what is taken from it."""
    visible = {document.id: document for document in brief.view.documents}
    cards = []
    for source in brief.sources:
        taken = [p.marking for p in shown if p.source == source.file.id]
        if taken:
            top = highest(brief.config.ladder, taken)
            cards.append(make_card(brief.config, source, visible[source.file.id], top))
    return tuple(cards)


def pack_facts(brief: Brief, banner: str, *, contents: bool) -> PackFacts:
    """What the pack says of itself."""
    config, audience, template = brief.config, brief.audience, brief.audience.template
    ladder = config.ladder
    readers = " and ".join(audience.readers) or audience.name
    handling = ladder.handling[position(ladder, banner)] if ladder.handling else ""
    return PackFacts(
        audience=audience.name,
        series=config.series,
        kind=template.kind.replace("{readers}", readers).replace("{audience}", audience.name),
        head=template.head,
        head_kind=template.head_kind,
        title=audience.title,
        subtitle=audience.subtitle,
        readers=audience.readers,
        offices=audience.offices,
        as_of=brief.as_of,
        language=audience.language,
        words=audience.words,
        banner=banner,
        ladder=ladder.name,
        handling=handling,
        citations=audience.citations,
        contents=contents,
        body=template.body,
        body_file=template.body_file,
    )


def told_now(brief: Brief, slots: Sequence[FilledSlot]) -> ToldPack:
    """What the pack that shows these slots tells."""
    shown = _shown(slots)
    cards = make_cards(brief, shown)
    return ToldPack(
        audience=brief.audience.name,
        as_of=brief.as_of.isoformat() if brief.as_of else "",
        banner=banner_of(brief, shown),
        passages=told_in(shown_sections(slots, letters_of(cards), languages_of(brief.sources))),
        sources=source_records(cards),
    )


def changes_of(brief: Brief, told: ToldPack) -> PackChanges | None:
    """What is new in a pack; None where there is nothing to compare it with."""
    return pack_changes(brief.config, brief.base, told) if brief.base else None


# --- fit ------------------------------------------------------------------------------------------


def fit_pack(brief: Brief, slots: tuple[FilledSlot, ...], runs: Runs) -> tuple[Fitted, Diagnostics]:
    """The most of the slots that keeps the page limit, and the error where not even the least does.

    Contents are settled before pages are counted where the limit is too low for them, else after.
    """
    audience = brief.audience
    limit = audience.limit.pages
    contents = audience.template.contents and not 0 < limit < FEWEST_PAGES_FOR_CONTENTS

    def compose_slots(kept: Sequence[FilledSlot]) -> Composed:
        return compose_pack(brief, kept, runs, contents=contents)

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
    document, found = compose_pack(brief, fitted.slots, runs, contents=False)
    extent = measure(document) if document is not None else Extent(pages=0)
    return replace(fitted, document=document, extent=extent), found


def _pinned(brief: Brief, slots: tuple[FilledSlot, ...], runs: Runs) -> frozenset[str]:
    """The passages that people edited."""
    if not brief.edits.overrides.edits:
        return frozenset()
    document, _ = _compose(brief, slots, runs, contents=False)
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


# --- render ---------------------------------------------------------------------------------------


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
            files[name], faults = pdf.render(document, style, runs.pdf, attachments)
        else:
            files[name], faults = word.render(document, style, runs.word, _trail(brief, pack))
            if order.final and (open_ := _open_conflicts(pack)):
                found.append(_not_final(brief, open_))
            elif order.final:
                files[FINAL[1:]], _ = word.render(document, style, runs.word, None)
        found += [_at_source(d, brief.sources) for d in faults]
    files[REPORT] = audience_report(brief.config, pack)
    return files, tuple(found)


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


def _at_source(found: Diagnostic, sources: Sequence[LabelledSource]) -> Diagnostic:
    """A finding whose place names a source by its id, naming its file instead."""
    shown = {source.file.id: source.file.shown for source in sources}
    if found.place is None or found.place.file not in shown:
        return found
    return replace(found, place=replace(found.place, file=shown[found.place.file]))
