"""Every example of the page on selectors finds in the samples what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from briefgen.build.inputs.sources import LabelledSource, read_sources
from briefgen.config import find_sources, load_config
from briefgen.config.shapes import RawSelector
from briefgen.diagnostics import Severity
from briefgen.selection.selecting import select
from tests.places import PROJECT

PAGE = (PROJECT / "briefgen" / "help" / "selectors.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| (?:`([a-z_]+)`|a name)? *\| `(.+?)` \| (\d+) passages? \|", re.MULTILINE)
NAMES = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
CONFIG = """\
series: Papers
as_of: 2021-11-30
sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]
SELECTORSaudiences:
  a: {template: bluf-memo, sections: [{id: x, select: SELECT}]}
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> tuple[LabelledSource, ...]:
    config, _ = load_config(written(tmp_path_factory.mktemp("first"), "{role: any}"))
    assert config is not None
    files, _ = find_sources(config, PROJECT / "seeds")
    return read_sources(config, files)[0]


def written(folder: Path, selector: str) -> Path:
    assert NAMES is not None
    path = folder / "series.yaml"
    text = CONFIG.replace("SELECTORS", NAMES[1]).replace("SELECT", selector)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("selector", "count"), [(s, int(n)) for _, s, n in ROW.findall(PAGE)])
def test_an_example_finds_what_the_page_says(
    sources: tuple[LabelledSource, ...], tmp_path: Path, selector: str, count: int
) -> None:
    config, found = load_config(written(tmp_path, selector), seeds=PROJECT / "seeds")
    assert [d for d in found if d.severity is Severity.ERROR] == []
    assert config is not None
    wanted = config.audiences[0].slots[0].select
    assert wanted is not None
    chosen = select([source.document for source in sources], wanted, config.ladder)
    assert len(chosen) == count


def test_every_key_has_an_example() -> None:
    keys = {key for key, *_ in ROW.findall(PAGE) if key}
    assert keys == set(RawSelector.model_fields)
