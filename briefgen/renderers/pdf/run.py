"""What the packs of one batch share: faces, word widths and section layouts, never a result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path
from typing import Any, Final, Literal

from briefgen.diagnostics import Diagnostics
from briefgen.model import Block, Document
from briefgen.remembered import Remembered
from briefgen.renderers.pdf.boxes import Flow, Item, Line
from briefgen.renderers.pdf.file.fragments import SharedFragments
from briefgen.renderers.pdf.file.packing import Packer
from briefgen.renderers.pdf.fonts import FontFile, FontSet
from briefgen.renderers.pdf.lines.hyphens import Hyphenator
from briefgen.renderers.pdf.shared import SharedChapter, SharedTable
from briefgen.renderers.pdf.slots import Shape, Slots
from briefgen.slotted import dataclass
from briefgen.style import Style
from briefgen.tree import Patterns


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """A section's strips and the slots in them, what was found on the way, and how many captions it
    uses. `pattern` is held since its identity may be a part of the key.
    """

    flow: Flow
    slots: Slots
    found: Diagnostics
    tables: int
    figures: int
    pattern: Block | None = None
    chapter: SharedChapter = field(default_factory=SharedChapter)


class SectionKey:
    """What a section's layout depends on, hashed once: it holds all of its words."""

    __slots__ = ("_hash", "_parts")

    def __init__(self, *parts: object) -> None:
        self._parts = parts
        self._hash = hash(parts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SectionKey) and self._parts == other._parts


_MOST_STRIPS: Final = 12_000  # of sections that are kept: some 10 MB


class SectionLayouts:
    """Layouts of sections by what they depend on, as many as there is room for."""

    def __init__(self) -> None:
        self._known: dict[object, SectionLayout] = {}
        self._strips = 0

    def __len__(self) -> int:
        return len(self._known)

    def get(self, key: object) -> SectionLayout | None:
        """A layout that is kept."""
        return self._known.get(key)

    def keep(self, key: object, made: SectionLayout) -> None:
        """Keeps the first layout of its kind; others are forgotten where there is no more room."""
        if key in self._known:
            return
        if self._strips + len(made.flow) > _MOST_STRIPS:
            self._known.clear()
            self._strips = 0
        self._strips += len(made.flow)
        self._known[key] = made


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfRun:
    """Made by `start_run`. Caches only: rendering with a fresh run gives the same bytes.

    `hyphens` are the places where words may be parted, by language and word. `styles` holds one of
    each kind: its identity is part of the keys of `sections`, `cells` (the set words of a table;
    `bare` are the widths of its texts) and `tables` (those of notes), `counts`
    are lines with the number of a page.
    `fragments` are the operators of those sections' strips, `packer` has compressed streams.
    `measured` is the pack that was laid out last, until it is rendered.
    """

    fonts: FontSet
    glyphs: Literal["error", "code"]
    patterns: Patterns = field(default_factory=Patterns)
    shapes: Remembered[Shape] = field(default_factory=Remembered)
    characters: Remembered[frozenset[str]] = field(default_factory=Remembered)
    sections: SectionLayouts = field(default_factory=SectionLayouts)
    cells: dict[object, tuple[Line, ...]] = field(default_factory=dict)
    bare: dict[tuple[str, str], float] = field(default_factory=dict)
    tables: dict[object, SharedTable] = field(default_factory=dict)
    counts: dict[object, tuple[Item, ...]] = field(default_factory=dict)
    styles: list[Style] = field(default_factory=list)
    fragments: SharedFragments = field(default_factory=SharedFragments)
    packer: Packer = field(default_factory=Packer)
    measured: list[tuple[Document, Style, Any]] = field(default_factory=list)
    hyphens: dict[str, Hyphenator | None] = field(default_factory=dict)

    def shared_style(self, style: Style) -> Style:
        """The first style of the run that is equal: every audience's config makes its own."""
        for known in self.styles:
            if known is style or known == style:
                return known
        self.styles.append(style)
        return style


def start_run(
    fonts: tuple[Path, ...] = (),
    glyphs: Literal["error", "code"] = "error",
    files: Iterator[FontFile] | None = None,
    patterns: Patterns | None = None,
) -> PdfRun:
    """A run with its own caches. `fonts`: files or folders that stand in where a face lacks a
    character; `glyphs`: what to do with a character that no font has; `files`: the bytes of such
    fonts, where they are not to be read from this disk; `patterns`: what the blocks of a pack have
    in common with those of others.
    """
    patterns = Patterns() if patterns is None else patterns
    return PdfRun(fonts=FontSet(fonts, files), glyphs=glyphs, patterns=patterns)
