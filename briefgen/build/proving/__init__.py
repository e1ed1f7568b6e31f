"""Finished packs to proof: that they leak nothing, and where each of their sentences stands."""

from __future__ import annotations

from briefgen.build.proving.leakage import check_leaks, holds_withheld
from briefgen.build.proving.openness import bound_findings

__all__ = ["bound_findings", "check_leaks", "holds_withheld"]
