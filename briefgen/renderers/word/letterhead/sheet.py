"""A letterhead's styles to the contract: found by name, put under our ids, completed by ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from lxml import etree

from briefgen.ooxml import Element, W
from briefgen.renderers.word.look.styles import SheetStyle
from briefgen.slotted import dataclass

# Elements whose `w:val` is the id of a style, in any part.
_REFERRING: Final = frozenset(
    {"pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink"}
)
# Word writes the English name whatever its language; other programs write their own.
_LOCAL: Final = {
    "heading": ("überschrift", "titre", "título", "titolo", "kop", "rubrik", "overskrift",
                "otsikko", "nagłówek", "nadpis", "заголовок", "címsor", "cabeçalho"),
    "title": ("titel", "titre principal", "puesto", "tytuł", "název"),
    "body text": ("textkörper", "corps de texte", "texto independiente", "corpo testo",
                  "corpo del testo", "platte tekst", "text body", "brödtext"),
    "list bullet": ("aufzählungszeichen", "liste à puces", "lista con viñetas", "punto elenco",
                    "lijst opsom.teken"),
    "list number": ("listennummer", "liste à numéros", "lista con números", "numero elenco",
                    "lijstnummering"),
    "quote": ("zitat", "citation", "cita", "citazione", "citaat"),
    "caption": ("beschriftung", "légende", "descripción", "didascalia", "bijschrift"),
    "header": ("kopfzeile", "en-tête", "encabezado", "intestazione", "koptekst"),
    "footer": ("fußzeile", "pied de page", "pie de página", "piè di pagina", "voettekst"),
    "footnote text": ("fußnotentext", "note de bas de page", "texto nota pie",
                      "testo nota a piè di pagina", "voetnoottekst"),
}  # fmt: skip
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A style of the contract and what stands for it: the name of the letterhead's own, or "" where
    ours stands in.
    """

    style: SheetStyle
    own: str


def match_styles(root: Element, sheet: Iterable[SheetStyle]) -> tuple[list[Match], dict[str, str]]:
    """For each style of the contract the letterhead's, and how their ids change: old id to new."""
    theirs = _Theirs(root)
    matches: list[Match] = []
    renames: dict[str, str] = {}
    for ours in sheet:
        found = theirs.find(ours)
        matches.append(Match(style=ours, own=_name(found) if found is not None else ""))
        if found is not None:
            renames[found.get(f"{W}styleId") or ""] = ours.id
    taken = set(renames.values()) | {match.style.id for match in matches}
    for style in root.iter(f"{W}style"):
        identity = style.get(f"{W}styleId") or ""
        if identity not in renames and identity in taken:
            renames[identity] = _free(identity, taken)
    return matches, renames


def _free(identity: str, taken: set[str]) -> str:
    """An id that no style has, for one of theirs that stands in the way."""
    while identity in taken:
        identity += "0"
    taken.add(identity)
    return identity


class _Theirs:
    """The letterhead's styles by the ways to find them; each is found once."""

    def __init__(self, root: Element) -> None:
        self._ways: dict[tuple[str, str], Element] = {}
        self._used: set[Element] = set()
        styles = list(root.iter(f"{W}style"))
        for way in (_by_default, _by_name, _by_alias, _by_id):
            for style in styles:
                for key in way(style):
                    self._ways.setdefault((style.get(f"{W}type") or "paragraph", key), style)

    def find(self, ours: SheetStyle) -> Element | None:
        for key in (f"default {ours.id}", _plain(ours.name), *_local(ours.name), _plain(ours.id)):
            style = self._ways.get((ours.type, key))
            if style is not None and style not in self._used:
                self._used.add(style)
                return style
        return None


_DEFAULTS: Final = {
    "paragraph": "Normal", "character": "DefaultParagraphFont", "table": "TableNormal",
    "numbering": "NoList",
}  # fmt: skip


def _by_default(style: Element) -> Iterator[str]:
    """The default style of a kind, whatever its name, is the one we know."""
    if style.get(f"{W}default") in ("1", "true", "on"):
        yield f"default {_DEFAULTS.get(style.get(f'{W}type') or 'paragraph', '')}"


