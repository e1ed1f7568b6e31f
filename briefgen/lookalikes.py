"""Text to the same text in plain letters: look-alikes of other scripts and wide forms undone."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that a reader takes for Latin ones (after Unicode TS 39, its common Cyrillic, Greek and
# Armenian rows, and Latin letters that lack or have a stroke or a dot).
_FROM = "АВЕЅІЈКМНОРСТУХԌԚԜаеѕіјорсухԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧαιονρυχΟօոսհıȷſɑɡӀǀꓐꓑꓓꓔꓖꓚꓝꓡꓢꓟꓠꓣꓮꓰ"
_TO = "ABESIJKMHOPCTYXGQWaesijopcyxqwhABEZHIKMNOPTYXaiovpuxOonuhijsagIIBPDTGCFLSMNRAE"
_OTHER = "‐‑‒–—−﹣－：﹕∶꞉˸ː＋∕⁄"
_PLAIN = "--------::::::+//"
_ALIKE = str.maketrans(_FROM + _OTHER, _TO + _PLAIN)


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    known = letter.translate(_ALIKE)
    wide = unicodedata.normalize("NFKC", known)
    plain = unicodedata.normalize("NFD", wide)[:1] if len(wide) == 1 else wide
    plain = plain.translate(_ALIKE)
    return plain if len(plain) == 1 else known


def plain_letters(text: str) -> str:
    """The text with look-alike letters, accents, wide forms, dashes and colons made plain.

    As many characters as before, so that places in the one are places in the other.
    """
    return text if text.isascii() else "".join(map(_plain_letter, text))
