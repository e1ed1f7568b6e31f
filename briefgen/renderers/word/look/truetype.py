"""A TrueType font to the same font with fewer characters, small enough to travel in a memo.

Glyphs keep their numbers, so that nothing that points to one has to be written anew; those that are
left out are empty. Kerning and ligatures go: Word sets neither unless it is told to.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Set
from itertools import pairwise

# Tables that every font needs, and those that hint its glyphs (OpenType 1.9, "Font tables").
_KEPT = ("OS/2", "cvt ", "fpgm", "gasp", "head", "hhea", "maxp", "name", "prep")
_CHECKSUM_AT, _LOCA_FORM_AT = 8, 50  # in `head`
_MAGIC = 0xB1B0AFBA  # what the checksum of the whole file is taken from
_WHOLE = 0xFFFFFFFF
# Flags of a part of a composite glyph (`glyf`).
_WORDS, _SCALE, _SCALES, _MATRIX, _MORE = 0x1, 0x8, 0x40, 0x80, 0x20


def subset(data: bytes, ranges: Iterable[range]) -> bytes:
    """The font with the characters of these ranges that it has, and no others.

    Raises:
        ValueError: it is no font with TrueType outlines and a Unicode map.
    """
    try:
        tables = _tables(data)
        chars = {c: g for c, g in _characters(tables["cmap"]) if any(c in r for r in ranges)}
        places = _places(tables)
        kept = _with_parts({0, *chars.values()}, tables["glyf"], places)
        glyphs, locations = _glyphs(tables["glyf"], places, kept)
        own = {
            "cmap": _map(chars),
            "glyf": glyphs,
            "hmtx": _widths(tables, kept),
            "loca": struct.pack(f">{len(locations)}L", *locations),
            "post": struct.pack(">L", 0x30000) + tables["post"][4:32],
        }
        head = bytearray(tables["head"])
    except (KeyError, IndexError, struct.error) as fault:
        raise ValueError("no font with TrueType outlines and a Unicode map") from fault
    struct.pack_into(">L", head, _CHECKSUM_AT, 0)
    struct.pack_into(">h", head, _LOCA_FORM_AT, 1)
    there = {name: tables[name] for name in _KEPT if name in tables}
    return _file(there | own | {"head": bytes(head)})


# --- reading --------------------------------------------------------------------------------------


def _tables(data: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", data, 4)[0]
    entries = (struct.unpack_from(">4s3L", data, 12 + 16 * n) for n in range(count))
    return {tag.decode("latin-1"): data[at : at + size] for tag, _, at, size in entries}


def _characters(cmap: bytes) -> Iterable[tuple[int, int]]:
    """Characters of the basic plane and their glyphs (`cmap`, format 4)."""
    count = struct.unpack_from(">H", cmap, 2)[0]
    found = (struct.unpack_from(">2HL", cmap, 4 + 8 * n) for n in range(count))
    at = {(platform, encoding): at for platform, encoding, at in found}[3, 1]
    segments = struct.unpack_from(">H", cmap, at + 6)[0] // 2
    row = struct.Struct(f">{segments}H")
    ends, starts, moves, offsets = (
        row.unpack_from(cmap, at + 14 + 2 * n + row.size * n_) for n_, n in enumerate((0, 1, 1, 1))
    )
    listed = at + 16 + 3 * row.size
    for n, (start, end, move, offset) in enumerate(zip(starts, ends, moves, offsets, strict=True)):
        for char in range(start, end + 1):
            glyph = char
            if offset:
                spot = listed + 2 * n + offset + 2 * (char - start)
                glyph = struct.unpack_from(">H", cmap, spot)[0] if char != 0xFFFF else 0
                if not glyph:
                    continue
            if glyph := glyph + move & 0xFFFF:
                yield char, glyph


def _places(tables: Mapping[str, bytes]) -> tuple[int, ...]:
    """Where each glyph begins in `glyf`, and where the last one ends (`loca`)."""
    count = struct.unpack_from(">H", tables["maxp"], 4)[0] + 1
    if struct.unpack_from(">h", tables["head"], _LOCA_FORM_AT)[0]:
        return struct.unpack_from(f">{count}L", tables["loca"])
    return tuple(2 * half for half in struct.unpack_from(f">{count}H", tables["loca"]))


def _with_parts(wanted: Set[int], glyf: bytes, places: tuple[int, ...]) -> set[int]:
    """These glyphs and those that they are composed of."""
    found, todo = set(wanted), list(wanted)
    while todo:
        glyph = todo.pop()
        if places[glyph] == places[glyph + 1]:
            continue
        new = set(_parts(glyf, places[glyph])) - found
        found |= new
        todo += new
    return found


def _parts(glyf: bytes, at: int) -> Iterable[int]:
    if struct.unpack_from(">h", glyf, at)[0] >= 0:
        return
    at += 10
    flags = _MORE
    while flags & _MORE:
        flags, glyph = struct.unpack_from(">2H", glyf, at)
        yield glyph
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _SCALES else 8 if flags & _MATRIX else 0


# --- writing --------------------------------------------------------------------------------------


def _glyphs(glyf: bytes, places: tuple[int, ...], kept: Set[int]) -> tuple[bytes, list[int]]:
    pieces: list[bytes] = []
    locations = [0]
    for glyph, (start, end) in enumerate(pairwise(places)):
        piece = glyf[start:end] if glyph in kept else b""
        pieces.append(piece + bytes(-len(piece) % 4))
        locations.append(locations[-1] + len(pieces[-1]))
    return b"".join(pieces), locations


def _widths(tables: Mapping[str, bytes], kept: Set[int]) -> bytes:
    """`hmtx` with nothing for glyphs that are left out."""
    widths = bytearray(tables["hmtx"])
    for glyph in range(struct.unpack_from(">H", tables["hhea"], 34)[0]):
        if glyph not in kept:
            widths[4 * glyph : 4 * glyph + 4] = bytes(4)
    return bytes(widths)


def _map(chars: Mapping[int, int]) -> bytes:
    """`cmap` with one segment for each run of characters whose glyphs follow each other."""
    runs: list[list[int]] = []  # first, last, first glyph
    for char, glyph in sorted(chars.items()):
        if runs and char == runs[-1][1] + 1 and glyph - char == runs[-1][2] - runs[-1][0]:
            runs[-1][1] = char
        else:
            runs.append([char, char, glyph])
    runs.append([0xFFFF, 0xFFFF, 0])  # the standard's last segment leads to no glyph
    count = len(runs)
    fits = 1 << count.bit_length() - 1
    body = struct.pack(
        f">4H{count}HH{3 * count}H",
        *(2 * count, 2 * fits, fits.bit_length() - 1, 2 * (count - fits)),
        *(last for _, last, _ in runs),
        0,
        *(first for first, _, _ in runs),
        *(glyph - first & 0xFFFF for first, _, glyph in runs),
        *([0] * count),
    )
    return struct.pack(">4HL3H", 0, 1, 3, 1, 12, 4, 6 + len(body), 0) + body


def _file(tables: Mapping[str, bytes]) -> bytes:
    """The font file: its directory, then its tables by name, each from a multiple of four on."""
    count = len(tables)
    fits = 1 << count.bit_length() - 1
    start = (0x10000, count, 16 * fits, fits.bit_length() - 1, 16 * (count - fits))
    directory = [struct.pack(">L4H", *start)]
    body: list[bytes] = []
    at = 12 + 16 * count
    for name, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        directory.append(struct.pack(">4s3L", name.encode(), _sum(padded), at, len(data)))
        body.append(padded)
        at += len(padded)
    font = bytearray(b"".join((*directory, *body)))
    head = struct.unpack_from(">L", font, font.index(b"head", 12) + 8)[0]
    struct.pack_into(">L", font, head + _CHECKSUM_AT, _MAGIC - _sum(font) & _WHOLE)
    return bytes(font)


def _sum(data: bytes | bytearray) -> int:
    """Its 32-bit words added up; the length is a multiple of four."""
    total: int = sum(struct.unpack(f">{len(data) // 4}L", data))
    return total & _WHOLE
