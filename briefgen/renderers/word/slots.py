"""Text with slots for what each memo numbers anew, and what fills them.

A slot stands between two characters that XML cannot hold and that are taken out of all words, so
that no words can be one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

# Text, the name of a slot, text, the name of a slot, ... text.
SlottedText = tuple[str, ...]

_SLOT: Final = re.compile("\x01([^\x02]*)\x02")


def slot(kind: str, name: object) -> str:
    """A slot in a text; `parted` finds it again as the kind and the name together."""
    return f"\x01{kind}{name}\x02"


def parted(text: str) -> SlottedText:
    """A text at its slots."""
    return tuple(_SLOT.split(text))


def filled(text: SlottedText, values: Mapping[str, str]) -> str:
    """The text with a value in each of its slots."""
    pieces = list(text)
    pieces[1::2] = [values[name] for name in text[1::2]]
    return "".join(pieces)
