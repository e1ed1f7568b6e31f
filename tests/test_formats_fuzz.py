"""Damaged copies of valid files of each format: read or refused, never an exception."""

from __future__ import annotations

import io
import os
import random
import zipfile
from importlib import import_module

import pytest

from briefgen.diagnostics import has_errors
from briefgen.errors import ExitCode
from briefgen.reading.formats import FORMATS
from briefgen.reading.formats.child_server import read_here
from briefgen.reading.source import ReadOptions
from tests.formats_samples import as_html, as_markdown, as_pdf, as_word, make_report
from tests.test_formats_mail import LONG, make_mail

REPORT = make_report(11, sections=1)
FILES = {
    ".md": as_markdown(REPORT),
    ".html": as_html(REPORT),
    ".docx": as_word(REPORT),
    ".pdf": as_pdf(REPORT, bookmarks=True),
    ".eml": make_mail(LONG, cte="quoted-printable").as_bytes(),
}
# So many of each in the suite; more with BRIEFGEN_FUZZ=<count>.
COUNT = int(os.environ.get("BRIEFGEN_FUZZ", "60"))
PIECES = (b"<", b">", b"\0", b"&", b"\xff\xfe", b"[", b"](", b"|", b"%%EOF", b"<w:p>", b"</w:t>",
          b"=?utf-8?q?", b"\r", b"-9", b"9999999999", b"<h1>", b"<table>", b"`", b"> ")  # fmt: skip


def mutate(data: bytes, dice: random.Random) -> bytes:
    """A copy with a few bytes changed, taken out, doubled or put in; sometimes cut off."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(max(len(changed), 1))
        match dice.randrange(5):
            case 0:
                changed[at : at + 1] = bytes([dice.randrange(256)])
            case 1:
                del changed[at : at + dice.randint(1, 40)]
            case 2:
                changed[at:at] = changed[at : at + dice.randint(1, 400)]
            case 3:
                changed[at:at] = dice.choice(PIECES)
            case _:
                if dice.random() < 0.2:
                    del changed[at:]
    return bytes(changed)


def mutate_word(data: bytes, dice: random.Random) -> bytes:
    """The file with the XML of one part changed; at times the zip itself."""
    if dice.random() < 0.2:
        return mutate(data, dice)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        hit = dice.choice([n for n in old.namelist() if n.endswith((".xml", ".rels"))])
        if dice.random() < 0.6:
            hit = "word/document.xml"
        for name in old.namelist():
            new.writestr(name, mutate(old.read(name), dice) if name == hit else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize("suffix", FILES)
def test_no_mutation_raises(suffix: str) -> None:
    """In this process, with the reader itself: what raises in the child would be hidden by it."""
    form = FORMATS[suffix]
    read = getattr(import_module(f"briefgen.reading.formats.from_{form}"), f"read_{form}")
    for seed in range(COUNT):
        dice = random.Random(seed)
        data = (mutate_word if suffix == ".docx" else mutate)(FILES[suffix], dice)
        try:
            reading, found = read(data, "s", f"s{suffix}", ReadOptions())
        except RecursionError:
            reading, found = read_here(form, data, "s", f"s{suffix}", ReadOptions())
        assert (reading is None) is has_errors(found), (seed, found)
        assert all(d.exit is ExitCode.SOURCE for d in found if d.severity == 2), seed
