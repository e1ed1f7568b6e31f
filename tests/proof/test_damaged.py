"""A finished file that is damaged is one that cannot be read, which nobody vouches for."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from contextlib import suppress

import pikepdf
import pytest

from briefgen.proof.decoding import decode
from briefgen.proof.pdf_pieces import pdf_pieces
from briefgen.proof.word_pieces import word_pieces
from briefgen.renderers import pdf, word
from tests.packs.parts import load_style
from tests.packs.samples import PACKS, USUAL_STYLE

READERS: dict[str, Callable[[bytes], object]] = {
    "pdf": lambda data: (decode(data, "pdf"), pdf_pieces(data)),
    "docx": lambda data: (decode(data, "docx"), word_pieces(data)),
}


def made(form: str) -> bytes:
    document, style = PACKS["memo"](), load_style(USUAL_STYLE["memo"])
    if form == "pdf":
        return pdf.render(document, style, pdf.start_run())[0]
    return word.render(document, style, word.start_run())[0]


def damaged(draw: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(draw.choice((1, 3, 20))):
        changed[draw.randrange(len(changed))] = draw.randrange(256)
    return bytes(changed[: draw.choice((len(changed), draw.randrange(len(changed))))])


@pytest.mark.parametrize("form", list(READERS))
def test_a_damaged_file_is_read_or_refused(form: str) -> None:
    """Any other exception would end the run as a fault of its own."""
    whole = made(form)
    for seed in range(60):
        with suppress(ValueError):
            READERS[form](damaged(random.Random(seed), whole))


def test_a_word_file_with_a_part_that_cannot_be_unpacked_is_refused() -> None:
    data = bytearray(made("docx"))
    start = data.index(b"word/document.xml") + len("word/document.xml")
    data[start : start + 40] = b"\xff" * 40
    for read in (lambda: decode(bytes(data), "docx"), lambda: word_pieces(bytes(data))):
        with pytest.raises(ValueError, match="Word file"):
            read()


def test_a_pdf_with_a_password_is_refused() -> None:
    """People may lock a copy that stands beside a pack."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(made("pdf"))) as opened:
        opened.save(file, encryption=pikepdf.Encryption(owner="one", user="two"))
    for read in (lambda: decode(file.getvalue(), "pdf"), lambda: pdf_pieces(file.getvalue())):
        with pytest.raises(ValueError, match="password"):
            read()
