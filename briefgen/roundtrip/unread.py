"""The XML of an edited memo to the words in it that no reading accounts for.

A second walk that knows nothing of what the first one reads: whatever stands between the tags of a
text, in whatever element, has to be among the words that were read, or is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from briefgen.ooxml import Element, W
from briefgen.roundtrip.pieces import Piece

_SHOWN: Final = 80  # characters of words in messages
_GONE: Final = frozenset(("del", "moveFrom"))
_FIGURES: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def local(element: Element) -> str:
    """The name of an element without its namespace, "" for a comment."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def branch_of(alternate: Element) -> Element:
    """The branch of `mc:AlternateContent` that is read: the first with words, else the first."""
    branches = [child for child in alternate if local(child) in ("Choice", "Fallback")]
    worded = (branch for branch in branches if any(t.strip() for t in texts_in(branch)))
    return next(worded, branches[0] if branches else alternate)


def texts_in(element: Element) -> Iterator[str]:
    """The texts below an element but those of paragraphs of their own in it (text boxes), in order,
    without what is deleted or only a prompt.
    """
    if local(element) == "t":
        yield element.text or ""
    for child in element:
        name = local(child)
        if name in _GONE or name == "p" or _is_prompt(child):
            continue
        yield from texts_in(branch_of(child) if name == "AlternateContent" else child)


def _is_prompt(element: Element) -> bool:
    """Whether a control shows what is to be typed into it."""
    return local(element) == "sdt" and element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None


def unread_words(paragraph: Element, pieces: Sequence[Piece]) -> str:
    """The words of a paragraph that no piece of it holds, "" for none."""
    spoken = "".join(texts_in(paragraph))
    there, read = _bare(spoken), _bare("".join(piece.text for piece in pieces))
    if there == read:
        return ""
    spots = [n for n, char in enumerate(spoken) if _bare(char)]
    missed = [
        spoken[spots[a] : spots[b - 1] + 1]
        for kind, a, b, _, _ in SequenceMatcher(None, there, read, autojunk=False).get_opcodes()
        if kind in ("delete", "replace")
    ]
    return not_read(" … ".join(missed))


def not_read(words: str) -> str:
    """What is said of words that no reading accounts for."""
    return f'"{_short(words)}" (in a form that cannot be read)'


def unread_paragraphs(body: Element, visited: Collection[Element], known: str) -> Iterator[str]:
    """What the paragraphs say that the reading never came to, but where all their words are among
    the known ones: contents and drawings repeat what stands elsewhere.
    """
    words = frozenset(_words(known))
    for paragraph in body.iter(f"{W}p"):
        if paragraph in visited or _is_gone(paragraph):
            continue
        said = " ".join("".join(texts_in(paragraph)).split())
        if any(word not in words for word in _words(said)):
            yield not_read(said)
    if next(body.iter(f"{W}altChunk"), None) is not None:
        yield "another file put into it"


def _is_gone(paragraph: Element) -> bool:
    """Whether it stands in what was deleted, in a prompt, or in the second form of a drawing."""
    inner = paragraph
    for above in paragraph.iterancestors():
        if local(above) in _GONE or _is_prompt(above):
            return True
        if local(above) == "tr" and above.find(f"{W}trPr/{W}del") is not None:
            return True
        if local(above) == "AlternateContent" and branch_of(above) is not inner:
            return True
        inner = above
    return False


def _bare(text: str) -> str:
    """Without white space and hyphens, raised figures as figures: what two readings share."""
    shown = (c for c in text.translate(_FIGURES) if c.isprintable() and not c.isspace())
    return "".join(shown).replace("\u2011", "")


def _words(text: str) -> list[str]:
    kept = "".join(c if c.isalpha() else " " for c in text)
    return kept.casefold().split()


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
