"""From a config's path to its project: the folder that its paths start from, and names in it."""

from __future__ import annotations

from pathlib import Path

CONFIGS = "configs"
OUT = "out"


def project_folder(path: Path) -> Path:
    """The folder that globs and `out` start from: the config's own, or the parent of `configs`."""
    folder = path.parent
    if folder.absolute().name != CONFIGS:
        return folder
    return folder.parent if folder.name == CONFIGS else folder / ".."


def config_name(path: Path) -> str:
    """A config's path below its project: `configs/nato-china.yaml`."""
    is_below = path.parent.absolute().name == CONFIGS
    return f"{CONFIGS}/{path.name}" if is_below else path.name
