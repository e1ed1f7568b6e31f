"""A PDF into a reading: by its tags where they can be trusted, else by place and look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefgen.diagnostics import Diagnostics
from briefgen.errors import BriefgenError
from briefgen.model import Aside
from briefgen.reading.formats import faults
from briefgen.reading.formats.assemble import assemble
from briefgen.reading.formats.hyphens import Mender
from briefgen.reading.formats.pdf.apart import page_furniture
from briefgen.reading.formats.pdf.columns import column_quirks, part_columns
from briefgen.reading.formats.pdf.file import PdfFile, open_pdf
from briefgen.reading.formats.pdf.furniture import find_page_furniture
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.look import find_pieces, lay_out
from briefgen.reading.formats.pdf.marks import attach_marks
from briefgen.reading.formats.pdf.order import in_reading_order
from briefgen.reading.formats.pdf.pictures import find_figures
from briefgen.reading.formats.pdf.scene import Scene, goes_on
from briefgen.reading.formats.pdf.spacing import number_lines
from briefgen.reading.formats.pdf.tagged import find_title, read_tagged
from briefgen.reading.formats.pdf.tags import Key, TaggedPage, join_pages
from briefgen.reading.formats.pdf.trust import is_trusted
from briefgen.reading.formats.pieces import Found, Piece, Unread
from briefgen.reading.formats.pieces import Head as PieceHead
from briefgen.reading.headtitle import Head, HeadTitle, title_of_heads
from briefgen.reading.language import guess_language
from briefgen.reading.plain.reader import read_plain
from briefgen.reading.source import Reading, ReadOptions, as_reading
from briefgen.reading.vocabulary import gather_words

_PLAIN_LINES = 12  # with fewer, a text without headings is no document of a typewriter's kind


def read_pdf(
    data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    """Lines of origins count the lines of the extracted text, pages included; pages from 1.

    A text whose headings differ from it in no way is read by the rules for plain text.
    """
    try:
        file = open_pdf(data, shown)
        lines = number_lines(_in_order(file))
        if not lines:
            return None, (faults.no_text_layer(shown, len(file.pages)),)
        found = _by_tags(file, lines, options) if file.tags else None
        if file.tags and found is None:
            file = open_pdf(data, shown, with_tags=False)
            lines = number_lines(_in_order(file))
    except ImportError:
        return None, (faults.extra_missing(shown, "pypdfium2", "pdf"),)
    except BriefgenError as fault:
        return None, fault.found
    bare = tuple(n for n, page in enumerate(file.pages, 1) if not page)
    remarks = (faults.pages_without_text(shown, bare),) if bare else ()
    found = found or _by_look(file, lines, options)
    remarks = (*remarks, *faults.pictures(shown, _pictures(file), "page"))
    remarks = (*remarks, *_unseen(file, shown))
    asides = tuple(Aside(text=text) for text in (*file.properties, *filter(None, file.unseen)))
    if found is None:
        reading, more = _read_as_plain(lines, data, source_id, shown, options)
        return replace(reading, asides=asides), (*remarks, *more)
    found = replace(found, asides=asides)
    return assemble(found, data=data, source_id=source_id, shown=shown, options=options), remarks


def _unseen(file: PdfFile, shown: str) -> Diagnostics:
    """Words that nobody who reads the pages sees: they are left out."""
    pages = tuple(number for number, words in enumerate(file.unseen, 1) if words)
    count = sum(len(words.split()) for words in file.unseen)
    return (faults.hidden_words(shown, count, pages),) if pages else ()


def _pictures(file: PdfFile) -> list[Unread]:
    """What the file shows beside its words: the figures of its tags, else its images."""
    return [*file.pictures, *(one for page in file.tags for one in find_figures(page.root))]


def _in_order(file: PdfFile) -> list[PdfLine]:
    """All lines in reading order: of a tagged page its tree's, between what is no part of it."""
    if not file.tags:
        pages = (in_reading_order(attach_marks(page)) for page in file.pages)
        return [line for page in pages for line in part_columns(page)]
    return [
        line
        for page, tags in zip(file.pages, file.tags, strict=True)
        for line in _by_tree(page, tags)
    ]


