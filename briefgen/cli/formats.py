"""Findings to the formats that machines read: JSON lines, GitHub annotations, SARIF, JUnit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from briefgen import __version__
from briefgen.cli import help_codes
from briefgen.cli.printing import tally
from briefgen.diagnostics import Diagnostic, Severity

# What a reader of SARIF takes at most; GitHub refuses a file with more than 25,000 in one run.
MOST_RESULTS = 5_000

# Findings, the lowest severity that makes the run fail, and the highest marking of each series.
Writer = Callable[[Sequence[Diagnostic], Severity | None, Sequence[str]], str]


def as_text(found: Sequence[Diagnostic], _: Severity | None, banners: Sequence[str]) -> str:
    """A line for each finding, then their tally, as on a terminal."""
    lines = (*found, tally(found, banners)) if found else ()
    return "".join(f"{line}\n" for line in lines)


# --- JSON lines -----------------------------------------------------------------------------------


def as_json_lines(found: Sequence[Diagnostic], _: Severity | None, __: Sequence[str]) -> str:
    """An object for each finding on a line of its own; null where a finding says nothing."""
    return "".join(f"{json.dumps(_as_data(one), ensure_ascii=False)}\n" for one in found)


def _as_data(one: Diagnostic) -> dict[str, str | int | None]:
    place = one.place
    return {
        "severity": one.severity.word,
        "code": one.code,
        "file": place.file if place else None,
        "line": place.line or None if place else None,
        "column": place.column or None if place else None,
        "audience": one.audience or None,
        "message": one.message,
        "hint": one.hint or None,
        "marking": one.marking or None,
    }


def _words(one: Diagnostic) -> str:
    """What a finding says, behind its marking: it may be shown by itself."""
    marking = f"[{one.marking}] " if one.marking else ""
    who = f"{one.audience}: " if one.audience else ""
    hint = f" ({one.hint})" if one.hint else ""
    return f"{marking}{who}{one.message}{hint}"


# --- GitHub: "Workflow commands for GitHub Actions" ---------------------------------------------


def as_annotations(found: Sequence[Diagnostic], _: Severity | None, __: Sequence[str]) -> str:
    """A workflow command for each finding; its place must be below the root of the repository."""
    return "".join(f"{_annotation(one)}\n" for one in found)


def _annotation(one: Diagnostic) -> str:
    kind = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
    place = one.place
    keys = {"file": place.file, "line": place.line, "col": place.column} if place else {}
    said = {**{key: str(value) for key, value in keys.items() if value}, "title": one.code}
    listed = ",".join(f"{key}={_command(text, ':,')}" for key, text in said.items())
    return f"::{kind[one.severity]} {listed}::{_command(_words(one))}"


def _command(text: str, more: str = "") -> str:
    """Percent, line ends and `more` as the runner wants them."""
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


# --- SARIF 2.1.0 (OASIS standard) -----------------------------------------------------------------


def as_sarif(found: Sequence[Diagnostic], _: Severity | None, banners: Sequence[str]) -> str:
    """One run with a rule for each code; findings over the limit are counted in the last one."""
    codes = sorted({one.code for one in found})
    results = [_result(one, codes.index(one.code)) for one in found[:MOST_RESULTS]]
    driver = {
        "name": "briefgen",
        "version": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    told: dict[str, object] = {"marking": _joined(banners)} if banners else {}
    if len(found) > MOST_RESULTS:
        told["leftOut"] = len(found) - MOST_RESULTS
    if told:
        run["properties"] = told
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: str) -> dict[str, object]:
    entry = help_codes.find(code)
    meaning, remedy = (entry.meaning, entry.remedy) if entry else (code, "")
    rule: dict[str, object] = {"id": code, "shortDescription": {"text": meaning}}
    return {**rule, "help": {"text": remedy}} if remedy else rule


def _result(one: Diagnostic, index: int) -> dict[str, object]:
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": level[one.severity],
        "message": {"text": _words(one)},
    }
    if one.marking:
        result["properties"] = {"marking": one.marking}
    if place := one.place:
        region = {"startLine": place.line, "startColumn": place.column}
        location: dict[str, object] = {
            "artifactLocation": {"uri": quote(place.file.replace("\\", "/"))}
        }
        if place.line:
            location["region"] = {key: value for key, value in region.items() if value}
        result["locations"] = [{"physicalLocation": location}]
    return result


# --- JUnit ----------------------------------------------------------------------------------------


def as_junit(found: Sequence[Diagnostic], fail_on: Severity | None, banners: Sequence[str]) -> str:
    """A test case for each finding; those that make the run fail are failures."""
    cases = [_case(one, _fails(one, fail_on)) for one in found]
    if not cases:
        cases = ['<testcase classname="briefgen" name="no findings"/>']
    failures = sum(_fails(one, fail_on) for one in found)
    counts = f'tests="{len(cases)}" failures="{failures}" errors="0"'
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<testsuites name="briefgen" {counts}>',
            f'<testsuite name="briefgen" {counts}>',
            *_properties(banners),
            *cases,
            "</testsuite>",
            "</testsuites>",
            "",
        )
    )


def _properties(banners: Sequence[str]) -> tuple[str, ...]:
    """The marking of a suite, by the element that readers show beside it."""
    if not banners:
        return ()
    value = quoteattr(_printable(_joined(banners)))
    return (f'<properties><property name="marking" value={value}/></properties>',)


def _joined(banners: Sequence[str]) -> str:
    """Labels of several ladders cannot be compared, so each of them stands there."""
    return ", ".join(dict.fromkeys(banners))


def _fails(one: Diagnostic, fail_on: Severity | None) -> bool:
    return one.severity is Severity.ERROR or (fail_on is not None and one.severity >= fail_on)


def _case(one: Diagnostic, fails: bool) -> str:
    name = quoteattr(_printable(f"{one.place}: {_words(one)}" if one.place else _words(one)))
    text = escape(_printable(f"[{one.marking}] {one}" if one.marking else str(one)))
    if fails:
        inner = f"<failure message={quoteattr(_printable(_words(one)))}>{text}</failure>"
    else:
        inner = f"<system-out>{text}</system-out>"
    return f"<testcase classname={quoteattr(one.code)} name={name}>{inner}</testcase>"


def _printable(text: str) -> str:
    """XML has no place for control characters and halves of pairs."""
    return "".join(c if c.isprintable() else " " for c in text)


FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        "text": as_text,
        "json": as_json_lines,
        "github": as_annotations,
        "sarif": as_sarif,
        "junit": as_junit,
    }
)
