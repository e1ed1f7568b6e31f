"""The handling labels that a source's own text bears, to those above what the config says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from briefgen.diagnostics import Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.model import (
    Boilerplate,
    Code,
    Document,
    FromSource,
    ListItem,
    Milestone,
    Paragraph,
    Quote,
    Row,
    Section,
)
from briefgen.selection.folding import UNSEEN
from briefgen.selection.ladder import Ladder, highest, is_above
from briefgen.tree import Node, line_numbers, own_inlines, plain_text, walk

# Why lines are set apart that hold what the text says elsewhere.
_REPEATS = ("contents",)
_LONGEST_LINE = 8  # words of a paragraph that reads like a heading

Found = tuple[str, bool]  # a label, and whether it stands at the end


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLabel:
    """A label of the ladder that a source's text sets on itself.

    `marking`: the highest that the config gives the block; `line`: the block's first, or its last
    where the label stands at its end, 1-based, 0 for none.
    """

    label: str
    marking: str
    line: int


def find_labels(document: Document, ladder: Ladder) -> tuple[OwnLabel, ...]:
    """The labels with which a marked document labels itself, in reading order.

    Such are a banner, that is a label alone on its line, in brackets or not, or first or last on a
    head or foot of the page; and a portion mark, in brackets at the start of a heading, paragraph,
    point or cell, behind its last sentence or at a heading's end. Labels are compared letter for
    letter. Inside running prose, or alone as a point of a list or a cell, they are mentions.
    """
    forms = _forms_of(ladder)
    nodes = tuple(walk(document.blocks))
    points = frozenset(p.id for node in nodes if isinstance(node, ListItem) for p in node.blocks)
    found = (
        OwnLabel(label=label, marking=_marking(node, ladder), line=_line(node, at_end=at_end))
        for node in nodes
        for label, at_end in _labels_of(node, forms, in_point=node.id in points)
    )
    return tuple(dict.fromkeys(found))


def portion_labels(document: Document, ladder: Ladder) -> dict[str, list[str]]:
    """The portion marks of a text by the id of the block that bears them: in brackets at the start
    of a heading, paragraph, point, line or cell, behind its last sentence, at a heading's end.

    That of a paragraph in a point counts for the whole point.
    """
    forms = _forms_of(ladder)
    found: dict[str, list[str]] = {}
    item_of: dict[str, str] = {}
    for node in walk(document.blocks):
        if isinstance(node, ListItem):
            item_of |= {p.id: node.id for p in node.blocks}
        texts, patterns = _portions(node, forms)
        for label, _ in _read(forms, texts, *patterns):
            found.setdefault(item_of.get(node.id, node.id), []).append(label)
    return found


def _portions(node: Node, forms: _Forms) -> tuple[Iterable[str], tuple[re.Pattern[str], ...]]:
    """The texts of a node that may bear a portion mark, and how it may stand there."""
    match node:
        case Section():
            heading = (plain_text(node.title), node.original or "")
            return heading, (forms.opening, forms.ending)
        case Code():
            return node.lines, (forms.opening,)
        case Paragraph() | Quote() | Milestone() | Row():
            texts = map(plain_text, own_inlines(node))
            return texts, (forms.opening, forms.closing)
        case _:
            return (), ()


def check_own_labels(document: Document, ladder: Ladder, shown: str) -> Diagnostics:
    """An error (exit 6) for each label of a source's own that is above its marking.

    Args:
        document: a source after `mark`.
        ladder: the ladder of the config.
        shown: the source's file as messages name it.
    """
    return tuple(
        error(
            "source-marked-higher",
            f"the source marks itself {own.label} here, the config marks this {own.marking}",
            place=Place(shown, own.line),
            hint=f"raise the source's marking, or mark this part {own.label} under `markings:`",
            exit=ExitCode.MARKING,
        )
        for own in find_labels(document, ladder)
        if is_above(ladder, own.label, own.marking)
    )


def _marking(node: Node, ladder: Ladder) -> str:
    return highest(ladder, [origin.marking for origin in node.origins] or [None])


def _line(node: Node, *, at_end: bool) -> int:
    spans = line_numbers(node.origins)
    if at_end:
        return max((end for _, _, end in spans), default=0)
    return min((start for _, start, _ in spans), default=0)


# --- forms ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Forms:
    """How a label may stand in a text; `labels` by their letters without spaces.

    `alone`: all of it; `opening`: in brackets before other words; `closing`: in brackets behind a
    whole sentence; `ending`: in brackets behind anything; `first`, `last`: beside other words,
    for labels in capitals. Each has the label in one of its groups.
    """

    labels: dict[str, str]
    alone: re.Pattern[str]
    opening: re.Pattern[str]
    closing: re.Pattern[str]
    ending: re.Pattern[str]
    first: re.Pattern[str]
    last: re.Pattern[str]


def _forms_of(ladder: Ladder) -> _Forms:
    label = _any_of(ladder.labels)
    loud = _any_of([text for text in ladder.labels if text == text.upper()])
    bracketed = rf"(?:\({label}\)|\[{label}\])"
    frame = r"[\s*_#=~—–|/-]*"
    return _Forms(
        labels={_letters(text): text for text in ladder.labels},
        alone=re.compile(rf"{frame}(?:{bracketed}|{label}){frame}\Z"),
        opening=re.compile(rf"\s*{bracketed}"),
        closing=re.compile(rf".*[.!?…][\"'”’»)\]]*\s*{bracketed}\s*\Z", re.DOTALL),
        ending=re.compile(rf".*\s{bracketed}\s*\Z", re.DOTALL),
        first=re.compile(rf"{loud}(?![\w+])(?=\W*[^\W\d_a-zß-öø-ÿ]|\W*\d)"),
        last=re.compile(rf".*(?<![\w:+]){loud}\Z", re.DOTALL),
    )


def _any_of(labels: Iterable[str]) -> str:
    """A group that is one of the labels; white space as wide as it may be, also behind a colon."""
    longest_first = sorted(labels, key=lambda text: (-len(text), text))
    return f"({'|'.join(map(_spelt, longest_first)) or '(?!)'})"


def _spelt(label: str) -> str:
    words = (r"\s+".join(map(re.escape, part.split())) for part in label.split(":"))
    return r":\s?".join(words)


def _letters(label: str) -> str:
    return "".join(label.split())


def _read(forms: _Forms, texts: Iterable[str], *patterns: re.Pattern[str]) -> Iterator[Found]:
    at_end = (forms.closing, forms.ending, forms.last)
    for text in (text.translate(UNSEEN) for text in texts):
        for pattern in patterns:
            if match := pattern.match(text):
                label = forms.labels[_letters(next(group for group in match.groups() if group))]
                yield label, pattern in at_end


# --- where they stand -----------------------------------------------------------------------------


def _labels_of(node: Node, forms: _Forms, *, in_point: bool) -> Iterator[Found]:
    match node:
        case Section():
            heading = (plain_text(node.title), node.original or "")
            yield from _read(forms, heading, forms.alone, forms.opening, forms.ending)
        case Boilerplate():
            yield from _page_labels(node, forms)
        case Code():
            yield from _read(forms, node.lines, forms.alone, forms.opening)
        case Paragraph() | Quote():
            yield from _text_labels(node, forms, in_point=in_point)
        case ListItem():
            yield from _read(forms, (node.original or "").split("\n")[1:], forms.alone)
        case Milestone() | Row():
            cells = [plain_text(content) for content in own_inlines(node)]
            said = [text for text in cells if not forms.alone.match(text)]
            yield from _read(forms, said, forms.opening, forms.closing)
        case _:
            return


def _page_labels(node: Boilerplate, forms: _Forms) -> Iterator[Found]:
    if node.reason not in _REPEATS:
        texts = (plain_text(node.content),)
        yield from _read(
            forms, texts, forms.alone, forms.opening, forms.ending, forms.first, forms.last
        )


def _text_labels(node: Paragraph | Quote, forms: _Forms, *, in_point: bool) -> Iterator[Found]:
    """Labels of one text, and of the lines it stood on where they are known or were several."""
    text = plain_text(node.content)
    alone = bool(forms.alone.match(text))
    stood = (node.original or "").split("\n") if isinstance(node, Paragraph) else []
    if alone and in_point:
        return
    yield from _read(forms, (text,), forms.alone, forms.opening, forms.closing)
    if len(text.split()) <= _LONGEST_LINE and not in_point:  # it may be a heading
        yield from _read(forms, (text,), forms.ending)
    yield from _read(forms, stood, forms.alone)
    if not in_point and _count_lines(node) > 1:
        yield from _read(forms, (text,), forms.first)
        yield from _read(forms, (text,) if _ends_before(text, forms) else (), forms.last)


def _count_lines(node: Paragraph | Quote) -> int:
    return sum(
        span.end - span.start + 1
        for origin in node.origins
        if isinstance(origin, FromSource)
        for span in origin.spans
    )


def _ends_before(text: str, forms: _Forms) -> bool:
    """Whether a sentence ends before the label that a text ends with."""
    match = forms.last.match(text)
    return match is not None and text[: match.start(1)].rstrip().endswith((".", "!", "?", "…"))