def _by_name(style: Element) -> Iterator[str]:
    yield _plain(_name(style))


def _by_alias(style: Element) -> Iterator[str]:
    element = style.find(f"{W}aliases")
    written = (element.get(f"{W}val") or "") if element is not None else ""
    yield from (_plain(alias) for alias in written.split(",") if alias.strip())


def _by_id(style: Element) -> Iterator[str]:
    yield _plain(style.get(f"{W}styleId") or "")


def _name(style: Element) -> str:
    element = style.find(f"{W}name")
    return (element.get(f"{W}val") or "") if element is not None else ""


def _plain(name: str) -> str:
    """Letters and figures alone: names and ids differ in case, blanks and hyphens."""
    return _NOT_LETTERS.sub("", name.casefold())


def _local(name: str) -> Iterator[str]:
    """The names that a style of Word's has in other languages, with its number; also as ids, from
    which Word strips what is no ASCII letter.
    """
    found = re.fullmatch(r"(.*?)( \d)?", name.casefold())
    stem, number = (found.group(1), found.group(2) or "") if found else (name, "")
    for local in _LOCAL.get(stem, ()):
        yield _plain(local + number)
        yield _plain("".join(c for c in local if c.isascii()) + number)


# --- changes --------------------------------------------------------------------------------------


def rename_styles(roots: Iterable[Element], renames: Mapping[str, str]) -> None:
    """Puts the styles under their new ids, in the sheet and wherever they are referred to."""
    for root in roots:
        for element in root.iter(f"{W}*"):
            name = etree.QName(element).localname
            if name == "style":
                identity = element.get(f"{W}styleId") or ""
                element.set(f"{W}styleId", renames.get(identity, identity))
            elif name in _REFERRING:
                identity = element.get(f"{W}val") or ""
                if identity in renames:
                    element.set(f"{W}val", renames[identity])


def add_missing(root: Element, matches: Sequence[Match]) -> None:
    """Our own style for each that the letterhead lacks; references that lead nowhere go."""
    for match in matches:
        if not match.own:
            ours = etree.fromstring(
                match.style.xml.replace("<w:style ", f'<w:style xmlns:w="{W[1:-1]}" ', 1)
            )
            if ours.get(f"{W}default") and _has_default(root, match.style.type):
                del ours.attrib[f"{W}default"]
            root.append(ours)
    known = {style.get(f"{W}styleId") for style in root.iter(f"{W}style")}
    for element in [e for tag in ("basedOn", "next", "link") for e in root.iter(f"{W}{tag}")]:
        if element.get(f"{W}val") not in known:
            element.getparent().remove(element)  # type: ignore[union-attr]  # it has one
    etree.cleanup_namespaces(root, keep_ns_prefixes=[p for p in root.nsmap if p])


def _has_default(root: Element, kind: str) -> bool:
    return any(s.get(f"{W}type") == kind and s.get(f"{W}default") for s in root.iter(f"{W}style"))


# --- what a style says ----------------------------------------------------------------------------


def style_of(root: Element, identity: str) -> Element | None:
    return next((s for s in root.iter(f"{W}style") if s.get(f"{W}styleId") == identity), None)


def said(root: Element, identity: str, path: str) -> Element | None:
    """What a style, or the nearest of those it is based on, says at a path such as `w:rPr/w:sz`."""
    seen: set[str] = set()
    where = path.replace("w:", W)
    while identity and identity not in seen:
        seen.add(identity)
        style = style_of(root, identity)
        if style is None:
            return None
        found = style.find(where)
        if found is not None:
            return found
        based = style.find(f"{W}basedOn")
        identity = (based.get(f"{W}val") or "") if based is not None else ""
    return None


def default_said(root: Element, path: str) -> Element | None:
    """What the document's defaults say: `rPr/w:sz`, `pPr/w:spacing`."""
    kind, _, rest = path.partition("/")
    return root.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}/{rest.replace('w:', W)}")
