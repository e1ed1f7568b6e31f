"""Single mistakes in a good config: each is named at its line and column, with its remedy."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from briefgen.config import load_config
from briefgen.diagnostics import Severity
from briefgen.yamltext import read_yaml
from tests.places import CASES

CONFIG_CASES = CASES / "config"
GOOD = "configs/good.yaml"


def load_mistakes() -> list[dict[str, Any]]:
    tree, found = read_yaml(CONFIG_CASES / "mistakes.yaml", "mistakes.yaml")
    assert tree is not None, found
    assert isinstance(tree.data, list)
    assert not found
    return [case for case in tree.data if isinstance(case, dict)]


def case_name(case: dict[str, Any]) -> str:
    return f"{case['code']}: {case['by'] or case['replace']}"[:70].replace("\n", " ")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG_CASES / "project", tmp_path / "project"))


def make_mistake(place: Path, case: dict[str, Any]) -> tuple[str, str]:
    """Writes the mistake into the file; the file and the line:column that it is to be found at."""
    name = case.get("file", GOOD)
    text = (place / name).read_text(encoding="utf-8")
    assert text.count(case["replace"]) == 1, "the case has to change one place"
    text = text.replace(case["replace"], case["by"])
    at = text.find("^")
    before = text[: max(at, 0)]
    mark = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"
    (place / name).write_text(text.replace("^", "", 1), encoding="utf-8")
    return name, case.get("at", mark)


def test_the_good_config_has_no_fault(place: Path) -> None:
    config, found = load_config(place / GOOD, shown=GOOD)
    assert [str(d) for d in found] == []
    assert config is not None
    assert [a.name for a in config.audiences] == ["minister", "desk"]


@pytest.mark.parametrize("case", load_mistakes(), ids=case_name)
def test_a_single_mistake_is_named_at_its_place(place: Path, case: dict[str, Any]) -> None:
    name, mark = make_mistake(place, case)
    _, found = load_config(place / GOOD, shown=GOOD)
    told = [d for d in found if d.code == case["code"]]
    assert [str(d.place) for d in told] == [f"{name}:{mark}"], [str(d) for d in found]
    assert told[0].severity is Severity.ERROR
    assert told[0].exit == case.get("exit", 4)
    assert case.get("hint", "") in told[0].hint
    assert {d.code for d in found} - {case["code"]} == set(case.get("also", ()))
