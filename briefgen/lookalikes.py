"""Letters of other scripts to the Latin ones that they look like."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

# Small letters, as case folding leaves them (Unicode 16: names and shapes of the code charts).
_CYRILLIC: Final = ("авекмнорстухԁһіјӏԛѕԝѵԍ", "abekmhopctyxdhijlqswvg")
_GREEK: Final = ("αβγεζηικμνορτυχωϲϳ", "abyeznikmvoptuxwcj")
_ARMENIAN: Final = ("օսհցո", "ouhgn")
# Latin letters of their own that differ from a common one by a stroke, a dot or a hook.
_LATIN: Final = ("ıɑɡłøđħ", "iaglodh")
_SMALL: Final = str.maketrans(
    {
        ord(other): latin
        for others, latins in (_CYRILLIC, _GREEK, _ARMENIAN, _LATIN)
        for other, latin in zip(others, latins, strict=True)
    }
)
# Greek capitals whose shape is not that of their small letter, where a Latin letter stands in the
# same word: by itself such a word is Greek.
_CAPITAL: Final = str.maketrans("ΗΝΥ", "HNY")
# What other signs than letters look like, for what only signs tell from prose.
_SIGNS: Final = str.maketrans("‐‑‒–—−﹣－：﹕∶꞉˸ː＋∕⁄", "--------::::::+//")
_MIXED: Final = re.compile(r"[^\W\d_]*[A-Za-z][^\W\d_]*")
_OTHER: Final = re.compile("[ıɑɡłøđħ\u0370-\u052f\u0530-\u058f]")


def latin_capitals(text: str) -> str:
    """The text with those Greek capitals in Latin words that small letters would not give away."""
    if text.isascii() or not _OTHER.search(text):
        return text
    return _MIXED.sub(lambda word: word.group().translate(_CAPITAL), text)


def latin(folded: str) -> str:
    """Case-folded text, each letter that looks like a Latin one being that one."""
    return folded.translate(_SMALL) if _OTHER.search(folded) else folded


def plain_letters(text: str) -> str:
    """The text with look-alikes, accents, wide forms, dashes and colons made plain, in its case.

    As many characters as before, so that places in the one are places in the other.
    """
    return text if text.isascii() else "".join(map(_plain_letter, text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    wide = unicodedata.normalize("NFKC", letter.translate(_SIGNS))
    bare = unicodedata.normalize("NFD", wide)[:1] if len(wide) == 1 else letter
    small = latin(bare.translate(_CAPITAL).casefold())
    if len(small) != 1:
        return bare
    plain = small.upper() if bare.isupper() and small.isascii() else small
    return plain if plain.isascii() else bare
