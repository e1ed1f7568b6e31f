"""The shape of a config as JSON Schema, for editors and for checks outside briefgen."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from briefgen.config.shapes import RawConfig

TITLE = "briefgen config"


def make_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12, with a description of every key.

    It is as strict as `load_config` on keys and kinds of values; what depends on the surroundings
    (labels, names, files) it leaves open, and a number where text is wanted it refuses.
    """
    schema: dict[str, Any] = _tidy(RawConfig.model_json_schema(mode="validation"))
    return {"$schema": GenerateJsonSchema.schema_dialect, "title": TITLE, **schema}


def _tidy(node: Any) -> Any:
    """Without null (a key without a value is an error), and without names of Python."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {
        key: {name: _tidy(value) for name, value in inner.items()}
        if key in {"properties", "$defs"}
        else _tidy(inner)
        for key, inner in node.items()
        if key not in {"title", "discriminator"} and (key, inner) != ("default", None)
    }
    options = [option for option in tidy.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del tidy["anyOf"]
        return {**options[0], **tidy}
    return {**tidy, "anyOf": options} if options else tidy
