"""`python -m briefgen`: the same as the command."""

from __future__ import annotations

from briefgen.cli import run

if __name__ == "__main__":
    run()
