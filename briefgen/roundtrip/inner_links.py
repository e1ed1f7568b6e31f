"""Links to bookmarks in a memo to links to blocks, or to bare words where they lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from briefgen.inline_text import read_inlines, write_inlines
from briefgen.model import Emph, Inline, Inlines, Link, Strong
from briefgen.roundtrip.paragraphs import Found

_OURS: Final = "#_"  # bookmarks that Word hides: none that people name


def with_blocks(found: Sequence[Found], blocks: Mapping[str, str]) -> tuple[Found, ...]:
    """The paragraphs; `blocks` is the block that each bookmark of the memo's own stands at."""
    return tuple(
        replace(one, text=write_inlines(_named(read_inlines(one.text), blocks)))
        if f"({_OURS}" in one.text
        else one
        for one in found
    )


def _named(content: Inlines, blocks: Mapping[str, str]) -> Inlines:
    out: list[Inline] = []
    for inline in content:
        match inline:
            case Link(target, inner) if target.startswith(_OURS):
                block = blocks.get(target[1:])
                out += [Link(f"#{block}", inner)] if block else inner
            case Emph(inner):
                out.append(Emph(_named(inner, blocks)))
            case Strong(inner):
                out.append(Strong(_named(inner, blocks)))
            case _:
                out.append(inline)
    return tuple(out)
