"""A source with pictures to the finding that no pack carries them, with their lines."""

from __future__ import annotations

from briefgen.counts import counted
from briefgen.diagnostics import Diagnostics, Place, Severity, at_level
from briefgen.model import Figure
from briefgen.proof.covering import own_lines
from briefgen.reading import Reading
from briefgen.tree import is_wordless, walk

_MOST_NAMED = 8


def find_pictures(read: Reading, said: Diagnostics) -> Diagnostics:
    """A warning for pictures of which nothing is told in words; a remark for all others, where
    those of its reading (`said`) have not named them.
    """
    shown = read.shown
    pictures = [node for node in walk(read.document.blocks) if isinstance(node, Figure)]
    mute = [node for node in pictures if is_wordless(node)]
    told = [node for node in pictures if not is_wordless(node)]
    told = [] if any(one.code == "picture-not-read" for one in said) else told
    return (
        *_finding(Severity.WARNING, mute, shown, "without words, so that nothing of it is shown"),
        *_finding(Severity.INFO, told, shown, "of which packs show the words alone"),
    )


def _finding(level: Severity, pictures: list[Figure], shown: str, what: str) -> Diagnostics:
    if not pictures:
        return ()
    lines = sorted({min(own_lines(node), default=0) for node in pictures})
    named = ", ".join(map(str, lines[:_MOST_NAMED]))
    noun = "line" if len(lines) == 1 else "lines"
    more = f" and {len(lines) - _MOST_NAMED} more" if len(lines) > _MOST_NAMED else ""
    return at_level(
        level,
        "picture-left-out",
        f"{counted(len(pictures), 'picture')} {what}: {noun} {named}{more}",
        place=Place(shown, lines[0]),
        hint="write what matters in it as text, or put the picture into the memo",
    )
