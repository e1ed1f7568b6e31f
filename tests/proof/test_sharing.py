"""What a run reads once hides nothing: files are decoded alike with and without the others."""

from __future__ import annotations

import io
import zipfile
import zlib

import pikepdf
import pytest

from briefgen.proof.decoding import decode
from briefgen.proof.packed import beside, unpack, unpack_raw
from briefgen.proof.sharing import Shared
from briefgen.proof.xml_parts import xml_bundle

HIDDEN = b"hidden words of a passage"


def page(content: bytes, widths: int = 500, text: str = "") -> bytes:
    """A PDF of one page; its font has letters of one width and, with `text`, another meaning."""
    pdf = pikepdf.new()
    drawn = pdf.add_blank_page()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        FirstChar=32, Widths=[widths] * 95,
    )  # fmt: skip
    if text:
        pairs = "".join(f"<{c:02X}> <{ord(text):04X}>\n" for c in range(97, 123))
        cmap = (
            f"1 begincodespacerange <00> <FF> endcodespacerange\n26 beginbfchar\n{pairs}endbfchar"
        )
        font.ToUnicode = pdf.make_stream(cmap.encode())
    drawn.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    drawn.obj.Contents = pdf.make_stream(content)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def piece(mark: int, words: str, before: str = "") -> bytes:
    operators = f"{before}/P <</MCID {mark}>> BDC\nBT\n1 0 0 1 50 700 Tm ({words}) Tj\nET\nEMC\n"
    return operators.encode()


NUMBERED = b"BT\n1 0 0 1 50.00 600.00 Tm (see /MCID 61337 there) Tj\nET\n"
NAMED = b"/hidden_words_of_a_passage"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (NUMBERED, "MCID 61337"),
        (NAMED + b" BMC EMC\n", "hidden_words_of_a_passage"),
        (b"/P <<" + NAMED + b" 0>> BDC EMC\n", "hidden_words_of_a_passage"),
        (NAMED.replace(b"_", b"#20") + b" gs\n", "hidden words of a passage"),
        (b"hidden words of a passage\n", "hidden words of a passage"),
        (b"all of the old men\n", "all of the old men"),
    ],
)
def test_what_a_page_says_by_names_or_by_no_operator_is_read(content: bytes, words: str) -> None:
    said = "\n".join(" ".join(part.text.split()) for part in decode(page(content), "pdf"))
    assert words in said


FONT = "BT /F1 10 Tf ET\n"
SAME = piece(0, "one two", FONT) + piece(1, "three \\(four\\)") + piece(2, "five")


@pytest.mark.parametrize(
    "second",
    [
        page(SAME),
        page(SAME, widths=900),
        page(SAME, text="x"),
        page(piece(0, "one two", FONT.replace("10", "20")) + piece(1, "five")),
        page(b"q 2 0 0 2 0 0 cm\n" + SAME + b"Q\n"),
        page(piece(0, "a\nEMC\nb", FONT) + piece(1, "five")),
        page(b"BI /W 1 ID \nEMC\n(lost) EI " + SAME),
    ],
    ids=["the same", "widths", "meaning", "size", "matrix", "mark in a string", "picture"],
)
def test_a_page_is_read_alike_after_one_that_is_nearly_the_same(second: bytes) -> None:
    shared = Shared()
    decode(page(SAME), "pdf", shared=shared)
    assert decode(second, "pdf", shared=shared) == decode(second, "pdf")


def split(*streams: bytes) -> bytes:
    """The page of these streams, one behind the other."""
    with pikepdf.open(io.BytesIO(page(b""))) as pdf:
        contents = [pdf.make_indirect(pdf.make_stream(stream)) for stream in streams]
        pdf.pages[0].obj.Contents = pikepdf.Array(contents)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)  # else it holds the time
    return out.getvalue()


OPEN, REST = SAME[: SAME.index(b"two")], SAME[SAME.index(b"two") :]


