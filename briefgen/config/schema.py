"""The shape of a config as JSON Schema, for editors and for checks outside briefgen."""

from __future__ import annotations

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from briefgen.config.shapes import RawConfig

TITLE = "briefgen config"


def make_schema() -> dict[str, Any]:
    """JSON Schema, draft 2020-12, with a description of every key."""
    schema = RawConfig.model_json_schema(mode="validation")
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": TITLE,
        **{key: value for key, value in schema.items() if key != "title"},
    }
