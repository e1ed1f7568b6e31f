"""A name to whether a system keeps it for itself, so that no file can bear it."""

from __future__ import annotations

from typing import Final

# Windows keeps these for devices, whatever the ending and the case
# (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
_DEVICES: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)


def is_reserved(name: str) -> bool:
    """Whether a file name, with any ending, is that of a device."""
    return name.split(".", 1)[0].casefold() in _DEVICES
