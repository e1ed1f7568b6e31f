"""Unquoted words to what they mean in the core of YAML 1.2."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType

from briefgen.yamltext.tree import YamlData

# YAML 1.2.2, section 10.3.2: the core schema's tag resolution.
_CORE_WORDS: Mapping[str, bool | None] = MappingProxyType(
    {"": None, "~": None, "null": None, "Null": None, "NULL": None}
    | {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_BASED = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,4})?")


def resolve_plain(text: str) -> YamlData:
    """What an unquoted word means in YAML 1.2 core; infinities and huge numbers stay text."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number if not _is_long_integer(text) else text
    return text


def _is_long_integer(text: str) -> bool:
    return text.lstrip("+-").isdigit()
