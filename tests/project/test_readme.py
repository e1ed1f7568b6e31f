"""The README keeps its word: its config builds, its commands exist, its files are there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.cli import main
from briefgen.diagnostics import Severity
from tests.places import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_the_config_of_the_readme_builds_without_a_warning(tmp_path: Path) -> None:
    (config,) = re.findall(r"```yaml\n(.*?)```", README, flags=re.DOTALL)
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    (tmp_path / "briefgen.yaml").write_text(config, encoding="utf-8")
    outcome = build(BuildOptions(configs=(tmp_path / "briefgen.yaml",)))
    worse = [d for d in outcome.diagnostics if d.severity >= Severity.WARNING]
    assert [d.code for d in worse if d.code != "name-left-out"] == []
    packs = [Path(path) for path in outcome.written if path.endswith((".pdf", ".docx"))]
    assert {path.parent.name for path in packs} == {"minister", "press"}


def test_its_two_commands_are_targets() -> None:
    targets = re.findall(r"^(\w+):", (PROJECT / "Makefile").read_text("utf-8"), flags=re.MULTILINE)
    assert {"packs", "test"} <= set(targets)
    assert re.findall(r"^make (\w+)", README, flags=re.MULTILINE) == ["packs", "test"]


@pytest.mark.parametrize("topic", sorted(set(re.findall(r"`briefgen help ([\w-]+)`", README))))
def test_help_pages_it_names_exist(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", topic]) == 0
    assert len(capsys.readouterr().out) > 200


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`briefgen (\w+)", README)) - {"help"}))
def test_commands_it_names_exist(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    assert "Usage" in capsys.readouterr().out


def parts() -> set[str]:
    """The packages ("build/") and modules ("style.py") of briefgen that a map has to name."""
    package = PROJECT / "briefgen"
    folders = {
        f"{path.name}/" for path in package.iterdir() if path.is_dir() and path.name[0] != "_"
    }
    # What stands in the package of an installed briefgen alone: see pyproject.toml.
    folders -= {"templates/", "configs/", "seeds/"}
    return folders | {path.name for path in package.glob("[!_]*.py")}


def test_its_map_names_every_part() -> None:
    (drawn,) = re.findall(r"^briefgen/\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    assert parts() - set(re.findall(r"\w+(?:/|\.py)", drawn)) == set()


def test_the_design_has_a_row_for_every_part() -> None:
    design = (PROJECT / "briefgen/help/DESIGN.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", design, flags=re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([^`]+)`", row)} == parts()


@pytest.mark.parametrize("target", re.findall(r"\]\((?!https?:)([^)]+)\)", README))
def test_files_it_links_to_are_there(target: str) -> None:
    assert (PROJECT / target).exists()
