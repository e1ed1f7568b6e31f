"""A YAML file, its bytes or its text to a tree, with every fault."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import yaml

from briefgen.diagnostics import Diagnostics, Place, error, reason_of
from briefgen.errors import ExitCode
from briefgen.files.nearfiles import path_hint
from briefgen.yamltext.growing import Growing
from briefgen.yamltext.limits import FORBIDDEN, MAX_BYTES
from briefgen.yamltext.refusals import bad_character, line_and_column, syntax_error, too_big
from briefgen.yamltext.tree import YamlTree

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(
    path: Path, shown: str, *, exit: ExitCode = ExitCode.CONFIG
) -> tuple[YamlTree | None, Diagnostics]:
    """A YAML file on disk as a tree, with its faults; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = reason_of(fault)
        message, hint = f"cannot be read: {reason}", path_hint(path, ".yaml", ".yml")
        return None, (error("file-unreadable", message, place=Place(shown), hint=hint, exit=exit),)
    text, faults = decode_yaml(raw, shown, exit=exit)
    if text is None:
        return None, faults
    tree, faults = parse_yaml(text, shown, exit=exit)
    return tree and replace(tree, sha256=hashlib.sha256(raw).hexdigest()), faults


def decode_yaml(
    raw: bytes, shown: str, *, exit: ExitCode = ExitCode.CONFIG
) -> tuple[str | None, Diagnostics]:
    """Bytes of a YAML file as text: UTF-8, with or without a byte order mark, at most 1 MiB."""
    if len(raw) > MAX_BYTES:
        return None, (too_big(shown, exit),)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message, at = "is written in UTF-16", 0
    else:
        try:
            return raw.decode("utf-8-sig"), ()
        except UnicodeDecodeError as fault:
            # `utf-8-sig` counts from after the mark.
            at = fault.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
            message = f"holds the byte 0x{raw[at]:02X}, which is not UTF-8"
    before = raw[:at].decode("utf-8", "replace").removeprefix("\ufeff")
    place = Place(shown, *line_and_column(before, len(before)))
    hint = "save the file as UTF-8"
    return None, (error("yaml-encoding", message, place=place, hint=hint, exit=exit),)


def parse_yaml(
    text: str, shown: str, *, exit: ExitCode = ExitCode.CONFIG
) -> tuple[YamlTree | None, Diagnostics]:
    """YAML text as a tree, with every fault; None where a fault ends the reading.

    A duplicate key, an anchor, a tag and an escape that no page can show leave the rest readable:
    then there is a tree (the first of two equal keys counts) besides the errors.
    Findings: `yaml-syntax`, `yaml-character`, `yaml-duplicate-key` (names both lines),
    `yaml-anchor`, `yaml-tag`, `yaml-key`, `yaml-too-deep`, `yaml-too-big`, `yaml-documents`.
    An empty text gives a tree whose data is None.
    """
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return None, (too_big(shown, exit),)
    if bad := FORBIDDEN.search(text):
        mark = line_and_column(text, bad.start())
        return None, (bad_character(bad.group(), Place(shown, *mark), exit),)
    growing = Growing(shown=shown, exit=exit)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            growing.take(event)
            if growing.stopped:
                break
    except yaml.YAMLError as fault:
        growing.found.append(syntax_error(fault, text, shown, exit))
        growing.stopped = True
    return (None if growing.stopped else growing.tree()), tuple(growing.found)
