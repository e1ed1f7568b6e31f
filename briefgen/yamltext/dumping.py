"""Plain data to YAML text."""

from __future__ import annotations

import math

import yaml

from briefgen.yamltext.scalars import resolve_plain
from briefgen.yamltext.tree import YamlData


def dump_yaml(data: YamlData) -> str:
    """Data as block-style YAML in the order of its keys; `parse_yaml` gives the same data back.

    Raises ValueError for a number that is not finite.
    """
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=96,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Always the pure dumper, so that the bytes do not depend on how the library was built."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if not isinstance(resolve_plain(text), str):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'")
    return dumper.represent_str(text)


def _represent_float(dumper: _Dumper, number: float) -> yaml.ScalarNode:
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be written as YAML")
    return dumper.represent_float(number)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(float, _represent_float)
