"""What a page shows round an article and is copied along: links, buttons, advertisements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from briefgen.reading.lines import Line

_BUTTON: Final = re.compile(
    r"(?:skip to (?:the )?(?:main )?(?:content|navigation)|advertisements?|werbung|publicité"
    r"|share(?: (?:this|on|via)\b.{0,30})?|listen to (?:this|the) \w+|print(?: this)?"
    r"|back to top|accept (?:all )?cookies|follow us(?: on .{0,30})?|sign in|log in|menu|search"
    r"|anzeige|comments?(?: \(\d+\))?|partager|teilen|zum inhalt springen|aller au contenu)$",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    r"(?:read (?:more|also|next)|see also|related|recommended|(?:à )?lire aussi|mehr zum thema)"
    r"\s?:\s.{3,120}$|(?:subscribe|sign up)\b.{0,100}\bnewsletter\b.{0,40}$",
    re.IGNORECASE,
)
_CRUMBS: Final = re.compile(
    r"(?:home|start|startseite|accueil)(?:\s*[>»›/]\s*[^>»›/]{2,40}){1,6}$", re.IGNORECASE
)
_NETWORKS: Final = frozenset(
    ("facebook", "twitter", "x", "linkedin", "whatsapp", "email", "e-mail", "telegram", "reddit",
     "print", "copy", "link", "bluesky")
)  # fmt: skip
_TAIL: Final = re.compile(
    r"(?:related (?:articles|stories|posts|content|reading)|more (?:stories|articles)"
    r"|most (?:read|popular)|recommended for you|you may also like|articles liés|sur le même sujet"
    r"|mehr zum thema)$",
    re.IGNORECASE,
)
_ANY: Final = re.compile(
    "|".join(f"(?:{one.pattern})" for one in (_BUTTON, _LINK, _CRUMBS, _TAIL)), re.IGNORECASE
)
_OPENERS: Final = frozenset((f"{name} ")[:2] for name in _NETWORKS)
_LONGEST: Final = 140
_LEAST: Final = 2  # of them tell that a text was copied from a page


def find_page_words(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers of the lines that belong to a page on the web; none where it is but one of them."""
    found = [*_alone(lines)]
    return frozenset(found) if len(found) >= _LEAST else frozenset()


def _alone(lines: Sequence[Line]) -> Iterator[int]:
    tail = 0  # the last line of a list of links under its name, up to the next blank line
    for line in lines:
        words = line.words
        if tail and line.number == tail + 1:
            tail = line.number
            yield tail
        elif len(words) <= _LONGEST and words[0].isalpha() and _is_of_page(words):
            tail = line.number if _TAIL.match(words) else 0
            yield line.number


def _is_of_page(words: str) -> bool:
    if _ANY.match(words):
        return True
    if words[:2].casefold() not in _OPENERS:
        return False
    names = words.casefold().replace("|", " ").split()
    return len(names) > 1 and _NETWORKS.issuperset(names)
