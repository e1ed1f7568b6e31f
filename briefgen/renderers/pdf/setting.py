"""What a block needs to know to be laid out: its box, its place in the tree, style and findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from typing import Literal

from briefgen.diagnostics import Diagnostic, Place, error, warning
from briefgen.model import Block, FromSource, FurnitureWords, Origin
from briefgen.renderers.pdf.boxes import Element, Numbers, Tag
from briefgen.renderers.pdf.fonts import Face, baseline
from briefgen.renderers.pdf.run import PdfRun
from briefgen.renderers.pdf.shared import SharedRow
from briefgen.slotted import dataclass
from briefgen.style import Style, TextStyle
from briefgen.tree import line_numbers

MM = 72 / 25.4

Form = Literal["memo", "cover", "press", ""]

# Lays out the blocks inside a block; handed down, since blocks hold blocks.
Lay = Callable[["Setting", tuple[Block, ...]], list[Element]]


@dataclass(slots=True)
class Ledger:
    """What a layout leaves behind besides strips: findings, the numbers of captions, and what the
    pack fills into the slots of items, by their identity; `adopted` leads from nodes of the
    structure that packs share to the pack's own that they hang into, None for its top; `rows` are
    rows that packs share, by the identity of their strip's items.
    """

    found: list[Diagnostic] = field(default_factory=list)
    tables: int = 0
    figures: int = 0
    numbers: dict[int, Numbers] = field(default_factory=dict)
    adopted: dict[Tag, Tag | None] = field(default_factory=dict)
    rows: dict[int, SharedRow] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """`left`, `width`: the box of running text; `wide_left`, `wide_width`: the box of what
    compares (tables, columns, figures); points from the left margin. `level`: headings above.
    `form`: what the pack opens with. `depth`: sections above. `inner`: inside a callout or
    column. `hang`: the column left of the text is free. `opens`: first below its heading.
    `list_depth`: lists around. `tongues`: sources in another language than the pack.
    """

    run: PdfRun
    style: Style
    language: str
    words: FurnitureWords
    ledger: Ledger
    left: float
    width: float
    wide_left: float
    wide_width: float
    parent: Tag | None = None
    level: int = 0
    depth: int = 0
    inner: bool = False
    hang: bool = True
    opens: bool = False
    list_depth: int = 0
    form: Form = ""
    origins: tuple[Origin, ...] = ()
    tongues: tuple[tuple[str, str], ...] = ()

    @property
    def tongue(self) -> str:
        """The language of the block: its source's, or the pack's."""
        if self.tongues:
            for origin in self.origins:
                if isinstance(origin, FromSource):
                    return dict(self.tongues).get(origin.source, self.language)
        return self.language

    @property
    def justified(self) -> bool:
        return self.style.align == "justify" and self.form != "press" and not self.inner

    def text(self, name: str) -> TextStyle:
        return self.style.text[name]

    def number(self, name: str) -> float:
        """A number of the style; lengths in millimetres come out in points."""
        value = self.style.numbers[name]
        return value * MM if name.endswith("_mm") else value

    def body_edges(self) -> tuple[float, float]:
        """Points from the upper edge of a page to its body, and from the lower one; press briefs
        have their own.
        """
        if self.form == "press":
            return self.number("press.body_top_mm"), self.number("press.body_bottom_mm")
        page = self.style.page
        return page.body_top_mm * MM, page.body_bottom_mm * MM

    def colour(self, name: str) -> str:
        return self.style.colours[name]

    def face(self, style: TextStyle, italic: bool = False, bold: bool = False) -> Face:
        weight = "bold" if bold else style.weight
        family = style.font or self.style.font
        return self.run.fonts.face(family, weight, italic or style.italic)

    def baseline(self, style: TextStyle) -> float:
        """From the top of a line of this style to its baseline."""
        return baseline(style.font or self.style.font, style.size_pt, style.leading_pt)

    def at(self, origins: tuple[Origin, ...]) -> Setting:
        """The same setting for a block with its own origins; findings name them."""
        return replace(self, origins=origins) if origins else self

    def own_words(self) -> Setting:
        """The same setting for words of the pack beside those of a source."""
        return replace(self, origins=())

    def place(self) -> Place | None:
        """Where the block comes from: source and first line, None for a template's own words."""
        lines = line_numbers(self.origins)
        return Place(lines[0][0], lines[0][1]) if lines else None

    def warn(self, code: str, message: str, hint: str = "") -> None:
        """Notes a warning at the place of the block that is being set."""
        self.ledger.found.append(warning(code, message, place=self.place(), hint=hint))

    def fail(self, code: str, message: str, hint: str = "") -> None:
        """Notes an error there, which keeps this pack from being published."""
        self.ledger.found.append(error(code, message, place=self.place(), hint=hint))
