"""A config file to frozen types, with every fault at its line and column.

The heavy part (pydantic) is loaded by the first call, not by importing the types.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from briefgen.config.sources import SourceFile, find_sources, marking_of
from briefgen.config.types import (
    Audience,
    Citations,
    ColumnSlot,
    Config,
    Format,
    Layout,
    MarkingRule,
    Slot,
    SourceRule,
    Template,
)
from briefgen.diagnostics import Diagnostics
from briefgen.selection.roles import RoleTable

__all__ = [
    "Audience",
    "Citations",
    "ColumnSlot",
    "Config",
    "Format",
    "Layout",
    "MarkingRule",
    "Slot",
    "SourceFile",
    "SourceRule",
    "Template",
    "config_schema",
    "find_sources",
    "load_config",
    "load_roles",
    "marking_of",
]


def load_config(
    path: Path, *, shown: str | None = None, seeds: Path | None = None
) -> tuple[Config | None, Diagnostics]:
    """The config of a series, with the templates and styles it names, and every fault.

    A fault inside one audience (its template and style included) takes that audience out and
    leaves the others; any other error, or no audience left, gives None. `shown` is the path as
    messages name it; `seeds` is what `--seeds` says, checked here along with the rest.
    """
    from briefgen.config.load import load  # noqa: PLC0415  # pydantic costs a quarter second

    return load(path, path.as_posix() if shown is None else shown, seeds)


def load_roles() -> tuple[RoleTable, Diagnostics]:
    """The built-in table of roles, for what is read without a config."""
    from briefgen.config.roletable import read_builtin_roles  # noqa: PLC0415

    return read_builtin_roles()


def config_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a config file, for editors."""
    from briefgen.config.schema import make_schema  # noqa: PLC0415

    return make_schema()
