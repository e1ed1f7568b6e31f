"""Findings of a pack to one for each thing that is odd and each source, with all its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefgen.diagnostics import Diagnostic, Diagnostics, Place

_MOST_NAMED = 8


def told_once(found: Iterable[Diagnostic]) -> Diagnostics:
    """The findings in order; what is said alike of many lines of a file is said at the first."""
    lines: dict[Diagnostic, dict[int, Diagnostic]] = {}
    for one in found:
        alike = replace(one, place=Place(one.place.file)) if one.place else one
        lines.setdefault(alike, {}).setdefault(one.place.line if one.place else 0, one)
    return tuple(_joined(told) for told in lines.values())


def _joined(told: dict[int, Diagnostic]) -> Diagnostic:
    first, *others = sorted(told)
    if not others:
        return told[first]
    named = ", ".join(map(str, others[:_MOST_NAMED]))
    more = f" and {len(others) - _MOST_NAMED} more" if len(others) > _MOST_NAMED else ""
    message = f"{told[first].message} (also lines {named}{more})"
    return replace(told[first], message=message)
