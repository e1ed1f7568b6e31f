"""Dates with the word of a change behind them, as second editions print them, to the dates alone.

`15 January 2026 (Re-dated)`: the word is the pack's own and no part of what a source says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from briefgen.proof.claims import Claim
from briefgen.proof.finished import Piece
from briefgen.proof.matching import squeezed

# A date has a digit and so many words at most.
_DATE: Final = r"(?P<date>(?=[^(]*\d)\S+(?:\s+\S+){0,5}?)"


def change_mark(words: Iterable[str]) -> re.Pattern[str]:
    """What finds a date and one of these words in brackets, alone or before a colon.

    A line of a file may end within a word of the mark, so blanks in it do not count.
    """
    marks = "|".join(r"\s*".join(map(re.escape, squeezed(word))) for word in words if word.strip())
    return re.compile(rf"\A\s*{_DATE}\s*\(\s*(?:{marks or '(?!)'})\s*\)(?=\s*(?::|\Z))")


def unmarked_pieces(pieces: Sequence[Piece], mark: re.Pattern[str]) -> tuple[Piece, ...]:
    """The pieces of a file, their dates without marks."""
    return tuple(
        replace(piece, text=_bare(piece.text, mark)) if "(" in piece.text else piece
        for piece in pieces
    )


def unmarked_claims(claims: Sequence[Claim], mark: re.Pattern[str]) -> tuple[Claim, ...]:
    """The claims of a manifest, their dates without marks."""
    return tuple(
        replace(claim, date=_bare(claim.date, mark), owner=_bare(claim.owner, mark))
        for claim in claims
    )


def _bare(text: str, mark: re.Pattern[str]) -> str:
    return mark.sub(lambda found: found["date"], text, count=1)
