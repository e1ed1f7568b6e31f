"""A document's blocks to pages, and pages to the bytes of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.collecting import few_collections
from briefgen.diagnostics import Diagnostics, has_errors
from briefgen.model import Block, Document, FurnitureWords, Head, Notes, Section
from briefgen.renderers.findings import told_once
from briefgen.renderers.pdf.blocks.footnotes import FootNotes, lay_foot_notes
from briefgen.renderers.pdf.blocks.laying import lay_block
from briefgen.renderers.pdf.boxes import (
    Element,
    Numbers,
    Opened,
    PageLayout,
    Strip,
    Tag,
)
from briefgen.renderers.pdf.file.attaching import Attachment, add_attachments
from briefgen.renderers.pdf.file.chapters import ChapterDrawer
from briefgen.renderers.pdf.file.filing import write_file
from briefgen.renderers.pdf.file.links import add_bookmarks
from briefgen.renderers.pdf.file.metadata import add_metadata, pdf_date
from briefgen.renderers.pdf.file.objects import ObjectTable
from briefgen.renderers.pdf.file.sheet import Means, Sheet
from briefgen.renderers.pdf.file.tagging import StructureTree
from briefgen.renderers.pdf.furniture import Furnished, lay_furniture
from briefgen.renderers.pdf.run import PdfRun
from briefgen.renderers.pdf.sections import Placement, paginate_chapters, take_section
from briefgen.renderers.pdf.setting import MM, Form, Ledger, Setting
from briefgen.renderers.pdf.shared import Chapter, SharedRow
from briefgen.slotted import dataclass
from briefgen.style import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How much a pack takes: `fill` is the used share of the last page's body, 0..1."""

    pages: int
    fill: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """A pack laid out and cut into pages, ready to be drawn once."""

    setting: Setting
    sheet: Sheet
    pages: list[PageLayout]
    chapters: Mapping[int, Chapter]  # by the page that they begin on
    notes_node: Tag | None
    found: Diagnostics
    numbers: Mapping[int, Numbers]
    adopted: Mapping[Tag, Tag | None]
    rows: Mapping[int, SharedRow]


def measure(document: Document, style: Style, run: PdfRun) -> tuple[Measure, Diagnostics]:
    """How many pages a pack takes, by the same layout as `render`, without making a file."""
    with few_collections():
        layout = _lay_out(document, style, run)
    run.measured[:] = [(document, style, layout)]
    fill = layout.pages[-1].filled / layout.sheet.body_height
    return Measure(pages=len(layout.pages), fill=min(fill, 1.0)), told_once(layout.found)


def render(
    document: Document,
    style: Style,
    run: PdfRun,
    attachments: Sequence[Attachment] = (),
) -> tuple[bytes, Diagnostics]:
    """The pack as the bytes of a PDF file; b"" if a finding is an error.

    `attachments`: (name, bytes, description) of files that belong to the pack, such as its
    manifest; with any the file is PDF/A-3a instead of PDF/A-2a. Names must differ.

    The same document, style and fonts give the same bytes, whatever the run has seen before.
    """
    with few_collections():
        return _render(document, style, run, attachments)


def _render(
    document: Document, style: Style, run: PdfRun, attachments: Sequence[Attachment]
) -> tuple[bytes, Diagnostics]:
    layout = _take_measured(document, style, run) or _lay_out(document, style, run)
    furnished = (
        lay_furniture(layout.setting, document.furniture, len(layout.pages))
        if document.furniture
        else None
    )
    found = told_once((*layout.found, *layout.setting.ledger.found))
    if has_errors(found):
        return b"", found
    return _write(layout, document, run, furnished, attachments), found


def _take_measured(document: Document, style: Style, run: PdfRun) -> _Layout | None:
    """The layout of the pack that was measured last, if it is this one; it can be drawn once."""
    measured = run.measured.pop() if run.measured else None
    if measured is None or measured[0] is not document or measured[1] is not style:
        return None
    layout: _Layout = measured[2]
    return layout


