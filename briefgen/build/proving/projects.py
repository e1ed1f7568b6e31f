"""Configs and a folder of sources to what proofs need of them: sources as they are now."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.build.inputs.sources import LabelledSource, read_sources
from briefgen.config import Config, find_sources, load_config
from briefgen.diagnostics import Diagnostics, Severity
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One series with its sources."""

    config: Config
    sources: tuple[LabelledSource, ...]


def load_projects(
    configs: Sequence[Path], seeds: Path | None
) -> tuple[tuple[Project, ...], Diagnostics]:
    """Every config that can be read, with its sources; remarks on them are left to `build`."""
    projects: list[Project] = []
    found: Diagnostics = ()
    for path in configs:
        config, faults = load_config(path, seeds=seeds)
        found = (*found, *faults)
        if config is None:
            continue
        files, faults = find_sources(config, seeds)
        sources, more = read_sources(config, files)
        found = (*found, *faults, *more)
        projects.append(Project(config=config, sources=sources))
    return tuple(projects), tuple(d for d in found if d.severity is Severity.ERROR)
