"""The inline nodes of a Markdown file into typed inlines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it.tree import SyntaxTreeNode

from briefgen.model import Emph, Inline, Inlines, Strong, Text
from briefgen.raised import lower_figures, raise_figures
from briefgen.reading.formats.words import clean_line, inlines, link, retold, tidy
from briefgen.tree import plain_text

_SHIFTS: Mapping[str, Callable[[str], str] | None] = {
    "<sup>": raise_figures,
    "<sub>": lower_figures,
    "</sup>": None,
    "</sub>": None,
}
_STRIKES: Mapping[str, bool] = {
    f"<{slash}{tag}>": not slash for tag in ("del", "s", "strike") for slash in ("", "/")
}


def read_inlines(nodes: Sequence[SyntaxTreeNode], *, alts: bool = True) -> Inlines:
    """The inlines of nodes that stand, figures in `<sup>` or `<sub>` raised or lowered.

    `alts`: with the words that stand for pictures.
    """
    done: list[Inline] = []
    shift = None
    for node, struck in struck_or_not(nodes):
        tag = _tag(node)
        if tag in _SHIFTS:
            shift = _SHIFTS[tag]
        inner = () if struck else _inline(node, alts=alts)
        done += retold(inner, shift) if shift else inner
    return tuple(done)


def _tag(node: SyntaxTreeNode) -> str:
    return node.content.lower().strip() if node.type == "html_inline" else ""


def pictures_in(nodes: Sequence[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    """The pictures among nodes and inside them, but for those that are struck out."""
    for node, struck in struck_or_not(nodes):
        if not struck:
            yield from (node,) if node.type == "image" else pictures_in(node.children)


def struck_or_not(nodes: Sequence[SyntaxTreeNode]) -> Iterator[tuple[SyntaxTreeNode, bool]]:
    """Each node, and whether it is struck out: `~~so~~`, or between `<del>` and its end."""
    inside = False
    for node in nodes:
        inside = _STRIKES.get(_tag(node), inside)
        yield node, inside or node.type == "s"


def _inline(node: SyntaxTreeNode, *, alts: bool = True) -> Inlines:
    match node.type:
        case "inline":
            return read_inlines(node.children, alts=alts)
        case "softbreak" | "hardbreak":
            return (Text(" "),)
        case "em":
            return (Emph(read_inlines(node.children, alts=alts)),)
        case "strong":
            return (Strong(read_inlines(node.children, alts=alts)),)
        case "link":
            return link(str(node.attrs.get("href", "")), read_inlines(node.children, alts=alts))
        case "image":
            return inlines(words_for(node)) if alts else ()
        case "html_inline":
            return (Text(" "),) if node.content.lower().startswith("<br") else ()
        case _:
            words = clean_line(node.content)
            return (Text(words),) if words else ()


def words_for(node: SyntaxTreeNode) -> str:
    """The words that stand for a picture."""
    return plain_text(tidy(read_inlines(node.children))) or plain_text(inlines(node.content))