@pytest.mark.parametrize(
    "streams",
    [
        (SAME,),
        (SAME, SAME),
        (b"q\n" + SAME + b"Q\n", SAME),
        (SAME, b"/P BMC\n" + SAME + b"EMC\n"),
        (OPEN + b"\nEMC\n", REST),
        (OPEN, REST),
        (FONT.encode() + b"BT (one two)", b"Tj (five) Tj ET (four)\n", b"Tj"),
        (FONT.replace("F1", "F#31").encode() + SAME, SAME),
        (FONT.replace("10", "20").encode(), SAME.replace(FONT.encode(), b"")),
    ],
)
def test_a_page_of_several_streams_is_read_as_one(streams: tuple[bytes, ...]) -> None:
    """Alike with and without files that have the same streams, and to the last word."""
    shared = Shared()
    for other in (page(SAME), split(SAME, SAME), page(SAME, text="x")):
        decode(other, "pdf", shared=shared)
    data = split(*streams)
    read, apart = decode(data, "pdf", shared=shared), decode(data, "pdf")
    assert read == apart
    assert [part.where for part in read] == [part.where for part in apart]
    said = " ".join(part.text for part in read if part.kind == "spoken")
    assert said.count("five") == b"".join(streams).count(b"five")
    assert "two" in said


def test_words_go_on_over_a_stream_without_any() -> None:
    first = b"q\n" + FONT.encode() + b"BT 10 10 Td (one two) Tj ET\nQ\n"
    last = FONT.encode() + b"BT 50 10 Td (three four) Tj ET\n"
    parts = decode(split(first, b"q\n0 0 5 5 re f\nQ\n", last), "pdf")
    assert "one two three four" in {" ".join(part.text.split()) for part in parts}


def test_a_word_file_is_read_alike_after_another() -> None:
    shared, files = Shared(), []
    for words in ("one", "two"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr("word/document.xml", f"<w><p n='{words}'>{words}</p><p>same</p></w>")
        files.append(out.getvalue())
    for data in files:
        assert decode(data, "docx", shared=shared) == decode(data, "docx")


@pytest.mark.parametrize(
    "xml",
    [
        '<a><b x="one">two</b></a>',
        "<a><b x='one'>two</b></a>",
        '<a><b x="one > two">three</b></a>',
        "<a><!-- four --><b>five &amp; six</b></a>",
        "<a><![CDATA[<seven> eight]]></a>",
        "<?one two?><a><!-- <?three?> --><?four <!-- nine?> seven</a>",
        '<?xml version="1.0" encoding = "UTF-7"?><a>+AHM-even</a>',
        '<?xml version="1.0" encoding="UTF-8"?><a t="nine"/>',
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>caf\xe9</a>',
    ],
)
def test_every_word_of_a_document_is_read_however_it_is_written(xml: str) -> None:
    coding = "latin-1" if "8859" in xml else "utf-8"
    read = xml_bundle(xml.encode(coding), "a part", Shared())
    said = "\f".join(part.text for part in read.all_parts()) if read else ""
    for word in ("one", "two", "three", "four", "five & six", "seven", "eight", "nine", "café"):
        written = xml.replace("+AHM-", "s")
        assert (word in said) == (word.replace("&", "&amp;") in written), word


@pytest.mark.parametrize("said", ['<!ENTITY x "hidden words">', '<!ATTLIST a b CDATA "hidden">'])
def test_a_document_that_declares_words_of_its_own_cannot_be_vouched_for(said: str) -> None:
    with pytest.raises(ValueError, match="declares"):
        xml_bundle(f"<!DOCTYPE a [{said}]><a/>".encode(), "a part", Shared())


def test_what_stands_behind_the_end_of_compressed_bytes_is_not_passed_over() -> None:
    packed = zlib.compress(b"open words")
    assert unpack(packed) == b"open words"
    assert unpack(packed + HIDDEN) is None
    assert unpack_raw(packed[2:-4]) == b"open words"
    assert unpack_raw(packed[2:-4] + HIDDEN) is None
    assert unpack(packed[:-6]) is None
    assert beside(b"abcdefgh", [(4, 6), (1, 2)]) == b"a\0cd\0gh"


def test_words_behind_a_stream_of_a_pdf_are_found() -> None:
    data = page(SAME)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        packed = zlib.compress(SAME) + HIDDEN
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, packed, Filter=pikepdf.Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert any(HIDDEN.decode() in part.text for part in decode(out.getvalue(), "pdf"))
