"""Words in a page's instructions that no viewer shows, and what cannot be read, are no secret."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from briefgen.proof.decoding import decode
from briefgen.proof.pdf_pieces import pdf_pieces
from briefgen.proof.sharing import Shared

WORDS = b"hidden words of a passage"
OCTAL = b"(%s)" % b"".join(b"\\%03o" % code for code in WORDS)
HEX = b"<%s>" % WORDS.hex().encode()
ZEROS = b"<%s>" % b"\0".join(b"%02x" % code for code in WORDS)
NOTED = b"<%s>" % b"%\n".join(b"%02x" % code for code in WORDS)


def page(content: bytes) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.add_blank_page().Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        OCTAL,
        HEX + b" h",
        OCTAL + b" 0 0 m",
        OCTAL + b" unknown",
        b"/Span << /T " + HEX + b" >> DP",
        b"BT /F1 9 Tf " + HEX + b" 1 1 Td ET",
        b"BT /F1 9 Tf " + OCTAL + b" % a comment\n Tj ET",
        b"BT /F1 9 Tf " + HEX + b" } Tj ET",
    ],
)
def test_strings_that_no_operator_shows_are_read(content: bytes) -> None:
    parts = decode(page(content), "pdf", shared=Shared())
    assert any(WORDS.decode() in part.text for part in parts if part.kind == "spoken")


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 9 Tf " + ZEROS + b" Tj ET",
        b"BT /F1 9 Tf " + NOTED + b" Tj ET",
        b"BT /F1 9 Tf ID " + HEX + b" Tj EI ET",
        b"BI /W 9 /H 9 /BPC 8 /CS /G /F /AHx ID " + WORDS.hex().encode() + b"> EI",
    ],
)
def test_instructions_that_cannot_be_read_are_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        decode(page(content), "pdf")


@pytest.mark.parametrize("filters", [Name("/Own"), Array([Name.FlateDecode, Name("/Own")])])
def test_a_stream_that_is_packed_in_an_unknown_way_is_refused(filters: pikepdf.Object) -> None:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.Root["/Held"] = pdf.make_stream(WORDS[::-1])
        pdf.Root["/Held"]["/Filter"] = filters
        pdf.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    with pytest.raises(ValueError, match="cannot be unpacked"):
        decode(file.getvalue(), "pdf")


def test_verify_passes_over_a_packed_picture() -> None:
    """Other programs write them, and no words that it could compare stand in a picture."""
    picture = b"BI /W 9 /H 9 /BPC 8 /CS /G /F /AHx ID 00> EI"
    data = page(picture + b" BT /F1 9 Tf (" + WORDS + b") Tj ET")
    assert any(WORDS.decode() in piece.text for piece in pdf_pieces(data))
