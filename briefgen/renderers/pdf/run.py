"""What the packs of one batch share: faces, word widths and section layouts, never a result."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from briefgen.diagnostics import Diagnostics
from briefgen.renderers.pdf.boxes import Flow
from briefgen.renderers.pdf.fonts import FontSet
from briefgen.renderers.pdf.hyphens import Hyphenator
from briefgen.style import Style


@dataclass(frozen=True, slots=True)
class SectionLayout:
    """A section's strips, what was found on the way, and how many captions it uses."""

    flow: Flow
    found: Diagnostics
    tables: int
    figures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfRun:
    """Made by `start_run`. Caches only: rendering with a fresh run gives the same bytes.

    `hyphens` are the places where words may be parted, by language and word. `styles` keeps the
    styles alive whose identity is part of the keys of `sections`.
    """

    fonts: FontSet
    glyphs: Literal["error", "code"]
    sections: dict[object, SectionLayout] = field(default_factory=dict)
    styles: dict[int, Style] = field(default_factory=dict)
    hyphens: dict[str, Hyphenator | None] = field(default_factory=dict)


def start_run(fonts: tuple[Path, ...] = (), glyphs: Literal["error", "code"] = "error") -> PdfRun:
    """A run with its own caches. `fonts`: files or folders that stand in where a face lacks a
    character; `glyphs`: what to do with a character that no font has.
    """
    return PdfRun(fonts=FontSet(fonts), glyphs=glyphs)