def _write(
    layout: _Layout,
    document: Document,
    run: PdfRun,
    furnished: Furnished | None,
    attachments: Sequence[Attachment],
) -> bytes:
    table = ObjectTable(run.packer)
    tree = StructureTree(table, layout.adopted)
    if layout.notes_node is not None:
        tree.prepare(layout.notes_node)
    means = Means(
        sheet=layout.sheet,
        go_to=layout.setting.words.go_to,
        shared=run.fragments,
        numbers=layout.numbers,
        furnished=furnished,
        rows=layout.rows,
    )
    drawer = ChapterDrawer(table, tree, means)
    drawer.prepare(layout.pages, layout.chapters)
    layout.pages.reverse()  # each is given up as it is drawn: there may be thousands
    count = len(layout.pages)
    while layout.pages:
        number = count - len(layout.pages)
        chapter = layout.chapters.get(number)
        if chapter is not None and drawer.draw_chapter(number, chapter):
            del layout.pages[-len(chapter.shared.pages) :]
        else:
            drawer.draw(number, layout.pages.pop())
    drawer.close()
    tree.close()
    add_bookmarks(table, drawer.bookmarks)
    add_metadata(table, document, 3 if attachments else 2)
    add_attachments(table, attachments, pdf_date(document))
    return write_file(table)


# --- layout -------------------------------------------------------------------------------------


def _lay_out(document: Document, style: Style, run: PdfRun) -> _Layout:
    style = run.shared_style(style)
    forms: list[Form] = [b.form for b in document.blocks if isinstance(b, Head)]
    form = forms[0] if forms else ""
    setting = _opening_setting(document, style, run, form)
    foot: FootNotes | None = None
    node: Tag | None = None
    flow: list[Element] = []
    chapters: list[Placement] = []
    at_foot = any(isinstance(b, Notes) and b.layout == "foot" for b in document.blocks)
    seen: set[object] = set()
    titled = any(isinstance(b, Head) for b in document.blocks)
    inside = replace(setting, level=1 if titled else 0)
    for block in document.blocks:
        if isinstance(block, Notes) and block.layout == "foot" and foot is None:
            node = Tag("Sect", None)
            foot = lay_foot_notes(inside, block, node)
            flow.append(Strip(height=0, items=(Opened((node,)),)))
            continue
        if isinstance(block, Section):
            laid, chapter = take_section(inside, block, seen, at_foot=at_foot)
            chapters += [Placement(len(flow), len(laid), chapter)] if chapter else []
        else:
            laid = lay_block(inside, block)
        flow += _after_cover(laid) if _follows_cover(flow, form, block) else laid
    sheet = _sheet(style, setting)
    pages, begun = paginate_chapters(flow, chapters, sheet.body_height, foot)
    return _Layout(
        setting=replace(setting, ledger=Ledger()),
        sheet=sheet,
        pages=pages,
        chapters=begun,
        notes_node=node,
        found=tuple(setting.ledger.found),
        numbers=setting.ledger.numbers,
        adopted=setting.ledger.adopted,
        rows=setting.ledger.rows,
    )


def _opening_setting(document: Document, style: Style, run: PdfRun, form: Form) -> Setting:
    page = style.page
    content = (page.width_mm - page.margin_left_mm - page.margin_right_mm) * MM
    left = style.hang_mm * MM
    words = document.furniture.words if document.furniture else FurnitureWords()
    return Setting(
        run=run,
        style=style,
        language=document.language,
        tongues=document.tongues,
        words=words,
        ledger=Ledger(),
        left=left,
        width=min(style.text_mm * MM, content - left),
        wide_left=0.0,
        wide_width=content,
        form=form,
    )


def _sheet(style: Style, setting: Setting) -> Sheet:
    page = style.page
    top, bottom = setting.body_edges()
    return Sheet(
        width=page.width_mm * MM,
        height=page.height_mm * MM,
        left=page.margin_left_mm * MM,
        body_top=top,
        body_height=page.height_mm * MM - top - bottom,
    )


def _follows_cover(flow: list[Element], form: str, block: Block) -> bool:
    """Whether a block is the first after a cover, which is a page of its own."""
    if form != "cover" or isinstance(block, Head) or not flow:
        return False
    return isinstance(flow[-1], Strip) and flow[-1].sinks and flow[-1].repeat is None


def _after_cover(laid: list[Element]) -> list[Element]:
    first = laid[0] if laid else None
    return [first._replace(new_page=True), *laid[1:]] if isinstance(first, Strip) else laid
