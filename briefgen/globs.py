"""A pattern with `*` and `?` and a text, to whether they fit: the one matcher of all globs."""

from __future__ import annotations

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
