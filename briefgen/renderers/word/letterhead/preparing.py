"""A letterhead to the package that its memos are filled into, and to a report on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Final

from lxml import etree

from briefgen.diagnostics import Diagnostics, Place, info
from briefgen.ooxml import Element, W
from briefgen.renderers.word.letterhead.body import (
    BODY,
    governing_section,
    open_body,
    our_relation,
    rooted,
    taken_ids,
)
from briefgen.renderers.word.letterhead.dressing import Dressed, dress
from briefgen.renderers.word.letterhead.opening import Opened, open_letterhead
from briefgen.renderers.word.letterhead.packing import (
    MAIN,
    leads_xml,
    main_leads,
    our_names,
    type_of,
    types_of,
)
from briefgen.renderers.word.letterhead.pages import (
    PageKind,
    add_reference,
    complete_page,
    page_kinds,
    put_marking,
    sections_of,
    text_page,
)
from briefgen.renderers.word.letterhead.places import Placed, mark_places
from briefgen.renderers.word.letterhead.settings import has_even_pages, kept_settings
from briefgen.renderers.word.letterhead.sheet import Match
from briefgen.renderers.word.look.fonts import font_table_xml
from briefgen.renderers.word.look.numbering import definitions_xml
from briefgen.renderers.word.look.styles import styles_xml
from briefgen.renderers.word.look.theme import theme_xml
from briefgen.renderers.word.markup import XML
from briefgen.renderers.word.parts.package import (
    IGNORABLE,
    NAMESPACES,
    Kind,
    Prepared,
    content_types,
    package_relations,
)
from briefgen.renderers.word.parts.slotted import Slotted, parted, place, slotted
from briefgen.renderers.word.parts.zipped import packed
from briefgen.slotted import dataclass
from briefgen.style import Letterhead, Page, Style

# The order in CT_Lvl (ECMA-376-1, 17.9.6).
_LEVEL: Final = {
    name: n
    for n, name in enumerate(
        ("start", "numFmt", "lvlRestart", "pStyle", "isLgl", "suff", "lvlText", "lvlPicBulletId",
         "legacy", "lvlJc", "pPr", "rPr")
    )
}  # fmt: skip
_CORE: Final = frozenset({"title", "author", "subject", "keywords", "comments", "category"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterheadReport:
    """What was found in a letterhead, for whoever made it."""

    matches: tuple[Match, ...]
    placed: tuple[Placed, ...]
    given_lists: tuple[str, ...]  # ids of its list styles that had no list
    marking_added: tuple[str, ...]  # kinds of pages that had no place for the marking
    left: tuple[str, ...]  # what memos do not carry, in words
    page: Page  # the room for text


@dataclass(slots=True, kw_only=True)
class _Work:
    """A letterhead while it is prepared: trees that change, and what was found in them."""

    opened: Opened
    document: Element
    sheet: Element
    names: Mapping[str, str]  # of parts: theirs to ours
    placed: dict[str, tuple[Placed, ...]] = field(default_factory=dict)  # by our names
    made: dict[str, Element] = field(default_factory=dict)  # our own headers and footers
    added: dict[str, str] = field(default_factory=dict)  # their relationship ids to their names
    without: list[str] = field(default_factory=list)  # kinds of pages that had no marking

    def furniture(self) -> Iterator[tuple[str, Element]]:
        """Every header and footer by our name."""
        for part in self.opened.parts.values():
            if part.kind in ("header", "footer") and part.tree is not None:
                yield self.names[part.name], part.tree
        yield from self.made.items()


def prepare_letterhead(
    style: Style, letterhead: Letterhead, language: str, kind: Kind
) -> tuple[Prepared, LetterheadReport]:
    """The package of a letterhead's memos, and what was found on the way.

    Raises:
        ValueError: the letterhead is refused; the config says so before anything is rendered.
    """
    work = _start(open_letterhead(letterhead.data), style, language, kind)
    sections = sections_of(work.document)
    for section in sections:
        complete_page(section, style.page)
    text = open_body(work.document)
    page = text_page(governing_section(work.document, sections), style.page)
    trees = [work.document, *(tree for _, tree in work.furniture())]
    numbering = work.opened.tree("numbering")
    trees += [numbering] if numbering is not None else []
    dressed = dress(work.sheet, numbering, trees, style, page, kind.paged)
    for name, tree in [(MAIN, work.document), *work.furniture()]:
        work.placed[name] = mark_places(tree)
    _mark_pages(work, sections)
    prepared = _prepared(work, dressed, letterhead)
    report = LetterheadReport(
        matches=dressed.matches,
        placed=(*text, *(one for found in work.placed.values() for one in found)),
        given_lists=dressed.given,
        marking_added=tuple(dict.fromkeys(work.without)),
        left=tuple(sorted(work.opened.left)),
        page=page,
    )
    return prepared, report


def _start(opened: Opened, style: Style, language: str, kind: Kind) -> _Work:
    tree = opened.parts[opened.main].tree if opened.main in opened.parts else None
    if opened.refusals or tree is None:
        raise ValueError(opened.refusals[0].why if opened.refusals else "it is no Word document")
    sheet = opened.tree("styles")
    if sheet is None:
        sheet = etree.fromstring(styles_xml(style, language, kind.paged))
    return _Work(
        opened=opened,
        document=rooted(tree, NAMESPACES, IGNORABLE),
        sheet=sheet,
        names=our_names(opened.parts.values()),
    )


# --- the marking on every page --------------------------------------------------------------------


def _mark_pages(work: _Work, sections: list[Element]) -> None:
    """A place for the marking at head and foot of each kind of page that has none."""
    even = has_even_pages(work.opened.tree("settings"))
    relations = work.opened.parts[work.opened.main].relations
    names = {our_relation(r.id): work.names.get(r.target, "") for r in relations} | work.added
    while (bare := _bare_page(work, page_kinds(sections, even=even), names)) is not None:
        work.without.append(bare.kind)
        for name, identity in (("header", bare.header), ("footer", bare.footer)):
            if names.get(identity):
                tree = dict(work.furniture())[names[identity]]
                part = names[identity]
            else:
                part, tree = _new_part(work, bare, name, names)
            put_marking(tree, name)
            found = Placed("marking", "", "added", True)
            work.placed[part] = (*work.placed.get(part, ()), found)


def _bare_page(work: _Work, kinds: Iterator[PageKind], names: Mapping[str, str]) -> PageKind | None:
    """The first kind of page without a marking."""
    for kind in kinds:
        parts = (names.get(kind.header, ""), names.get(kind.footer, ""))
        places = [one for part in parts for one in work.placed.get(part, ())]
        if not any(one.name == "marking" and one.shown for one in places):
            return kind
    return None


def _new_part(work: _Work, page: PageKind, name: str, names: dict[str, str]) -> tuple[str, Element]:
    """A header or footer where a kind of page has none."""
    part = f"word/{name}-ours{len(work.made) + 1}.xml"
    identity = our_relation(f"made-{len(work.made) + 1}")
    tree = etree.Element(f"{W}{'hdr' if name == 'header' else 'ftr'}", nsmap={"w": W[1:-1]})
    work.made[part] = tree
    work.added[identity] = names[identity] = part
    add_reference(page.section, name, page.kind, identity)
    return part, tree


# --- the package ----------------------------------------------------------------------------------


def _prepared(work: _Work, dressed: Dressed, letterhead: Letterhead) -> Prepared:
    bookmarks, drawings = taken_ids(work.document, [tree for _, tree in work.furniture()])
    opening, closing = parted(slotted(work.document), BODY)
    main = work.opened.parts[work.opened.main]
    shown = [one for one in work.placed[MAIN] if one.shown]
    parts = work.opened.parts.values()
    made = {name: type_of(name.partition("/")[2].partition("-")[0]) for name in work.made}
    return Prepared(
        types=content_types({**types_of(parts, work.names), **made}),
        parts=packed(_fixed_parts(work, dressed.style)),
        opening=(XML + opening[0], *opening[1:]),
        closing=closing,
        relations=main_leads(main, work.names, work.added),
        style=dressed.style,
        lists=dressed.lists,
        places=dict(_placed_parts(work, dressed)),
        properties=_properties(work),
        on_cover=frozenset(one.name for one in shown),
        bookmarks=bookmarks,
        drawings=drawings,
        findings=_findings(work, letterhead),
    )


def _fixed_parts(work: _Work, style: Style) -> dict[str, bytes]:
    """The parts that are the same in every memo of the letterhead."""
    parts = work.opened.parts.values()
    fixed = {
        "_rels/.rels": package_relations(),
        "word/fontTable.xml": font_table_xml(),
    }
    if work.opened.tree("theme") is None:
        fixed["word/theme.xml"] = theme_xml(style)
    for part in parts:
        if part.name not in work.names:
            continue
        name = work.names[part.name]
        if part.relations and part.kind != "document":
            folder, _, file = name.rpartition("/")
            fixed[f"{folder}/_rels/{file}.rels"] = leads_xml(part, work.names)
        if part.kind in ("theme", "fontTable", "image", "font"):
            fixed[name] = part.data
    fixed["word/styles.xml"] = _as_bytes(work.sheet)
    fixed["word/settings.xml"] = kept_settings(work.opened.tree("settings"))
    return fixed


def _as_bytes(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _placed_parts(work: _Work, dressed: Dressed) -> Iterator[tuple[str, Slotted]]:
    """Headers, footers and lists, as text with places."""
    for name, tree in work.furniture():
        text = slotted(tree)
        yield name, (XML + text[0], *text[1:])
    numbering = work.opened.tree("numbering")
    if numbering is None:
        numbering = etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
    for level in numbering.iter(f"{W}lvl"):  # LibreOffice 7.4 writes them in another order
        level[:] = sorted(level, key=lambda c: _LEVEL.get(etree.QName(c).localname, len(_LEVEL)))
    forms = [c for c in numbering if c.tag in (f"{W}abstractNum", f"{W}numPicBullet")]
    lists = numbering.findall(f"{W}num")
    numbering.insert(len(forms) + len(lists), place("lists"))
    numbering.insert(len(forms), place("definitions"))
    text = slotted(numbering)
    before, after = parted(text, "definitions")
    ours = definitions_xml(dressed.style, dressed.lists)
    yield "word/numbering.xml", (f"{XML}{before[0]}{ours}{after[0]}", *after[1:])


def _properties(work: _Work) -> tuple[tuple[str, str], ...]:
    """The document properties that fields ask for, as they write them, with the place each fills.

    Word keeps title and author as core properties, which every memo has.
    """
    asked = (one for found in work.placed.values() for one in found if one.means == "property")
    names = {one.written: one.name for one in asked if one.written.casefold() not in _CORE}
    return tuple(names.items())


def _findings(work: _Work, letterhead: Letterhead) -> Diagnostics:
    if not work.without:
        return ()
    kinds = ", ".join(dict.fromkeys(work.without))
    return (
        info(
            "letterhead-marking",
            f"{letterhead.name} has no place for the marking on its pages ({kinds}): it was added"
            " to header and footer",
            place=Place(letterhead.name),
            hint="in Word, in header or footer: Developer, Plain Text Content Control; then"
            ' Properties, Tag: "marking"',
        ),
    )
