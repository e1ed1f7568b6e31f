"""A YAML tree to a shape: every fault in plain words at its place, the sound rest kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from briefgen.config.pruning import prune
from briefgen.config.shapes import FLAG, LIST, MAPPING, MISSING, NUMBER, TEXT, Shape
from briefgen.diagnostics import Diagnostic, Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.nearness import listed, nearest, suggestion
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlData, YamlPath, YamlTree

ShapeT = TypeVar("ShapeT", bound=Shape)

_ROUNDS = 12  # each takes out what the one before found; three are enough for every known case
# What stands for a required part that is missing or wrong; for every other it is `MISSING`.
_STAND_INS: Mapping[str, YamlData] = {
    "audiences": {MISSING: {}},
    "slots": [{"id": MISSING}],
    "columns": [{"heading": MISSING, "select": MISSING}] * 2,
}
_SECTION_LIMITS = frozenset({"sentences", "items", "words", "min", "each"})
_TAGS = {
    TEXT: "text",
    LIST: "a list",
    MAPPING: "a mapping of keys",
    NUMBER: "a number",
    FLAG: "true or false",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted(Generic[ShapeT]):
    """A file as a shape, as far as it is sound: what is wrong is left out, a required text that is
    missing is `MISSING`. `shape` is None only where the file as a whole is no mapping.
    `found` are the faults, `at` their paths.
    """

    shape: ShapeT | None
    tree: YamlTree
    found: Diagnostics
    at: tuple[YamlPath, ...]


def fit_shape(tree: YamlTree, shape: type[ShapeT]) -> Fitted[ShapeT]:
    """The tree as an instance of the shape, with every fault at its place."""
    if not isinstance(tree.data, dict):
        what = "is empty" if tree.data is None else "must be a mapping of keys, as in `key: value`"
        return Fitted(
            shape=None, tree=tree, found=(_fault(tree, "wrong-type", (), what),), at=((),)
        )
    tree, found, at = _without_nulls(tree)
    for number in range(_ROUNDS):
        try:
            fitted = shape.model_validate_json(json.dumps(tree.data, allow_nan=False))
            return Fitted(shape=fitted, tree=tree, found=tuple(found), at=tuple(at))
        except ValidationError as caught:
            faults = [f for f in caught.errors(include_url=False) if not _is_echo(f)]
        for fault in faults:
            known = _path(fault) in at if number == 0 else _is_consequence(fault)
            told = None if known else _tell(tree, shape, fault)
            if told:
                found.append(told)
                at.append(_path(fault))
        tree = _repaired(tree, faults)
    raise AssertionError(f"{tree.shown} still has faults after {_ROUNDS} rounds")


def _is_echo(fault: ErrorDetails) -> bool:
    """Whether a list counts as too short only because its items are wrong."""
    return fault["type"] == "too_short" and len(fault["input"]) >= fault["ctx"]["min_length"]


def _is_consequence(fault: ErrorDetails) -> bool:
    """Whether a fault of a later round comes from what has been taken out or put in."""
    late = {"missing", "too_short", "empty_selector"}
    return fault["type"] in late or fault["input"] == MISSING


def _repaired(tree: YamlTree, faults: list[ErrorDetails]) -> YamlTree:
    """The tree with numbers as the text they were written as, without what is wrong."""
    without: set[YamlPath] = set()
    filled: dict[YamlPath, YamlData] = {}
    for fault in faults:
        path, kind = _path(fault), fault["type"]
        key = path[-1] if path else ""
        if (text := _as_written(tree, fault)) is not None:
            filled[path] = text
        elif kind == "missing" or (key in {"select", "columns"} and kind != "extra_forbidden"):
            filled[path] = _STAND_INS.get(str(key), MISSING)
        elif fault["input"] == MISSING:  # no text is wanted there: the whole is left out
            without.add(path[:-1])
        else:
            without.add(path)
    return prune(tree, without, filled)


def _without_nulls(tree: YamlTree) -> tuple[YamlTree, list[Diagnostic], list[YamlPath]]:
    """A key without a value is a slip, not a choice."""
    empty = [path for path, value in _walk(tree.data, ()) if value is None and path]
    found = [
        _fault(tree, "value-missing", path, "has no value", "give it one or delete the line")
        for path in empty
    ]
    return (prune(tree, empty, {}) if empty else tree), found, empty


def _walk(data: YamlData, path: YamlPath) -> Iterator[tuple[YamlPath, YamlData]]:
    yield path, data
    match data:
        case dict():
            for key, value in data.items():
                yield from _walk(value, (*path, key))
        case list():
            for at, item in enumerate(data):
                yield from _walk(item, (*path, at))
        case _:
            pass


def _path(fault: ErrorDetails) -> YamlPath:
    """Where in the file: pydantic's location without the tags of unions."""
    return tuple(part for part in fault["loc"] if part not in _TAGS and part != "[key]")


