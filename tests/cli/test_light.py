"""What each light command may load: a line that answers at once does not wait for engines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefgen.cli import main
from briefgen.errors import ExitCode
from tests.editions.test_freshness import make_project
from tests.places import PROJECT

PROGRAM = """
import sys
sys.argv[0] = "briefgen"
import click
before = set(sys.modules)
from briefgen.cli import main
code = main(sys.argv[1:])
print("\\n".join(sorted(set(sys.modules) - before)), file=sys.stderr)
sys.exit(code)
"""

# What a command may load beyond the standard library and click.
SHELL = {
    *("briefgen", "briefgen.cli", "briefgen.cli.run", "briefgen.cli.group"),
    *("briefgen.cli.commands", "briefgen.cli.streams", "briefgen.collecting", "briefgen.errors"),
}
FINDINGS = {"briefgen.cli.printing", "briefgen.diagnostics", "briefgen.slotted"}
HELP = {
    *("briefgen.cli.showing", "briefgen.cli.help_pages", "briefgen.cli.arguments"),
    *("briefgen.cli.results", "briefgen.counts", "briefgen.nearness"),
    "briefgen.cli.help_codes",
}

# A look at what stands in `out/`.
LOOK = {
    *("briefgen.cli.arguments", "briefgen.cli.standing", "briefgen.counts"),
    *("briefgen.editions", "briefgen.editions.freshness", "briefgen.editions.hashes"),
    *("briefgen.editions.names", "briefgen.editions.sealing"),
    *("briefgen.editions.staleness", "briefgen.editions.standing", "briefgen.editions.state"),
    *("briefgen.files", "briefgen.files.folders", "briefgen.files.globs"),
    "briefgen.files.overrides",
    *("briefgen.files.project", "briefgen.files.resources", "briefgen.files.versions"),
}

ALLOWED = {
    "--help": SHELL,
    "--version": SHELL,
    "help build": SHELL | FINDINGS | HELP,
}


def loaded(*words: str, at: Path = PROJECT) -> set[str]:
    """The modules that a command line loads, without those of the standard library."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=at,
        capture_output=True,
        text=True,
        check=True,
    )
    return {
        name
        for name in done.stderr.split()
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("click.")
    }


@pytest.mark.parametrize("words", ALLOWED)
def test_a_light_command_loads_no_more_than_it_needs(words: str) -> None:
    assert loaded(*words.split()) - ALLOWED[words] == set()


def test_a_run_with_nothing_to_do_loads_no_engine_and_no_parser(tmp_path: Path) -> None:
    project = make_project(tmp_path)
    assert main(["build", str(project / "configs" / "harbours.yaml")]) == 0
    build = {"briefgen.cli.building", "briefgen.cli.reporting"}
    assert loaded("build", at=project) - SHELL - LOOK == build
    assert loaded("check", at=project) - SHELL - LOOK == {"briefgen.cli.checking"}
    (project / "seeds" / "new.txt").write_text("New\n\nA line of text.\n")
    done = subprocess.run([sys.executable, "-m", "briefgen", "check"], cwd=project, check=False)
    assert done.returncode == ExitCode.STALE


def test_a_pack_in_english_of_plain_text_loads_nothing_for_others(tmp_path: Path) -> None:
    """No readers of other formats, no other languages' names, no decoder of finished files."""
    project = make_project(tmp_path)
    names = loaded("build", at=project)
    assert "briefgen.renderers.pdf" in names
    assert names.isdisjoint({"babel", "pikepdf", "pypdfium2", "trafilatura", "distributed"})
    forms = ("word", "pdf", "html", "mail", "markdown")
    others = (*(f"briefgen.reading.formats.{form}" for form in forms), "briefgen.proof.pdf_")
    assert {name for name in names if name.startswith(others)} == set()
