"""Path patterns: checked so that none leaves the folder, matched in time linear in the pattern."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from briefgen.globs import fits


def split_glob(pattern: str) -> tuple[str, ...]:
    """The folders and the file name of a pattern; a leading `./` says nothing."""
    parts = [part for part in pattern.split("/") if part != "."]
    return tuple(unicodedata.normalize("NFC", part) for part in parts)


def fault_of_glob(pattern: str) -> tuple[str, str]:
    """Why a pattern is refused and the remedy; ("", "") where it is sound."""
    parts = split_glob(pattern)
    if "\\" in pattern:
        return "holds a backslash", "part folders by /"
    if pattern.startswith(("/", "~")) or re.match(r"[A-Za-z]:", pattern):
        return "is an absolute path", "name a folder inside the project, or use --seeds DIR"
    if ".." in parts:
        return "leads out of the project folder with ..", "put the files inside, or use --seeds DIR"
    if not parts or "" in parts:
        return "has an empty folder or file name", "write it as seeds/*.txt"
    if "[" in pattern or "]" in pattern:
        return "holds a bracket", "write ? for one character, * for any"
    if any("**" in part and part != "**" for part in parts):
        return "has ** beside other characters", "write ** alone between two /: seeds/**/*.txt"
    if parts[-1] == "**":
        return "names folders, not files", "write seeds/**/*"
    return "", ""


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
