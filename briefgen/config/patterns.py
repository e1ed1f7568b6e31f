"""A path pattern of a config to why it is refused: none may leave the project's folder."""

from __future__ import annotations

import re

from briefgen.files.globs import split_glob


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
