"""The syntax of PDF is read as the standard says, whoever wrote it."""

from __future__ import annotations

import contextlib
from functools import partial

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.proof.pdf_tokens import name_of, operations, string_bytes, text_of, tokens
from tests.count_steps import count_steps


@pytest.mark.parametrize(
    ("token", "data"),
    [
        (rb"(plain)", b"plain"),
        (rb"(a (nested (twice)) one)", b"a (nested (twice)) one"),
        (rb"(\(open \) \\ \n\t)", b"(open ) \\ \n\t"),
        (rb"(\101\60\0)", b"A0\0"),
        (rb"(\501\q\x41\')", b"Aqx41'"),
        (b"(one \\\nline)", b"one line"),
        (b"(one \\\r\nline)", b"one line"),
        (rb"(\\101)", rb"\101"),
        (rb"<48 65 6c6C 6f>", b"Hello"),
        (rb"<4>", b"@"),
    ],
)
def test_strings_are_read(token: bytes, data: bytes) -> None:
    assert string_bytes(token) == data


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_strings_as_another_writer_writes_them(data: bytes) -> None:
    """qpdf writes a string, and the content stream with it is read back."""
    written = pikepdf.unparse_content_stream([([pikepdf.String(data)], pikepdf.Operator("Tj"))])
    (found,) = (operands for operator, operands in operations(written) if operator == b"Tj")
    ((_, token),) = tokens(found)
    assert string_bytes(token) == data


def test_operators_stand_behind_their_operands() -> None:
    stream = b"q 1 0 0 1 2 3 cm [(a)-5<62>] TJ\n% hidden words\n/P <</MCID 3>> BDC EMC x"
    assert list(operations(stream)) == [
        (b"q", b""),
        (b"cm", b" 1 0 0 1 2 3 "),
        (b"TJ", b" [(a)-5<62>] "),
        (b"", b"% hidden words"),
        (b"BDC", b"\n/P <</MCID 3>> "),
        (b"EMC", b" "),
        (b"x", b" "),
    ]


def test_a_picture_in_the_text_is_no_operator() -> None:
    stream = b"BI /W 1 ID \x00Tj(not) shown\xff EI Q"
    assert [operator for operator, _ in operations(stream)] == [b"BI", b"ID", b"", b"Q"]


@pytest.mark.parametrize("broken", [b"(never closed Tj", b")", b"(" * 50 + b")" * 50 + b" Tj"])
def test_what_cannot_be_read_is_not_passed_over(broken: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        list(operations(broken))


def test_names_and_texts() -> None:
    assert name_of(b"/a#20b") == "a b"
    assert text_of(b"\xfe\xff\x4e\x2d") == "中"
    assert text_of(b"caf\xe9") == "café"
    assert text_of(b"\xef\xbb\xbfcaf\xc3\xa9") == "café"


@pytest.mark.parametrize("hostile", [b"(", b"(()", b"<", b"/", b"1 ", b"ID ", b"% ", b"\\("])
def test_hostile_bytes_take_no_more_than_their_length_asks(hostile: bytes) -> None:
    def read(data: bytes) -> None:
        with contextlib.suppress(ValueError):
            list(operations(data))

    read(hostile * 20_000)  # comes to an end
    small, large = (count_steps(partial(read, hostile * n)) for n in (500, 2_000))
    assert large <= 4 * small + 100
