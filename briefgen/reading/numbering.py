"""The number that opens a heading: roman, arabic, nested or a letter."""

from __future__ import annotations

import re
from typing import Literal

from briefgen.slotted import dataclass

Kind = Literal["roman", "arabic", "letter", "small"]

_WORDS = (
    "chapter|part|section|annexe|annex|appendix|chapitre|partie|article|anhang|kapitel|teil|title"
    "|titre|book|livre|agenda item|item|point|punkt|session|scenario|recommendation|objective"
    "|pillar|option|phase|axe"
)
ANNEXES = frozenset(("annex", "appendix", "annexe", "anhang"))
_NUMBERED = re.compile(
    rf"(?:(?P<word>{_WORDS})\s+)?"
    r"(?P<num>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLCl1|]{1,7}|[A-Z])"
    r"(?P<sep>[.):](?:\s?[-–—](?=\s))?|\s?[-–—]|\s:|)(?:\s+(?P<title>\S.*))?$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"(?=[IVXLC])(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """`text` is the number as it should read, without its full stop; `written` as it stands.

    `values` has one entry per depth (VI is (6,), 2.3 is (2, 3)). `sure`: a separator, a word such
    as Chapter, or a nested number marks it as one.
    """

    kind: Kind
    values: tuple[int, ...]
    text: str
    written: str
    word: str
    sure: bool

    @property
    def shown(self) -> str:
        """The number as a heading shows it, with its word: "Annex A", "Chapter I"."""
        return f"{self.word.capitalize()} {self.text}" if self.word else self.text

    @property
    def damaged(self) -> bool:
        return self.text != self.written


def split_number(line: str) -> tuple[Number | None, str]:
    """The number a line opens with and the rest of it; (None, line) where there is none."""
    match = _NUMBERED.match(line)
    if not match:
        return None, line
    word, written = match.group("word") or "", match.group("num")
    sep, title = match.group("sep"), match.group("title") or ""
    if not title and not word:
        return None, line
    if sep == " :" and not word:
        return None, line
    number = _read(written, word, bool(sep), damaged_allowed=bool(sep) or bool(word))
    if number is None and sep == ")" and written.islower() and len(written) == 1:
        number = _small(written, word)
    dashed = sep.strip() in ("-", "–", "—") and not word
    if number is None or (dashed and number.kind != "roman"):
        return None, line
    return number, title


def _small(written: str, word: str) -> Number:
    return Number(
        kind="small",
        values=(ord(written) - ord("a") + 1,),
        text=written,
        written=written,
        word=word,
        sure=True,
    )


def _read(written: str, word: str, has_sep: bool, *, damaged_allowed: bool) -> Number | None:
    sure = has_sep or bool(word)
    if written[0].isdigit() and written.replace(".", "").isdigit():
        values = tuple(int(part) for part in written.split("."))
        return Number(
            kind="arabic",
            values=values,
            text=written,
            written=written,
            word=word,
            sure=sure or len(values) > 1,
        )
    if not sure:
        return None
    roman = written.translate({ord("l"): "I", ord("1"): "I", ord("|"): "I"})
    clean = roman == written or damaged_allowed
    if clean and roman == roman.upper() and _ROMAN.match(roman):
        return Number(
            kind="roman",
            values=(roman_value(roman),),
            text=roman,
            written=written,
            word=word,
            sure=sure,
        )
    if len(written) == 1 and written.isalpha() and written.isupper():
        value = ord(written) - ord("A") + 1
        return Number(
            kind="letter", values=(value,), text=written, written=written, word=word, sure=sure
        )
    return None


def is_annex(number: Number) -> bool:
    """Whether a number is an annex's, which may be printed without those before it."""
    return number.word.casefold() in ANNEXES


def roman_value(text: str) -> int:
    """The value of a well-formed roman numeral in capitals."""
    values = [_VALUES[c] for c in text]
    return sum(-v if v < w else v for v, w in zip(values, [*values[1:], 0], strict=True))


def as_letter(number: Number) -> Number | None:
    """The same number read as a letter (C. or I. in A, B, C), where it is one letter long."""
    if number.kind != "roman" or len(number.written) != 1 or not number.written.isupper():
        return None
    return Number(
        kind="letter",
        values=(ord(number.written) - ord("A") + 1,),
        text=number.written,
        written=number.written,
        word=number.word,
        sure=number.sure,
    )
