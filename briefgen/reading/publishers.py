"""Who published a document, with the name in its own script where the document gives it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefgen.model import Organisation
from briefgen.reading.lexicon import ORGANISATION, PUBLISHED_BY
from briefgen.reading.lines import Line
from briefgen.reading.titles import is_latin
from briefgen.slotted import dataclass

_AND = re.compile(r"\s+(?:and|et|und|&)\s+")
_MAX_NATIVE = 80
_MAX_LABELLED = 200
_STARTS = frozenset(label[:2] for label in PUBLISHED_BY)
_WORDS = max(len(label.split()) for label in PUBLISHED_BY)
_FAR = 2  # filled lines between a name and the same name in its own script


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishers:
    """`followed`: the lines right after a label that names no organisation."""

    names: tuple[Organisation, ...] = ()
    used: tuple[int, ...] = ()
    followed: frozenset[int] = frozenset()


def find_publishers(
    lines: Sequence[Line], edge_lines: Sequence[Line], corpus: Callable[[], str]
) -> Publishers:
    """The organisations after a label such as "Presented by", on the title page.

    `lines`: the title page; `edge_lines`: lines of the title page and the last pages, where a
    name may stand in its own script beside its translation; `corpus` gives the folded running text.
    A line is cut at "and" only where both sides are organisations that the text names on their own.
    """
    filled = [line for line in lines if line.text]
    names: list[str] = []
    used: list[int] = []
    followed: set[int] = set()
    for index, line in enumerate(filled):
        words = line.words
        label, inline = _label(words) if words[:2].casefold() in _STARTS else ("", "")
        if not label:
            continue
        used.append(line.number)
        if inline:
            names += _split(inline, corpus)
            continue
        for after in filled[index + 1 : index + 5]:
            if not _is_organisation(after.words):
                followed.add(after.number)
                break
            names += _split(after.words, corpus)
            used.append(after.number)
    natives, seen = _native_names(names, edge_lines)
    found = tuple(
        Organisation(name=name, name_native=natives.get(name, "")) for name in dict.fromkeys(names)
    )
    return Publishers(names=found, used=(*used, *seen), followed=frozenset(followed))


def _label(text: str) -> tuple[str, str]:
    if not " ".join(text.split(maxsplit=_WORDS)[:_WORDS]).casefold().startswith(PUBLISHED_BY):
        return "", ""  # nearly every line
    words = " ".join(text.split())
    if len(words) >= _MAX_LABELLED:
        return "", ""
    folded = words.casefold().rstrip(" :")
    if not folded.startswith(PUBLISHED_BY):
        return "", ""
    for label in PUBLISHED_BY:
        if folded == label:
            return label, ""
        if folded.startswith(label + " "):
            rest = words[len(label) :].strip(" :")
            if _is_organisation(rest):
                return label, rest
    return "", ""


def _is_organisation(text: str) -> bool:
    words = text.split()
    if not 1 < len(words) <= 30 or text.endswith("."):
        return False
    return any(word.strip(",").casefold() in ORGANISATION for word in words)


def _split(text: str, corpus: Callable[[], str]) -> list[str]:
    whole = " ".join(text.split()).strip(" ,;")
    parts = [part.strip(" ,;") for part in _AND.split(whole)]
    if len(parts) > 1 and all(_is_organisation(part) for part in parts):
        return parts
    if len(parts) > 1 and all(f" {part.casefold()} " in corpus() for part in parts):
        return parts
    return [whole]


def _native_names(names: Sequence[str], lines: Sequence[Line]) -> tuple[dict[str, str], list[int]]:
    """Publisher to its name in another script, from a line beside the publisher's own line."""
    if not names:
        return {}, []
    filled = [line for line in lines if line.text]
    natives: dict[str, str] = {}
    used: list[int] = []
    for index, line in enumerate(filled):
        if len(line.words) > _MAX_NATIVE or is_latin(line.words):
            continue
        around = filled[max(index - _FAR, 0) : index + _FAR + 1]
        near = sorted(around, key=lambda other: abs(other.number - line.number))
        for other in near:
            match = next((n for n in names if n.casefold() == other.words.casefold()), None)
            if match and match not in natives:
                natives[match] = line.words
                used += [line.number, other.number]
                break
    return natives, used
