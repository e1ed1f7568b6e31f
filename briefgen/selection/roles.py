"""What a section is for: roles by the words of its heading, from a table in YAML."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTable:
    """Role name -> phrases of a heading that give it, most telling first; per language merged."""

    phrases: tuple[tuple[str, tuple[str, ...]], ...]
