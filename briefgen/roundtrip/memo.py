"""The bytes of an edited memo to its paragraphs and to what was written in it before."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from briefgen.anchored import NAMESPACE, Kind
from briefgen.inline_text import plain_words
from briefgen.ooxml import (
    Element,
    PackageFault,
    Relation,
    W,
    furniture_words,
    main_part,
    open_archive,
    parse_part,
    read_part,
    relations,
)
from briefgen.roundtrip.paragraphs import Found, Lookup, read_paragraphs
from briefgen.roundtrip.runs import paragraph_text
from briefgen.roundtrip.unread import unread_paragraphs

_M: Final = f"{{{NAMESPACE}}}"
_KINDS: Final[tuple[Kind, ...]] = (
    "title", "heading", "paragraph", "item", "cell", "caption", "quote", "code"
)  # fmt: skip
_MOST_BASED: Final = 20  # styles that one may be based on
_HARMLESS: Final = ("hyperlink", "attachedTemplate")
_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS: Final = "{http://purl.org/dc/terms/}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One place as the memo was written. `base`: what the sources said, where the memo showed
    people's words; None where it showed the sources'. `people`: it has no source.
    """

    id: str
    kind: Kind
    words: str
    base: str | None = None
    row: str = ""
    lead: str = ""
    people: bool = False
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """What a memo says of itself; `gone` are places that people took out before; `links` the block
    that each bookmark stands at to which a link leads.
    """

    series: str
    audience: str
    edition: str
    banner: str
    written: tuple[Written, ...]
    gone: Mapping[str, str]
    fixed: tuple[str, ...]
    notes: tuple[str, ...]
    said: tuple[str, ...] = ()  # people's comments that were written in it
    links: Mapping[str, str] = field(default_factory=dict)
    drawn: tuple[str, ...] = ()  # the words of drawings and of what is said of changes
    around: tuple[str, ...] = ()  # what headers and footers say, without figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A comment in the file."""

    who: str
    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Memo:
    """An edited memo. `store` is None where an editor has dropped it.

    `who`, `when`: who saved the file last and when, as it says itself. `odd`: what is not carried
    and has no place of its own; `outside`: addresses of parts outside the file.
    """

    store: Store | None
    found: tuple[Found, ...]
    remarks: Mapping[str, Remark] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    who: str = ""
    when: str = ""
    odd: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def read_memo(data: bytes, store: Store | None = None) -> Memo:
    """The memo, its paragraphs with all that says which place they are.

    `store` stands in where the file has none of its own.

    Raises:
        PackageFault: it is no whole Word file, goes over a limit or holds macros.
    """
    with open_archive(data) as archive:
        main = main_part(archive)
        links = relations(archive, main)
        _refuse_macros(archive, links)
        root = _tree(archive, main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise PackageFault("damaged", "it is no Word document")
        own = _own_store(archive) or store
        sheet = _related(archive, links, "styles")
        lookup = Lookup(
            ids=tuple(w.id for w in own.written) if own else (),
            styles=_style_names(sheet),
            bold=_bold_styles(sheet),
            links={link.id: link.target for link in links if link.outside},
            colours=_colours(sheet),
            drawn=frozenset(word for words in own.drawn for word in words.split())
            if own
            else frozenset(),
        )
        notes = _related(archive, links, "footnotes")
        ends = _related(archive, links, "endnotes")
        who, when = _saved_by(archive)
        found, visited = read_paragraphs(body, lookup)
        unread = unread_paragraphs(body, visited, _known_words(own))
        return Memo(
            store=own,
            found=found,
            remarks=_remarks(_related(archive, links, "comments")),
            notes=(*_notes(notes), *_notes(ends)),
            who=who,
            when=when,
            odd=(*unread, *_changed_around(archive, links, own)),
            outside=tuple(x.target for x in links if x.outside and x.kind not in _HARMLESS),
        )


def _known_words(store: Store | None) -> str:
    """All that a memo said where it was written."""
    if store is None:
        return ""
    places = (f"{place.lead} {plain_words(place.words)}" for place in store.written)
    return "\n".join((*places, *store.fixed, *store.drawn, *store.notes, *store.around))


def _refuse_macros(archive: zipfile.ZipFile, links: list[Relation]) -> None:
    types = read_part(archive, "[Content_Types].xml") or b""
    names = [name.lower() for name in archive.namelist()]
    if b"macroEnabled" in types or any("vbaproject" in n or "activex" in n for n in names):
        raise PackageFault("damaged", "it holds macros, which a memo never needs")
    if any(link.kind in ("vbaProject", "aFChunk") for link in links):
        raise PackageFault("damaged", "it holds macros or another file in itself")


def _tree(archive: zipfile.ZipFile, name: str) -> Element | None:
    data = read_part(archive, name)
    return parse_part(data) if data is not None else None


def _related(archive: zipfile.ZipFile, links: list[Relation], kind: str) -> Element | None:
    for link in links:
        if link.kind == kind and not link.outside:
            return _tree(archive, link.target)
    return None


# --- the store ------------------------------------------------------------------------------------


def read_store(data: bytes) -> Store | None:
    """The store of a memo alone, None where there is none.

    Raises:
        PackageFault: as `read_memo`.
    """
    with open_archive(data) as archive:
        return _own_store(archive)


def _own_store(archive: zipfile.ZipFile) -> Store | None:
    for name in sorted(archive.namelist()):
        if not name.lower().startswith("customxml/item") or "props" in name.lower():
            continue
        data = read_part(archive, name) or b""
        if NAMESPACE.encode() in data:
            root = parse_part(data)
            if root.tag == f"{_M}memo":
                return _read_store(root)
    return None


def _read_store(root: Element) -> Store:
    return Store(
        series=root.get("series") or "",
        audience=root.get("audience") or "",
        edition=root.get("edition") or "",
        banner=root.get("banner") or "",
        written=tuple(_written(block) for block in root.findall(f"{_M}block")),
        gone={
            gone.get("id") or "": gone.findtext(f"{_M}base") or ""
            for gone in root.findall(f"{_M}gone")
        },
        fixed=tuple(one.text or "" for one in root.findall(f"{_M}fixed")),
        notes=tuple(one.text or "" for one in root.findall(f"{_M}note")),
        said=tuple(one.text or "" for one in root.findall(f"{_M}said")),
        around=tuple(one.text or "" for one in root.findall(f"{_M}around")),
        drawn=tuple(one.text or "" for one in root.findall(f"{_M}drawn")),
        links={one.get("name") or "": one.get("block") or "" for one in root.findall(f"{_M}link")},
    )


def _written(block: Element) -> Written:
    named = block.get("kind")
    base = block.find(f"{_M}base")
    return Written(
        id=block.get("id") or "",
        kind=next((kind for kind in _KINDS if kind == named), "paragraph"),
        words=block.findtext(f"{_M}words") or "",
        base=(base.text or "") if base is not None else None,
        row=block.get("row") or "",
        lead=block.get("lead") or "",
        people=block.get("people") == "true",
        conflict=block.get("conflict") == "true",
    )


# --- the other parts ------------------------------------------------------------------------------


def _style_names(part: Element | None) -> Mapping[str, str]:
    """Style id -> its name in small letters, which no editor translates."""
    found: dict[str, str] = {}
    for style in part.iter(f"{W}style") if part is not None else ():
        name = style.find(f"{W}name")
        if name is not None:
            found[style.get(f"{W}styleId") or ""] = (name.get(f"{W}val") or "").lower()
    return found


def _bold_styles(part: Element | None) -> frozenset[str]:
    """The styles that set all words in bold, themselves or by what they are based on."""
    own: dict[str, tuple[bool | None, str]] = {}
    for style in part.iter(f"{W}style") if part is not None else ():
        bold, base = style.find(f"{W}rPr/{W}b"), style.find(f"{W}basedOn")
        said = None if bold is None else bold.get(f"{W}val") not in ("0", "false", "off")
        own[style.get(f"{W}styleId") or ""] = (
            said,
            (base.get(f"{W}val") or "") if base is not None else "",
        )

    def is_bold(id: str, depth: int) -> bool:
        said, base = own.get(id, (False, ""))
        return bool(said) if said is not None or depth > _MOST_BASED else is_bold(base, depth + 1)

    return frozenset(id for id in own if is_bold(id, 0))


def _colours(part: Element | None) -> frozenset[str]:
    """The colours of the memo's own words."""
    named = part.iter(f"{W}color") if part is not None else ()
    return frozenset((one.get(f"{W}val") or "").upper() for one in named)


def _remarks(part: Element | None) -> dict[str, Remark]:
    found: dict[str, Remark] = {}
    for comment in part.iter(f"{W}comment") if part is not None else ():
        lines = [paragraph_text(p) for p in comment.iter(f"{W}p")]
        found[comment.get(f"{W}id") or ""] = Remark(
            who=comment.get(f"{W}author") or "",
            when=comment.get(f"{W}date") or "",
            text="\n".join(line for line in lines if line),
        )
    return found


def _notes(part: Element | None) -> tuple[str, ...]:
    """The words of footnotes or endnotes, without their numbers."""
    found = []
    for note in part.iter(f"{W}footnote", f"{W}endnote") if part is not None else ():
        if not note.get(f"{W}type"):
            words = " ".join(paragraph_text(p) for p in note.iter(f"{W}p"))
            found.append(" ".join(words.split()))
    return tuple(found)


def _changed_around(
    archive: zipfile.ZipFile, links: list[Relation], store: Store | None
) -> tuple[str, ...]:
    """What headers and footers say that was not written there, and what they say no more."""
    if store is None or not store.around:
        return ()
    trees = (
        _tree(archive, link.target)
        for link in links
        if link.kind in ("header", "footer") and not link.outside
    )
    said = {words for tree in trees if tree is not None for words in furniture_words(tree)}
    new = [f'"{words}" in the head or foot of its pages' for words in sorted(said)
           if words not in store.around]  # fmt: skip
    gone = [f'that "{words}" was taken out of the head or foot of its pages'
            for words in store.around if said and words not in said]  # fmt: skip
    return tuple(new or gone)


def _saved_by(archive: zipfile.ZipFile) -> tuple[str, str]:
    """Who saved the file last, and when; ("", "") where it does not say."""
    for link in relations(archive, ""):
        if link.kind == "core-properties" and not link.outside:
            core = _tree(archive, link.target)
            if core is None:
                break
            return (
                core.findtext(f"{_CORE}lastModifiedBy") or "",
                core.findtext(f"{_TERMS}modified") or "",
            )
    return "", ""
