"""Where the files lie that ship with briefgen: templates, configs, seeds, the table of roles."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def builtin(kind: str) -> Path:
    """The folder of a kind: "templates", "configs", "seeds".

    In an installed package it lies inside `briefgen`, in a checkout (also an editable install)
    beside it. Raises FileNotFoundError where it lies in neither.
    """
    inside = _PACKAGE / kind
    if inside.is_dir():
        return inside
    beside = _PACKAGE.parent / kind
    # Beside an installed package stands whatever else is installed.
    if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    raise FileNotFoundError(f"the folder {kind} of briefgen is missing: install it again")


def shipped(path: str) -> Path:
    """The file that `briefgen/<path>` stands for in manifests."""
    kind, _, below = path.partition("/")
    return builtin(kind) / below if kind == "templates" else _PACKAGE / path


def roles_file() -> Path:
    """The table of roles that every config starts from."""
    return _PACKAGE / "selection" / "roles.yaml"
