"""A number and a noun to words: "1 repair", "2 repairs"."""

from __future__ import annotations


def counted(number: int, noun: str, nouns: str = "") -> str:
    """The number with the noun in the form that it asks for; `nouns` where `s` does not make it."""
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"
