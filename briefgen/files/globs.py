"""A pattern with `*` and `?`, and a text or a path, to whether they fit."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def fits(text: Sequence[str], pattern: str) -> bool:
    """Whether all of a text fits a pattern: `*` is any run of characters, `?` any one.

    Goes back to the last `*` only, so that no pattern takes more than len(text) * len(pattern)
    steps: one in a config cannot hang a build.
    """
    at = star = read = resume = 0
    starred = False
    while read < len(text):
        if at < len(pattern) and pattern[at] == "*":
            starred, star, resume = True, at, read
            at += 1
        elif at < len(pattern) and pattern[at] in {"?", text[read]}:
            at, read = at + 1, read + 1
        elif starred:
            resume += 1
            at, read = star + 1, resume
        else:
            return False
    return not pattern[at:].strip("*")


# --- paths ------------------------------------------------------------------------------------


def split_glob(pattern: str) -> tuple[str, ...]:
    """The folders and the file name of a pattern; a leading `./` says nothing."""
    parts = [part for part in pattern.split("/") if part != "."]
    return tuple(unicodedata.normalize("NFC", part) for part in parts)


def has_wildcard(pattern: str) -> bool:
    """Whether a pattern can stand for more than one file."""
    return "*" in pattern or "?" in pattern


def matches(parts: Sequence[str], glob: Sequence[str]) -> bool:
    """Whether a path (its parts) fits a pattern (its parts); `**` is any number of folders."""
    return len(glob) in _reached(parts, glob)


def could_match_below(parts: Sequence[str], glob: Sequence[str]) -> bool:
    """Whether something in this folder could fit the pattern."""
    return any(at < len(glob) for at in _reached(parts, glob))


def _reached(parts: Sequence[str], glob: Sequence[str]) -> set[int]:
    """How many parts of the pattern can be used up by the path; every reading at once."""
    states = _skip_stars({0}, glob)
    for part in parts:
        name = unicodedata.normalize("NFC", part)
        states = _skip_stars(
            {
                at if glob[at] == "**" else at + 1
                for at in states
                if at < len(glob) and (glob[at] == "**" or fits(name, glob[at]))
            },
            glob,
        )
    return states


def _skip_stars(states: set[int], glob: Sequence[str]) -> set[int]:
    """Also the states behind `**`, which may stand for no folder at all."""
    reached = set(states)
    for at in states:
        end = at
        while end < len(glob) and glob[end] == "**":
            end += 1
            reached.add(end)
    return reached
