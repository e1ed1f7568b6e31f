"""How a pack looks, as numbers: shared by the PDF and the Word renderer, made from style YAML.

Units stand in the names: `_pt` points, `_mm` millimetres, `_em` of the type size.
The names of text styles are those of the look: cover_title, heading_1, side_head, paragraph, ...
Every style names the same text styles, rules and numbers: `TEXT_STYLES`, `RULES`; templates may
then be had in any style.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from briefgen.slotted import dataclass

Weight = Literal["regular", "semibold", "bold"]
Family = Literal["sans", "serif"]

# The text styles that every style file has to name.
TEXT_STYLES = (
    "cover_kind", "cover_title", "cover_title_2", "cover_title_3", "cover_sub", "facts_label",
    "facts_value",
    "memo_label", "memo_value", "memo_title", "press_kind", "press_title",
    "heading_1", "heading_2", "heading_2_number", "heading_3", "side_head", "figure_head",
    "lead", "message", "paragraph", "remark", "bullet", "bullet_2", "bullet_3", "numbered",
    "numbered_mark",
    "bottom_line", "callout", "callout_label", "new_since_head", "quote", "quote_speaker",
    "column_head",
    "caption", "caption_label", "table_head", "table_cell", "table_source", "table_foot",
    "note_table_head", "note_table", "contents_1", "contents_sub", "dated_fact",
    "dated_fact_date",
    "source_note", "editors_note", "boilerplate", "code",
    "run_head", "run_head_series", "run_foot", "run_foot_page", "marking",
    "timeline_label", "timeline_label_small", "timeline_year",
    "strip_label", "strip_label_small", "strip_year",
)  # fmt: skip
RULES = (
    "cover", "heavy", "head", "thin", "callout_bar", "callout_border", "quote_bar", "change_bar",
    "column_head",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """One named text style. `colour` is a name of `Style.colours`."""

    size_pt: float
    leading_pt: float
    font: Family | None = None  # None: the style's own family
    weight: Weight = "regular"
    italic: bool = False
    colour: str = "ink"
    before_pt: float = 0
    after_pt: float = 0
    width_mm: float = 0  # 0: up to the right margin
    text_indent_pt: float = 0  # of a list's text, from the edge of running text
    mark_at_pt: float = 0  # of a list's mark, from the edge of running text
    pad_top_pt: float = 0
    pad_bottom_pt: float = 0
    pad_left_pt: float = 0
    pad_right_pt: float = 0
    rule_below_pt: float = 0
    rule_above_pt: float = 0
    new_page: bool = False
    number_in_hang: bool = False
    max_lines: int = 0  # 0: no limit; more is a finding, never smaller type


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page format; the content box is as wide as margins leave."""

    name: Literal["a4", "letter"]
    width_mm: float
    height_mm: float
    margin_left_mm: float
    margin_right_mm: float
    header_top_mm: float
    footer_bottom_mm: float
    body_top_mm: float
    body_bottom_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Hyphenation:
    """When a word may be parted: its letters, those before and after, lines in a row."""

    min_word: int
    min_before: int
    min_after: int
    max_in_a_row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """The user's own Word file in which memos are set: cover, header, footer, logo, styles."""

    name: str  # the path as the config has it
    data: bytes = field(repr=False)
    words: tuple[str, ...] = ()  # all texts in it
    pictures: tuple[bytes, ...] = field(default=(), repr=False)  # its parts that are no text


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A complete style. `heads` says where level-2 headings stand: `side` in the hang column on
    the first line of their text (compact), `above` it (plain, classic).
    """

    name: str
    font: Family
    grid_pt: float
    hang_mm: float
    text_mm: float
    section_gap_pt: float
    align: Literal["left", "justify"]
    heads: Literal["side", "above"]
    page: Page
    colours: Mapping[str, str]  # name -> "#rrggbb"
    markings: Mapping[str, str]  # label -> text colour "#rrggbb" on the black field
    text: Mapping[str, TextStyle]
    rules: Mapping[str, float]  # cover, heavy, head, thin, callout_bar, quote_bar: points
    numbers: Mapping[str, float]  # everything else measured, e.g. "timeline.axis_pt"
    hyphenate: Hyphenation | None = None
    letterhead: Letterhead | None = None  # of the Word memo; the PDF has none
    embed_fonts: bool = True  # in the Word memo; a PDF always has its fonts inside


def contrast(one: str, other: str) -> float:
    """The ratio of two colours `#rrggbb`, 1 to 21 (WCAG 2.1, 1.4.3)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
