"""The parts of a letterhead under the names that memos give them, with what leads to them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from briefgen.ooxml import Relation
from briefgen.renderers.word.letterhead.body import our_relation
from briefgen.renderers.word.letterhead.opening import LetterPart
from briefgen.renderers.word.markup import R, escape
from briefgen.renderers.word.parts.package import NEEDED, relations_xml

_WML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN: Final = "word/document.xml"
_SINGLE: Final = {
    "document": MAIN, "styles": "word/styles.xml", "settings": "word/settings.xml",
    "numbering": "word/numbering.xml", "fontTable": "word/fontTable.xml",
}  # fmt: skip
_SEVERAL: Final = {
    "theme": "word/theme/theme", "header": "word/header", "footer": "word/footer",
    "image": "word/media/image", "font": "word/fonts/font",
}  # fmt: skip


def our_names(parts: Iterable[LetterPart]) -> dict[str, str]:
    """Theirs to ours: a part's name in the letterhead to its name in a memo."""
    counts: dict[str, int] = {}
    names: dict[str, str] = {}
    for part in parts:
        counts[part.kind] = count = counts.get(part.kind, 0) + 1
        if part.kind in _SEVERAL:
            ending = posixpath.splitext(part.name)[1].lower()
            names[part.name] = f"{_SEVERAL[part.kind]}{count}{ending}"
        elif count == 1:
            names[part.name] = _SINGLE[part.kind]
    return names


def type_of(kind: str) -> str:
    """The content type of a part of Word's own."""
    return f"{_WML}.{kind}+xml"


def types_of(parts: Iterable[LetterPart], names: Mapping[str, str]) -> dict[str, str]:
    """The content types by our names, with those of the parts that every memo has."""
    kept = [part for part in parts if part.name in names]
    there = {part.kind for part in kept}
    ours = {f"word/{kind}.xml": type_ for kind, type_ in NEEDED.items() if kind not in there}
    theirs = {names[part.name]: part.content_type for part in kept if part.kind != "document"}
    return theirs | ours


def leads_xml(part: LetterPart, names: Mapping[str, str]) -> bytes:
    """The relationships of a part that is not the main one."""
    return relations_xml("".join(_leads(part.relations, names[part.name], names)))


def main_leads(part: LetterPart, names: Mapping[str, str], added: Mapping[str, str]) -> str:
    """Those of the main part, up to the closing tag. `added`: ids of our own headers and footers,
    with the kind and name of the part as `header:word/header9.xml`.
    """
    inner = [*_leads(part.relations, MAIN, names, prefixed=True)]
    there = {one.kind for one in part.relations}
    for kind in NEEDED:
        if kind not in there:
            inner.append(_lead(our_relation(f"our-{kind}"), kind, f"{kind}.xml"))
    for identity, name in added.items():
        kind = "header" if "/header" in name else "footer"
        inner.append(_lead(identity, kind, posixpath.basename(name)))
    return relations_xml("".join(inner)).decode().removesuffix("</Relationships>")


def _leads(
    relations: Iterable[Relation], source: str, names: Mapping[str, str], *, prefixed: bool = False
) -> Iterator[str]:
    folder = posixpath.dirname(source)
    for one in relations:
        identity = our_relation(one.id) if prefixed else one.id
        if one.outside:
            yield _lead(identity, one.kind, one.target, outside=True)
        elif one.target in names:
            yield _lead(identity, one.kind, posixpath.relpath(names[one.target], folder))


def _lead(identity: str, kind: str, target: str, *, outside: bool = False) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return (
        f'<Relationship Id="{escape(identity)}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>'
    )
