"""A tree without the parts that have been reported, so that the rest can still be checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field

from briefgen.slotted import dataclass
from briefgen.yamltext import Mark, YamlData, YamlPath, YamlTree


def prune(
    tree: YamlTree, without: Collection[YamlPath], filled: Mapping[YamlPath, YamlData]
) -> YamlTree:
    """The tree without some paths and with some values put in (also at new keys of a mapping).

    Items of a list move up; every value that stays keeps the line and column it stood at. A value
    put in has the place of what stood there, or of its parent.
    """
    growing = _Pruned(tree=tree, without=frozenset(without), filled=filled)
    data = growing.copy(tree.data, (), ())
    return YamlTree(
        data=data,
        shown=tree.shown,
        values=growing.values,
        keys=growing.keys,
        written=growing.written,
        sha256=tree.sha256,
    )


@dataclass(slots=True, kw_only=True)
class _Pruned:
    tree: YamlTree
    without: frozenset[YamlPath]
    filled: Mapping[YamlPath, YamlData]
    values: dict[YamlPath, Mark] = field(default_factory=dict)
    keys: dict[YamlPath, Mark] = field(default_factory=dict)
    written: dict[YamlPath, str] = field(default_factory=dict)

    def copy(self, data: YamlData, old: YamlPath, new: YamlPath) -> YamlData:
        self._move_marks(old, new)
        if old in self.filled:
            return self.filled[old]
        match data:
            case dict():
                return self._copy_mapping(data, old, new)
            case list():
                kept: list[YamlData] = []
                for at, item in enumerate(data):
                    if (*old, at) not in self.without:
                        kept.append(self.copy(item, (*old, at), (*new, len(kept))))
                return kept
            case _:
                return data

    def _copy_mapping(
        self, data: dict[str, YamlData], old: YamlPath, new: YamlPath
    ) -> dict[str, YamlData]:
        kept: dict[str, YamlData] = {}
        for key, value in data.items():
            if (*old, key) not in self.without:
                kept[key] = self.copy(value, (*old, key), (*new, key))
        for path, value in self.filled.items():
            if path and path[:-1] == old:
                kept[str(path[-1])] = value
        return kept

    def _move_marks(self, old: YamlPath, new: YamlPath) -> None:
        if old in self.tree.values:
            self.values[new] = self.tree.values[old]
        if old in self.tree.keys:
            self.keys[new] = self.tree.keys[old]
        if old in self.tree.written:
            self.written[new] = self.tree.written[old]
