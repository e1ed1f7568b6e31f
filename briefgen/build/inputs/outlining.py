"""One source to what was understood of it, as `briefgen outline` shows it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen import reading
from briefgen.build.inputs.sources import no_such_section, options_of
from briefgen.config import find_sources, load_config, load_roles
from briefgen.config.types import SourceRule
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.reading import Reading
from briefgen.selection.roles import RoleTable, idle_roles, label_roles


def read_outline(
    path: Path, *, seeds: Path | None = None, config: Path | None = None
) -> tuple[Reading | None, Diagnostics]:
    """One source as it was understood, with the roles of the config or the built-in table.

    Where the config names the source, what it states of it holds here too.
    """
    source = path if path.exists() or seeds is None else seeds / path
    if source.is_symlink():
        return None, (_is_link(str(path)),)
    roles, rule, faults = _stated(source, seeds, config)
    if roles is None:
        return None, faults
    options = options_of(rule) if rule else reading.ReadOptions()
    read, found = reading.read(source, source_id=source.stem, shown=str(path), options=options)
    if read is None:
        return None, (*faults, *found)
    stated = rule.stated_roles if rule else ()
    document = label_roles(read.document, roles, stated)
    idle = tuple(no_such_section(role) for role in idle_roles([document], stated))
    return replace(read, document=document), (*faults, *found, *idle)


def _is_link(shown: str) -> Diagnostic:
    """A link is refused as `build` refuses it: what is shown is what a pack would say."""
    hint = "name the file itself: links are not followed"
    message = f"{shown} is a symbolic link"
    return error("source-link", message, place=Place(shown), hint=hint, exit=ExitCode.SOURCE)


def _stated(
    source: Path, seeds: Path | None, config: Path | None
) -> tuple[RoleTable | None, SourceRule | None, Diagnostics]:
    """The role table of a config, or the built-in one, and the entry that names the source."""
    if config is None:
        table, found = load_roles()
        return table, None, found
    loaded, found = load_config(config)
    if loaded is None:
        return None, None, found
    files, _ = find_sources(loaded, seeds)
    same = (file.rule for file in files if source.exists() and file.path.samefile(source))
    return loaded.roles, next(same, None), found
