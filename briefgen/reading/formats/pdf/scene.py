"""What the elements of a tagged PDF say: their lines, their words, where they go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field

from briefgen.model import TocEntry
from briefgen.reading.drafts import Draft
from briefgen.reading.formats.hyphens import Mender
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.tags import Key, Tag
from briefgen.reading.joins import join_drafts
from briefgen.slotted import dataclass


@dataclass(slots=True, kw_only=True)
class Scene:
    """The lines of each block, and what is come across while the tree is walked."""

    lines: Mapping[Key, Sequence[PdfLine]]
    mender: Mender
    toc: list[TocEntry] = field(default_factory=list)
    title: str = ""
    last: int = 1  # the number of the last line that was met

    def of(self, tag: Tag) -> list[PdfLine]:
        return [line for key in tag.blocks for line in self.lines.get(key, ())]

    def all_of(self, tag: Tag) -> list[PdfLine]:
        return [line for inner in tag.walk() for line in self.of(inner)]


def goes_on(one: Tag, two: Tag, scene: Scene) -> bool:
    """Whether what ends a page goes on where the next one starts, by its words."""
    before, after = scene.all_of(one), scene.all_of(two)
    if one.role == "LI":  # the rest of a point has no mark
        return not any(kid.role == "Lbl" for kid in two.kids) and _has_label(one)
    if one.role != "P" or not before or not after:
        return False
    halves = [_draft(before, after_break=False), _draft(after, after_break=True)]
    joined, found = join_drafts(halves, scene.mender.words)
    scene.mender.repairs += found
    return len(joined) == 1


def _has_label(tag: Tag) -> bool:
    return any(kid.role == "Lbl" for kid in tag.kids)


def _draft(lines: Sequence[PdfLine], *, after_break: bool) -> Draft:
    parts = tuple((line.number, line.text) for line in lines)
    raw = tuple(line.text for line in lines)
    return Draft(kind="paragraph", parts=parts, raw=raw, after_break=after_break)


def running_text(lines: Sequence[PdfLine], mender: Mender) -> tuple[str, bool]:
    """The words of some lines as they run on, and whether anything was mended in them."""
    return mender.run_on([(line.number, line.text) for line in lines])
