"""Audiences that the config no longer has to their folders in `out/`: named, or cleared away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from briefgen.build.memos.unused import find_unused
from briefgen.build.options import BuildOptions
from briefgen.config import Config
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, info, reason_of, warning
from briefgen.editions.freshness import Look
from briefgen.editions.names import MANIFEST
from briefgen.editions.output import hold_lock
from briefgen.editions.previous import read_previous
from briefgen.editions.pruning import remove_written
from briefgen.errors import BriefgenError, ExitCode


def see_to_orphans(config: Config, look: Look, options: BuildOptions) -> Diagnostics:
    """A warning for each folder of an audience that the config no longer has, or has with errors;
    with `--prune` they are cleared of what earlier runs wrote there.

    A config with errors loses no folder: its audience may be back in a minute. Files of people's
    edits that no audience takes up are named too, and never removed.
    """
    unused = find_unused(config.path, config.slug, [one.name for one in config.audiences])
    return (*_orphans_seen_to(config, look, options), *unused)


def _orphans_seen_to(config: Config, look: Look, options: BuildOptions) -> Diagnostics:
    orphans = tuple(_orphans(config, look))
    if not options.prune or options.dry_run or not orphans:
        return tuple(_named(look, name) for name in orphans)
    folder = Path(look.folder)
    try:
        with hold_lock(folder) as found:
            previous, unread = read_previous(folder)
            cleared = (_clear(folder, name, previous) for name in orphans)
            return (*found, *unread, *(one for told in cleared for one in told))
    except BriefgenError as fault:
        return fault.found


def _orphans(config: Config, look: Look) -> Iterator[str]:
    known = {audience.name for audience in config.audiences}
    packs = look.standing.packs if look.standing else {}
    for name in sorted({*packs, *look.strays} - known):
        if Path(look.folder, name, MANIFEST).is_file():
            yield name


def _named(look: Look, name: str) -> Diagnostic:
    return warning(
        "pack-orphaned",
        f"the config has no audience {name!r} without faults, so no run makes this folder",
        place=Place(str(Path(look.folder, name))),
        hint="`briefgen build --prune` removes what earlier runs wrote there",
    )


def _clear(folder: Path, name: str, previous: Mapping[str, str]) -> Diagnostics:
    place = Place(str(folder / name))
    try:
        removed, left = remove_written(folder, name, previous)
    except OSError as fault:
        message = f"the folder cannot be cleared: {reason_of(fault)}"
        hint = "make the folder writable and run again"
        return (error("cannot-write", message, place=place, hint=hint, exit=ExitCode.OUTPUT),)
    found: list[Diagnostic] = []
    if removed:
        files = counted(len(removed), "file")
        message = f"removed {files} of {name!r}, which the config no longer has"
        found.append(info("orphan-removed", message, place=place))
    if left:
        message = f"{name!r} is no more, and files that were not written so stay: {', '.join(left)}"
        hint = "move or remove them yourself"
        found.append(warning("orphan-kept", message, place=place, hint=hint))
    return tuple(found)
