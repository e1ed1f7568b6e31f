"""The bytes of an HTML file into a checked tree, and what its elements are for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from briefgen.diagnostics import Diagnostics
from briefgen.model import Repair
from briefgen.reading.decode import decode
from briefgen.reading.formats import faults
from briefgen.reading.lines import split_lines
from briefgen.reading.source import ReadOptions
from briefgen.slotted import dataclass

MAX_DEPTH = 240
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w:.-]+)", re.I
)
_HEAD_BYTES = 4096
# libxml2 drops what stands after these; a browser shows it (WHATWG HTML, 13.2.6.4.22).
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
# Elements that hold nothing, which libxml2 does not know: it would take what follows as theirs.
_BARE = re.compile(
    r"<(wbr|source|track|embed|keygen)\b((?:[^<>\"']|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,2000}?)/?>",
    re.IGNORECASE,
)

BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p
    pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 (a long list of short words)
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# No words of the page: programs, styles, pictures drawn in code, what shows in their place.
WORDLESS = frozenset(
    """
    script style template noscript svg canvas iframe object embed audio video head link meta
    datalist source track param area base title
    """.split()  # noqa: SIM905
)
# Their words show where a browser cannot do better, or not at all.
_UNSHOWN = frozenset(
    ["template", "noscript", "canvas", "iframe", "object", "audio", "video", "datalist"]
)
_SHOWING = frozenset(["img", "svg", "canvas", "video", "iframe", "embed", "object"])
_SPECKS = frozenset(["0", "1", "2", "1px"])
_STRUCK_TAGS = frozenset(["del", "s", "strike"])
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_CONTROLS = frozenset(["button", "input", "select", "textarea", "option", "label"])
_ROLES = {
    "navigation": "navigation",
    "banner": "page head",
    "contentinfo": "page foot",
    "complementary": "aside",
    "search": "form",
    "doc-toc": "contents",
}
# LibreOffice marks what stands at the head and foot of its pages so.
_TITLED = {"header": "page head", "footer": "page foot"}
_TAGS = {"nav": "navigation", "footer": "page foot", "aside": "aside", "form": "form"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_TOC = re.compile(r"(?:^|[\s_-])(?:toc|table-?of-?contents)(?:$|[\s_-])", re.IGNORECASE)
_NOTES = re.compile(r"(?:^|[\s_-])(?:footnotes?|endnotes?)(?:$|[\s_-])", re.IGNORECASE)

Element = etree._Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A parsed page, how many lines its file has, and what was taken out of them."""

    root: Element
    line_count: int
    removed: tuple[Repair, ...]


def parse_page(data: bytes, shown: str, options: ReadOptions) -> tuple[Page | None, Diagnostics]:
    """The tree of an HTML file; None with an error where it is no text, empty or too deep."""
    encoding = options.encoding or _stated_encoding(data)
    text, found = decode(data, shown=shown, encoding=encoding)
    if text is None:
        return None, found
    lines, removed, unshowable = split_lines(text, shown)
    found = (*found, *unshowable)
    whole = _ENDS.sub(_newlines, "\n".join(line.text for line in lines))
    whole = _BARE.sub(r"<\1\2 />", whole)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    root = _parse(whole, parser) if whole.strip() else None
    # Past a limit of its own the parser goes on without what follows.
    limited = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    if limited or (root is not None and _depth(root) > MAX_DEPTH):
        deep = faults.over_limit(shown, f"nested deeper than {MAX_DEPTH} levels")
        return None, (*found, deep)
    if root is None:
        return None, (*found, faults.empty(shown, "the file has no text"))
    return Page(root=root, line_count=len(lines), removed=removed), found


def _parse(text: str, parser: etree.HTMLParser) -> Element | None:
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as fault:
        if "memory" in str(fault).lower():
            raise MemoryError from fault
        return None


def _newlines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def _stated_encoding(data: bytes) -> str:
    """What the page says of its encoding, where it is known and the bytes are not UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ""
    match = _CHARSET.search(data[:_HEAD_BYTES])
    if not match or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF8)):
        return ""
    name = match.group(1).decode("ascii", "replace")
    try:
        known = codecs.lookup(name)
        data.decode(known.name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return ""
    # Pages that say Latin-1 are cp1252 (WHATWG Encoding Standard, section 4.2).
    return "" if known.name in ("iso8859-1", "ascii", "utf-8") else known.name


def _depth(root: Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def tag_of(element: Element | None) -> str:
    """The name of an element in lower case without a prefix; "" for a comment."""
    tag: object = element.tag if element is not None else ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def is_block(element: Element) -> bool:
    """Whether an element is a block, or an inline element that holds one (`<a><div>`)."""
    if tag_of(element) in BLOCKS:
        return True
    if is_wordless(element) or not len(element):
        return False
    return any(tag_of(inner) in BLOCKS for inner in element.iterdescendants())


def is_hidden(element: Element) -> bool:
    """Whether a browser does not show an element."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return bool(_HIDDEN.search(element.get("style") or ""))


