"""YAML text to plain data with the line and column of every key and value, and back.

The only module that knows the YAML library. It reads the core of YAML 1.2 (`no` is a word, a date
is text) and refuses what a hand-written file never needs: anchors, tags, several documents,
hostile depth and size.
"""

from __future__ import annotations

from briefgen.yamltext.dumping import dump_yaml
from briefgen.yamltext.limits import MAX_BYTES, MAX_DEPTH, MAX_FINDINGS, MAX_NODES
from briefgen.yamltext.reading import decode_yaml, parse_yaml, read_yaml
from briefgen.yamltext.scalars import resolve_plain
from briefgen.yamltext.tree import Mark, YamlData, YamlPath, YamlTree

__all__ = [
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FINDINGS",
    "MAX_NODES",
    "Mark",
    "YamlData",
    "YamlPath",
    "YamlTree",
    "decode_yaml",
    "dump_yaml",
    "parse_yaml",
    "read_yaml",
    "resolve_plain",
]
