"""What is wrong with a file to a finding with its place."""

from __future__ import annotations

import re

import yaml

from briefgen.diagnostics import Diagnostic, Place, error
from briefgen.errors import ExitCode
from briefgen.yamltext.faults import in_plain_words
from briefgen.yamltext.limits import MAX_BYTES
from briefgen.yamltext.tree import Mark


def syntax_error(fault: yaml.YAMLError, text: str, shown: str, exit: ExitCode) -> Diagnostic:
    if not isinstance(fault, yaml.MarkedYAMLError):
        return error("yaml-syntax", "is not YAML", place=Place(shown), exit=exit)
    complaint = in_plain_words(f"{fault.context or ''} {fault.problem or ''}")
    message, hint, from_start = complaint.message, complaint.hint, complaint.at_start
    begun, failed = fault.context_mark, fault.problem_mark
    if failed is not None and failed.line >= text.count("\n") + 1:
        from_start = True  # the parser noticed only at the end of the file
    mark = (begun if from_start and begun is not None else failed) or begun
    # Never behind the last line.
    last = line_and_column(text, len(text))
    place = Place(shown, *min((mark.line + 1, mark.column + 1), last)) if mark else Place(shown)
    return error(complaint.code, message, place=place, hint=hint, exit=exit)


def bad_character(char: str, place: Place, exit: ExitCode) -> Diagnostic:
    message = f"holds U+{ord(char):04X}, a character that no page can show"
    return error("yaml-character", message, place=place, hint="delete it", exit=exit)


def too_big(shown: str, exit: ExitCode) -> Diagnostic:
    message = f"is larger than {MAX_BYTES // 1024:,} KiB"
    hint = "is this the right file?"
    return error("yaml-too-big", message, place=Place(shown), hint=hint, exit=exit)


def line_and_column(text: str, at: int) -> Mark:
    lines = re.split("\r\n|\r|\n", text[:at])
    return len(lines), len(lines[-1]) + 1
