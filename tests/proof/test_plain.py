"""A plain PDF is read whole by itself; whatever differs from plain is left to a general reader."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable

import pikepdf
import pytest

from briefgen.proof import pdf_parts
from briefgen.proof.decoding import decode
from briefgen.proof.pdf_elements import read_elements
from briefgen.proof.pdf_objects import plain_objects
from briefgen.proof.pdf_plain import PlainFile, PlainStream, read_plain
from briefgen.proof.sharing import Shared
from briefgen.renderers.pdf import Attachment, render, start_run
from tests.packs.parts import load_style
from tests.packs.samples import PACKS, USUAL_STYLE

HIDDEN = b"hidden words of a passage"


def made(name: str) -> bytes:
    attached = (Attachment("notes.txt", b"one (two) three", "notes"),) if name == "memo" else ()
    return render(PACKS[name](), load_style(USUAL_STYLE[name]), start_run(), attached)[0]


@pytest.mark.parametrize("name", list(USUAL_STYLE))
def test_our_files_are_plain_and_say_the_same_to_both_readers(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = made(name)
    assert read_plain(data, Shared()) is not None
    plain = decode(data, "pdf")
    monkeypatch.setattr(pdf_parts, "read_plain", lambda _data, _shared: None)
    general = decode(data, "pdf")
    for kind in ("spoken", "name"):
        said, also = (
            {(p.where, block) for p in parts if p.kind == kind for block in p.text.split("\f")}
            for parts in (plain, general)
        )
        assert said == also
    names = [next(p.text for p in parts if p.where == "names") for parts in (plain, general)]
    assert set(names[1].split("\f")) <= set(names[0].split("\f"))


def _repacked(data: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The file with its first object stream changed; its table leads past it from there on."""
    head = re.search(rb"<< /Type /ObjStm [^\n]* /Length (\d+) >>\nstream\n", data)
    assert head is not None
    start, length = head.end(), int(head[1])
    packed = zlib.compress(change(zlib.decompress(data[start : start + length])), 5)
    written = head.group().replace(head[1] + b" >>", b"%d >>" % len(packed))
    return data[: head.start()] + written + packed + data[start + length :]


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "behind the end": lambda data: data + HIDDEN,
    "before the end": lambda data: data.replace(b"startxref", b"%" + HIDDEN + b"\nstartxref"),
    "in the header": lambda data: data.replace(b"%PDF-1.7\n", b"%PDF-1.7\n%" + HIDDEN + b"\n", 1),
    "between streams": lambda data: data.replace(b"endobj\n", b"endobj\n%" + HIDDEN + b"\n", 1),
    "a comment": lambda data: _repacked(data, lambda held: held + b"\n%" + HIDDEN),
    "a word": lambda data: _repacked(data, lambda held: held + b"\n" + HIDDEN),
    "a string that does not end": lambda data: _repacked(data, lambda held: held + b"\n(" + HIDDEN),
    "a file within": lambda data: data + data,
    "another table": lambda data: data.replace(b"/Type /XRef", b"/Type /XRef /Prev 15"),
    "strings that are encrypted": lambda data: data.replace(b"/XRef", b"/XRef /Encrypt 5 0 R"),
    "a key inside a value": lambda data: data.replace(
        b"/XRef", b"/XRef /X << /Filter /FlateDecode >>"
    ),
    "a key in disguise": lambda data: data.replace(b"/XRef", b"/XRef /#46ilter /ASCIIHexDecode"),
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_what_lies_beside_the_objects_makes_a_file_no_plain_one(change: str) -> None:
    data = CHANGES[change](made("memo"))
    assert read_plain(data, Shared()) is None


def test_a_table_that_leads_elsewhere_makes_a_file_no_plain_one() -> None:
    data = made("memo")
    start = data.rindex(b"stream\n", 0, data.rindex(b"endstream")) + 7
    end = data.rindex(b"\nendstream")
    table = bytearray(zlib.decompress(data[start:end]))
    table[-3] ^= 1
    packed = zlib.compress(bytes(table), 5)
    changed = data[:start] + packed + data[end:]
    changed = changed.replace(b"/Length %d >>" % (end - start), b"/Length %d >>" % len(packed))
    assert read_plain(changed, Shared()) is None
    assert read_plain(data, Shared()) is not None


def test_a_stream_that_only_seems_packed_is_read_as_it_lies() -> None:
    head = b"<< /Type /EmbeddedFile /Params << /X /FlateDecode >> /Length 25 >>"
    objects = plain_objects(PlainFile({}, {}, {b"5 0 R": PlainStream(head, HIDDEN, b"")}))
    assert objects.streams[b"5 0 R"].content() == HIDDEN


def test_an_element_with_names_of_its_own_is_read_like_any_other_object() -> None:
    usual = b"<< /Type /StructElem /S /P /P 5 0 R /K [<< /Type /MCR /Pg 6 0 R /MCID 0 >> 7] >>"
    named = usual.replace(b"/MCID", b"/hidden_words /MCID")
    assert [one is not None for one in read_elements([usual, named])] == [True, False]


def _filtered(by: pikepdf.Object) -> bytes:
    """A file with words in hexadecimal, whose stream names its filter in another object."""
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        stream = pdf.make_stream(HIDDEN.hex().encode() + b">")
        stream.stream_dict["/Filter"] = pdf.make_indirect(by)
        pdf.Root["/Held"] = stream
        pdf.save(file, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return file.getvalue()


def test_what_another_object_says_of_a_stream_is_asked_in_every_file() -> None:
    """Two files may have the same stream and name filters for it that differ."""
    packed, bare = _filtered(pikepdf.Name.ASCIIHexDecode), _filtered(pikepdf.Array())
    for first, then in ((packed, bare), (bare, packed)):
        shared = Shared()
        decode(first, "pdf", shared=shared)
        said = {part.text for part in decode(then, "pdf", shared=shared)}
        assert said == {part.text for part in decode(then, "pdf")}