def _as_written(tree: YamlTree, fault: ErrorDetails) -> str | None:
    """The text of a number that stands where text is wanted (`number: 1.10`)."""
    value = fault["input"]
    wants_text = fault["type"] == "string_type" or (
        fault["type"] == "union_tag_invalid" and TEXT in fault["ctx"]["expected_tags"]
    )
    if wants_text and isinstance(value, int | float) and not isinstance(value, bool):
        return tree.written.get(_path(fault))
    return None


def _tell(tree: YamlTree, shape: type[Shape], fault: ErrorDetails) -> Diagnostic | None:
    """One fault of pydantic as a finding; None for what is mended silently."""
    path, context, value = _path(fault), fault.get("ctx", {}), fault["input"]
    match fault["type"]:
        case "extra_forbidden":
            return _unknown_key(tree, shape, path)
        case "missing":
            place = tree.key_place(path[:-1])
            return error(
                "missing-key",
                f'{_named(path[:-1])} lacks the key "{path[-1]}"',
                place=place,
                exit=ExitCode.CONFIG,
            )
        case "string_type" | "union_tag_invalid" if _as_written(tree, fault) is not None:
            return None
        case "union_tag_invalid" | "union_tag_not_found":
            tags = re.findall(r"'(=\w+)'", context.get("expected_tags", ""))
            wanted = listed(_TAGS[tag] for tag in tags) if tags else "another kind of value"
            return _wrong_type(tree, path, wanted, value)
        case "literal_error":
            return _not_in_list(tree, path, re.findall(r"'([^']*)'", context["expected"]), value)
        case "too_short":
            least = context["min_length"]
            return _fault(
                tree,
                "too-few",
                path,
                f"needs at least {least} {'entry' if least == 1 else 'entries'}",
            )
        case "string_pattern_mismatch":
            return _wrong_pattern(tree, path, context["pattern"])
        case "greater_than_equal" | "greater_than" | "less_than_equal":
            bound = next(context[k] for k in ("ge", "gt", "le") if k in context)
            words = {"greater_than": "more than", "less_than_equal": "at most"}
            least = words.get(fault["type"], "at least")
            return _fault(tree, "out-of-range", path, f"must be {least} {bound:g}, not {value}")
        case "empty_selector":
            return _fault(tree, "selector-empty", path, fault["msg"], "for example {role: summary}")
        case kind:
            return _wrong_type(tree, path, _wanted(kind), value)


def _wanted(kind: str) -> str:
    """What a pydantic error type asks for."""
    wanted = {
        "string": "text",
        "int": "a whole number",
        "float": "a number",
        "bool": "true or false",
        "finite": "a number",
        "tuple": "a list",
        "list": "a list",
        "dict": "a mapping of keys",
        "model": "a mapping of keys",
    }
    return wanted.get(kind.split("_", maxsplit=1)[0], "another kind of value")


def _wrong_type(tree: YamlTree, path: YamlPath, wanted: str, value: Any) -> Diagnostic:
    hint = ""
    if "a list" in wanted and isinstance(value, str):
        hint = f"write [{value}]"
    elif "text" in wanted and isinstance(value, bool):
        hint = f'put it in quotation marks: "{tree.written.get(path, value)}"'
    message = f"must be {wanted}, not {_kind_of(value)}"
    return _fault(tree, "wrong-type", path, message, hint)


