"""A font's GPOS table to the space that two neighbouring glyphs ask for.

Pairs by glyph and by class (OpenType 1.9, GPOS, lookup type 2, formats 1 and 2) of the feature
`kern`: what Latin, Greek and Cyrillic text needs. fontTools reads all of GPOS, at a fifth of a
second for the four faces of a pack; this takes a few milliseconds.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from briefgen.slotted import dataclass

# Font units that a pair is moved by; None where the subtable says nothing of it.
PairReader = Callable[[int, int], int | None]

_PAIRS, _EXTENSION = 2, 9
_ADVANCE = 4  # the bit of XAdvance in a value format


@dataclass(frozen=True, slots=True)
class Kerning:
    """The subtables of a font in order; the first that knows a pair decides."""

    subtables: tuple[PairReader, ...]

    def between(self, first: int, second: int) -> int:
        """Font units between two glyphs on top of the advance of the first."""
        for read in self.subtables:
            found = read(first, second)
            if found is not None:
                return found
        return 0


def read_kerning(table: bytes) -> Kerning:
    """The pairs of a GPOS table; none at all where the table is damaged."""
    try:
        places = _subtables(table)
        return Kerning(tuple(_pair_reader(table, place) for place in places))
    except (struct.error, IndexError):
        return Kerning(())


def _numbers(table: bytes, at: int, count: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{count}H", table, at)


def _tagged(table: bytes, at: int) -> list[tuple[bytes, int]]:
    """Tags and places of a list of scripts or features."""
    [count] = _numbers(table, at, 1)
    records = [struct.unpack_from(">4sH", table, at + 2 + 6 * n) for n in range(count)]
    return [(tag, at + offset) for tag, offset in records]


def _subtables(table: bytes) -> list[int]:
    """Where the pairs of the feature `kern` stand, by the default language of Latin."""
    scripts, features, lookups = _numbers(table, 4, 3)
    by_tag = dict(_tagged(table, scripts))
    script = by_tag.get(b"latn", by_tag.get(b"DFLT"))
    if script is None:
        return []
    language = script + _numbers(table, script, 1)[0]
    chosen = _numbers(table, language + 6, _numbers(table, language + 4, 1)[0])
    all_features = _tagged(table, features)
    wanted: list[int] = []
    for place in (all_features[n][1] for n in chosen if all_features[n][0] == b"kern"):
        wanted += _numbers(table, place + 4, _numbers(table, place + 2, 1)[0])
    places: list[int] = []
    for number in sorted(set(wanted)):
        places += _pairs_of(table, lookups + _numbers(table, lookups + 2 + 2 * number, 1)[0])
    return places


def _pairs_of(table: bytes, lookup: int) -> list[int]:
    kind, _, count = _numbers(table, lookup, 3)
    places = [lookup + offset for offset in _numbers(table, lookup + 6, count)]
    if kind == _EXTENSION and places:
        kind = _numbers(table, places[0] + 2, 1)[0]
        places = [place + struct.unpack_from(">I", table, place + 4)[0] for place in places]
    return places if kind == _PAIRS else []


def _pair_reader(table: bytes, at: int) -> PairReader:
    form, coverage, one, two = _numbers(table, at, 4)
    covered = _coverage(table, at + coverage)
    size = 2 * (one.bit_count() + two.bit_count())
    skip = 2 * (one & (_ADVANCE - 1)).bit_count()
    if not one & _ADVANCE:
        return lambda _first, _second: None
    if form == 1:
        return _by_glyph(table, at, covered, size, skip)
    return _by_class(table, at, covered, size, skip)


def _by_glyph(
    table: bytes, at: int, covered: Mapping[int, int], size: int, skip: int
) -> PairReader:
    pairs: dict[tuple[int, int], int] = {}
    for first, index in covered.items():
        place = at + _numbers(table, at + 10 + 2 * index, 1)[0]
        for n in range(_numbers(table, place, 1)[0]):
            record = place + 2 + n * (2 + size)
            [second] = _numbers(table, record, 1)
            [moved] = struct.unpack_from(">h", table, record + 2 + skip)
            pairs[first, second] = moved
    return lambda first, second: pairs.get((first, second))


def _by_class(
    table: bytes, at: int, covered: Mapping[int, int], size: int, skip: int
) -> PairReader:
    firsts, seconds, _, columns = _numbers(table, at + 8, 4)
    one, two = _classes(table, at + firsts), _classes(table, at + seconds)

    def read(first: int, second: int) -> int | None:
        if first not in covered:
            return None
        cell = one.get(first, 0) * columns + two.get(second, 0)
        moved: int = struct.unpack_from(">h", table, at + 16 + cell * size + skip)[0]
        return moved

    return read


def _coverage(table: bytes, at: int) -> dict[int, int]:
    """Each covered glyph with its place in the coverage."""
    form, count = _numbers(table, at, 2)
    if form == 1:
        return {glyph: n for n, glyph in enumerate(_numbers(table, at + 4, count))}
    found: dict[int, int] = {}
    for n in range(count):
        start, end, index = _numbers(table, at + 4 + 6 * n, 3)
        found.update((glyph, index + glyph - start) for glyph in range(start, end + 1))
    return found


def _classes(table: bytes, at: int) -> dict[int, int]:
    """Each glyph with its class; what is not named is in class 0."""
    form, second, third = _numbers(table, at, 3)
    if form == 1:
        return {second + n: kind for n, kind in enumerate(_numbers(table, at + 6, third))}
    found: dict[int, int] = {}
    for n in range(second):
        start, end, kind = _numbers(table, at + 4 + 6 * n, 3)
        found.update(dict.fromkeys(range(start, end + 1), kind))
    return found
