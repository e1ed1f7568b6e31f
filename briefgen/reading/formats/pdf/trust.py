"""Whether the structure tree of a tagged PDF says what its pages show, or only pretends to."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from briefgen.reading.clumps import is_closed
from briefgen.reading.formats.pdf.furniture import find_page_furniture
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.scene import Scene
from briefgen.reading.formats.pdf.tagged import HEADING
from briefgen.reading.formats.pdf.tags import Tag

_TAGGED = 0.85  # of the characters that are no page furniture
_LARGEST = 0.6  # of the text in one element
_FEW_LINES = 40  # a text so short may be one paragraph
_TORN = 0.2  # of the paragraphs break off where the next goes on in lower case


def is_trusted(root: Tag, scene: Scene, lines: Sequence[PdfLine]) -> bool:
    """Headings are tagged, nearly all words are, and paragraphs are paragraphs.

    Some programs tag every line as a paragraph, or a whole page as one: then what the page looks
    like tells more.
    """
    tags = list(root.walk())
    if not any(HEADING.match(tag.role) for tag in tags):
        return False
    return _covers(lines) and not _is_heap(tags, scene, lines) and not _is_torn(tags, scene)


def _covers(lines: Sequence[PdfLine]) -> bool:
    furniture = find_page_furniture(lines)
    rest = [line for line in lines if line.number not in furniture]
    tagged = sum(len(line.text) for line in rest if line.block >= 0)
    return tagged >= _TAGGED * sum(len(line.text) for line in rest)


def _is_heap(tags: Sequence[Tag], scene: Scene, lines: Sequence[PdfLine]) -> bool:
    largest = max((len(scene.of(tag)) for tag in tags), default=0)
    return len(lines) > _FEW_LINES and largest > _LARGEST * len(lines)


def _is_torn(tags: Sequence[Tag], scene: Scene) -> bool:
    texts = [scene.of(tag) for tag in tags if tag.role == "P"]
    pairs = [(one, two) for one, two in itertools.pairwise(texts) if one and two]
    torn = sum(not is_closed(one[-1].text) and two[0].text[:1].islower() for one, two in pairs)
    return torn > _TORN * len(pairs)