def is_wordless(element: Element) -> bool:
    """Whether an element has no words of the page's text; an object without data shows its own."""
    tag = tag_of(element)
    return tag in WORDLESS and not (tag == "object" and element.get("data") is None)


def is_passed_over(element: Element) -> bool:
    """Whether nothing in an element is text of the page: comments, programs, hidden words."""
    return not tag_of(element) or is_wordless(element) or is_hidden(element)


def unshown(element: Element) -> int:
    """How many words an element that is passed over holds; a program's are none."""
    tag = tag_of(element)
    if not tag or (tag in WORDLESS and tag not in _UNSHOWN):
        return 0
    return len(" ".join((*all_text(element), _TAG.sub(" ", element.get("srcdoc") or ""))).split())


def drawn_words(element: Element) -> str:
    """The words in a drawing (SVG), with its name and description where it has any."""
    if tag_of(element) != "svg" or not any(tag_of(x) == "text" for x in element.iter()):
        return ""
    named = (x for x in element.iter() if tag_of(x) in ("title", "desc", "text"))
    return " ".join(" ".join(" ".join(all_text(x)) for x in named).split())


def said_of(element: Element) -> str:
    """The words that stand for a picture or another thing that shows."""
    stated = element.get("alt") or element.get("title") or element.get("aria-label") or ""
    return stated or drawn_words(element)


def shows(element: Element) -> bool:
    """Whether an element shows something that is no text: pictures, films, pages put in.

    A drawing without words is an icon, unless it stands in a figure; a picture of a point or two
    only counts who calls.
    """
    tag = tag_of(element)
    if tag not in _SHOWING or is_hidden(element):
        return False
    if tag == "svg":
        return bool(said_of(element)) or tag_of(element.getparent()) == "figure"
    return not {element.get("width"), element.get("height")} & _SPECKS


def is_struck(element: Element) -> bool:
    """Whether words are shown as no longer standing (WHATWG HTML, 4.5.5 and 4.7.2)."""
    return tag_of(element) in _STRUCK_TAGS or bool(_STRUCK.search(element.get("style") or ""))


def furniture_reason(element: Element) -> str:
    """Why an element belongs to the page and not to the text; "" where it is text."""
    tag = tag_of(element)
    if tag in _CONTROLS:
        return "form"
    if reason := _ROLES.get(element.get("role") or ""):
        return reason
    if tag == "div" and (reason := _TITLED.get(element.get("title") or "")):
        return reason
    name = f"{element.get('id') or ''} {element.get('class') or ''}"
    if tag in BLOCKS and tag not in HEADINGS and tag != "body" and _TOC.search(name):
        return "contents"
    if element.get("role") in ("doc-endnotes", "doc-footnote") or (
        tag in ("div", "section", "ol", "ul", "aside") and _NOTES.search(name)
    ):
        return "footnote"
    if tag == "header":
        inner = any(tag_of(x) in HEADINGS for x in element.iterdescendants())
        inside = any(tag_of(x) in ("main", "article", "section") for x in element.iterancestors())
        return "" if inner or inside else "page head"
    if tag == "footer" and any(tag_of(x) == "blockquote" for x in element.iterancestors()):
        return ""
    return _TAGS.get(tag, "")


def line_of(element: Element) -> int:
    """The line that a start tag ends on, 0 where the parser does not say."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0


def all_text(element: Element) -> Iterator[str]:
    """Every text in an element, in the order of the file."""
    return (text for text in element.itertext() if isinstance(text, str))


def shown_words(element: Element) -> str:
    """The words of an element as a browser shows them, blocks parted by blanks."""
    return " ".join("".join(_shown_words(element)).split())


def _shown_words(element: Element) -> Iterator[str]:
    tag = tag_of(element)
    if not tag or is_wordless(element) or is_hidden(element):
        return
    if tag in BLOCKS or tag == "br":
        yield " "
    yield element.text or ""
    for child in element:
        yield from _shown_words(child)
        yield child.tail or ""
    if tag in BLOCKS:
        yield " "
