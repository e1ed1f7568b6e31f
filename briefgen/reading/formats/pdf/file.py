"""The bytes of a PDF into the lines of its pages, its bookmarks and its structure tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefgen.errors import BriefgenError
from briefgen.reading.formats import faults
from briefgen.reading.formats.pdf.bands import band_grids, find_bands, read_letters
from briefgen.reading.formats.pdf.grid import sound_grids
from briefgen.reading.formats.pdf.headings import Bookmark
from briefgen.reading.formats.pdf.ink import Ink
from briefgen.reading.formats.pdf.lines import MAX_CHARACTERS, MAX_PAGES, PdfLine, read_lines
from briefgen.reading.formats.pdf.pictures import Box, find_pictures, read_images
from briefgen.reading.formats.pdf.rules import Grid, find_grids, read_rules
from briefgen.reading.formats.pdf.tags import TaggedPage, read_tags
from briefgen.reading.formats.pieces import Unread
from briefgen.reading.formats.words import squeeze
from briefgen.slotted import dataclass

_Page = tuple[tuple[PdfLine, ...], tuple[Grid, ...], str]
Lines = tuple[tuple[PdfLine, ...], ...]  # page by page, in the order of the content


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFile:
    """What a PDF holds. `tags`: a tree for each page, () where the file is not tagged throughout.

    With tags, a line ends where the words of its element do. `stated`: the title in its properties.
    `grids`, `pictures`: without tags, the ruled tables of each page, and what shows on them.
    `unseen`: the words of each page that nobody sees.
    """

    pages: Lines
    bookmarks: tuple[Bookmark, ...]
    stated: str
    properties: tuple[str, ...] = ()
    tags: tuple[TaggedPage, ...] = ()
    grids: tuple[tuple[Grid, ...], ...] = ()
    pictures: tuple[Unread, ...] = ()
    unseen: tuple[str, ...] = ()


def open_pdf(data: bytes, shown: str, *, with_tags: bool = True) -> PdfFile:
    """Raises BriefgenError where it cannot be read or goes over a limit, ImportError without
    pypdfium2.
    """
    import pypdfium2  # type: ignore[import-untyped] # noqa: PLC0415 (an extra)
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as fault:
        if "password" in str(fault).lower():
            raise BriefgenError(faults.encrypted(shown, "it needs a password")) from fault
        raise BriefgenError(faults.damaged(shown, "it is no whole PDF")) from fault
    if len(document) > MAX_PAGES:
        raise BriefgenError(faults.over_limit(shown, f"more than {MAX_PAGES} pages"))
    try:
        tags = _tags(document, raw) if with_tags else ()
        read: list[_Page] = []
        for index in range(len(document)):
            read.append(_page(document, raw, index, tags, read[-1][1] if read else ()))
        images = [() if tags else _images(document, raw, index) for index in range(len(document))]
        found = PdfFile(
            pages=tuple(lines for lines, _, _ in read),
            grids=tuple(grids for _, grids, _ in read),
            unseen=tuple(words for _, _, words in read),
            bookmarks=tuple(_bookmarks(document)),
            stated=squeeze(str(document.get_metadata_value("Title") or "")).strip(),
            properties=tuple(
                squeeze(str(text)).strip()
                for text in document.get_metadata_dict(skip_empty=True).values()
            ),
            tags=tags,
            pictures=tuple(find_pictures(images)),
        )
    except pypdfium2.PdfiumError as fault:
        raise BriefgenError(faults.damaged(shown, "a page of it cannot be read")) from fault
    if sum(len(line.text) for page in found.pages for line in page) > MAX_CHARACTERS:
        raise BriefgenError(faults.over_limit(shown, f"more than {MAX_CHARACTERS} characters"))
    return found


def _tags(document: Any, raw: Any) -> tuple[TaggedPage, ...]:
    """The tree of each page; () where a page that holds anything has none."""
    found = []
    for index in range(len(document)):
        page = document[index]
        try:
            tags = read_tags(raw, page, index + 1)
            if tags is None and next(page.get_objects(max_depth=1), None) is not None:
                return ()
            found.append(tags or TaggedPage.empty())
        finally:
            page.close()
    return tuple(found)


def _page(
    document: Any, raw: Any, index: int, tags: Sequence[TaggedPage], before: Sequence[Grid]
) -> _Page:
    """The lines of a page, the ruled tables on it where it has no tags, and its hidden words.

    `before`: the tables of the page before, which may go on.
    """
    page = document[index]
    number, height = index + 1, page.get_height()
    try:
        ink = Ink(raw=raw, page=page)
        if tags:
            lines = read_lines(raw, page, number, height, tags[index].owners, ink=ink)
            return tuple(lines), (), ink.shown()
        grids = _ruled(raw, page, before)
        lines = read_lines(raw, page, number, height, grids=grids, ink=ink)
        sound = sound_grids(grids, lines, before)
        if sound != grids:
            ink = Ink(raw=raw, page=page, painting=ink.painting)
            lines = read_lines(raw, page, number, height, grids=sound, ink=ink)
        return tuple(lines), sound, ink.shown()
    finally:
        page.close()


def _images(document: Any, raw: Any, index: int) -> tuple[Box, ...]:
    page = document[index]
    try:
        return read_images(raw, page)
    finally:
        page.close()


def _ruled(raw: Any, page: Any, before: Sequence[Grid]) -> tuple[Grid, ...]:
    """The grids of a page's tables that have rules, be it between their rows alone."""
    across, down = read_rules(raw, page)
    bands = find_bands(across, down)
    letters = read_letters(raw, page) if bands else []
    banded = [grid for band in bands for grid in band_grids(band, letters)]
    return (*find_grids(across, down, before), *banded)


def _bookmarks(document: Any) -> Iterator[Bookmark]:
    for mark in document.get_toc(max_depth=9):
        title = squeeze(mark.get_title() or "").strip()
        target = mark.get_dest()
        index = target.get_index() if target else None
        if title:
            page = index + 1 if index is not None else 0
            yield Bookmark(title=title, level=mark.level + 1, page=page)
