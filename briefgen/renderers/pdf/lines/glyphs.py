"""A pack to the same pack with only characters that can be shown, in every format alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import assert_never

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, warning
from briefgen.model import (
    Block,
    Document,
    Emph,
    Inline,
    Inlines,
    Link,
    NativeName,
    NoteRef,
    Strong,
    Text,
)
from briefgen.renderers.pdf.lines.runs import RIGHT_TO_LEFT, UNSEEN, code_of, codes_of
from briefgen.renderers.pdf.run import PdfRun
from briefgen.tree import Node, line_numbers, map_inlines, own_inlines, plain_text, walk

_INSTALL = (
    "install a TrueType font that has them (for Chinese the Debian package fonts-wqy-microhei) "
    "or name one under `fonts`"
)


def settle_glyphs(document: Document, run: PdfRun) -> tuple[Document, Diagnostics]:
    """What no font has: a name's native form is left out with a warning; any other character is
    an error with its source and line or, with `glyphs: code`, stands as `[U+4E2D]`.

    Right-to-left text counts as missing, since its order could not be kept.
    """
    missing = _missing(document.blocks, run)
    if not missing:
        return document, ()
    found = (*_names_left_out(document.blocks, missing, run), *_faults(document, missing, run))
    blocks = tuple(
        map_inlines(block, lambda content: _settled(content, missing, run))
        for block in document.blocks
    )
    return replace(document, blocks=blocks), tuple(dict.fromkeys(found))


def _characters(block: Block, run: PdfRun) -> frozenset[str]:
    """The characters of a block; those of one that packs share are found once."""
    placed = run.patterns.of(block)
    if placed is None:
        return _characters_in(block)
    pattern = placed.pattern
    return run.characters.of((pattern,), (), partial(_characters_in, pattern))


def _characters_in(block: Block) -> frozenset[str]:
    texts = {plain_text(content) for node in walk((block,)) for content in own_inlines(node)}
    return frozenset[str]().union(*texts)


def _missing(blocks: Iterable[Block], run: PdfRun) -> frozenset[str]:
    """The characters of the pack that no font can show."""
    chars = set[str]().union(*(_characters(block, run) for block in blocks))
    chars -= run.fonts.face("sans", "regular").chars & run.fonts.face("serif", "regular").chars
    return frozenset(
        char
        for char in chars
        if ord(char) not in UNSEEN
        and (RIGHT_TO_LEFT.match(char) or run.fonts.stand_in(char) is None)
    )


def _names(content: Inlines) -> Iterable[str]:
    for inline in content:
        match inline:
            case NativeName(text, _):
                yield text
            case Emph(inner) | Strong(inner) | Link(_, inner):
                yield from _names(inner)
            case Text() | NoteRef():
                pass
            case _:
                assert_never(inline)


def _names_left_out(
    blocks: Iterable[Block], missing: frozenset[str], run: PdfRun
) -> list[Diagnostic]:
    if run.glyphs == "code":
        return []
    names = {name for node in walk(blocks) for c in own_inlines(node) for name in _names(c)}
    gone = [c for name in sorted(names) for c in name if c in missing]
    if not gone:
        return []
    message = f"the native form of a name is left out: no font has {codes_of(gone)}"
    return [warning("name-left-out", message, hint=_INSTALL)]


def _faults(document: Document, missing: frozenset[str], run: PdfRun) -> Iterable[Diagnostic]:
    """One finding for each block whose words hold a missing character."""
    for node in walk(document.blocks):
        words = "".join(plain_text(_without_names(c)) for c in own_inlines(node))
        gone = [c for c in words if c in missing]
        if not gone:
            continue
        message, place = f"no font has the characters {codes_of(gone)}", _place(node, document.id)
        if run.glyphs == "code":
            yield warning("glyph-as-code", f"{message}; their codes are printed", place=place)
        elif any(RIGHT_TO_LEFT.match(c) for c in gone):
            message = f"right-to-left text cannot be set in the right order: {codes_of(gone)}"
            hint = "leave the passage out with a selector, or set `glyphs: code`"
            yield error("right-to-left", message, place=place, hint=hint)
        else:
            hint = f"{_INSTALL}, or set `glyphs: code`"
            yield error("glyph-missing", message, place=place, hint=hint)


def _place(node: Node, pack: str) -> Place:
    lines = line_numbers(node.origins)
    return Place(lines[0][0], lines[0][1]) if lines else Place(pack)


def _without_names(content: Inlines) -> Inlines:
    return tuple(inline for inline in content if not isinstance(inline, NativeName))


def _settled(content: Inlines, missing: frozenset[str], run: PdfRun) -> Inlines:
    out: list[Inline] = []
    for inline in content:
        match inline:
            case NativeName(text, language) if missing & set(text):
                if run.glyphs == "code":
                    out.append(NativeName(_coded(text, missing), language))
                elif out and isinstance(out[-1], Text):
                    # The blank that parted the name from the word before it goes with it.
                    out[-1] = Text(out[-1].text.removesuffix(" "))
            case Text(text) if missing & set(text) and run.glyphs == "code":
                out.append(Text(_coded(text, missing)))
            case Emph(inner):
                out.append(Emph(_settled(inner, missing, run)))
            case Strong(inner):
                out.append(Strong(_settled(inner, missing, run)))
            case Link(target, inner):
                out.append(Link(target, _settled(inner, missing, run)))
            case Text() | NativeName() | NoteRef():
                out.append(inline)
            case _:
                assert_never(inline)
    return tuple(out)


def _coded(text: str, missing: frozenset[str]) -> str:
    return "".join(code_of(char) if char in missing else char for char in text)
