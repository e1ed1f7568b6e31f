"""A source with pictures to the finding that no pack carries them, with their lines."""

from __future__ import annotations

from briefgen.counts import counted
from briefgen.diagnostics import Diagnostics, Place, Severity, at_level
from briefgen.model import Figure
from briefgen.proof.covering import own_lines
from briefgen.reading import Reading
from briefgen.tree import is_wordless, walk

_MOST_NAMED = 8


def find_pictures(read: Reading) -> Diagnostics:
    """A warning for pictures of which nothing is told in words, a remark for all others."""
    shown = read.shown
    pictures = [node for node in walk(read.document.blocks) if isinstance(node, Figure)]
    mute = [node for node in pictures if is_wordless(node)]
    told = [node for node in pictures if not is_wordless(node)]
    return (
        *_finding(Severity.WARNING, mute, shown, "without words, so that nothing of it is shown"),
        *_finding(Severity.INFO, told, shown, "of which packs show the words alone"),
    )


def _finding(level: Severity, pictures: list[Figure], shown: str, what: str) -> Diagnostics:
    if not pictures:
        return ()
    lines = sorted({min(own_lines(node), default=0) for node in pictures})
    named = ", ".join(map(str, lines[:_MOST_NAMED]))
    more = f" and {len(lines) - _MOST_NAMED} more" if len(lines) > _MOST_NAMED else ""
    return at_level(
        level,
        "picture-left-out",
        f"{counted(len(pictures), 'picture')} {what}: lines {named}{more}",
        place=Place(shown, lines[0]),
        hint="write what matters in it as text, or put the picture into the memo",
    )
