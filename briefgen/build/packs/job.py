"""What a run has read, and one audience, to that audience's finished pack."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.memos.editing import Edits
from briefgen.build.packs.brief import Order, Runs
from briefgen.build.packs.finished import Finished, finish
from briefgen.build.packs.making import build_pack
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostics
from briefgen.editions.changes.told import ToldEdition
from briefgen.slotted import dataclass


class Made(NamedTuple):
    """The pack, or None; its own findings; the fonts that characters were looked for in; the CPU
    seconds spent by stage.
    """

    pack: Finished | None
    found: Diagnostics
    fonts: Mapping[Path, str]
    spent: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What all packs of a run are made from. `before` is the edition that they are compared with;
    `formats` narrows down which files are made, `final` adds a Word file to release.
    """

    config: Config
    sources: tuple[LabelledSource, ...]
    as_of: datetime.date | None
    before: ToldEdition | None
    formats: tuple[str, ...]
    final: bool


def make_pack(job: Job, runs: Runs, audience: Audience, edits: Edits) -> Made:
    """One pack, finished or reported."""
    order = Order(edits=edits, formats=job.formats, final=job.final)
    pack, found = build_pack(job.config, audience, job.sources, job.as_of, runs, order, job.before)
    with runs.watch.stage("records"):
        done = finish(job.config, pack, job.sources, job.as_of, runs) if pack else None
    return Made(done, found, dict(runs.pdf.fonts.consulted), runs.watch.take())
