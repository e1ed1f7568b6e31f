"""What a named style of Word's is made of, before it is XML."""

from __future__ import annotations

from dataclasses import dataclass

from briefgen.style import TextStyle


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
    number: tuple[int, int] | None = None  # w:numId and w:ilvl
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
