"""Values to the JSON text of manifests: keys in a fixed order, one short thing a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final


class Text(str):
    """A value that is written already, as it stands where it goes."""

    __slots__ = ()


Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


JsonObject = dict[str, Json]

_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode


def json_bytes(value: Json) -> bytes:
    """UTF-8 JSON with sorted keys and a newline at the end; innermost objects on one line each,
    so that a changed passage is one changed line.
    """
    out: list[str] = []
    _write(value, "\n", out)
    # A file name that is no UTF-8 arrives with lone surrogates: JSON's own escapes hold them.
    return ("".join(out) + "\n").encode("utf-8", "backslashreplace")


def row_texts(objects: Iterable[Mapping[str, str]]) -> str:
    """Innermost objects, a line each, for `list_text`."""
    return "\n".join(map(_ENCODE, objects))


def list_text(rows: str, depth: int) -> Text:
    """The list of objects that are written in lines, of a value so many levels in."""
    line = _line(depth)
    inside = f"{line}  "
    written = rows.replace("\n", f",{inside}")
    return Text(f"[{inside}{written}{line}]" if rows else "[]")


def object_text(value: JsonObject, depth: int) -> Text:
    """The text of an object so many levels in."""
    out: list[str] = []
    _write(value, _line(depth), out)
    return Text("".join(out))


def _line(depth: int) -> str:
    return "\n" + "  " * depth


def _write(value: Json, line: str, out: list[str]) -> None:
    """Appends the text of a value; `line` begins a line that is as far in as the value's first."""
    if isinstance(value, Text):
        out.append(value)
    elif isinstance(value, dict) and any(map(_is_deep, value.values())):
        _write_block("{", sorted(value.items()), "}", line, out)
    elif isinstance(value, list) and _holds_objects(value):
        _write_block("[", [(None, inner) for inner in value], "]", line, out)
    else:
        out.append(_ENCODE(value))


def _write_block(
    start: str, parts: Sequence[tuple[str | None, Json]], end: str, line: str, out: list[str]
) -> None:
    """An object (parts with a key) or a list (parts without), each part on lines of its own."""
    inside = f"{line}  "
    for n, (key, inner) in enumerate(parts):
        out.append(f"{',' if n else start}{inside}")
        if key is not None:
            out.append(f"{_ENCODE(key)}: ")
        _write(inner, inside, out)
    out.append(f"{line}{end}")


def _is_deep(value: Json) -> bool:
    """Whether there is an object inside."""
    return isinstance(value, dict | Text) or (isinstance(value, list) and _holds_objects(value))


def _holds_objects(values: Sequence[Json]) -> bool:
    """The lists of manifests hold one kind of thing each."""
    return bool(values) and isinstance(values[0], dict | Text)
