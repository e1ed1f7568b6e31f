"""The ladder of a config, and whether a label stands on it."""

from __future__ import annotations

import difflib
import re

from briefgen.config.dating import check_age, read_date
from briefgen.config.naming import one_line
from briefgen.config.patterns import fault_of_glob
from briefgen.config.selecting import SelectorNames, read_selector
from briefgen.config.shapes import MISSING, RawMarking, RawSource
from briefgen.config.sources import DEFAULT_GLOB
from briefgen.config.structure import read_structure
from briefgen.config.types import MarkingRule, SourceRule
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.selection.ladder import TLP_2_0
from briefgen.selection.markings import Ladder
from briefgen.yamltext import YamlPath, YamlTree

_SLIP = 0.85  # of 1, by difflib's ratio: a letter or two
# BCP 47, as far as a document needs it: a language of two or three letters, a script, a region.
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def read_ladder(written: str | tuple[str, ...], tree: YamlTree) -> tuple[Ladder, Diagnostics]:
    """The built-in ladder by its name, or the config's own labels, lowest first."""
    if isinstance(written, str):
        return TLP_2_0, ()
    found: list[Diagnostic] = []
    labels = tuple(one_line(label) for label in written)
    for at, label in enumerate(labels):
        if label.casefold() in (earlier.casefold() for earlier in labels[:at]):
            message = f'the label "{label[:60]}" stands twice on the ladder'
            place = tree.place(("ladder", at))
            found.append(error("ladder-twice", message, place=place, exit=ExitCode.MARKING))
    return Ladder(name="own", labels=labels), tuple(found)


def check_label(label: str | None, place: Place, ladder: Ladder) -> Diagnostics:
    """An error (exit 6) where a label does not stand on the ladder, letter for letter."""
    if label is None or label == MISSING or label in ladder.labels:
        return ()
    message = f'the ladder has no label "{label[:60]}"'
    hint = f"the ladder has, lowest first: {', '.join(ladder.labels)}"
    if slip := _slip(label, ladder):
        hint = f'did you mean "{slip}"? {hint}'
    return (error("unknown-label", message, place=place, hint=hint, exit=ExitCode.MARKING),)


def _slip(label: str, ladder: Ladder) -> str:
    """The label of which this is a misspelling; a word of its own is none, however near: it could
    stand for a higher label, or a lower one.
    """
    folded = {known.casefold(): known for known in ladder.labels}
    near = difflib.get_close_matches(label.casefold(), folded, 1, _SLIP)
    return folded[near[0]] if near else ""


def read_marking_rules(
    written: tuple[RawMarking, ...], names: SelectorNames, ladder: Ladder
) -> tuple[tuple[MarkingRule, ...], Diagnostics]:
    """The `markings:` of a config in order."""
    rules: list[MarkingRule] = []
    found: list[Diagnostic] = []
    for at, raw in enumerate(written):
        path: YamlPath = ("markings", at)
        select, faults = read_selector(raw.select, (*path, "select"), names)
        place = names.tree.place((*path, "marking"))
        found += (*faults, *check_label(raw.marking, place, ladder))
        if select:
            here = names.tree.place(path)
            rules.append(MarkingRule(select=select, marking=raw.marking, place=here))
    return tuple(rules), tuple(found)


def read_source_rules(
    written: tuple[RawSource, ...] | None,
    tree: YamlTree,
    ladder: Ladder,
    roles: tuple[str, ...] = (),
) -> tuple[tuple[SourceRule, ...], Diagnostics]:
    """The `sources:` of a config in order; without them every file in seeds/, at the top."""
    if written is None:
        place = tree.key_place(("sources",)) if ("sources",) in tree.keys else Place(tree.shown)
        return (SourceRule(path=DEFAULT_GLOB, place=place),), ()
    rules: list[SourceRule] = []
    found: list[Diagnostic] = []
    for at, raw in enumerate(written):
        path: YamlPath = ("sources", at)
        found += _check_source(raw, path, tree, ladder)
        fixes, stated, faults = read_structure(raw.structure, (*path, "structure"), tree, roles)
        dated, more = read_date(raw.dated, tree.place((*path, "dated")))
        found += (*faults, *more, *check_age(raw.max_age, tree.place((*path, "max_age"))))
        rules.append(
            SourceRule(
                path=raw.path,
                marking=raw.marking or "",
                encoding=raw.encoding or "",
                title=one_line(raw.title or ""),
                language=raw.language or "",
                structure=fixes,
                stated_roles=stated,
                dated=dated,
                max_age=raw.max_age or "",
                place=tree.place(path),
            )
        )
    return tuple(rules), tuple(found)


def _check_source(raw: RawSource, path: YamlPath, tree: YamlTree, ladder: Ladder) -> Diagnostics:
    found = list(check_label(raw.marking, tree.place((*path, "marking")), ladder))
    reason, hint = fault_of_glob(raw.path) if raw.path != MISSING else ("", "")
    if reason:
        message = f'the path "{raw.path[:60]}" {reason}'
        place = tree.place((*path, "path"))
        found.append(error("wrong-path", message, place=place, hint=hint, exit=ExitCode.CONFIG))
    if raw.language is not None and not _TAG.fullmatch(raw.language):
        message = f'"{raw.language[:60]}" is no tag of a language'
        place = tree.place((*path, "language"))
        hint = "for example en, fr, de, zh, pt-BR"
        found.append(
            error("unknown-language", message, place=place, hint=hint, exit=ExitCode.CONFIG)
        )
    if raw.encoding is not None and not _is_encoding(raw.encoding):
        message = f'there is no encoding "{raw.encoding[:60]}"'
        place = tree.place((*path, "encoding"))
        hint = "for example utf-8, cp1252, utf-16"
        found.append(
            error("unknown-encoding", message, place=place, hint=hint, exit=ExitCode.CONFIG)
        )
    return tuple(found)


def _is_encoding(name: str) -> bool:
    try:
        return isinstance(b"abcd".decode(name, "replace"), str)
    except (LookupError, ValueError):  # also codecs that are no text, such as "hex"
        return False
