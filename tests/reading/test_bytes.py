"""Bytes that are text in any common encoding are read; what is no text is a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.diagnostics import Severity
from briefgen.errors import ExitCode
from briefgen.reading import Reading, ReadOptions, read, read_bytes
from briefgen.tree import node_text, plain_text

WORDS = "Réunion de février: the ports agreed — at last — on “safe passage”.\n"


def _read(data: bytes, suffix: str = ".txt", encoding: str = "") -> Reading | None:
    options = ReadOptions(encoding=encoding)
    return read_bytes(data, source_id="s", shown="s.txt", suffix=suffix, options=options)[0]


def _text(reading: Reading | None) -> str:
    assert reading is not None
    return "\n".join(node_text(block) for block in reading.document.blocks)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_encodings_are_told_apart(encoding: str) -> None:
    reading, found = read_bytes(
        WORDS.encode(encoding), source_id="s", shown="s", suffix=".txt", options=ReadOptions()
    )
    assert _text(reading) == WORDS.strip()
    assert found == ()


def test_cp1252_is_read_with_a_warning_that_names_the_line() -> None:
    data = ("All plain.\n" + WORDS).encode("cp1252")
    reading, found = read_bytes(data, source_id="s", shown="a.txt", suffix=".txt")
    assert WORDS.strip() in _text(reading)
    (finding,) = found
    assert (finding.severity, finding.code) == (Severity.WARNING, "encoding-guessed")
    assert str(finding.place) == "a.txt:2"


def test_utf8_is_checked_in_the_whole_file() -> None:
    data = ("Plain words. " * 20_000 + "é").encode()
    reading, found = read_bytes(data, source_id="s", shown="s", suffix=".txt")
    assert found == ()
    assert _text(reading).endswith("é")


def test_stated_encoding_is_tried_alone() -> None:
    assert "Réunion" in _text(_read(WORDS.encode("utf-16-le"), encoding="utf-16-le"))
    reading, found = read_bytes(
        b"\xff\xfe\xfa", source_id="s", shown="s", suffix="", options=ReadOptions(encoding="utf-8")
    )
    assert reading is None
    assert found[0].code == "not-text"


@pytest.mark.parametrize("name", ["klingon", "hex", "rot13"])
def test_unknown_encoding_is_an_error(name: str) -> None:
    reading, found = read_bytes(
        b"x", source_id="s", shown="s", suffix="", options=ReadOptions(encoding=name)
    )
    assert reading is None
    assert found[0].code == "unknown-encoding"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-source"),
        (b" \n\t\n", "empty-source"),
        (b"some text\nand a \0 in it, so that it is none\n", "not-text"),
        (bytes(range(256)) * 40, "not-text"),
        (b"\x01\x02\x03\x04\xff\xfe" * 200, "not-text"),
        (b"\xff\xfea", "not-text"),
    ],
)
def test_what_is_no_text_is_an_error_of_the_source(data: bytes, code: str) -> None:
    reading, found = read_bytes(data, source_id="s", shown="s.txt", suffix=".txt")
    assert reading is None
    assert found[-1].code == code
    assert found[-1].exit is ExitCode.SOURCE
    assert found[-1].hint


def test_formats_without_a_reader_say_so() -> None:
    for suffix, word in ((".doc", ".doc"), (".XYZ", ".XYZ")):
        reading, found = read_bytes(b"x", source_id="s", shown="s", suffix=suffix)
        assert reading is None
        assert found[0].code == "format-not-read"
        assert word in found[0].message


def test_no_suffix_and_text_are_read_as_text() -> None:
    for suffix in ("", ".text", ".TXT"):
        assert _text(_read(b"Words.", suffix=suffix)) == "Words."


def test_missing_file_and_folder_are_findings(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        reading, found = read(path, source_id="s", shown="none.txt")
        assert reading is None
        assert found[0].code == "unreadable-source"
        assert str(tmp_path) not in str(found[0])


def test_file_over_the_limit_is_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    reading, found = read(path, source_id="s", shown="huge.txt")
    assert reading is None
    assert found[0].code == "source-too-large"
    assert "64 MB" in found[0].message


def test_control_and_bidi_characters_go_with_a_finding() -> None:
    reading, found = read_bytes(
        "A safe\u202e line.\n\nA second\x07 one.\n".encode(),
        source_id="s",
        shown="a.txt",
        suffix=".txt",
    )
    assert _text(reading) == "A safe line.\nA second one."
    assert [(str(f.place), f.code, f.message) for f in found] == [
        ("a.txt:1", "control-character", "removed U+202E"),
        ("a.txt:3", "control-character", "removed U+0007"),
    ]
    assert reading is not None
    assert [r.rule for r in reading.repairs] == ["control-character"] * 2


def test_many_control_characters_give_a_bounded_number_of_findings() -> None:
    _, found = read_bytes(b"a\x07\n\n" * 5000, source_id="s", shown="s", suffix="")
    assert len(found) <= 25


def test_text_is_composed_and_lines_end_as_editors_count_them() -> None:
    reading, _ = read_bytes(
        "e\u0301te\u0301 one.\r\n\r\nTwo.\rThree.\n".encode(), source_id="s", shown="s", suffix=""
    )
    assert reading is not None
    assert reading.line_count == 4
    assert "été one." in _text(reading)


def test_config_states_title_and_language() -> None:
    reading, _ = read_bytes(
        b"Words of a text.",
        source_id="s",
        shown="s",
        suffix="",
        options=ReadOptions(language="de", title="A stated title"),
    )
    assert reading is not None
    assert reading.language == reading.document.language == "de"
    assert plain_text(reading.document.title) == "A stated title"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The state of the ports is that of the coast, and it is for the council to act.", "en"),
        ("Le conseil est dans la ville et les ports sont pour les navires qui passent.", "fr"),
        ("Der Rat ist in der Stadt und die Schiffe sind nicht mit dem Hafen im Bunde.", "de"),
        ("12345", "en"),
    ],
)
def test_language_is_guessed_from_common_words(text: str, language: str) -> None:
    reading = _read(text.encode())
    assert reading is not None
    assert reading.language == language
