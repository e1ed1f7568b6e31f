"""What each light command may load: a line that answers at once does not wait for engines."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import PROJECT

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
    *("briefgen.cli.commands", "briefgen.cli.streams", "briefgen.errors"),
}
FINDINGS = {"briefgen.cli.printing", "briefgen.diagnostics"}
HELP = {
    *("briefgen.cli.showing", "briefgen.cli.help_pages", "briefgen.cli.arguments"),
    *("briefgen.cli.results", "briefgen.nearness"),
}

ALLOWED = {
    "--help": SHELL,
    "--version": SHELL,
    "help build": SHELL | FINDINGS | HELP,
}


def loaded(*words: str) -> set[str]:
    """The modules that a command line loads, without those of the standard library."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=PROJECT,
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
