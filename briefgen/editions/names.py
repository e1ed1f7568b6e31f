"""The names of the files that a run leaves in a series' folder."""

from __future__ import annotations

from typing import Final

MANIFEST: Final = "manifest.json"
FINAL: Final = ".final.docx"  # ends the name of a Word file to release
SWEEP: Final = ".briefgen-sweep"  # there while temporary files may lie about
JOURNAL: Final = ".briefgen-journal"  # there only while a run writes, or was cut short
