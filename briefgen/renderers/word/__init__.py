"""From a pack's document to an editable Word memo, as text put into a package prepared once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from briefgen.anchored import NO_EDITS, Anchored, Trail
from briefgen.collecting import few_collections
from briefgen.diagnostics import Diagnostics
from briefgen.model import Block, Callout, Document, FurnitureWords, Head, Note, Notes, Section
from briefgen.renderers.word.blocks.anchors import gap
from briefgen.renderers.word.blocks.notes import footnotes_xml
from briefgen.renderers.word.blocks.remarks import clear_of_notes
from briefgen.renderers.word.blocks.writing import block_xml
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.look.measures import content_width
from briefgen.renderers.word.look.numbering import lists_xml, numbering_xml
from briefgen.renderers.word.markup import paragraph
from briefgen.renderers.word.parts.carried import carried_parts
from briefgen.renderers.word.parts.furnishing import place_words, place_xml
from briefgen.renderers.word.parts.furniture import footer_xml, header_xml
from briefgen.renderers.word.parts.package import Kind, Prepared, fill, frame, prepare
from briefgen.renderers.word.parts.properties import core_xml, custom_xml
from briefgen.renderers.word.parts.slotted import fill_places
from briefgen.renderers.word.patterns import PatternBook
from briefgen.renderers.word.revisions import Piece, Tracking
from briefgen.renderers.word.stretches import Stretch
from briefgen.slotted import dataclass
from briefgen.style import Page, Style
from briefgen.tree import Patterns, walk

__all__ = ["Piece", "Tracking", "WordRun", "render", "start_run"]


@dataclass(slots=True)
class WordRun:
    """What the memos of a run share: the prepared package of each style, the patterns of their
    sections. It changes no byte.
    """

    glyphs: Literal["error", "code"] = "error"
    prepared: list[tuple[Style, str, Kind, Prepared]] = field(default_factory=list)
    book: PatternBook = field(default_factory=PatternBook)


def start_run(
    glyphs: Literal["error", "code"] = "error", patterns: Patterns | None = None
) -> WordRun:
    """A run without prepared packages; the first memo of each style prepares its own. `patterns`
    are those of the blocks that packs of the run have in common.
    """
    return WordRun(glyphs, book=PatternBook(patterns or Patterns()))


def render(
    document: Document,
    style: Style,
    run: WordRun,
    trail: Trail | None = NO_EDITS,
    tracking: Tracking | None = None,
) -> tuple[bytes, Diagnostics]:
    """The document as the bytes of a .docx file, with what was found on the way.

    The same document and style give the same bytes, whatever the run has prepared before.
    `trail` is what the file carries so that it can be read back; None makes a file to release,
    without a mark of ours. `tracking` is what stands in it as tracked changes.
    """
    with few_collections():
        return _render(document, style, run, trail, tracking)


def _render(
    document: Document,
    style: Style,
    run: WordRun,
    trail: Trail | None,
    tracking: Tracking | None,
) -> tuple[bytes, Diagnostics]:
    package = _prepared(run, style, document.language, kind_of(document, style))
    style = package.style
    job = _Job(document, package, kind_of(document, style).paged, trail, tracking, run.book)
    draft, body = _draft(job)
    words = place_words(document)
    asked = {written: words[name] for written, name in package.properties}
    parts = {
        "word/footnotes.xml": footnotes_xml(draft),
        "docProps/core.xml": core_xml(document),
        "docProps/custom.xml": custom_xml(document, asked),
    }
    if style.letterhead is None:
        parts |= {
            "word/header1.xml": header_xml(style, document.furniture),
            "word/footer1.xml": footer_xml(style, document.furniture),
            "word/numbering.xml": numbering_xml(style, draft.list_starts),
        }
    placed = place_xml(words, style) | {"lists": lists_xml(draft.list_starts, draft.lists)}
    before, after = frame(package, placed, flows=draft.flows)
    inner = clear_of_notes(draft, "".join(stretch.xml for stretch in body)) or gap()
    text = f"{before}{inner}{after}"
    whole = (Stretch(xml=before), *body, Stretch(xml=after))
    added = carried_parts(draft, whole, _around(package, parts, placed), package, document.created)
    data = fill(package, text, parts, draft.links, placed, added)
    return data, (*package.findings, *draft.findings)


def _around(
    package: Prepared, parts: Mapping[str, bytes], placed: Mapping[str, str]
) -> tuple[bytes, ...]:
    """The headers and footers as they are written."""
    theirs = {name: fill_places(text, placed).encode() for name, text in package.places.items()}
    return tuple(
        data
        for name, data in sorted((theirs | dict(parts)).items())
        if name.startswith(("word/header", "word/footer"))
    )


def page_of(document: Document, style: Style, run: WordRun) -> Page:
    """The page that the memo's text stands on: a letterhead's own, where there is one."""
    package = _prepared(run, style, document.language, kind_of(document, style))
    return package.style.page


def kind_of(document: Document, style: Style) -> Kind:
    """Top sections open a page each in styles that say so, under a cover or no head at all."""
    forms = {block.form for block in document.blocks if isinstance(block, Head)}
    paged = style.heads == "above" and style.text["heading_1"].new_page and forms <= {"cover"}
    return Kind(paged=paged, press="press" in forms)


def _prepared(run: WordRun, style: Style, language: str, kind: Kind) -> Prepared:
    for known, tongue, form, package in run.prepared:
        if (tongue, form) == (language, kind) and (known is style or known == style):
            return package
    package = _prepare(style, language, kind)
    run.prepared.append((style, language, kind, package))
    return package


def _prepare(style: Style, language: str, kind: Kind) -> Prepared:
    if style.letterhead is None:
        return prepare(style, language, kind)
    from briefgen.renderers.word.letterhead.preparing import (  # noqa: PLC0415 (only who has one)
        prepare_letterhead,
    )

    return prepare_letterhead(style, style.letterhead, language, kind)[0]


@dataclass(frozen=True, slots=True)
class _Job:
    """One memo: what it is made from and into."""

    document: Document
    package: Prepared
    paged: bool
    trail: Trail | None
    tracking: Tracking | None
    book: PatternBook


def _draft(job: _Job) -> tuple[Draft, list[Stretch]]:
    """The body, written once; and once more where links lead to blocks that are no headings or to
    none, which the first writing has found out.
    """
    blocks = job.document.blocks
    places = list(_places(job))
    draft = _new_draft(job, places)
    body = _body(job, draft, places)
    if not draft.wanted:
        return draft, body
    titled = {n.id for n in walk(blocks) if isinstance(n, Section) and n.title}
    if draft.wanted <= titled & draft.seen:
        return draft, body
    again = _new_draft(job, places)
    again.known = frozenset(draft.seen)
    again.targets = frozenset(draft.wanted & draft.seen)
    return again, _body(job, again, places)


def _places(job: _Job) -> Iterator[tuple[Anchored, ...]]:
    """The places of each block; of two with one id the first."""
    seen: set[str] = set()
    for block in job.document.blocks:
        own = job.book.places(block) if job.trail is not None else ()
        yield tuple(place for place in own if place.id not in seen)
        seen.update(place.id for place in own)


def _new_draft(job: _Job, places: Sequence[tuple[Anchored, ...]]) -> Draft:
    document, package = job.document, job.package
    anchored: dict[str, Anchored] = {}
    for place in (place for some in places for place in some):
        anchored.setdefault(place.id, place)
    notes, at_foot = _notes(document)
    words = place_words(document)
    return Draft(
        style=package.style,
        language=document.language,
        words=document.furniture.words if document.furniture else FurnitureWords(),
        paged=job.paged,
        lists=package.lists,
        section="" if package.style.letterhead else package.section,
        on_cover=frozenset(words[name] for name in package.on_cover),
        bookmarks=package.bookmarks,
        drawings=package.drawings,
        trail=job.trail,
        tracking=job.tracking,
        anchored=anchored,
        notes=notes,
        notes_at_foot=at_foot,
        kept=job.book.kept,
    )


def _notes(document: Document) -> tuple[dict[int, Note], bool]:
    """All notes by number, and whether they stand at the foot of the pages."""
    found = list(_notes_in(document.blocks))
    notes: Iterable[Note] = (note for block in found for note in block.notes)
    return {note.number: note for note in notes}, any(n.layout == "foot" for n in found)


def _notes_in(blocks: Iterable[Block]) -> Iterator[Notes]:
    """The notes among blocks and in their sections: they stand nowhere else."""
    for block in blocks:
        if isinstance(block, Notes):
            yield block
        elif isinstance(block, Section | Callout):
            yield from _notes_in(block.blocks)


def _body(job: _Job, draft: Draft, places: Sequence[tuple[Anchored, ...]]) -> list[Stretch]:
    """All blocks; what follows a cover begins on a new page."""
    blocks = job.document.blocks
    spot = Spot(width=content_width(draft.style))

    def write(draft: Draft, block: Block) -> str:
        return block_xml(draft, block, spot)

    body: list[Stretch] = []
    for index, (block, own) in enumerate(zip(blocks, places, strict=True)):
        before = blocks[index - 1] if index else None
        covered = isinstance(before, Head) and before.form == "cover"
        covered = covered and draft.opened  # else a letterhead's cover stands before
        stretch = job.book.write(draft, block, job.package, write)
        stretch = stretch or Stretch(xml=write(draft, block), places=own)
        if covered and not _opens_page(stretch.xml):
            body.append(Stretch(xml=paragraph("BGGap", "", "<w:pageBreakBefore/>")))
        body.append(stretch)
    return body


def _opens_page(xml: str) -> bool:
    return xml[: xml.find("</w:pPr>")].endswith("<w:pageBreakBefore/>")
