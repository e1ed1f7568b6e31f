"""Numbers of list points and headings as the label that a reader of the document sees."""

from __future__ import annotations

from typing import Final

_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_MOST_ROMAN = 3999
_LETTERS = 26


def label_of(number: int, kind: str) -> str:
    """`number` as OOXML's ST_NumberFormat `kind` writes it ("lowerLetter": a, b, ... aa, bb).

    ISO/IEC 29500-1, 17.18.59; kinds that are not Latin figures or letters come out in figures.
    """
    match kind:
        case "lowerLetter" | "upperLetter" if number > 0:
            letter = chr(ord("a") + (number - 1) % _LETTERS) * min((number - 1) // _LETTERS + 1, 8)
            return letter.upper() if kind == "upperLetter" else letter
        case "lowerRoman" | "upperRoman" if 0 < number <= _MOST_ROMAN:
            roman = _roman(number)
            return roman.upper() if kind == "upperRoman" else roman
        case "decimalZero":
            return f"{number:02d}"
        case "none" | "bullet":
            return ""
        case _:
            return str(number)


def _roman(number: int) -> str:
    done = ""
    for value, sign in _ROMAN:
        while number >= value:
            done += sign
            number -= value
    return done
