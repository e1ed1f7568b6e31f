"""The `structure:` of a source, what people correct by hand, to frozen corrections."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.config.naming import one_line
from briefgen.config.roletable import EVERY_ROLE
from briefgen.config.shapes import MISSING, RawCorrection
from briefgen.diagnostics import Diagnostic, Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.reading.corrections import (
    SKIPPABLE,
    Correction,
    MendedText,
    SkippedRepair,
    StatedHeading,
)
from briefgen.selection.roles import StatedRole
from briefgen.yamltext import YamlPath, YamlTree

# The keys that go together; one of these sets makes a correction.
FORMS = (
    frozenset(("line", "heading")),
    frozenset(("line", "skip")),
    frozenset(("line", "replace", "with_")),
    frozenset(("section", "role")),
)
_REMEDY = "keys: line + heading, line + skip, line + replace + with, or section + role"


def read_structure(
    written: Sequence[RawCorrection], path: YamlPath, tree: YamlTree, roles: Sequence[str]
) -> tuple[tuple[Correction, ...], tuple[StatedRole, ...], Diagnostics]:
    """Corrections by line, roles by section, and the faults; `path` leads to the `structure:`."""
    fixes: list[Correction] = []
    stated: list[StatedRole] = []
    found: list[Diagnostic] = []
    for at, raw in enumerate(written):
        here = (*path, at)
        faults = _check(raw, here, tree, roles)
        found += faults
        if faults or MISSING in (raw.line, raw.section, raw.skip, raw.replace, raw.role):
            continue
        place = tree.place(here)
        if raw.section is not None and raw.role is not None:
            stated.append(StatedRole(title=raw.section, role=raw.role, place=place))
        elif raw.line is not None:
            fixes.append(_correction(raw, raw.line, here, tree))
    return tuple(fixes), tuple(stated), tuple(found)


def _correction(raw: RawCorrection, line: str, path: YamlPath, tree: YamlTree) -> Correction:
    place = tree.place(path)
    if raw.heading is not None:
        return StatedHeading(line=line, level=raw.heading, place=place)
    if raw.skip is not None:
        return SkippedRepair(line=line, rule=raw.skip, place=place)
    return MendedText(line=line, before=raw.replace or "", after=raw.with_ or "", place=place)


def _check(
    raw: RawCorrection, path: YamlPath, tree: YamlTree, roles: Sequence[str]
) -> list[Diagnostic]:
    keys = frozenset(raw.model_fields_set)
    if keys not in FORMS:
        message = "a correction says one thing of one line or section"
        return [_fault(tree, path, "wrong-structure", message, _REMEDY)]
    found: list[Diagnostic] = []
    if raw.skip not in (None, MISSING, *SKIPPABLE):
        message = f'there is no rule "{(raw.skip or "")[:60]}"'
        hint = suggestion(raw.skip or "", SKIPPABLE)
        found.append(_fault(tree, (*path, "skip"), "unknown-rule", message, hint))
    if raw.role not in (None, MISSING, *roles) or raw.role == EVERY_ROLE:
        message = f'there is no role "{(raw.role or "")[:60]}"'
        hint = suggestion(raw.role or "", roles)
        found.append(_fault(tree, (*path, "role"), "unknown-role", message, hint))
    if raw.replace is not None and raw.with_ is not None:
        found += _check_words(raw.replace, raw.with_, path, tree)
    return found


def _check_words(before: str, after: str, path: YamlPath, tree: YamlTree) -> list[Diagnostic]:
    if before == after:
        message = "what is replaced and what it is replaced with are the same"
        return [_fault(tree, (*path, "with"), "wrong-structure", message)]
    return [
        _fault(
            tree, (*path, key), "wrong-structure", "must be words of one line, without other blanks"
        )
        for key, words in (("replace", before), ("with", after))
        if words != MISSING and (one_line(words) != words.strip(" ") or not words.isprintable())
    ]


def _fault(tree: YamlTree, path: YamlPath, code: str, message: str, hint: str = "") -> Diagnostic:
    return error(code, message, place=tree.place(path), hint=hint, exit=ExitCode.CONFIG)
