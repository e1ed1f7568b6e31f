"""Selectors as written to selectors ready to match."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.config import load_config
from briefgen.diagnostics import Diagnostics
from briefgen.selection.selectors import Position, Selector, Years


def read(tmp_path: Path, select: str, selectors: str = "") -> tuple[Selector | None, Diagnostics]:
    """The selector of the only section of a config."""
    path = tmp_path / "series.yaml"
    path.write_text(
        f"series: x\n{selectors}audiences:\n  a:\n    template: bluf-memo\n    sections:\n"
        f"      - {{id: new, select: {select}}}\n",
        encoding="utf-8",
    )
    config, found = load_config(path, shown="series.yaml")
    return (config.audiences[0].slots[0].select if config else None), found


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("2015", Years(first=2015, last=2015)),
        ('"2015"', Years(first=2015, last=2015)),
        ('">=2015"', Years(first=2015)),
        ('">= 2015"', Years(first=2015)),
        ('"<=2010"', Years(last=2010)),
        ("2008-2012", Years(first=2008, last=2012)),
        ("2008–2012", Years(first=2008, last=2012)),
        ('"2008 - 2012"', Years(first=2008, last=2012)),
        ("2008..2012", Years(first=2008, last=2012)),
    ],
)
def test_years(tmp_path: Path, written: str, years: Years) -> None:
    selector, found = read(tmp_path, f"{{years: {written}}}")
    assert not found
    assert selector is not None
    assert selector.years == years


@pytest.mark.parametrize(
    "written", ['">2015"', "15", "2015-", '">=2008-2012"', "2012-2008", "soon", "2015.5", "true"]
)
def test_years_that_are_none(tmp_path: Path, written: str) -> None:
    selector, found = read(tmp_path, f"{{years: {written}}}")
    assert selector is None
    assert len(found) == 1
    assert found[0].place is not None
    assert found[0].place.line == 6


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("1", Position(first=1, last=1)),
        ("-1", Position(first=-1, last=-1)),
        ("first", Position(first=1, last=1)),
        ("last", Position(first=-1, last=-1)),
        ('"2..4"', Position(first=2, last=4)),
        ("2..last", Position(first=2, last=-1)),
        ('"-3..-1"', Position(first=-3, last=-1)),
        ('"2"', Position(first=2, last=2)),
    ],
)
def test_positions(tmp_path: Path, written: str, position: Position) -> None:
    selector, found = read(tmp_path, f"{{position: {written}}}")
    assert not found
    assert selector is not None
    assert selector.position == position


@pytest.mark.parametrize("written", ["0", '"4..2"', "second", '"-1..-3"', '"-1..2"', '"0..2"'])
def test_positions_that_are_none(tmp_path: Path, written: str) -> None:
    _, found = read(tmp_path, f"{{position: {written}}}")
    assert [d.code for d in found] == ["wrong-position"]


def test_every_key_arrives(tmp_path: Path) -> None:
    keys = (
        "{source: 'rep*', role: any, number: III, title: 'A*', kind: quote, contains: sea, "
        "speaker: 'S*', any: [{role: risks}], all: [{role: outlook}], "
        "first_of: [{role: roadmap}], exclude: [{contains: [a, b]}]}"
    )
    selector, found = read(tmp_path, keys)
    assert not found
    assert selector is not None
    assert (selector.source, selector.role, selector.number) == ("rep*", "any", "III")
    assert (selector.title, selector.kind, selector.speaker) == ("A*", "quote", "S*")
    assert selector.contains == ("sea",)
    assert [s.role for s in (*selector.any, *selector.all, *selector.first_of)] == [
        "risks",
        "outlook",
        "roadmap",
    ]
    assert selector.exclude[0].contains == ("a", "b")
    assert str(selector.place) == "series.yaml:6:27"


def test_names_may_build_on_names_whatever_their_order(tmp_path: Path) -> None:
    selectors = "selectors:\n  c: {any: [b, a]}\n  b: {all: [a]}\n  a: {role: risks}\n"
    selector, found = read(tmp_path, "c", selectors)
    assert not found
    assert selector is not None
    assert selector.any[0].all[0] == selector.any[1]


@pytest.mark.parametrize(
    ("selectors", "circle"),
    [
        ("  a: {any: [a]}\n", "a > a"),
        ("  b: {any: [a]}\n  a: {all: [{any: [b]}]}\n", "a > b > a"),
        ("  c: {any: [a]}\n  b: {any: [c]}\n  a: {first_of: [b]}\n", "a > b > c > a"),
    ],
)
def test_a_circle_is_named_and_nothing_else(tmp_path: Path, selectors: str, circle: str) -> None:
    selector, found = read(tmp_path, "{role: risks, exclude: [a]}", f"selectors:\n{selectors}")
    assert selector is None
    assert [d.code for d in found] == ["selector-circle"]
    assert circle in found[0].message


def test_every_circle_is_named(tmp_path: Path) -> None:
    selectors = "selectors:\n  a: {any: [b]}\n  b: {any: [a]}\n  c: {any: [d]}\n  d: {any: [c]}\n"
    _, found = read(tmp_path, "a", selectors)
    assert [str(d.place) for d in found] == ["series.yaml:3:3", "series.yaml:5:3"]


def test_names_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = "  s0: {role: risks}\n" + "".join(
        f"  s{n}: {{any: [s{n - 1}, s{n - 1}, s{n - 1}]}}\n" for n in range(1, 40)
    )
    _, found = read(tmp_path, "s39", f"selectors:\n{lines}")
    assert [d.code for d in found] == ["selector-too-large"]


def test_a_long_chain_of_names_is_refused(tmp_path: Path) -> None:
    lines = "  s0: {role: risks}\n" + "".join(
        f"  s{n}: {{any: [s{n - 1}]}}\n" for n in range(1, 3_000)
    )
    _, found = read(tmp_path, "s2999", f"selectors:\n{lines}")
    assert [d.code for d in found] == ["selector-too-large"]
