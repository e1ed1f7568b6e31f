"""The names of the files that a run leaves in a series' folder."""

from __future__ import annotations

from typing import Final

MANIFEST: Final = "manifest.json"
JOURNAL: Final = ".briefgen-journal"  # there only while a run writes, or was cut short
