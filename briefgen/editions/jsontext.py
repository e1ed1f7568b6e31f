"""Values to the JSON text of manifests: keys in a fixed order, one short thing a line."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


JsonObject = dict[str, Json]


def json_bytes(value: Json) -> bytes:
    """UTF-8 JSON with sorted keys and a newline at the end; innermost objects on one line each,
    so that a changed passage is one changed line.
    """
    # A file name that is no UTF-8 arrives with lone surrogates: JSON's own escapes hold them.
    return ("\n".join(_lines(value)) + "\n").encode("utf-8", "backslashreplace")


def _lines(value: Json) -> list[str]:
    match value:
        case dict() if any(_is_deep(inner) for inner in value.values()):
            keyed = [_keyed(key, _lines(inner)) for key, inner in sorted(value.items())]
            return _block("{", keyed, "}")
        case list() if any(isinstance(inner, dict) for inner in value):
            return _block("[", [_lines(inner) for inner in value], "]")
        case _:
            return [json.dumps(value, ensure_ascii=False, sort_keys=True)]


def _is_deep(value: Json) -> bool:
    """Whether there is an object inside."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(inner, dict) for inner in value)
    )


def _keyed(key: str, lines: list[str]) -> list[str]:
    return [f"{json.dumps(key, ensure_ascii=False)}: {lines[0]}", *lines[1:]]


def _block(start: str, parts: Sequence[list[str]], end: str) -> list[str]:
    lines = [start]
    for number, part in enumerate(parts, 1):
        comma = "," if number < len(parts) else ""
        lines += [f"  {line}" for line in part[:-1]] + [f"  {part[-1]}{comma}"]
    return [*lines, end]
