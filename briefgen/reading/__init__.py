"""From files to documents: every line kept, every repair logged, every oddity flagged."""

from __future__ import annotations

from briefgen.reading.formats.child import Guard
from briefgen.reading.source import Reading, ReadOptions, read, read_bytes

__all__ = ["Guard", "ReadOptions", "Reading", "read", "read_bytes"]
