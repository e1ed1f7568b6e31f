"""What a run is asked to do, and what it reports back."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.config import Config
from briefgen.diagnostics import Diagnostics, Severity
from briefgen.editions.freshness import Project
from briefgen.files.project import OUT, config_name
from briefgen.slotted import dataclass

if TYPE_CHECKING:
    from concurrent.futures import Executor


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What the command line asks for; empty means: as the config says.

    `prune`: folders of audiences that are no more are cleared. `locked`: sources that are not those
    of `sources.lock` are refused. `say_again`: packs with such findings are made again, so that a
    report of them is whole. `pull`: edits in a memo on disk are recorded first; `discard_edits`:
    they are dropped; `final`: Word files to release are made besides. `report_ceiling` is the
    highest marking that findings may quote, "" for any (`reporting.bearing`).
    """

    configs: tuple[Path, ...]
    seeds: Path | None = None
    out: Path | None = None
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    as_of: datetime.date | None = None
    fail_on: Severity | None = None
    dry_run: bool = False
    force: bool = False
    keep: int = 0  # kept editions, 0 for all
    say_again: Severity | None = None
    locked: bool = False
    prune: bool = False
    pull: bool = False
    discard_edits: bool = False
    final: bool = False
    report_ceiling: str = ""
    jobs: int = 1  # processes at most, 0 for one on each core
    executor: Executor | None = None  # what makes the packs instead: `concurrent.futures`


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceLine:
    """One audience as `--list` prints it."""

    series: str
    name: str
    template: str
    ceiling: str
    formats: tuple[str, ...]
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOutcome:
    """What a run found and did; paths as the user named the folder.

    `fail_on` is the lowest severity that makes the run fail, None for none; `spent` are CPU seconds
    by stage, of this process and of its workers; `banners` are what the findings of each series may
    bear.
    """

    diagnostics: Diagnostics = ()
    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    planned: tuple[str, ...] = ()
    listing: tuple[AudienceLine, ...] = ()
    spent: Mapping[str, float] = field(default_factory=dict)
    fail_on: Severity | None = Severity.ERROR
    banners: tuple[str, ...] = ()


def join_outcomes(outcome: BuildOutcome, more: BuildOutcome) -> BuildOutcome:
    """Both after each other, times added; `fail_on` stays that of the first."""
    return replace(
        outcome,
        diagnostics=(*outcome.diagnostics, *more.diagnostics),
        written=(*outcome.written, *more.written),
        unchanged=(*outcome.unchanged, *more.unchanged),
        planned=(*outcome.planned, *more.planned),
        listing=(*outcome.listing, *more.listing),
        spent=_sum(outcome.spent, more.spent),
        banners=(*outcome.banners, *more.banners),
    )


def _sum(some: Mapping[str, float], more: Mapping[str, float]) -> dict[str, float]:
    names = dict.fromkeys((*some, *more))
    return {name: some.get(name, 0.0) + more.get(name, 0.0) for name in names}


def project_of(config: Config, options: BuildOptions) -> Project:
    """Where the series lies, in the terms of the look at what stands there."""
    return Project(
        config=str(config.path),
        name=config_name(config.path),
        root=str(config.root),
        out=str(options.out or config.root / OUT),
        seeds=str(options.seeds or ""),
    )


def series_folder(config: Config, options: BuildOptions) -> Path:
    """Where the series' packs lie."""
    return (options.out or config.root / OUT) / config.slug
