"""The bytes of an edited memo to its paragraphs and to what was written in it before."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import field
from typing import Final
from urllib.parse import unquote

from briefgen.inline_text import addresses_in
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
from briefgen.roundtrip.paragraphs import Contents, Found, Lookup, read_paragraphs
from briefgen.roundtrip.runs import paragraph_text
from briefgen.roundtrip.sheet import (
    bold_styles,
    colours,
    heading_levels,
    list_marks,
    list_styles,
    style_names,
)
from briefgen.roundtrip.store import Store, find_store, known_words
from briefgen.roundtrip.typednotes import typed_notes
from briefgen.roundtrip.unread import unread_paragraphs
from briefgen.slotted import dataclass

_HARMLESS: Final = ("hyperlink", "attachedTemplate")
_CORE: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_TERMS: Final = "{http://purl.org/dc/terms/}"


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
    contents: Contents = field(default_factory=Contents)
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
        own = find_store(archive) or store
        sheet = _related(archive, links, "styles")
        feet = _note_words(body, _related(archive, links, "footnotes"), "footnote")
        ends = _note_words(body, _related(archive, links, "endnotes"), "endnote")
        lookup = Lookup(
            ids=tuple(w.id for w in own.written) if own else (),
            styles=style_names(sheet),
            bold=bold_styles(sheet),
            levels=heading_levels(sheet),
            lists=list_styles(sheet),
            marks=list_marks(_related(archive, links, "numbering")),
            links=_addresses(links, own),
            colours=colours(sheet),
            drawn=frozenset(word for words in own.drawn for word in words.split())
            if own
            else frozenset(),
            notes=typed_notes({**feet, **ends}, own),
        )
        who, when = _saved_by(archive)
        found, visited, contents = read_paragraphs(body, lookup)
        heads = (one.text for one in found if one.level)  # contents repeat them
        unread = unread_paragraphs(body, visited, "\n".join((known_words(own), *heads)))
        return Memo(
            store=own,
            found=found,
            contents=contents,
            remarks=_remarks(body, _related(archive, links, "comments")),
            notes=(*feet.values(), *ends.values()),
            who=who,
            when=when,
            odd=(*unread, *_changed_around(archive, links, own)),
            outside=tuple(x.target for x in links if x.outside and x.kind not in _HARMLESS),
        )


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


# --- the other parts ------------------------------------------------------------------------------


def _addresses(links: list[Relation], store: Store | None) -> dict[str, str]:
    """Where each link leads, spelt as it was written: LibreOffice writes `%C3%BC` as a letter."""
    places = store.written if store else ()
    known = {unquote(one): one for place in places for one in addresses_in(place.words)}
    outside = ((link.id, link.target) for link in links if link.outside)
    return {id: known.get(unquote(target), target) for id, target in outside}


def _remarks(body: Element, part: Element | None) -> dict[str, Remark]:
    """The comments to which the body leads, by their ids; others were taken out."""
    marks = body.iter(f"{W}commentReference", f"{W}commentRangeStart")
    led = {mark.get(f"{W}id") for mark in marks}
    found: dict[str, Remark] = {}
    for comment in part.iter(f"{W}comment") if part is not None else ():
        if comment.get(f"{W}id") not in led:
            continue
        lines = [paragraph_text(p) for p in comment.iter(f"{W}p")]
        found[comment.get(f"{W}id") or ""] = Remark(
            who=comment.get(f"{W}author") or "",
            when=comment.get(f"{W}date") or "",
            text="\n".join(line for line in lines if line),
        )
    return found


def _note_words(body: Element, part: Element | None, kind: str) -> dict[str, str]:
    """The words of the footnotes or endnotes to which the body leads, by what leads to each."""
    led = {mark.get(f"{W}id") for mark in body.iter(f"{W}{kind}Reference")}
    found: dict[str, str] = {}
    for note in part.iter(f"{W}{kind}") if part is not None else ():
        id = note.get(f"{W}id")
        if not note.get(f"{W}type") and id in led:
            words = " ".join(paragraph_text(p) for p in note.iter(f"{W}p"))
            found[f"{kind}Reference {id}"] = " ".join(words.split())
    return found


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
