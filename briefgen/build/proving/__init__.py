"""Finished packs to proof: that they leak nothing, and where each of their sentences stands."""

from __future__ import annotations

from briefgen.build.proving.leakage import check_leaks, holds_withheld

__all__ = ["check_leaks", "holds_withheld"]
