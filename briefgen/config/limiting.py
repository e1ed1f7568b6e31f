"""Limits as written to limits as numbers."""

from __future__ import annotations

from briefgen.config.shapes import RawInnerLimit, RawLimit, RawPackLimit
from briefgen.diagnostics import Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.selection.limits import Limit
from briefgen.yamltext import YamlPath, YamlTree


def read_pack_limit(written: RawPackLimit | None) -> Limit | None:
    """The limit of a whole pack; None where nothing is written."""
    return None if written is None else Limit(pages=written.pages or 0)


def read_limit(
    written: RawLimit | None, path: YamlPath, tree: YamlTree
) -> tuple[Limit | None, Diagnostics]:
    """The limit of a section or a column; None where nothing is written."""
    if written is None:
        return None, ()
    found: Diagnostics = ()
    if written.min and written.items and written.min > written.items:
        found = (
            error(
                "limit-contradiction",
                f"min: {written.min} asks for more than items: {written.items} allows",
                place=tree.place((*path, "min")),
                exit=ExitCode.CONFIG,
            ),
        )
    limit = Limit(
        sentences=written.sentences or 0,
        items=written.items or 0,
        words=written.words or 0,
        min=1 if written.min is None else written.min,
        each=_read_inner(written.each),
    )
    return limit, found


def _read_inner(written: RawInnerLimit | None) -> Limit | None:
    if written is None:
        return None
    return Limit(sentences=written.sentences or 0, words=written.words or 0)
