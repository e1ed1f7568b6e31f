"""The JSON Schema of a config: what ships fits it, and mistakes of shape do not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from briefgen.config import config_schema
from briefgen.config.shapes import RawConfig
from briefgen.yamltext import read_yaml
from tests.places import CASES

CONFIG_CASES = CASES / "config"
GOOD = CONFIG_CASES / "project" / "configs" / "good.yaml"


def data_of(path: Path) -> Any:
    tree, found = read_yaml(path, path.name)
    assert tree is not None
    assert not found
    return copy.deepcopy(tree.data)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_schema_is_plain_json_of_the_named_draft() -> None:
    schema = config_schema()
    assert json.loads(json.dumps(schema)) == schema
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_is_the_same_each_time() -> None:
    assert json.dumps(config_schema()) == json.dumps(config_schema())


def test_the_shipped_configs_fit(validator: jsonschema.Draft202012Validator, project: Path) -> None:
    configs = sorted((project / "configs").glob("*.yaml"))
    assert configs
    for path in configs:
        assert [e.message for e in validator.iter_errors(data_of(path))] == []


def test_every_key_of_a_config_is_described() -> None:
    schema = config_schema()
    nodes = {"config": schema, **schema["$defs"]}
    # Style files are made by designers; their measures carry the unit in the name.
    of_styles = {"RawStyle", "RawPage", "RawTextStyle", "RawHyphenation"}
    bare = [
        f"{name}.{key}"
        for name, node in nodes.items()
        if name not in of_styles
        for key, value in node.get("properties", {}).items()
        if not value.get("description")
    ]
    assert bare == []


def test_keys_are_those_of_the_yaml_not_of_python() -> None:
    keys = config_schema()["$defs"]["RawAudience"]["properties"]
    assert "from" in keys
    assert "from_" not in keys


def mistakes() -> Iterator[tuple[str, Callable[[Any], Any]]]:
    """Ways to break the good config, each in one place."""
    yield "unknown key", lambda c: c.update(colour="red")
    yield "no series", lambda c: c.pop("series")
    yield "no audiences", lambda c: c.pop("audiences")
    yield "empty audiences", lambda c: c["audiences"].clear()
    yield "series of a wrong type", lambda c: c.update(series=["x"])
    yield "ladder by a wrong name", lambda c: c.update(ladder="tlp-3")
    yield "empty ladder", lambda c: c.update(ladder=[])
    yield "format", lambda c: c["defaults"].update(formats=["doc"])
    yield "glyphs", lambda c: c.update(glyphs="none")
    yield "audience key", lambda c: c["audiences"]["desk"].update(templat="x")
    yield "key without a value", lambda c: c["audiences"]["desk"].update(title=None)
    yield "limit", lambda c: c["audiences"]["minister"].update(limit={"pages": "1"})
    yield "limit of a pack", lambda c: c["audiences"]["minister"].update(limit={"words": 9})
    yield (
        "limit of a section",
        lambda c: c["audiences"]["minister"]["sections"][0].update(limit={"pages": 1}),
    )
    yield (
        "limit inside a limit",
        lambda c: c["audiences"]["minister"]["sections"][0].update(limit={"each": {"items": 1}}),
    )
    yield "layout", lambda c: c["audiences"]["minister"]["sections"][1].update(layout="grid")
    yield "selector key", lambda c: c["markings"][0].update(select={"rol": "x"})
    yield "empty selector", lambda c: c["markings"][0].update(select={})
    yield "nested selector", lambda c: c["selectors"]["ours"].update(any=[{"kind": "x"}])
    yield "colour", lambda c: c["audiences"]["minister"]["style"].update(colours={"ink": "red"})


@pytest.mark.parametrize(("name", "spoil"), list(mistakes()), ids=lambda value: str(value)[:40])
def test_a_mistake_of_shape_does_not_fit(
    validator: jsonschema.Draft202012Validator, name: str, spoil: Callable[[Any], Any]
) -> None:
    data = data_of(GOOD)
    # The one place where a config is more lenient than its schema: a number for a text.
    data["audiences"]["minister"]["sections"][3]["select"]["number"] = "1.10"
    assert validator.is_valid(data)
    spoil(data)
    assert not validator.is_valid(data), name


def test_the_schema_is_made_from_what_is_checked() -> None:
    assert set(config_schema()["properties"]) == set(RawConfig.model_fields)
