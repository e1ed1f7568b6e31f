"""The names of the commands to where each is defined and what the list of commands says of it.

A command's module is loaded when the command is called, so that none waits for another's imports.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# name -> (module that adds the command to the group, first sentence of its help)
COMMANDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "build": ("building", "Builds the packs of each CONFIG."),
        "changes": ("changing", "Says what is new since the edition before, or since another one."),
        "check": ("checking", "Says which packs a build would make anew, and why; writes nothing."),
        "coverage": (
            "proving",
            "Shows which source lines went to which audience, and what nobody gets.",
        ),
        "help": (
            "showing",
            "Shows the help page TOPIC or of a finding's code, or lists the pages.",
        ),
        "init": (
            "starting",
            "Makes a project in DIR that builds; what is there already is never touched.",
        ),
        "lock": (
            "locking",
            "Notes the hashes of all sources in `sources.lock`, for `build --locked`.",
        ),
        "outline": ("showing", "Shows what was read from SOURCE: sections, roles, lines, repairs."),
        "pull": (
            "memos",
            "Records what people changed in a MEMO; the next build keeps it.",
        ),
        "schema": ("showing", "Prints the JSON Schema of a config, for editors and checks."),
        "status": ("memos", "Says of each memo whether it is clean, edited or has conflicts."),
        "template": ("templating", "Checks the letterheads of Word memos: `template check FILE`."),
        "trace": (
            "proving",
            "Says where TEXT in a PACK comes from, or why the pack does not have it.",
        ),
        "verify": (
            "proving",
            "Says of each sentence in a finished PDF or Word FILE where in the sources it stands.",
        ),
    }
)
