"""Arguments of a command to a look at what stands in `out/`, before anything heavy is loaded."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from briefgen.counts import counted
from briefgen.editions.freshness import Look, Project, remember
from briefgen.editions.staleness import has_nothing_to_do
from briefgen.editions.standing import StandingPack
from briefgen.files.overrides import unused_overrides
from briefgen.files.project import OUT, config_name, project_folder


def project_at(config: Path, seeds: Path | None, out: Path | None) -> Project:
    """Where a config's series lies."""
    root = project_folder(config)
    return Project(
        config=str(config),
        name=config_name(config),
        root=str(root),
        out=str(out or root / OUT),
        seeds=str(seeds or ""),
    )


def settled(
    configs: Sequence[Path],
    *,
    seeds: Path | None,
    out: Path | None,
    audiences: Sequence[str],
    formats: Sequence[str],
    as_of: str,
    fail_on: str,
) -> tuple[Look, ...]:
    """The series of all configs where a build of them has nothing to do, else ()."""
    looks: list[Look] = []
    for config in configs:
        look = remember(project_at(config, seeds, out))
        if not has_nothing_to_do(
            look,
            audiences=audiences,
            formats=formats,
            as_of=as_of,
            epoch=os.environ.get("SOURCE_DATE_EPOCH", ""),
            fail_on=fail_on,
        ):
            return ()
        packs = look.standing.packs if look.standing else {}
        if any(unused_overrides(config, Path(look.folder).name, packs)):
            return ()  # a run says so again
        looks.append(look)
    folders = {look.folder for look in looks}
    return tuple(looks) if len(folders) == len(looks) else ()


def settled_lines(looks: Sequence[Look], audiences: Sequence[str]) -> list[str]:
    """What a build with nothing to do says of each series."""
    return [_settled_line(look, audiences) for look in looks]


def settled_files(looks: Sequence[Look], audiences: Sequence[str]) -> list[str]:
    """The packs that stand as they are."""
    return [
        str(Path(look.folder, path))
        for look in looks
        for name, pack in (look.standing.packs if look.standing else {}).items()
        if not audiences or name in audiences
        for path in _files_of(pack)
    ]


def name_what_is_beside(looks: Sequence[Look]) -> None:
    """Says which files of people's stand beside the packs, as every run does."""
    if any(paths for look in looks for paths in look.beside.values()):
        from briefgen.cli.printing import print_findings  # noqa: PLC0415 (rarely needed)
        from briefgen.editions.beside import name_beside  # noqa: PLC0415

        print_findings([found for look in looks for found in name_beside(look)])


def _settled_line(look: Look, audiences: Sequence[str]) -> str:
    packs = look.standing.packs if look.standing else {}
    asked = audiences or tuple(packs)
    files = sum(len(_files_of(packs[name])) for name in asked)
    count = counted(len(asked), "pack")
    return f"{count} in {look.folder}: 0 files written, {files} unchanged; nothing to do"


def _files_of(pack: StandingPack) -> list[str]:
    """The PDF and Word files of a pack, as a run that makes them counts; its report is none."""
    return [path for path in pack.outputs if path.endswith((".pdf", ".docx"))]
