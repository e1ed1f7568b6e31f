"""What people did to a memo, as data: one edit at one place."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final, Literal

from briefgen.anchored import Kind, key_of
from briefgen.slotted import dataclass

What = Literal["change", "delete", "add", "move", "comment"]
Form = Literal["paragraph", "item", "heading", "row", "table"]
ADDED: Final = "added/"
KEPT: Final = "kept/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit. `block` is the place; for an addition the id that it has from now on.

    change   `text` stands where the sources say `base`
    delete   what the sources say as `base` is gone; a row's cells are parted by " | "
    add      `text` or `rows`, in a `form`, after the block `after`
    move     `block` stands after `after` now; in the `form` of a table: all rows beside it too
    comment  `text` is a remark on the block

    `near` is how the block `after` begins, to find it again; `outside`: it stands after the
    callout, column or table that holds `after`. `banner` is that of the memo it was typed in,
    `marking` what somebody gave it by hand, `earlier` the wording that another memo had here.
    `text` has markup as in `inline_text`.
    """

    what: What
    block: str
    text: str = ""
    base: str = ""
    kind: Kind = "paragraph"
    form: Form = "paragraph"
    level: int = 0
    rows: tuple[tuple[str, ...], ...] = ()
    after: str = ""
    near: str = ""
    outside: bool = False
    who: str = ""
    when: str = ""
    edition: str = ""
    banner: str = ""
    marking: str = ""
    earlier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """Everything that people changed in the memos of one audience; `pulled` are the hashes of
    the files that it was read from and that still may stand in the folder.
    """

    series: str
    audience: str
    edits: tuple[Edit, ...] = ()
    pulled: tuple[str, ...] = ()


def added_id(text: str, after: str, taken: Sequence[str]) -> str:
    """An id for what people added, from its words and place; unique among those taken."""
    number = 0
    while True:
        seed = f"{text}\n{after}\n{number}"
        id = ADDED + hashlib.sha256(seed.encode()).hexdigest()[:8]
        if id not in taken:
            return id
        number += 1


def kept_id(block: str) -> str:
    """The id of words whose block is gone; its own may be another block's by now."""
    return KEPT + key_of(block)


def digest(text: str) -> str:
    """Sixteen digits that say whether a base text is still the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