def _by_tree(page: Sequence[PdfLine], tags: TaggedPage) -> list[PdfLine]:
    order = {key[1]: n for n, key in enumerate(k for t in tags.root.walk() for k in t.blocks)}
    tagged = sorted((x for x in page if x.block >= 0), key=lambda x: order.get(x.block, 0))
    top = max((line.base for line in tagged), default=0.0)
    around = [line for line in page if line.block < 0]
    above = [line for line in around if line.base > top]
    return [*above, *tagged, *(line for line in around if line not in above)]


def _by_look(file: PdfFile, lines: Sequence[PdfLine], options: ReadOptions) -> Found | None:
    """What the look of the pages tells; None where no heading stands out of a longer text."""
    layout = lay_out(file, lines)
    if not layout.headings.runs and len(layout.text) >= _PLAIN_LINES:
        return None
    pieces, mender = find_pieces(layout, options.language)
    title = " ".join(line.text for line in layout.headings.title)
    named = HeadTitle() if title or options.title else _title_of_heads(layout.furniture, pieces)
    return Found(
        pieces=pieces,
        line_count=lines[-1].number,
        title=title or named.title,
        pages=_first_lines(lines),
        repairs=tuple(mender.repairs),
        quirks=(*mender.quirks, *named.quirks, *column_quirks(lines)),
    )


def _title_of_heads(furniture: Sequence[tuple[PdfLine, str]], pieces: Sequence[Piece]) -> HeadTitle:
    heads = [
        Head(text="\t".join(words for _, words in line.cells), line=line.number)
        for line, kind in furniture
        if kind == "running head"
    ]
    return title_of_heads(heads, [p.title for p in pieces if isinstance(p, PieceHead)])


def _by_tags(file: PdfFile, lines: Sequence[PdfLine], options: ReadOptions) -> Found | None:
    """What the structure tree says; None where it is not to be trusted."""
    blocks: dict[Key, list[PdfLine]] = {}
    for line in lines:
        blocks.setdefault((line.page, line.block), []).append(line)
    text = [line.text for line in lines if line.block >= 0]
    language = options.language or guess_language(" ".join(text))
    scene = Scene(lines=blocks, mender=Mender(words=gather_words(text), language=language))
    pages = [page.root for page in file.tags]
    root = join_pages(pages, lambda one, two: goes_on(one, two, scene))
    if not is_trusted(root, scene, lines):
        return None
    title, pieces = find_title(read_tagged(root, scene), lines, file.stated)
    return Found(
        pieces=(*page_furniture(_artifacts(lines)), *pieces),
        line_count=lines[-1].number,
        title=scene.title or title,
        pages=_first_lines(lines),
        toc=tuple(scene.toc),
        repairs=tuple(scene.mender.repairs),
        quirks=tuple(scene.mender.quirks),
    )


def _artifacts(lines: Sequence[PdfLine]) -> Iterator[tuple[PdfLine, str]]:
    """The lines that no element holds, each with what it is for."""
    kinds = find_page_furniture(lines)
    for line in lines:
        if line.block < 0:
            yield line, kinds.get(line.number, "outside the tagged text")


def _first_lines(lines: Sequence[PdfLine]) -> tuple[tuple[int, int], ...]:
    """(first line, number) of each page that has text."""
    firsts: dict[int, int] = {}
    for line in lines:
        firsts.setdefault(line.page, line.number)
    return tuple(sorted((number, page) for page, number in firsts.items()))


# --- text without headings ------------------------------------------------------------------------


def _read_as_plain(
    lines: Sequence[PdfLine],
    data: bytes,
    source_id: str,
    shown: str,
    options: ReadOptions,
) -> tuple[Reading, Diagnostics]:
    """The extracted text, a form feed at each page, by the rules for plain text."""
    rows = [""] * lines[-1].number
    page = 0
    for line in lines:
        text = "\t".join(words for _, words in line.cells)
        text = " ".join((text, *line.marks))
        rows[line.number - 1] = ("\f" if page and line.page != page else "") + text
        page = line.page
    plain, found = read_plain(
        "\n".join(rows),
        source_id=source_id,
        shown=shown,
        language=options.language,
        title=options.title,
    )
    reading = as_reading(plain, data, shown)
    return replace(reading, quirks=(*reading.quirks, *column_quirks(lines))), found
