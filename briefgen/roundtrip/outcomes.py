"""What became of people's edits when a new edition was merged with them."""

from __future__ import annotations

from typing import Literal

from briefgen.anchored import NO_EDITS, Trail
from briefgen.model import Document
from briefgen.roundtrip.edits import Edit
from briefgen.slotted import dataclass

Fate = Literal[
    "theirs",  # the source says what it said; people's words stand
    "both",  # the source changed elsewhere in the text: both stand
    "same",  # the source now says the same
    "conflict",  # both changed one sentence; people's stands, with a remark
    "kept",  # the source is gone; people's words are kept
    "added",
    "deleted",
    "deleted-changed",  # what people took out has changed in the source
    "moved",
    "commented",
    "lost-place",  # what it stood after is gone: it stands as near as can be
    "void",  # nothing is left to do
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one edit, at a place of the new edition ("" where there is none).

    `text` is what stands there, of a change.
    """

    edit: Edit
    fate: Fate
    place: str = ""
    marking: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The pack with people's edits in it, and what the memo must carry of them."""

    document: Document
    outcomes: tuple[Outcome, ...] = ()
    trail: Trail = NO_EDITS
