"""Limits as written to limits as numbers."""

from __future__ import annotations

from briefgen.config.shapes import RawLimit
from briefgen.diagnostics import Diagnostic, Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.selection.limits import Limit
from briefgen.yamltext import YamlPath, YamlTree


def read_limit(
    written: RawLimit | None, path: YamlPath, tree: YamlTree, *, of_pack: bool = False
) -> tuple[Limit | None, Diagnostics]:
    """A limit; None where nothing is written. Pages count for a whole pack alone."""
    if written is None:
        return None, ()
    found: list[Diagnostic] = []
    if written.pages and not of_pack:
        found.append(
            error(
                "limit-pages",
                "pages limit a whole pack, not a section",
                place=tree.key_place((*path, "pages")),
                hint="limit sentences, items or words here, pages at the audience",
                exit=ExitCode.CONFIG,
            )
        )
    if written.min and written.items and written.min > written.items:
        found.append(
            error(
                "limit-contradiction",
                f"min: {written.min} asks for more than items: {written.items} allows",
                place=tree.place((*path, "min")),
                exit=ExitCode.CONFIG,
            )
        )
    each, faults = read_limit(written.each, (*path, "each"), tree)
    limit = Limit(
        sentences=written.sentences or 0,
        items=written.items or 0,
        words=written.words or 0,
        pages=written.pages or 0,
        min=1 if written.min is None else written.min,
        each=each,
    )
    return limit, (*found, *faults)
