"""One file's or one audience's part of a style, and which line was last to say a measure."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.config.shapes import RawStyle
from briefgen.diagnostics import Place
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlPath, YamlTree

Contract = tuple[tuple[str, str], ...]  # (group, name): what a complete style has


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleLayer:
    """One file's or one audience's part of a style. `name` is that of a base style, else ""."""

    name: str
    raw: RawStyle
    tree: YamlTree
    path: YamlPath  # of the style in its file
    contract: Contract = ()  # of a base style that is a project's own: what it has to name


Layers = tuple[StyleLayer, ...]


def last_place(layers: Layers, paths: Iterable[YamlPath]) -> Place:
    """The line that was last to say one of these measures; numbers may be nested or dotted."""
    wanted = list(paths)
    for layer in reversed(layers):
        for path in reversed(wanted):
            whole = (*layer.path, *path)
            if path[0] == "numbers":
                whole = path_of(layer, "numbers", str(path[1]))
            if whole in layer.tree.keys:
                return layer.tree.place(whole)
    return layers[-1].tree.place(layers[-1].path)


def path_of(layer: StyleLayer, group: str, name: str) -> YamlPath:
    """Where a name stands in its file: numbers may be nested instead of dotted."""
    plain: YamlPath = (*layer.path, group, name)
    head, _, tail = name.partition(".")
    nested: YamlPath = (*layer.path, group, head, tail)
    return plain if plain in layer.tree.keys or not tail else nested
