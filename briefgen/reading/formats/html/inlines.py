"""The elements of a line of a page into inlines, and the lines that they stand on."""

from __future__ import annotations

from dataclasses import field

from briefgen.model import Emph, Inline, Inlines, Quirk, Strong, Text
from briefgen.raised import lower_figures, raise_figures
from briefgen.reading.formats.equations import is_built, linear
from briefgen.reading.formats.html.tree import (
    Element,
    all_text,
    drawn_words,
    is_passed_over,
    is_struck,
    line_of,
    said_of,
    shown_words,
    shows,
    tag_of,
    unshown,
)
from briefgen.reading.formats.pieces import Picture, Unread, Words
from briefgen.reading.formats.words import has_words, inlines, link, retold, tidy
from briefgen.slotted import dataclass
from briefgen.tree import plain_text


@dataclass(slots=True, kw_only=True)
class Walk:
    """Where the walk is: every node is met once, in the order of the file."""

    main: Element | None = None
    line: int = 1
    inside: bool = True
    hidden: int = 0
    marks: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    quirks: list[Quirk] = field(default_factory=list)

    def enter(self, element: Element) -> int:
        """The line an element starts on; lines never go back."""
        self.line = max(self.line, line_of(element))
        return self.line

    def equation(self, element: Element) -> str:
        """An equation as a line; one that is more than a line is said to be."""
        words = plain_text(inlines(linear(element)))
        if is_built(element):
            self.quirks.append(Quirk(lines=(self.line,), text=words, reason="equation-as-line"))
        self.line += "".join(all_text(element)).count("\n")
        return words

    def pass_over(self, element: Element) -> None:
        """An element without words of the text: what it holds is counted, or a picture's."""
        self.enter(element)
        self.hidden += unshown(element)
        self.see(element)
        if self.inside and (words := drawn_words(element)):
            self.pictures.append(Picture(alt=plain_text(inlines(words)), lines=(self.line,)))

    def see(self, element: Element) -> None:
        """Keep a picture of the text, or another thing that shows, for the finding."""
        if self.inside and shows(element):
            words = plain_text(inlines(said_of(element)))
            self.unread.append(Unread(words=words, at=max(self.line, line_of(element))))


@dataclass(slots=True, kw_only=True)
class Run:
    """Words that stand together in no block of their own."""

    content: list[Inline] = field(default_factory=list)
    first: int = 0
    last: int = 0

    def add(self, walk: Walk, text: str) -> None:
        """Words of a text node; the walk goes on to the line it ends on."""
        if text.strip():
            led = text[: len(text) - len(text.lstrip())].count("\n")
            trailed = text[len(text.rstrip()) :].count("\n")
            self.first = self.first or walk.line + led
            self.last = walk.line + text.count("\n") - trailed
        if text:
            self.content.append(Text(_flat(text)))
        walk.line += text.count("\n")

    def words(self) -> Words | None:
        content = tidy(self.content)
        if not has_words(content):
            return None
        return Words(content=content, lines=tuple(range(self.first, self.last + 1)))


def _flat(text: str) -> str:
    return (
        " ".join(text.split(" "))
        if "\n" not in text and "\t" not in text
        else (" " * text[:1].isspace() + " ".join(text.split()) + " " * text[-1:].isspace())
    )


def read_inline(element: Element, walk: Walk, run: Run) -> list[Inline]:
    """The inlines of an element without blocks; the run keeps their lines."""
    walk.enter(element)
    tag = tag_of(element)
    if tag == "br":
        return [Text(" ")]
    if tag == "img":
        walk.see(element)
        alt = plain_text(inlines(element.get("alt") or ""))
        if alt and walk.inside:
            walk.pictures.append(Picture(alt=alt, lines=(walk.line,)))
        return []
    if tag == "math":
        run.first = run.first or walk.line
        words = walk.equation(element)
        run.last = walk.line
        last = plain_text(tuple(run.content[-1:]))[-1:]
        return [Text(" " * (last.isdigit() and words[:1].isdigit()) + words)] if words else []
    if _is_note_mark(element):
        walk.marks.append(shown_words(element))
        return []
    if is_struck(element):
        walk.struck.append(shown_words(element))
        walk.line += "".join(all_text(element)).count("\n")
        return []
    inner = Run(first=run.first, last=run.last)
    inner.add(walk, element.text or "")
    for child in element:
        if is_passed_over(child):
            walk.pass_over(child)
        else:
            inner.content += read_inline(child, walk, inner)
        inner.add(walk, child.tail or "")
    run.first, run.last = inner.first, inner.last
    return _dressed(element, tuple(inner.content))


def _dressed(element: Element, content: Inlines) -> list[Inline]:
    """What an element makes of the inlines in it."""
    match tag_of(element):
        case "em" | "i" | "cite" | "dfn":
            return [Emph(content)]
        case "strong" | "b":
            return [Strong(content)]
        case "a":
            return list(link(element.get("href") or "", content))
        case "sup":
            return list(retold(content, raise_figures))
        case "sub":
            return list(retold(content, lower_figures))
        case "rt" | "q" if not has_words(content):
            return list(content)
        case "rt" if not any(tag_of(x) == "rp" for x in element.itersiblings(preceding=True)):
            return [Text("("), *content, Text(")")]
        case "q":
            return [Text("“"), *content, Text("”")]
        case _:
            return list(content)


def _is_note_mark(element: Element) -> bool:
    """A raised or bracketed number that leads to a note of the same page."""
    if tag_of(element) not in ("sup", "a"):
        return False
    words = shown_words(element).strip("[]() ")
    if not words or len(words) > 4 or not (words.isalnum() or words in "*†‡§"):
        return False
    anchors = [x for x in element.iter() if tag_of(x) == "a"]
    if not anchors or not all((x.get("href") or "").startswith("#") for x in anchors):
        return False
    return tag_of(element) == "sup" or "noteref" in (element.get("role") or "")
