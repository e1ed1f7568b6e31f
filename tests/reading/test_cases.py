"""Each rule on damage seen in real text, on what it must leave alone, and on what it cannot do."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from briefgen.model import (
    Boilerplate,
    BulletList,
    Code,
    ListItem,
    Milestones,
    OrderedList,
    Paragraph,
    Section,
    Table,
)
from briefgen.reading import Reading, read_bytes
from briefgen.tree import node_text, plain_text, walk
from tests.places import CASES

RULES: list[dict[str, Any]] = yaml.safe_load(
    (CASES / "reading" / "rules.yaml").read_text(encoding="utf-8")
)
_ABOUT = {"name", "kind", "seen", "text"}


def _read(text: str) -> Reading:
    reading, found = read_bytes(text.encode(), source_id="s", shown="s.txt", suffix=".txt")
    assert reading is not None
    assert found == ()
    return reading


def _seen(reading: Reading) -> dict[str, list[Any]]:
    """What a case may name, as it was read."""
    seen: dict[str, list[Any]] = {
        "title": [plain_text(reading.document.title)],
        "speech": [[s.speaker, s.text] for s in reading.document.metadata.speeches],
        "dates": [date.value.iso() for date in reading.document.metadata.dates],
        "headings": [],
        "paragraphs": [],
        "points": [],
        "steps": [],
        "nested": [],
        "rows": [],
        "table": [],
        "code": [],
        "apart": [],
        "rules": [repair.rule for repair in reading.repairs],
        "quirks": [quirk.reason for quirk in reading.quirks],
    }
    for node in walk(reading.document.blocks):
        match node:
            case Section():
                if node.title:
                    seen["headings"].append(f"{node.number} {plain_text(node.title)}".strip())
                inner = [b for b in node.blocks if isinstance(b, Paragraph)]
                seen["paragraphs"] += [plain_text(p.content) for p in inner]
            case BulletList():
                seen["points"] += [node_text(item) for item in node.items]
            case OrderedList():
                seen["steps"] += [node_text(item) for item in node.items]
            case ListItem():
                lists = [b for b in node.blocks if isinstance(b, BulletList | OrderedList)]
                seen["nested"] += [node_text(item) for one in lists for item in one.items]
            case Milestones():
                seen["rows"] += [[row.label, plain_text(row.content)] for row in node.rows]
            case Table():
                rows = (*((node.header,) if node.header else ()), *node.rows)
                seen["table"] += [[plain_text(cell) for cell in row.cells] for row in rows]
            case Code():
                seen["code"] += node.lines
            case Boilerplate():
                seen["apart"].append(node.reason)
            case _:
                continue
    return seen


def _expected(case: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in case.items() if key not in _ABOUT}


@pytest.mark.parametrize(
    "case", [c for c in RULES if c["kind"] != "failure"], ids=lambda case: case["name"]
)
def test_rule(case: dict[str, Any]) -> None:
    expected = _expected(case)
    seen = _seen(_read(case["text"]))
    assert {key: seen[key] for key in expected} == expected


@pytest.mark.parametrize(
    "case", [c for c in RULES if c["kind"] == "failure"], ids=lambda case: case["name"]
)
@pytest.mark.xfail(raises=AssertionError, reason="a known failure, kept until the rule can do it")
def test_known_failure(case: dict[str, Any]) -> None:
    expected = _expected(case)
    seen = _seen(_read(case["text"]))
    assert {key: seen[key] for key in expected} == expected


def test_every_rule_that_acts_has_a_case_that_it_leaves_alone() -> None:
    kinds = [case["kind"] for case in RULES]
    assert kinds.count("quiet") >= kinds.count("found")
    assert all(case["seen"] for case in RULES)
