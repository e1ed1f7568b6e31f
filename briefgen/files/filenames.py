"""A name, or a letter of one, to whether a file can bear it on every system."""

from __future__ import annotations

import unicodedata
from typing import Final

# Windows keeps these for devices, whatever the ending and the case
# (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def is_reserved(name: str) -> bool:
    """Whether a file name, with any ending, is that of a device."""
    return name.split(".", 1)[0].casefold() in _DEVICES


def is_of_another_script(letter: str) -> bool:
    """Letters and digits that are safe in names, but none of words in Latin letters (ø, ʼ, ʻ)."""
    latin = unicodedata.name(letter, "LATIN").startswith(("LATIN", "MODIFIER"))
    return unicodedata.category(letter) in {"Lu", "Ll", "Lo", "Lm", "Nd"} and not latin
