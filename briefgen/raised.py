"""Figures that a document sets raised or lowered, as the characters that Unicode has for them."""

from __future__ import annotations

import re
from typing import Final

_RAISED: Final = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_PLAIN: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_FIGURES: Final = re.compile(r"[\s\dn+−=(),.*/-]*\d[\s\dn+−=(),.*/-]*|\s*n\s*", re.ASCII)
RAISED_NUMBER: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")


def raise_figures(text: str) -> str:
    """What stands raised, its figures so that no number runs into the one before: `6` is `⁶`.

    Words stay as they are ("1st", "Mme").
    """
    return text.translate(_RAISED) if _FIGURES.fullmatch(text) else text


def lower_figures(text: str) -> str:
    """What stands lowered, likewise: `2` is `₂`."""
    return text.translate(_LOWERED) if _FIGURES.fullmatch(text) else text


def plain_figures(text: str) -> str:
    """Raised figures as plain ones: the number that a mark leads to."""
    return text.translate(_PLAIN)
