"""Texts mutated from a seed: bytes flipped, lines swapped, pieces copied, odd marks put in."""

from __future__ import annotations

import random
from collections.abc import Sequence

ODD = (
    "\n", "\n\n", "\f", "\t", " ", "\r", "\u00a0", "- ", "• ", "I. ", "1. ", "2.3 ", "A. ", "o ",
    "2002\t", "2010\t-2014\t", "\t1999-2003\t", "Contents\n", "....... 7\n", "\n12\n",
    "Page 3 of 9",
    "“", "”", '"', "«", "„", "*", "**", "<i>", "</i>", "|", "+---+---+\n", "----- ---\n", "====\n",
    "according to ", " said ", "Dr. ", "Authors\n\n", "Presented by\n", "\u202e", "\x07", "e\u0301",
    "中国", "É", "—", "-\n", "...", "26 September 2021", "\u2028", "\ufeff", "ﬁ",
    "\U0001f600", "\x00",
)  # fmt: skip


_WHOLE = 64  # one input in so many is a whole file; the others are pieces of one
_PIECE = (100, 1500)  # bytes of a piece


def mutate(seed: int, bases: Sequence[bytes]) -> bytes:
    """A piece of one of the bases, or all of it, with 1 to 40 changes; the same for a seed."""
    dice = random.Random(f"reading-{seed}")
    base = dice.choice(bases)
    if dice.randrange(_WHOLE):
        start = dice.randrange(len(base))
        base = base[start : start + dice.randint(*_PIECE)]
    data = bytearray(base)
    for _ in range(dice.randint(1, 40)):
        _change(dice, data)
    return bytes(data)


def _change(dice: random.Random, data: bytearray) -> None:
    at = dice.randrange(len(data) + 1)
    match dice.randrange(7):
        case 0:
            data[at:at] = dice.choice(ODD).encode()
        case 1:
            del data[at : at + dice.randint(1, 200)]
        case 2:
            start = dice.randrange(len(data) + 1)
            data[at:at] = data[start : start + dice.randint(1, 400)]
        case 3:
            data[at:at] = dice.choice(ODD).encode() * dice.randint(2, 300)
        case 4:
            if at < len(data):
                data[at] = dice.randrange(256)
        case 5:
            lines = bytes(data).split(b"\n")
            one, two = dice.randrange(len(lines)), dice.randrange(len(lines))
            lines[one], lines[two] = lines[two], lines[one]
            data[:] = b"\n".join(lines)
        case _:
            data[at:at] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 8)))