def _kind_of(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return f"the number {value}"
        case str():
            return f'the text "{value[:60]}"'
        case list():
            return "a list"
        case _:
            return "a mapping of keys"


def _not_in_list(tree: YamlTree, path: YamlPath, known: list[str], value: Any) -> Diagnostic:
    if not known:  # the one literal that is no text: `hyphenate: false`
        return _fault(tree, "wrong-value", path, "must be false or a mapping of keys")
    near = nearest(str(value), known)
    if not isinstance(value, str):
        return _wrong_type(tree, path, f"one of {listed(known)}", value)
    message = f'must be {"one of " if len(known) > 1 else ""}{listed(known)}, not "{value[:60]}"'
    return _fault(tree, "wrong-value", path, message, f'did you mean "{near}"?' if near else "")


def _wrong_pattern(tree: YamlTree, path: YamlPath, pattern: str) -> Diagnostic:
    if pattern == r"\S":
        message = f"{_named(path)} is empty"
        return error("value-missing", message, place=tree.place(path), exit=ExitCode.CONFIG)
    return _fault(tree, "wrong-value", path, 'must be a colour such as "#12436d"')


def _unknown_key(tree: YamlTree, shape: type[Shape], path: YamlPath) -> Diagnostic:
    known = _known_keys(_schema_of(shape), path[:-1])
    wrong = str(path[-1])
    if at_home := _limit_at_home(wrong, path[:-1]):
        message = f"{_named(path[:-1])} cannot limit {wrong}"
        place = tree.key_place(path)
        return error("limit-misplaced", message, place=place, hint=at_home, exit=ExitCode.CONFIG)
    return error(
        "unknown-key",
        f'{_named(path[:-1])} has no key "{wrong[:60]}"',
        place=tree.key_place(path),
        hint=suggestion(wrong, known),
        exit=ExitCode.CONFIG,
    )


@cache
def _schema_of(shape: type[Shape]) -> dict[str, Any]:
    """The JSON Schema of a shape; making it costs more than all else that a config takes."""
    return shape.model_json_schema()


def _limit_at_home(key: str, path: YamlPath) -> str:
    """Where a key of a limit belongs that stands in a limit of another kind; "" for none."""
    match path[-1:]:
        case ("limit",) if key == "pages":
            return "pages limit a whole pack: write them at the audience"
        case ("limit",) if key in _SECTION_LIMITS:
            return f"only pages limit a whole pack: write {key} at a section"
        case ("each",) if key in {"pages", "items", "min", "each"}:
            return "inside `each` stand sentences and words alone"
        case _:
            return ""


def _known_keys(schema: dict[str, Any], path: YamlPath) -> list[str]:
    """The keys that a JSON Schema allows at a path."""
    nodes = [schema]
    for part in path:
        nodes = [
            below
            for node in nodes
            for option in _options(schema, node)
            for below in _below(option, part)
        ]
    options = [option for node in nodes for option in _options(schema, node)]
    return list(dict.fromkeys(key for option in options for key in option.get("properties", {})))


def _options(schema: dict[str, Any], node: dict[str, Any]) -> list[dict[str, Any]]:
    """A schema node with its references followed and its alternatives spread out."""
    if reference := node.get("$ref"):
        return _options(schema, schema["$defs"][reference.rsplit("/", 1)[-1]])
    alternatives = [*node.get("anyOf", ()), *node.get("oneOf", ())]
    return [node, *(o for alternative in alternatives for o in _options(schema, alternative))]


def _below(node: dict[str, Any], part: str | int) -> list[dict[str, Any]]:
    if isinstance(part, int):
        below = node.get("items")
    else:
        below = node.get("properties", {}).get(part) or node.get("additionalProperties")
    return [below] if isinstance(below, dict) else []


def _named(path: YamlPath) -> str:
    return dotted(path) if path else "the file"


def dotted(path: YamlPath) -> str:
    """A path as messages name it: `audiences.minister.sections[2].limit`; items count from 1."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _fault(tree: YamlTree, code: str, path: YamlPath, message: str, hint: str = "") -> Diagnostic:
    at_key = code in {"value-missing", "too-few"}
    place = tree.key_place(path) if at_key else tree.place(path)
    return error(code, f"{_named(path)} {message}", place=place, hint=hint, exit=ExitCode.CONFIG)
