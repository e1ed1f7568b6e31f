"""From a style to the fonts that travel in its memos, so that lines break alike on every desk.

Each face goes as a part of its own, cut down to the letters of the memo's language and masked as
the standard asks (ECMA-376-1, 17.8.1). The faces' licence, SIL OFL 1.1, allows it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal

from briefgen.renderers.facefiles import face_file
from briefgen.renderers.word.look.truetype import subset
from briefgen.slotted import dataclass
from briefgen.style import Family, Style

FONT_TYPE: Final = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
FONT_ENDING: Final = ".odttf"
_MASKED: Final = 32  # bytes at the start of a font

Face = Literal["Regular", "Bold", "Italic"]
# A bold italic is rare: editors slant the bold one.
_OWN_FACES: Final[tuple[Face, ...]] = ("Regular", "Bold", "Italic")
_OTHER_FACES: Final[tuple[Face, ...]] = ("Regular", "Bold")

# The letters of all languages of Europe that are written in Latin, those of pinyin, and the signs
# of running text. A character beyond them is shown in another font, as one is that the face lacks.
_LATIN: Final = (
    range(0x20, 0x180), range(0x1CD, 0x1DD), range(0x218, 0x21C), range(0x2C6, 0x2DE),
    range(0x1E9E, 0x1E9F), range(0x2010, 0x2045), range(0x2070, 0x208A), range(0x20AC, 0x20AD),
    range(0x2116, 0x2123), range(0x2190, 0x2194), range(0x2212, 0x2213), range(0x2260, 0x2266),
)  # fmt: skip
_GREEK: Final = (range(0x370, 0x400),)
_CYRILLIC: Final = (range(0x400, 0x530),)
_IN_CYRILLIC: Final = frozenset({"be", "bg", "mk", "ru", "sr", "uk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFace:
    """A masked font file, and the key (a GUID) that it is masked with."""

    family: Family
    face: Face
    key: str
    data: bytes


def embedded_faces(style: Style, language: str) -> tuple[EmbeddedFace, ...]:
    """The faces that memos of a style take along: none in a letterhead, which has fonts of its own,
    and none where the style says so.
    """
    if style.letterhead is not None or not style.embed_fonts:
        return ()
    script = _script(language)
    return tuple(_embedded(family, face, script) for family, face in _faces(style))


def _faces(style: Style) -> Iterator[tuple[Family, Face]]:
    yield from ((style.font, face) for face in _OWN_FACES)
    others: set[Family] = {look.font for look in style.text.values() if look.font} | {"sans"}
    for family in sorted(others - {style.font}):
        yield from ((family, face) for face in _OTHER_FACES)


def _script(language: str) -> str:
    primary = language.replace("_", "-").partition("-")[0].lower()
    if primary in _IN_CYRILLIC:
        return "Cyrillic"
    return "Greek" if primary == "el" else "Latin"


@cache  # of the same few faces in every style of a run
def _embedded(family: Family, face: Face, script: str) -> EmbeddedFace:
    more = {"Greek": _GREEK, "Cyrillic": _CYRILLIC}.get(script, ())
    file = face_file(family, "bold" if face == "Bold" else "regular", italic=face == "Italic")
    data = subset(file, (*_LATIN, *more))
    digits = hashlib.sha256(data).hexdigest()[:32].upper()
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    return EmbeddedFace(family=family, face=face, key="-".join(parts), data=_masked(data, digits))


def _masked(data: bytes, digits: str) -> bytes:
    """The first 32 bytes under the key, whose last byte comes first."""
    key = bytes.fromhex(digits)[::-1]
    start = bytes(byte ^ key[n % len(key)] for n, byte in enumerate(data[:_MASKED]))
    return start + data[_MASKED:]
