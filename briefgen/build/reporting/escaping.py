"""Words of sources and people to Markdown that shows them as they are and does nothing else."""

from __future__ import annotations

import re

# What marks something up anywhere in a line, or makes a link, a mention or a reference of it.
_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~#@&]|(?<=[a-z]):(?=//))")
# What opens a numbered list.
_ORDINAL = re.compile(r"^(\d+)([.)])")


def escaped(text: str) -> str:
    """The text on one line; a reader of the raw file sees backslashes, no word is changed."""
    line = _ANYWHERE.sub(r"\\\1", " ".join(text.split()))
    line = _ORDINAL.sub(r"\1\\\2", line)
    return f"\\{line}" if line[:1] in "-+=" and line else line
