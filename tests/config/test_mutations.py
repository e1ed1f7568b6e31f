"""A good config with something broken at random: it builds, or is reported with its place."""

from __future__ import annotations

import copy
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.build import BuildOptions, build
from briefgen.config import (
    Config,
    find_sources,
    load_config,
    roletable,
    styling,
    templating,
    wording,
)
from briefgen.diagnostics import Diagnostics, Severity, has_errors
from briefgen.errors import ExitCode
from briefgen.yamltext import YamlPath, YamlTree, dump_yaml, parse_yaml, read_yaml
from tests.places import CASES

CONFIG_CASES = CASES / "config"
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
    return Path(shutil.copytree(CONFIG_CASES / "project", target))


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
    tree, _ = read_yaml(CONFIG_CASES / "project" / "configs" / "good.yaml", "good.yaml")
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
    text = (CONFIG_CASES / "project" / "configs" / "good.yaml").read_text(encoding="utf-8")
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


# --- thousands of mistakes ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """A config with one thing wrong; `lines` are those of which a finding has to name one, () where
    the mistake has no line of its own (something is missing, or the text is no YAML).
    """

    text: str
    lines: frozenset[int] = frozenset()


def make_mistake(seed: int) -> Mistake:
    """A wrong value, a misspelt key or name, something left out, or broken text."""
    dice = random.Random(f"config-{seed}")
    path = dice.choice(PATHS)
    data = copy.deepcopy(GOOD_TREE.data)
    parent, key = parent_of(data, path), path[-1]
    match dice.randrange(6):
        case 0 | 1:
            parent[key] = dice.choice(WRONG_VALUES)
        case 2 if isinstance(key, str):
            renamed = _misspelt(dice, key)
            items = [(renamed if k == key else k, v) for k, v in parent.items()]
            parent.clear()
            parent.update(items)
            path = (*path[:-1], renamed)
        case 3 | 2 if isinstance(parent[key], str):
            parent[key] = _misspelt(dice, parent[key])
        case 4:
            del parent[key]
            return Mistake(text=dump_yaml(data))
        case _:
            return Mistake(text=_broken(dice, dump_yaml(data)))
    text = dump_yaml(data)
    tree, _ = parse_yaml(text, "mutant.yaml")
    assert tree is not None
    below = [p for p in tree.values if p[: len(path)] == path]
    lines = {tree.values[p][0] for p in below} | {tree.key_place(p).line for p in (path, *below)}
    return Mistake(text=text, lines=frozenset(lines))


def _misspelt(dice: random.Random, word: str) -> str:
    """A letter left out, doubled, put in or changed."""
    at = dice.randrange(len(word)) if word else 0
    letter = dice.choice("abxz-_1 :")
    return dice.choice(
        (
            word[:at] + word[at + 1 :],
            word[: at + 1] + word[at:],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
        )
    )


ODD_SIGNS = "ab:-[]{}&*!\"'\t\n #0\u202e,|>%@"


def _broken(dice: random.Random, text: str) -> str:
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(text))
        gone = dice.choice((0, 0, 1, 2, 12))
        new = "".join(
            dice.choice("ab:-[]{}&*!\"'\t\n #0\u202e,|>%@") for _ in range(dice.randint(0, 4))
        )
        text = text[:at] + new + text[at + gone :]
    return text


def judge_mistakes(place: Path, seeds: range) -> tuple[int, int]:
    """(single mistakes that are reported, those of them reported on the exact line)."""
    told = exact = 0
    for seed in seeds:
        mistake = make_mistake(seed)
        _, found = load_text(place, mistake.text)
        if mistake.lines and found:
            told += 1
            exact += any(d.place and d.place.line in mistake.lines for d in found)
    return told, exact


@pytest.mark.usefixtures("read_once")
def test_a_mistake_is_told_on_its_line_or_harmless(place: Path) -> None:
    told, exact = judge_mistakes(place, range(100))
    assert told > 25
    assert exact >= 0.95 * told, f"{exact} of {told}"


@pytest.fixture
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates, styles, words and roles do not change between mistakes."""
    for module in (roletable, styling, templating, wording):
        monkeypatch.setattr(module, "read_yaml", cache(read_yaml))


@pytest.mark.campaign
@pytest.mark.usefixtures("read_once")
@pytest.mark.parametrize("start", range(1_000, 11_000, 500))
def test_thousands_of_mistakes_are_told_on_their_lines_or_harmless(place: Path, start: int) -> None:
    told, exact = judge_mistakes(place, range(start, start + 500))
    assert told > 100
    assert exact >= 0.95 * told, f"{exact} of {told}"


@pytest.mark.campaign
@pytest.mark.parametrize("start", range(0, 1_000, 100))
def test_what_loads_with_a_mistake_builds_or_is_reported(place: Path, start: int) -> None:
    """A run over a config that loads ends with packs or findings, never with a traceback."""
    built = 0
    for seed in range(start, start + 100):
        config, _ = load_text(place, make_mistake(seed).text)
        if config is not None:
            path = place / "configs" / "mutant.yaml"
            outcome = build(BuildOptions(configs=(path,), dry_run=True))
            assert outcome.planned or has_errors(outcome.diagnostics)
            built += 1
    assert built > 5
