"""The fields of one paragraph of a memo to which of its words Word counts by itself."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Final

from briefgen.roundtrip.pieces import Line
from briefgen.slotted import dataclass

# A number of a note, page or table: no word of anybody's. A letter may follow it or stand for it.
_NUMBER: Final = re.compile(
    r"\s*[\[(]?(?:\d+(?:\s?[a-z])?|[ivxlcdm]+|[a-z*†‡§])?[\])]?[,;.]?\s*", re.IGNORECASE
)
_REFERENCES: Final = ("NOTEREF", "PAGEREF")
_MOST_LABEL: Final = 3  # words before the number of a caption


def is_number(text: str) -> bool:
    """Whether a text is a number as the memo counts them."""
    return bool(_NUMBER.fullmatch(text))


@dataclass(slots=True, kw_only=True)
class Fields:
    """The fields that are open at a place of a paragraph, the innermost last.

    `instructions`: what each is to count; `silent`: whether its words now are none of the place's;
    `anchor`: the bookmark to which the link around the place leads, "" for none.
    """

    caption: bool  # the paragraph is one: it may begin with a label and a number
    instructions: list[str] = field(default_factory=list)
    silent: list[bool] = field(default_factory=list)
    in_code: list[bool] = field(default_factory=list)  # before the field's result
    anchor: str = ""

    def tell(self, text: str) -> None:
        """A part of the innermost field's instruction."""
        if self.instructions:
            self.instructions[-1] += text

    def mark(self, kind: str, line: Line) -> None:
        """A begin, middle or end of a field (17.16.18)."""
        if kind == "begin":
            self.instructions.append("")
            self.silent.append(True)
            self.in_code.append(True)
        elif kind == "separate" and self.instructions:
            instruction = self.instructions[-1].strip()
            line.contents = line.contents or instruction.startswith("TOC")
            self.in_code[-1] = False
            self.silent[-1] = self.counts(instruction, line)
        elif kind == "end" and self.instructions:
            self.instructions.pop()
            self.silent.pop()
            self.in_code.pop()

    def open(self, instruction: str, line: Line) -> None:
        """A field of one element, at its result."""
        self.instructions.append(instruction)
        self.in_code.append(False)
        self.silent.append(self.counts(instruction, line))

    def counts(self, instruction: str, line: Line) -> bool:
        """Whether what a field shows is a number that is none of the place's words. What stands
        before the number of a caption, as far as it is a label, is none either. Of a link to a
        heading LibreOffice makes a reference to a page and leaves the link's last words in it.
        """
        if not instruction.startswith("SEQ"):
            return instruction.startswith(_REFERENCES) and self.anchor not in instruction.split()
        words = "".join(piece.text for piece in line.said()).split()
        if not self.caption or len(words) > _MOST_LABEL:
            return False
        line.take_label()
        return True

    def takes(self, text: str, line: Line) -> bool:
        """Whether a text now is a number that a field shows."""
        if not any(self.silent) or any(self.in_code) or not is_number(text):
            return False
        if self.instructions[-1].strip().startswith("SEQ"):
            line.label = f"{line.label} {text.strip()}".strip()
        return True

    def is_in_code(self) -> bool:
        """Whether words stand where a field says what it is to show: nobody sees them."""
        return any(self.in_code)
