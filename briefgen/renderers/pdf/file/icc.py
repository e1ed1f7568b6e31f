"""The sRGB colour space (IEC 61966-2-1) as an ICC profile, made from its published numbers."""

from __future__ import annotations

import struct

# Colorants and white adapted to D50, as ICC profiles state them; curve as in IEC 61966-2-1.
_WHITE = (0.9642, 1.0, 0.8249)
_RED = (0.43607, 0.22249, 0.01392)
_GREEN = (0.38515, 0.71687, 0.09708)
_BLUE = (0.14307, 0.06061, 0.71410)
_ADAPTATION = (
    1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168,
)  # fmt: skip
_CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def srgb_profile() -> bytes:
    """A version 4 display profile of 8-bit RGB (ICC.1:2010), the same bytes every time."""
    curve = b"para\0\0\0\0" + struct.pack(">HH", 3, 0) + _fixed(_CURVE)
    tags = [
        (b"desc", _words("sRGB")),
        (b"cprt", _words("No rights reserved")),
        (b"wtpt", _xyz(_WHITE)),
        (b"chad", b"sf32\0\0\0\0" + _fixed(_ADAPTATION)),
        (b"rXYZ", _xyz(_RED)),
        (b"gXYZ", _xyz(_GREEN)),
        (b"bXYZ", _xyz(_BLUE)),
        (b"rTRC", curve),
        (b"gTRC", curve),
        (b"bTRC", curve),
    ]
    start = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, content in tags:
        table += name + struct.pack(">II", start + len(data), len(content))
        data += content + b"\0" * (-len(content) % 4)
    body = table + data
    return _header(128 + len(body)) + body


def _header(size: int) -> bytes:
    """Clause 7.2: class monitor, space RGB, connection space XYZ, perceptual, D50."""
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    kinds = b"mntrRGB XYZ "
    rest = b"\0" * 28 + _fixed(_WHITE) + b"\0" * 48
    return struct.pack(">I", size) + b"\0" * 4 + b"\x04\x20\0\0" + kinds + date + b"acsp" + rest


def _fixed(values: tuple[float, ...]) -> bytes:
    """s15Fixed16Number, clause 4.6."""
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _xyz(values: tuple[float, ...]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _words(text: str) -> bytes:
    """multiLocalizedUnicodeType, clause 10.13, one entry in English."""
    encoded = text.encode("utf-16-be")
    return (
        b"mluc\0\0\0\0"
        + struct.pack(">II", 1, 12)
        + b"enUS"
        + struct.pack(">II", len(encoded), 28)
        + encoded
    )
