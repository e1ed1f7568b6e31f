"""The shipped series built once, with its packs as trees, for what is proved of finished files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefgen.build import BuildOptions, build
from briefgen.build.packs.brief import Runs, start_runs
from briefgen.build.packs.making import build_pack
from briefgen.build.proving.projects import Project, load_projects
from briefgen.build.proving.verifying import Checked, verify_files
from briefgen.diagnostics import Diagnostics
from briefgen.model import Document
from tests.places import PROJECT

CONFIG = PROJECT / "configs" / "nato-china.yaml"
AUDIENCES = ("minister", "desk-officer", "delegation", "press")
SLUG = "nato-china-relations"


@dataclass(frozen=True, slots=True)
class Built:
    """An edition on disk with what it was made from."""

    out: Path
    seeds: Path | None
    project: Project
    trees: dict[str, Document]
    runs: Runs

    def file(self, audience: str, form: str) -> Path:
        return self.out / SLUG / audience / f"{SLUG}-{audience}.{form}"

    def verify(self, *files: Path) -> tuple[tuple[Checked, ...], Diagnostics]:
        return verify_files(files, (CONFIG,), self.seeds, self.out)


def make(out: Path, seeds: Path | None) -> Built:
    build(BuildOptions(configs=(CONFIG,), out=out, seeds=seeds))
    projects, faults = load_projects((CONFIG,), seeds)
    assert faults == ()
    config, sources = projects[0].config, projects[0].sources
    runs = start_runs(config, sources)
    packs = {a.name: build_pack(config, a, sources, config.as_of, runs) for a in config.audiences}
    trees = {name: pack.document for name, (pack, _) in packs.items() if pack is not None}
    return Built(out, seeds, projects[0], trees, runs)
