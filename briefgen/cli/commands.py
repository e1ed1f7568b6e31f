"""Every command of the group, loaded for its effect: each module adds its own."""

from __future__ import annotations

from briefgen.cli import building, proving, showing
from briefgen.cli.group import briefgen

__all__ = ["briefgen", "building", "proving", "showing"]
