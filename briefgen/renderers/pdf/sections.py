"""Sections of a pack to strips and pages, each made once for all packs of a run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from briefgen.model import Section
from briefgen.renderers.pdf.blocks.footnotes import FootNotes
from briefgen.renderers.pdf.blocks.laying import lay_block
from briefgen.renderers.pdf.boxes import NO_NUMBERS, Element, PageLayout, Strip, strips_of
from briefgen.renderers.pdf.pages import paginate
from briefgen.renderers.pdf.run import PdfRun, SectionKey, SectionLayout
from briefgen.renderers.pdf.setting import Ledger, Setting
from briefgen.renderers.pdf.shared import Chapter, find_anchors
from briefgen.renderers.pdf.slots import (
    Captions,
    StandIn,
    find_slots,
    numbers_of,
    shape_of,
    stand_in,
    stand_in_pattern,
    with_notes,
)


class Placement(NamedTuple):
    """Where in a flow the strips of a section begin that packs share, and how many they are."""

    start: int
    length: int
    chapter: Chapter


def take_section(
    setting: Setting, section: Section, seen: set[object], *, at_foot: bool
) -> tuple[list[Element], Chapter | None]:
    """A section's strips, made once per run for the same content, style and digits of numbers, and
    what may become of them as pages of their own once another pack has shown them. `at_foot`: its
    strips have to name the pack's own notes.
    """
    ledger, run = setting.ledger, setting.run
    pattern, placed = _stand_in(run, section, Captions(ledger.tables, ledger.figures))
    if placed.key is None:
        return lay_block(setting, section), None
    key = SectionKey(
        placed.key, id(setting.style), setting.language, setting.tongues, setting.words,
        setting.form, setting.level, placed.captions,
    )  # fmt: skip
    # Shown twice in one pack, a section needs tags of its own each time.
    known = None if key in seen else run.sections.get(key)
    seen.add(key)
    shared = known is not None
    if known is None:
        known = _lay_section(setting, pattern, placed)
        run.sections.keep(key, known)
    ledger.found += known.found
    ledger.tables += known.tables
    ledger.figures += known.figures
    numbers = numbers_of(known.slots, placed)
    if numbers:
        ledger.numbers.update(dict.fromkeys(known.slots, numbers))
    flow = [*(with_notes(known.flow, placed.notes) if at_foot else known.flow)]
    if not shared:
        return flow, None
    _share(run, known)
    return flow, Chapter(known.chapter, numbers or NO_NUMBERS)


def _share(run: PdfRun, known: SectionLayout) -> None:
    """Has the fragments of a section's strips kept; those of all are forgotten together."""
    shown = [strip.items for strip in strips_of(known.flow)]
    first = next(filter(None, shown), None)
    if first is None or run.fragments.of(first, repeated=False) is not None:
        return
    for items in shown:
        run.fragments.share(items)


def _stand_in(run: PdfRun, section: Section, used: Captions) -> tuple[Section, StandIn]:
    """A section with stand-ins for its numbers, and the section that its key leads to."""
    known = run.patterns.of(section)
    if known is not None and isinstance(pattern := known.pattern, Section):
        shape = run.shapes.of((pattern,), (), partial(shape_of, pattern))
        placed = stand_in_pattern(known, pattern, shape, used)
        if placed is not None:
            return pattern, placed
    return section, stand_in(section, used)


def _lay_section(setting: Setting, pattern: Section, placed: StandIn) -> SectionLayout:
    first = placed.captions
    own = Ledger(tables=first.tables, figures=first.figures)
    laid = tuple(lay_block(replace(setting, ledger=own), placed.make()))
    captions = own.tables - first.tables, own.figures - first.figures
    return SectionLayout(laid, find_slots(laid), tuple(own.found), *captions, pattern)


def paginate_chapters(
    flow: list[Element], placements: Sequence[Placement], height: float, foot: FootNotes | None
) -> tuple[list[PageLayout], dict[int, Chapter]]:
    """The pages of a flow in a body of `height` points, and the chapters among them by the page
    that they begin on: sections that begin on a page and end with one are parted once for all
    packs. Where notes stand at the foot of pages there are none: each page depends on those before.
    """
    pages: list[PageLayout] = []
    chapters: dict[int, Chapter] = {}
    done = 0
    for start, length, chapter in placements if foot is None else ():
        end = start + length
        if not (_begins_page(flow, start) and _begins_page(flow, end)):
            continue
        pages += paginate(flow[done:start], height, None) if done < start else []
        shared = chapter.shared
        if not shared.pages:
            shared.pages = tuple(paginate(flow[start:end], height, None))
            shared.anchors = tuple(find_anchors(shared.pages))
        chapters[len(pages)] = chapter
        pages += shared.pages
        done = end
    if done < len(flow) or not pages:
        pages += paginate(flow[done:], height, foot)
    return pages, chapters


def _begins_page(flow: Sequence[Element], place: int) -> bool:
    """Whether a page ends before a place in a flow, whatever stands there."""
    if place in (0, len(flow)):
        return True
    element = flow[place]
    return isinstance(element, Strip) and element.new_page
