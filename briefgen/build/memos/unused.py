"""Recorded edits that go into no pack, or whose file is gone, to findings."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Final

from briefgen.diagnostics import Diagnostics, Place, warning
from briefgen.editions.previous import Earlier
from briefgen.files.overrides import unused_overrides

_GONE: Final = ("void",)  # fates that leave nothing of an edit in the pack


def find_unused(config: Path, slug: str, names: Collection[str]) -> Diagnostics:
    """A warning for each file of edits that no audience of a config takes up."""
    return tuple(
        warning(
            "overrides-unused",
            f"the edits in this file go into no pack: {why}",
            place=Place(file.as_posix()),
            hint="rename it as the audience and series are named now, or remove it",
        )
        for file, why in unused_overrides(config, slug, names)
    )


def edits_gone(earlier: Earlier, shown: str) -> Diagnostics:
    """A warning where the audience's manifest tells of edits; `shown` is the file that recorded
    them and that is no more.
    """
    if not any(edit.get("fate") not in _GONE for edit in earlier.edits):
        return ()
    gone = warning(
        "overrides-gone",
        "the last edition has people's edits in it, and the file that records them is gone:"
        " the next one has the sources' words",
        place=Place(shown),
        hint="bring the file back, or pull the copy of the memo that is kept beside the new one",
    )
    return (gone,)
