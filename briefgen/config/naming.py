"""Words to names that are safe in paths, ids and links."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from briefgen.files.filenames import is_of_another_script, is_reserved

MAX_NAME = 80
NAME_RULE: Final = "lower-case letters a-z, digits and single hyphens"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_name(text: str) -> bool:
    """Whether a text can stand in a path, an id and a link as it is."""
    return len(text) <= MAX_NAME and bool(_NAME.fullmatch(text)) and not is_reserved(text)


def is_taken(name: str) -> bool:
    """Whether a series' folder has a folder of that name for something other than an audience."""
    return name == "editions"


def make_name(text: str) -> str:
    """The name nearest to a text ("NATO-China relations" -> "nato-china-relations"), or ""."""
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).casefold()
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    name = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:MAX_NAME].rstrip("-")
    return f"{name}-1" if is_reserved(name) else name


def make_slug(text: str) -> str:
    """The name of a series in paths: as `make_name`, with the letters of other scripts kept
    ("中国-NATO 2021" -> "中国-nato-2021"), NFC, at most `MAX_NAME` bytes; "" where none is left.
    """
    kept: list[str] = []
    above = ""  # the letter that a combining mark belongs to, if it is of another script
    plain = text.replace("ß", "ss").replace("\N{MICRO SIGN}", "-")  # a unit, no Greek word
    for c in unicodedata.normalize("NFKD", plain).casefold():
        if unicodedata.category(c).startswith("M"):
            kept += [c] if above else []
            continue
        above = c if not c.isascii() and is_of_another_script(c) else ""
        kept.append(c if above or _NAME.fullmatch(c) else "-")
    name = unicodedata.normalize("NFC", re.sub("-+", "-", "".join(kept)).strip("-"))
    name = name.encode()[:MAX_NAME].decode(errors="ignore").rstrip("-")
    return f"{name}-1" if is_reserved(name) else name


def one_line(text: str) -> str:
    """A text of the config as it stands on a page: NFC, spaces and line ends made single."""
    return unicodedata.normalize("NFC", " ".join(text.split()))
