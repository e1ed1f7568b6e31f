"""Plain data with the line and column of every key and value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from briefgen.diagnostics import Place
from briefgen.slotted import dataclass

YamlData: TypeAlias = "bool | int | float | str | list[YamlData] | dict[str, YamlData] | None"
YamlPath: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlTree:
    """Plain data and where it stood. Paths are keys and 0-based indices; marks are 1-based.

    `written` holds the text of plain scalars that were read as something else than text, so that
    `number: 1.10` can still be had as "1.10". `sha256` is that of the file's bytes, "" for text
    that came from no file.
    """

    data: YamlData
    shown: str
    values: Mapping[YamlPath, Mark]
    keys: Mapping[YamlPath, Mark]
    written: Mapping[YamlPath, str]
    sha256: str = ""

    def place(self, path: YamlPath) -> Place:
        """Where the value of a path stands; of the nearest known parent if it has none."""
        return self._nearest(self.values, path)

    def key_place(self, path: YamlPath) -> Place:
        """Where the key of a path stands; for a list item, the item."""
        if path in self.keys:
            return Place(self.shown, *self.keys[path])
        return self.place(path)

    def _nearest(self, marks: Mapping[YamlPath, Mark], path: YamlPath) -> Place:
        for end in range(len(path), -1, -1):
            if mark := marks.get(path[:end]):
                return Place(self.shown, *mark)
        return Place(self.shown, 1, 1)
