"""Codes of the symbol fonts that office programs bring to the characters that Unicode has."""

from __future__ import annotations

from typing import Final

BULLET: Final = "•"
PRIVATE: Final = range(0xE000, 0xF900)  # where programs put the shapes of such fonts
_UNKNOWN: Final = "\0"
# The font's own encoding (PostScript Language Reference, E.11), 0x20 to 0x7E and 0xA0 to 0xFE.
_LOW: Final = (
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?"
    "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_"
    "‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
)
_HIGH: Final = (
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵"
    "ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓"
    "◊⟨®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\0⟩∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭"
)
# Of Wingdings, the marks of points and the arrows; what else it draws are pictures.
_WINGDINGS: Final = {
    **dict.fromkeys((0x6C, 0x6E, 0x71, 0x75, 0x76, 0x77, 0x9E, 0x9F, 0xA7, 0xA8, 0xD8), BULLET),
    **dict(zip(range(0xDF, 0xE7), "←→↑↓↖↗↙↘", strict=True)),
    0xE8: "→",
    0xF0: "⇒",
}


def symbol_of(font: str, code: int) -> str:
    """The character that a font's code shows; "" where Unicode has none, or the font is not known.

    `code`: as files give it, with or without the private area's 0xF000.
    """
    name = font.strip().lower()
    own = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if name.startswith("symbol"):
        return _in_symbol(own)
    if name == "wingdings":
        return _WINGDINGS.get(own, "")
    return "" if code in PRIVATE or code < 0x20 else chr(min(code, 0xFFFD))


def _in_symbol(code: int) -> str:
    if 0x20 <= code < 0x20 + len(_LOW):
        return _LOW[code - 0x20]
    if 0xA0 <= code < 0xA0 + len(_HIGH):
        return _HIGH[code - 0xA0].replace(_UNKNOWN, "")
    return ""
