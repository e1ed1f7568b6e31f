"""What a run remembers for the next one: a cache in `out/.state`, whose loss costs time only.

The folder keeps itself out of version control, and nothing in it is needed or trusted.
"""

from __future__ import annotations

import json
import os
import zlib
from contextlib import suppress
from typing import Any

FOLDER = ".state"
_MAX_BYTES = 64 * 1024 * 1024


def read_state(out: str, config: str) -> dict[str, Any]:
    """What the last run with this config remembered; {} where there is nothing of use."""
    place = os.path.abspath(config)
    try:
        path = _path(out, config)
        if os.path.getsize(path) > _MAX_BYTES:
            return {}
        with open(path, "rb") as file:
            state = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return state if isinstance(state, dict) and state.get("config") == place else {}


def write_state(out: str, config: str, state: dict[str, Any]) -> None:
    """Remembers this for the next run with the config, where the disk lets it."""
    folder, path = os.path.join(out, FOLDER), _path(out, config)
    passing = f"{path}.{os.getpid()}"
    with suppress(OSError):
        os.makedirs(folder, exist_ok=True)
        ignore = os.path.join(folder, ".gitignore")
        if not os.path.exists(ignore):
            _write(ignore, b"*\n")
        named = {**state, "config": os.path.abspath(config)}
        _clear(folder, os.path.basename(path))
        _write(passing, json.dumps(named, separators=(",", ":")).encode())
        os.replace(passing, path)


def _clear(folder: str, name: str) -> None:
    """Removes what a killed run was about to remember."""
    for one in os.listdir(folder):
        if one.startswith(f"{name}."):
            os.unlink(os.path.join(folder, one))


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def _path(out: str, config: str) -> str:
    """One file per config: two series that share `out` do not wait for each other."""
    number = zlib.crc32(os.path.abspath(config).encode(errors="surrogateescape"))
    return os.path.join(out, FOLDER, f"{number:08x}.json")
