"""One audience's pack: what it may see, selected, limited, fitted, composed, rendered, checked."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.memos.merging import check_edits
from briefgen.build.packs.abbreviating import find_cut_expansions
from briefgen.build.packs.bisection import FilledSlot, Fitted
from briefgen.build.packs.brief import EVERYTHING, Brief, Order, Pack, Runs
from briefgen.build.packs.composing import (
    banner_of,
    changes_of,
    make_cards,
    passages_in,
    say,
)
from briefgen.build.packs.filling import fill_slots
from briefgen.build.packs.fitting import find_cuts, fit_pack
from briefgen.build.packs.leaning import find_leaning
from briefgen.build.packs.noticing import find_other_languages, find_twice
from briefgen.build.packs.rendering import render_files
from briefgen.build.proving import bound_findings, check_leaks
from briefgen.config import Audience, Config
from briefgen.diagnostics import (
    Diagnostics,
    has_errors,
)
from briefgen.editions.changes.told import ToldEdition
from briefgen.model import Contents, Document
from briefgen.roundtrip.outcomes import Applied


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

    filter -> select -> limit -> fit and compose -> render -> check. `before` is the edition that
    it is compared with.
    """
    brief = Brief(
        config=config,
        audience=audience,
        as_of=as_of,
        sources=tuple(sources),
        view=runs.views.at(audience.ceiling),
        edits=order.edits,
        base=runs.bases.of(audience, before),
    )
    found = check_edits(config, audience, order.edits)
    if found:
        return None, found
    with runs.watch.stage("selecting"):
        slots, found = fill_slots(audience, brief.view, config.levels.slot_empty, runs.fillings)
    if has_errors(found):
        return None, found
    with runs.watch.stage("composing and layout"):
        fitted, faults = _fit(brief, slots, runs)
    found = (*found, *faults)
    if fitted.document is None or has_errors(found):
        return None, found
    with runs.watch.stage("records"):
        pack = _pack_of(brief, fitted, fitted.document, runs)
    files, faults = render_files(brief, pack, runs, order, found)
    found = (*found, *faults)
    if has_errors(found):
        return None, found
    with runs.watch.stage("leak check"):
        pack, leaks = check_leaks(config, replace(pack, files=files), sources, as_of, found, runs)
    if leaks:
        return None, (*found, *leaks)
    return pack, bound_findings(config, pack, found, runs)


def _fit(brief: Brief, slots: tuple[FilledSlot, ...], runs: Runs) -> tuple[Fitted, Diagnostics]:
    """The most of the slots that the limit of pages holds, and what is odd about the choice."""
    fitted, found = fit_pack(brief, slots, runs)
    if not has_errors(found):
        found = (*found, *find_cuts(brief, slots, fitted, runs))
    return fitted, (
        *found,
        *find_twice(brief.config, brief.audience, fitted.slots, brief.sources),
        *find_cut_expansions(brief.config, brief.audience, fitted.slots, brief.view),
        *find_leaning(brief, fitted.slots),
        *find_other_languages(brief.audience, fitted.slots, brief.sources),
    )


def _pack_of(brief: Brief, fitted: Fitted, document: Document, runs: Runs) -> Pack:
    """The pack without its files."""
    shown = passages_in(fitted.slots)
    contents = any(isinstance(block, Contents) for block in document.blocks)
    said = say(brief, fitted.slots, runs, contents=contents)
    return Pack(
        audience=brief.audience,
        banner=banner_of(brief, shown),
        document=document,
        slots=fitted.slots,
        sections=said.sections,
        cards=make_cards(brief, shown, runs),
        pages=fitted.extent.pages,
        files={},
        told=said.told,
        edits=said.edits or Applied(document=document),
        changes=changes_of(brief, said.told),
        shut=brief.base.shut if brief.base else (),
    )
