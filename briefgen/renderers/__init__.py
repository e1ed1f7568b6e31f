"""Packs to what people read: one renderer per format, all of them total over the block types."""

from __future__ import annotations
