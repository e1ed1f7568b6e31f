"""From the words of a command line to an exit code; nothing heavy is imported until needed."""

from __future__ import annotations

from briefgen.cli.run import main, run

__all__ = ["main", "run"]
