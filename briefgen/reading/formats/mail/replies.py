"""What of a mail's plain text is not its own: salutation, signature, the mails that it answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

_QUOTED: Final = re.compile(r"[ \t]*>")
_SALUTATION: Final = re.compile(
    r"(?:dear|hello|hi|good (?:morning|afternoon)|cher|chère|chers|bonjour|sehr geehrte|liebe)\w*\b"
    r".{0,80},$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[A-ZÀ-Ý][\w.'’-]*(?:[ &]+[A-ZÀ-Ý][\w.'’-]*){0,3},$")
_REPLY: Final = re.compile(r"(?:On|Le|Am)\b.{5,200}(?:wrote|écrit|schrieb)\s*:$")
_PARTING: Final = re.compile(
    r"[-_*]{2,}\s*(?:original message|(?:begin )?forwarded message|message d['’]origine"
    r"|message transféré|ursprüngliche nachricht|weitergeleitete nachricht)\s*:?\s*[-_*]{0,}$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"\*?(?:from|de|von)\s*:\*?\s*\S", re.IGNORECASE)
_SENT: Final = re.compile(r"\*?(?:sent|date|envoyé|gesendet|datum)\s*:\*?\s*\S", re.IGNORECASE)
_HEAD: Final = 4  # lines after the sender among which a mail's head says when it was sent
_WORDS: Final = 4  # of a mail that answers another, and does not only hand it on

QuotedLines = list[tuple[int, str]]


def set_replies_apart(text: str) -> tuple[str, list[tuple[str, QuotedLines]]]:
    """The text with what is not its own blanked, and those lines by what they are."""
    rows = text.split("\n")
    kinds = _kinds(rows)
    groups: list[tuple[str, QuotedLines]] = []
    for index in sorted(kinds):
        if groups and groups[-1][0] == kinds[index] and groups[-1][1][-1][0] == index:
            groups[-1][1].append((index + 1, rows[index].strip()))
        else:
            groups.append((kinds[index], [(index + 1, rows[index].strip())]))
        rows[index] = ""
    return "\n".join(rows), groups


def _kinds(rows: Sequence[str]) -> dict[int, str]:
    """Index of a line -> what it is, for those that are not the mail's own words."""
    kinds: dict[int, str] = {}
    first = next((n for n, row in enumerate(rows) if row.strip()), 0)
    if _is_salutation(rows, first):
        kinds[first] = "salutation"
    earlier = _earlier_mail(rows, first, kinds)
    kinds |= {n: "quoted mail" for n in range(earlier, len(rows)) if rows[n].strip()}
    for index, row in enumerate(rows[:earlier]):
        if row.rstrip("\r") in ("-- ", "--") and index > 0:
            kinds |= {n: "signature" for n in range(index, earlier) if rows[n].strip()}
            break
        if _QUOTED.match(row):
            kinds[index] = "quoted mail"
            before = next((n for n in range(index - 1, -1, -1) if rows[n].strip()), -1)
            if before >= 0 and before not in kinds and _REPLY.match(rows[before].strip()):
                kinds[before] = "quoted mail"
    return kinds


def _is_salutation(rows: Sequence[str], index: int) -> bool:
    words = rows[index].strip()
    alone = index + 1 >= len(rows) or not rows[index + 1].strip()
    return bool(_SALUTATION.match(words)) or (alone and _NAME.match(words) is not None)


def _earlier_mail(rows: Sequence[str], first: int, kinds: Mapping[int, str]) -> int:
    """Where the mail that this one answers stands under it, with a head of its own; else the end.

    A mail that says next to nothing before hands it on: then it is its text.
    """
    said = 0
    for index in range(first, len(rows)):
        row = rows[index].strip()
        if _PARTING.match(row) or (_FROM.match(row) and _says_when(rows, index)):
            return index if said >= _WORDS else len(rows)
        said += 0 if index in kinds else len(row.split())
    return len(rows)


def _says_when(rows: Sequence[str], index: int) -> bool:
    return any(_SENT.match(row.strip()) for row in rows[index + 1 : index + 1 + _HEAD])
