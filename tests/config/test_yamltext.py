"""YAML text to data with places: the core of YAML 1.2, hostile input, and back to text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Diagnostic
from briefgen.yamltext import (
    MAX_BYTES,
    MAX_DEPTH,
    MAX_NODES,
    YamlData,
    YamlTree,
    decode_yaml,
    dump_yaml,
    parse_yaml,
    read_yaml,
)


def tree_of(text: str) -> YamlTree:
    tree, found = parse_yaml(text, "c.yaml")
    assert tree is not None
    assert not found
    return tree


def only_fault(text: str) -> Diagnostic:
    _, found = parse_yaml(text, "c.yaml")
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("2021-11-30", "2021-11-30"),
        ("2021-11-30T10:00:00Z", "2021-11-30T10:00:00Z"),
        ("12:30", "12:30"),
        ("190:20:30", "190:20:30"),
        ("012", 12),
        ("0o17", 15),
        ("0x1F", 31),
        ("-7", -7),
        ("1.10", 1.1),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000),
        ("'true'", "true"),
        ('"12"', "12"),
        ("'>=2015'", ">=2015"),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_a_scalar_is_read_by_the_core_of_yaml_1_2(text: str, value: YamlData) -> None:
    tree = tree_of(f"a: {text}\n")
    assert tree.data == {"a": value}
    assert type(tree.data["a"]) is type(value)


def test_what_a_number_was_written_as_is_kept() -> None:
    tree = tree_of("a: 1.10\nb: [007, 'x']\nc: '1.10'\n")
    assert tree.written == {("a",): "1.10", ("b", 0): "007"}


def test_keys_are_text_as_written() -> None:
    assert tree_of("2015: a\ntrue: b\n1.10: c\nno: d\n").data == {
        "2015": "a",
        "true": "b",
        "1.10": "c",
        "no": "d",
    }


def test_every_key_and_value_has_a_place() -> None:
    tree = tree_of("# head\na:\n  - x\n  - {b: [1, é, c]}\nlast: |\n  text\n")
    assert tree.keys == {("a",): (2, 1), ("a", 1, "b"): (4, 6), ("last",): (5, 1)}
    assert tree.values[("a", 0)] == (3, 5)
    assert tree.values[("a", 1, "b", 2)] == (4, 16)
    assert str(tree.place(("a", 1, "b", 2))) == "c.yaml:4:16"
    assert str(tree.key_place(("a", 1, "b"))) == "c.yaml:4:6"
    assert str(tree.place(("a", 1, "gone", "deep"))) == "c.yaml:4:5"
    assert str(tree.key_place(("gone",))) == "c.yaml:2:1"


def test_columns_count_characters_not_bytes() -> None:
    assert tree_of("港口: {é: x}\n").values[("港口", "é")] == (1, 9)


def test_an_empty_file_is_a_tree_of_nothing() -> None:
    assert tree_of("# only a comment\n").data is None
    assert tree_of("").data is None


def test_a_duplicate_key_names_both_lines_and_the_first_counts() -> None:
    tree, found = parse_yaml("a: 1\nb: {c: 1, c: {d: 2}, e: 3}\na: [2]\n", "c.yaml")
    assert tree is not None
    assert tree.data == {"a": 1, "b": {"c": 1, "e": 3}}
    assert [str(d.place) for d in found] == ["c.yaml:2:11", "c.yaml:3:1"]
    assert "first on line 1" in found[1].message
    assert {d.code for d in found} == {"yaml-duplicate-key"}


def test_a_key_that_is_the_same_once_unquoted_is_a_duplicate() -> None:
    assert only_fault("a: 1\n'a': 2\n").code == "yaml-duplicate-key"


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: &x 1\n", "yaml-anchor", "c.yaml:1:4"),
        ("a: *x\n", "yaml-anchor", "c.yaml:1:4"),
        ("a: !!python/object/apply:os.system [x]\n", "yaml-tag", "c.yaml:1:4"),
        ("a: !!binary aGk=\n", "yaml-tag", "c.yaml:1:4"),
        ("a: 1\n---\nb: 2\n", "yaml-documents", "c.yaml:2:1"),
        ("? [a]\n: b\n", "yaml-key", "c.yaml:1:3"),
        ("{{ title }}: b\n", "yaml-key", "c.yaml:1:1"),
        ("'': b\n", "yaml-key", "c.yaml:1:1"),
        ("a: 1\n\tb: 2\n", "yaml-syntax", "c.yaml:2:1"),
        ("a: b: c\n", "yaml-syntax", "c.yaml:1:5"),
        ("a: [1, 2\nb: 3\n", "yaml-syntax", "c.yaml:1:4"),
        ("a: {b: 1\n", "yaml-syntax", "c.yaml:1:4"),
        ("a: 'b\n", "yaml-syntax", "c.yaml:1:4"),
        ('a: "\\q"\n', "yaml-syntax", "c.yaml:1:5"),
        ("a: @b\n", "yaml-syntax", "c.yaml:1:4"),
        ("- a\nb: c\n", "yaml-syntax", "c.yaml:2:1"),
        ("a: b\n c: d\n", "yaml-syntax", "c.yaml:2:3"),
        ("a: x\0y\n", "yaml-character", "c.yaml:1:5"),
        ("a: b\nc: x\u202ey\n", "yaml-character", "c.yaml:2:5"),
        ("a: x\u2028y\n", "yaml-character", "c.yaml:1:5"),
        ("a: x\ud800y\n", "yaml-character", "c.yaml:1:5"),
        ('a: "\\0"\n', "yaml-character", "c.yaml:1:4"),
        ('a: "\\ud800"\n', "yaml-syntax", "c.yaml:1:7"),
        ('"\\e": 1\n', "yaml-character", "c.yaml:1:1"),
    ],
)
def test_what_is_refused_has_its_place(text: str, code: str, place: str) -> None:
    fault = only_fault(text)
    assert (fault.code, str(fault.place)) == (code, place)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "{a: " * 60_000,
        "- " * 60_000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 300)),
    ],
)
def test_depth_is_bounded_before_anything_is_built(text: str) -> None:
    assert only_fault(text).code == "yaml-too-deep"


def test_the_deepest_nesting_that_is_allowed() -> None:
    assert tree_of("[" * MAX_DEPTH + "]" * MAX_DEPTH).data is not None
    assert only_fault("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).code == "yaml-too-deep"


def test_an_alias_bomb_is_refused_at_its_first_anchors() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    _, found = parse_yaml(bomb, "c.yaml")
    assert {d.code for d in found} == {"yaml-anchor"}


def test_the_number_of_values_is_bounded() -> None:
    assert only_fault("[" + "a," * (MAX_NODES + 10) + "]").code == "yaml-too-big"
    assert only_fault("x" * (MAX_BYTES + 1)).code == "yaml-too-big"


def test_many_faults_are_told_up_to_a_bound() -> None:
    tree, found = parse_yaml("a: 1\n" * 1_000, "c.yaml")
    assert tree is None
    assert 10 < len(found) <= 51


@pytest.mark.parametrize(
    ("raw", "code", "place"),
    [
        (b"a: caf\xe9\n", "yaml-encoding", "c.yaml:1:7"),
        (b"\xef\xbb\xbfa: caf\xe9\n", "yaml-encoding", "c.yaml:1:7"),
        (b"a: b\nc: \x93quoted\x94\n", "yaml-encoding", "c.yaml:2:4"),
        ("a: b\n".encode("utf-16"), "yaml-encoding", "c.yaml:1:1"),
        (b"a" * (MAX_BYTES + 1), "yaml-too-big", "c.yaml"),
    ],
)
def test_bytes_that_are_no_utf_8_text(raw: bytes, code: str, place: str) -> None:
    text, found = decode_yaml(raw, "c.yaml")
    assert text is None
    assert [(d.code, str(d.place)) for d in found] == [(code, place)]


def test_a_byte_order_mark_and_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: [x,\r\n  y]\r\n")
    tree, found = read_yaml(path, "c.yaml")
    assert not found
    assert tree is not None
    assert tree.data == {"a": 1, "b": ["x", "y"]}
    assert tree.values[("b", 1)] == (3, 3)


def test_a_file_that_is_not_there_or_is_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        tree, found = read_yaml(path, "c.yaml")
        assert tree is None
        assert [d.code for d in found] == ["file-unreadable"]


# --- laws ---------------------------------------------------------------------------------------

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp", "Cf"), include_characters="\n"
)
_TEXTS = st.text(_CHARACTERS, max_size=20) | st.sampled_from(
    ["no", "12", "1.10", "true", "~", "", " a ", "1e3", "0o7", "a: b", "- x", "#", "'", '"', "&a"]
)
_SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False, width=32)
    | _TEXTS
)
_KEYS = st.text(_CHARACTERS, min_size=1, max_size=8)
_DATA = st.recursive(
    _SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(_DATA)
@settings(deadline=None, max_examples=150)
def test_what_is_dumped_is_read_back_as_it_was(data: YamlData) -> None:
    text = dump_yaml(data)
    tree, found = parse_yaml(text, "c.yaml")
    assert not found, text
    assert tree is not None
    assert tree.data == data, text
    assert dump_yaml(tree.data) == text


def test_a_dump_keeps_the_order_and_never_shares() -> None:
    shared: YamlData = ["x"]
    assert dump_yaml({"b": shared, "a": shared}) == "b:\n  - x\na:\n  - x\n"


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_a_number_that_is_not_finite_cannot_be_dumped(number: float) -> None:
    with pytest.raises(ValueError, match="YAML"):
        dump_yaml([number])


@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"%@`#?,\n\t \\0é\u2028"), max_size=60))
@settings(deadline=None, max_examples=300)
def test_no_text_makes_the_reader_fail(text: str) -> None:
    tree, found = parse_yaml(text, "c.yaml")
    assert tree is not None or found
    lines = text.count("\n") + 1
    for fault in found:
        assert fault.place is not None
        assert 1 <= fault.place.line <= lines
        assert fault.place.column >= 1


@given(st.binary(max_size=60))
@settings(deadline=None, max_examples=200)
def test_no_bytes_make_the_decoder_fail(raw: bytes) -> None:
    text, found = decode_yaml(raw, "c.yaml")
    assert (text is None) == bool(found)
