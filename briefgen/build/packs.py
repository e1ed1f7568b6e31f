"""One audience's pack: what it may see, selected, limited, fitted, composed and rendered."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefgen.build.fit import FilledSlot, Fitted, fit
from briefgen.build.sources import LabelledSource, make_card
from briefgen.compose import ColumnContent, PackFacts, SlotContent, SourceCard, compose
from briefgen.config import Audience, Config, Slot
from briefgen.diagnostics import Diagnostic, Diagnostics, error, has_errors, warning
from briefgen.errors import ExitCode
from briefgen.model import Contents, Document, Passage
from briefgen.renderers import pdf, word
from briefgen.selection.limits import Limit, apply
from briefgen.selection.markings import allowed, highest, position
from briefgen.selection.selectors import Selector, explain_miss, select

# Contents are left out of packs with fewer pages (look.md, "Contents").
FEWEST_PAGES_FOR_CONTENTS = 6
# Word breaks lines otherwise than the PDF: a page limit is kept with this share to spare (look.md
# section 4).
SPARE_FOR_WORD = 0.04


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The renderers' fonts and caches, shared by all packs of a run."""

    pdf: pdf.PdfRun
    word: word.WordRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A finished pack: its files by format, and what it shows, cut and withheld."""

    audience: Audience
    banner: str
    document: Document
    slots: tuple[FilledSlot, ...]
    cards: tuple[SourceCard, ...]
    pages: int
    files: dict[str, bytes] = field(default_factory=dict)


def build_pack(
    config: Config,
    audience: Audience,
    sources: Sequence[LabelledSource],
    as_of: datetime.date | None,
    runs: Runs,
    formats: Sequence[str] = (),
) -> tuple[Pack | None, Diagnostics]:
    """One pack, or None with the errors that stop this audience alone.

    `formats` narrows down which of the audience's formats are made, never what is in them.
    """
    visible = {s.file.id: allowed(s.document, config.ladder, audience.ceiling) for s in sources}
    slots, found = fill_slots(config, audience, visible)
    if has_errors(found):
        return None, found
    fitted, faults = _fit(config, audience, sources, visible, slots, as_of, runs)
    found = (*found, *faults, *_over(fitted, audience))
    if fitted.document is None or has_errors(found):
        return None, found
    shown = [p for slot in fitted.slots for p in slot.content.shown]
    pack = Pack(
        audience=audience,
        banner=banner_of(config, shown),
        document=fitted.document,
        slots=fitted.slots,
        cards=make_cards(config, sources, visible, shown),
        pages=fitted.pages,
    )
    files, faults = _render(pack, runs, formats)
    found = (*found, *(_at_source(d, sources) for d in faults))
    if has_errors(found):
        return None, found
    pack.files.update(files)
    return pack, found


# --- select and limit -----------------------------------------------------------------------------


def fill_slots(
    config: Config, audience: Audience, visible: dict[str, Document]
) -> tuple[tuple[FilledSlot, ...], Diagnostics]:
    """Each slot with the passages that its limits keep, from what the audience may see."""
    documents = tuple(visible.values())
    slots: list[FilledSlot] = []
    found: list[Diagnostic] = []
    for slot in audience.slots:
        filled = _fill(config, slot, documents, audience.language)
        slots.append(filled)
        found += _empty(slot, filled, documents)
    if not any(slot.content.shown for slot in slots):
        found.append(
            error(
                "pack-empty",
                "no section of this pack has anything to show",
                place=audience.place,
                hint="see the warnings about its slots; `briefgen outline` shows what was read",
                exit=ExitCode.SOURCE,
            )
        )
    return tuple(slots), tuple(found)


def _fill(config: Config, slot: Slot, documents: Sequence[Document], language: str) -> FilledSlot:
    def take(select_what: Selector | None) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
        if select_what is None:
            return (), ()
        return apply(select(documents, select_what, config.ladder), slot.limit, language)

    kept, left = take(slot.select)
    columns: list[ColumnContent] = []
    for column in slot.columns:
        chosen = select(documents, column.select, config.ladder)
        own_limit = slot.limit if column.limit == Limit() else column.limit
        shown, cut = apply(chosen, own_limit, language)
        columns.append(ColumnContent(heading=column.heading, passages=shown))
        left = (*left, *cut)
    content = SlotContent(
        id=slot.id,
        label=slot.label,
        layout=slot.layout,
        passages=kept,
        columns=tuple(columns),
        group=slot.group,
        caption=slot.caption,
        remark=slot.remark,
        detail=slot.detail,
        cut_note=slot.cut_note,
        selected=len(kept) + sum(len(c.passages) for c in columns) + len(left),
    )
    return FilledSlot(content=content, limit=slot.limit, left_out=left)


def _empty(slot: Slot, filled: FilledSlot, documents: Sequence[Document]) -> list[Diagnostic]:
    """What a slot or a column that matched nothing is called."""
    found: list[Diagnostic] = []
    if not filled.content.shown:
        selector = slot.select or (slot.columns[0].select if slot.columns else Selector())
        message = f"slot {slot.id!r} matches nothing that this audience may see; it is left out"
        miss = explain_miss(documents, selector)
        if slot.required:
            return [error("slot-empty", message, place=slot.place, hint=miss, exit=ExitCode.SOURCE)]
        return [warning("slot-empty", message, place=slot.place, hint=miss)]
    for column, shown in zip(slot.columns, filled.content.columns, strict=True):
        if not shown.passages:
            found.append(
                warning(
                    "column-empty",
                    f"column {column.heading!r} of slot {slot.id!r} matches nothing, as it says",
                    place=column.place,
                    hint=explain_miss(documents, column.select),
                )
            )
    return found


# --- fit and compose ------------------------------------------------------------------------------


def banner_of(config: Config, shown: Sequence[Passage]) -> str:
    """The highest marking of what is inside, never more than what is shown demands."""
    return highest(config.ladder, [p.marking for p in shown] or [config.ladder.labels[0]])


def make_cards(
    config: Config,
    sources: Sequence[LabelledSource],
    visible: dict[str, Document],
    shown: Sequence[Passage],
) -> tuple[SourceCard, ...]:
    """The sources that the pack draws on, each with the marking of what is taken from it."""
    cards = []
    for source in sources:
        taken = [p.marking for p in shown if p.source == source.file.id]
        if taken:
            marking = highest(config.ladder, taken)
            cards.append(make_card(source, visible[source.file.id], marking))
    return tuple(cards)


def _fit(
    config: Config,
    audience: Audience,
    sources: Sequence[LabelledSource],
    visible: dict[str, Document],
    slots: tuple[FilledSlot, ...],
    as_of: datetime.date | None,
    runs: Runs,
) -> tuple[Fitted, Diagnostics]:
    def compose_slots(
        kept: Sequence[FilledSlot], contents: bool = audience.template.contents
    ) -> tuple[Document | None, Diagnostics]:
        shown = [p for slot in kept for p in slot.content.shown]
        facts = pack_facts(config, audience, banner_of(config, shown), as_of, contents=contents)
        cards = make_cards(config, sources, visible, shown)
        document, found = compose(facts, [slot.content for slot in kept], cards)
        if document is None:
            return None, found
        document, missing = pdf.settle_glyphs(document, runs.pdf)
        return document, (*found, *(_at_source(d, sources) for d in missing))

    def count_pages(document: Document) -> int:
        """A last page that is all but full counts as one more where Word has to keep it too."""
        measured = pdf.measure(document, audience.style, runs.pdf)[0]
        tight = "docx" in audience.formats and measured.fill > 1 - SPARE_FOR_WORD
        return measured.pages + tight

    fitted, found = fit(slots, audience.limit.pages, compose_slots, count_pages)
    document = fitted.document
    if document is None or fitted.pages >= FEWEST_PAGES_FOR_CONTENTS:
        return fitted, found
    if not any(isinstance(block, Contents) for block in document.blocks):
        return fitted, found
    short, found = compose_slots(fitted.slots, contents=False)
    pages = count_pages(short) if short is not None else 0
    return Fitted(slots=fitted.slots, document=short, pages=pages, over=fitted.over), found


def _at_source(found: Diagnostic, sources: Sequence[LabelledSource]) -> Diagnostic:
    """A finding whose place names a source by its id, naming its file instead."""
    shown = {source.file.id: source.file.shown for source in sources}
    if found.place is None or found.place.file not in shown:
        return found
    return replace(found, place=replace(found.place, file=shown[found.place.file]))


def _over(fitted: Fitted, audience: Audience) -> Diagnostics:
    if not fitted.over:
        return ()
    limit = audience.limit.pages
    return (
        error(
            "pages-over",
            f"the pack makes {fitted.pages} pages at its least, its limit is {limit}",
            place=audience.place,
            hint="raise the limit, take a section out, or lower `min` in its limits",
            exit=ExitCode.CONFIG,
        ),
    )


def pack_facts(
    config: Config,
    audience: Audience,
    banner: str,
    as_of: datetime.date | None,
    *,
    contents: bool,
) -> PackFacts:
    """What the pack says of itself."""
    template, ladder = audience.template, config.ladder
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
        as_of=as_of,
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


# --- render ---------------------------------------------------------------------------------------


def _render(pack: Pack, runs: Runs, formats: Sequence[str]) -> tuple[dict[str, bytes], Diagnostics]:
    """The files of a pack by format."""
    files: dict[str, bytes] = {}
    found: Diagnostics = ()
    style = pack.audience.style
    for name in pack.audience.formats:
        if formats and name not in formats:
            continue
        if name == "pdf":
            files[name], faults = pdf.render(pack.document, style, runs.pdf)
        else:
            files[name], faults = word.render(pack.document, style, runs.word)
        found = (*found, *faults)
    return files, found
