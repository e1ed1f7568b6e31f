"""What stands around the text of every page, and the words that renderers add."""

from __future__ import annotations

from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class FurnitureWords:
    """The words of running heads, feet and repeated parts, in the pack's language."""

    page_of: str = "Page {page} of {pages}"
    continued: str = ", continued"  # after the caption over a further part
    between_sentences: str = " "
    between_points: str = "; "
    stop: str = "."
    continues: str = "continues on the next page"
    table: str = "Table"
    figure: str = "Figure"
    go_to: str = "Go to {target}"
    # Below a timeline: what its marks mean, what it leaves out, where all words stand.
    key_block: str = "A block fills the year or month where the source gives no day."
    key_dot: str = "A dot stands on a date."
    key_range: str = "A long bar spans a range."
    key_edition: str = "The cross-line is the date of this edition."
    key_steps: str = "Not to scale: the entries stand in order of time."
    key_unreadable: str = "Cannot be read and is not drawn: {place}."
    key_table: str = "Full text of all entries: {table}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """What stands on every page: series and kind at the head, date at the foot, banner on both."""

    series: str
    kind: str
    date: str
    banner: str
    ladder: str
    words: FurnitureWords = FurnitureWords()
