"""A template's own Markdown to blocks; the only place that uses the Markdown parser."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import BriefgenError, ExitCode
from briefgen.model import (
    Block,
    BulletList,
    Emph,
    Inline,
    Inlines,
    Link,
    ListItem,
    OrderedList,
    Paragraph,
    Section,
    Strong,
    Text,
)
from briefgen.tree import plain_text

_SAFE_LINKS = ("http://", "https://", "mailto:", "#")


def parse_markdown(text: str, shown: str) -> tuple[tuple[Block, ...], Diagnostics]:
    """CommonMark to blocks: headings, paragraphs, lists, emphasis, links; `shown` names the file.

    Headings stay flat (a `Section` without blocks), since what is placed between them is put in
    later; `nest` makes them contain. Anything else is an error with its line.
    """
    parser = MarkdownIt("commonmark", {"html": False})
    root = SyntaxTreeNode(parser.parse(text))
    found: list[Diagnostic] = []
    blocks: list[Block] = []
    for n, node in enumerate(root.children):
        try:
            blocks.append(_block(node, f"template/{n + 1}", shown))
        except BriefgenError as fault:
            found += fault.found
    return tuple(blocks), tuple(found)


def _refuse(node: SyntaxTreeNode, shown: str) -> BriefgenError:
    line = node.map[0] + 1 if node.map else 0
    return BriefgenError(
        error(
            "template-markup",
            f"a template cannot hold {node.type.replace('_', ' ')}",
            place=Place(shown, line),
            hint="use headings, paragraphs, lists, *emphasis*, **strong** and [links](https://...)",
            exit=ExitCode.CONFIG,
        )
    )


def _block(node: SyntaxTreeNode, name: str, shown: str) -> Block:
    match node.type:
        case "heading":
            return Section(
                id=name,
                title=_inlines(node.children[0], shown),
                level=int(node.tag[1:]),
                blocks=(),
            )
        case "paragraph":
            return Paragraph(id=name, content=_inlines(node.children[0], shown))
        case "bullet_list":
            return BulletList(id=name, items=_items(node, name, shown))
        case "ordered_list":
            start = int(node.attrs.get("start", 1))
            return OrderedList(id=name, items=_items(node, name, shown), start=start)
        case _:
            raise _refuse(node, shown)


def _items(node: SyntaxTreeNode, name: str, shown: str) -> tuple[ListItem, ...]:
    return tuple(
        ListItem(
            id=f"{name}.{n}",
            blocks=tuple(
                _block(child, f"{name}.{n}/{m}", shown)
                for m, child in enumerate(item.children, start=1)
            ),
        )
        for n, item in enumerate(node.children, start=1)
    )


def _inlines(node: SyntaxTreeNode, shown: str) -> Inlines:
    return tuple(inline for child in node.children for inline in _inline(child, shown))


def _inline(node: SyntaxTreeNode, shown: str) -> tuple[Inline, ...]:
    match node.type:
        case "text":
            return (Text(node.content),) if node.content else ()
        case "softbreak" | "hardbreak":
            return (Text(" "),)
        case "em":
            return (Emph(_inlines(node, shown)),)
        case "strong":
            return (Strong(_inlines(node, shown)),)
        case "link":
            target = str(node.attrs.get("href", ""))
            if not target.startswith(_SAFE_LINKS):
                raise _refuse(node, shown)
            return (Link(target, _inlines(node, shown)),)
        case _:
            raise _refuse(node, shown)


def nest(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Flat template headings made to contain what follows them, up to the next of their level.

    A section that was placed (it has blocks of its own) closes every open heading of level 1.
    """
    top: list[Block] = []
    open_: list[tuple[Section, list[Block]]] = []

    def close(level: int) -> None:
        while open_ and open_[-1][0].level >= level:
            section, inner = open_.pop()
            done = Section(
                id=section.id, title=section.title, level=section.level, blocks=tuple(inner)
            )
            (open_[-1][1] if open_ else top).append(done)

    for block in blocks:
        if isinstance(block, Section) and not block.blocks and plain_text(block.title):
            close(block.level)
            open_.append((block, []))
            continue
        if isinstance(block, Section):
            close(block.level)
        (open_[-1][1] if open_ else top).append(block)
    close(0)
    return tuple(top)
