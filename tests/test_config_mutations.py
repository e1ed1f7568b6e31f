"""A good config with something broken at random: it builds, or is reported with its place."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.config import Config, find_sources, load_config
from briefgen.diagnostics import Diagnostics, Severity, has_errors
from briefgen.errors import ExitCode
from briefgen.yamltext import YamlPath, YamlTree, dump_yaml, parse_yaml, read_yaml

CASES = Path(__file__).parent / "cases" / "config"
WRONG_VALUES: tuple[Any, ...] = (
    [],
    {},
    ["zzz", 3],
    {"zzz": 1},
    -3,
    1.5,
    True,
    "zzz",
    "",
    None,
    "../x",
    "a\nb",
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("mutations") / "project"
    return Path(shutil.copytree(CASES / "project", target))


def load_text(place: Path, text: str) -> tuple[Config | None, Diagnostics]:
    """Loads a text as the project's config; checks what always has to hold."""
    path = place / "configs" / "mutant.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    config, found = load_config(path, shown="configs/mutant.yaml")
    lines = text.count("\n") + 1
    for fault in found:
        assert fault.severity is Severity.ERROR
        assert fault.exit in {ExitCode.CONFIG, ExitCode.MARKING}
        assert fault.place is not None
        assert fault.place.file == "configs/mutant.yaml"
        assert fault.place.line <= lines
        assert len(str(fault).splitlines()) == 1
        assert "\0" not in f"{fault.message}{fault.hint}"
        assert not any(word in str(fault) for word in ("pydantic", "Input should", "=text"))
    assert config is not None or has_errors(found)
    if config is not None:
        assert config.audiences
        assert all(slot.select or slot.columns for a in config.audiences for slot in a.slots)
        find_sources(config)
    return config, found


def good_tree() -> YamlTree:
    tree, _ = read_yaml(CASES / "project" / "configs" / "good.yaml", "good.yaml")
    assert tree is not None
    text = dump_yaml(tree.data)
    tree, _ = parse_yaml(text, "good.yaml")
    assert tree is not None
    return tree


GOOD_TREE = good_tree()
PATHS = [path for path in GOOD_TREE.values if path]


def parent_of(data: Any, path: YamlPath) -> Any:
    for part in path[:-1]:
        data = data[part]
    return data


def mutants(path: YamlPath) -> Iterator[Any]:
    """The data with a wrong value, a renamed key or nothing at a path."""
    for wrong in WRONG_VALUES:
        data = copy.deepcopy(GOOD_TREE.data)
        parent_of(data, path)[path[-1]] = wrong
        yield data
    if isinstance(path[-1], str):
        data = copy.deepcopy(GOOD_TREE.data)
        parent = parent_of(data, path)
        items = [(f"{k}x" if k == path[-1] else k, v) for k, v in parent.items()]
        parent.clear()
        parent.update(items)
        yield data
    data = copy.deepcopy(GOOD_TREE.data)
    del parent_of(data, path)[path[-1]]
    yield data


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_a_wrong_value_or_key_is_reported_or_harmless(place: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(PATHS))
    mutant = data.draw(st.sampled_from(list(mutants(path))))
    load_text(place, dump_yaml(mutant))


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_several_mistakes_at_once(place: Path, data: st.DataObject) -> None:
    mutant: Any = copy.deepcopy(GOOD_TREE.data)
    for path in data.draw(st.lists(st.sampled_from(PATHS), min_size=2, max_size=6)):
        try:
            parent_of(mutant, path)[path[-1]] = data.draw(st.sampled_from(WRONG_VALUES))
        except (TypeError, KeyError, IndexError):
            continue  # an earlier mistake took that place away
    load_text(place, dump_yaml(mutant))


@given(st.data())
@settings(deadline=None, max_examples=60)
def test_broken_text_is_reported_or_harmless(place: Path, data: st.DataObject) -> None:
    text = (CASES / "project" / "configs" / "good.yaml").read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text) - 1))
        until = at + data.draw(st.integers(0, 12))
        text = (
            text[:at]
            + data.draw(st.text("ab:-[]{}&*!\"'\t\n #0\u202e,", max_size=4))
            + text[until:]
        )
    load_text(place, text)


def test_a_wrong_value_is_told_on_its_own_line(place: Path) -> None:
    """Of the single mistakes that are reported, at least 95 in 100 on the very line."""
    told = exact = 0
    for path in PATHS[::11]:
        for wrong in (["zzz", 3], {"zzz": 1}, -3, True):
            data = copy.deepcopy(GOOD_TREE.data)
            parent_of(data, path)[path[-1]] = wrong
            text = dump_yaml(data)
            tree, _ = parse_yaml(text, "mutant.yaml")
            assert tree is not None
            _, found = load_text(place, text)
            if found:
                told += 1
                lines = {fault.place.line for fault in found if fault.place}
                below = [p for p in tree.values if p[: len(path)] == path]
                own = {tree.values[p][0] for p in below} | {tree.key_place(p).line for p in below}
                exact += bool(lines & own)
    assert told > 30
    assert exact >= 0.95 * told, f"{exact} of {told}"
