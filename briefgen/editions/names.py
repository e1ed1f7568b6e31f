"""The names of the files that a run leaves in a series' folder."""

from __future__ import annotations

from typing import Final

MANIFEST: Final = "manifest.json"
FINAL: Final = ".final.docx"  # ends the name of a Word file to release
COPIES: Final = (".edited-", ".kept-")  # in the names of people's files that were put aside
SWEEP: Final = ".briefgen-sweep"  # there while temporary files may lie about
JOURNAL: Final = ".briefgen-journal"  # there only while a run writes, or was cut short
