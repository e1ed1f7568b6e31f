"""What a named style of Word's is made of before it is XML, and the lists that styles belong to."""

from __future__ import annotations

from typing import Literal

from briefgen.slotted import dataclass
from briefgen.style import TextStyle

ListKind = Literal["bullet", "number"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListIds:
    """Which numbers our lists have in a file: `w:numId`, and `w:abstractNumId` of what they are
    made of. `levels`: for each level of a numbered list its definition and the level in that,
    which are a letterhead's own where it numbers lists itself.
    """

    bullets: int = 1
    numbers: int = 2
    bullet_form: int = 1
    number_form: int = 2
    levels: tuple[tuple[int, int], ...] = ((2, 0), (2, 1), (2, 2))

    def of_list(self, index: int) -> int:
        """The `w:numId` of the numbered list with this place in the document."""
        return self.numbers + 1 + index


OUR_LISTS = ListIds()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedStyle:
    """One paragraph style before it is XML; `look` gives type, leading, spaces and colour."""

    id: str
    name: str
    look: TextStyle
    based_on: str = "Normal"
    next: str = ""
    keep_next: bool = False
    keep_lines: bool = False
    number: tuple[ListKind, int] | None = None  # its list and level, 0-based
    borders: str = ""
    shade: str = ""
    tabs: str = ""
    left: int = 0  # twips
    right: int = 0
    hanging: int = 0
    align: str = ""
    outline: int | None = None  # 0 is level 1
    shown: bool = True  # in the gallery
    leading_exact: bool = True
    font: str = ""
