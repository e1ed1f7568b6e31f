"""A series as it stands to the findings on what people made and left beside its packs."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, info, warning
from briefgen.editions.freshness import Look
from briefgen.editions.names import COPIES


def name_beside(look: Look) -> Diagnostics:
    """A finding for each file that people made and that stands beside a pack of the series."""
    folder = Path(look.folder)
    return tuple(_beside(folder, path) for paths in look.beside.values() for path in paths)


def _beside(folder: Path, path: str) -> Diagnostic:
    name, place = PurePosixPath(path).name, Place(str(folder / path))
    if any(mark in name for mark in COPIES):
        message = f"{name} is kept from an earlier edition for the edits in it"
        return info("file-kept", message, place=place, hint="move it when you have seen to it")
    hint = "move or remove it: it may hold words that have changed"
    if name.endswith(".docx"):
        hint = "`briefgen build --pull` records edits in it that are not; then move or remove it"
    return warning(
        "file-outdated",
        f"{name} is an earlier edition's, was edited by hand and is no longer made",
        place=place,
        hint=hint,
    )
