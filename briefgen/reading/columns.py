"""Running text set in columns, line beside line, into paragraphs: one column after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefgen.model import Quirk
from briefgen.reading.clumps import ends_sentence
from briefgen.reading.drafts import Draft
from briefgen.reading.plain.tables import Grid

_SHOWN = 60


def read_columns(
    grids: Sequence[Grid], breaks: frozenset[int]
) -> tuple[tuple[Draft, ...], tuple[Quirk, ...]]:
    """The paragraphs of each page's columns, and a quirk for each page that was read so.

    What ends a column in the middle of a sentence goes on at the head of the next one.
    """
    drafts: list[Draft] = []
    quirks: list[Quirk] = []
    for page in _pages(grids, breaks):
        drafts += _page(page)
        lines = tuple(n for grid in page for n in grid.lines)
        shown = page[0].rows[0].cells[0][:_SHOWN]
        quirks.append(Quirk(lines=lines, text=shown, reason="text-in-columns"))
    return tuple(drafts), tuple(quirks)


def _pages(grids: Sequence[Grid], breaks: frozenset[int]) -> list[list[Grid]]:
    """Stretches that only blank lines part, of as many columns, on one page."""
    pages: list[list[Grid]] = []
    for grid in grids:
        last = pages[-1][-1] if pages else None
        beside = last is not None and len(last.rows[0].cells) == len(grid.rows[0].cells)
        if beside and last and not any(last.lines[-1] < line <= grid.lines[0] for line in breaks):
            pages[-1].append(grid)
        else:
            pages.append([grid])
    return pages


def _page(grids: Sequence[Grid]) -> list[Draft]:
    at = grids[0].lines[0]
    done: list[Draft] = []
    for column in range(len(grids[0].rows[0].cells)):
        for grid in grids:
            parts = [(row.lines[0], row.cells[column]) for row in grid.rows if row.cells[column]]
            if not parts:
                continue
            last = done[-1] if done else None
            opens = parts[0][1][:1].islower()
            if last and opens and not ends_sentence(last.parts[-1][1]):
                done[-1] = _longer(last, parts)
            else:
                raw = tuple(text for _, text in parts)
                done.append(Draft(kind="paragraph", parts=tuple(parts), raw=raw, at=at))
    return done


def _longer(draft: Draft, parts: Sequence[tuple[int, str]]) -> Draft:
    raw = tuple(text for _, text in parts)
    return replace(draft, parts=(*draft.parts, *parts), raw=(*draft.raw, *raw))
