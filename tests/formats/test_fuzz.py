"""Damaged copies of valid files of each format: read or refused, never an exception."""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib import import_module

import pikepdf
import pytest

from briefgen.diagnostics import has_errors
from briefgen.errors import ExitCode
from briefgen.reading.formats import FORMATS
from briefgen.reading.formats.child_server import read_here
from briefgen.reading.source import ReadOptions
from briefgen.renderers import pdf
from briefgen.tree import line_numbers, walk
from tests.formats.samples import as_html, as_markdown, as_pdf, as_word, make_report
from tests.formats.test_mail import LONG, make_mail
from tests.formats.test_pdf import EDGES, ROWS, drawn, ruled
from tests.packs.parts import load_style
from tests.packs.samples import PACKS

SUFFIXES = (".md", ".html", ".docx", ".pdf", ".eml")
# So many of each in the suite, 2,000 in all; in the campaign 100,000, or BRIEFGEN_FUZZ_FORMATS.
COUNT = 400
CAMPAIGN = int(os.environ.get("BRIEFGEN_FUZZ_FORMATS", "100000")) // len(SUFFIXES)
LONGEST = 5.0  # seconds of CPU time that no input may take
PIECES = (
    b"<", b">", b"\0", b"&", b"\xff\xfe", b"[", b"](", b"|", b"%%EOF", b"<w:p>", b"</w:t>", b"\r",
    b"=?utf-8?q?", b"-9", b"9999999999", b"<h1>", b"<table>", b"`", b"> ", b"/K 5 0 R", b"/S /H1",
    b" BDC", b" re S", b"[^1]: ", b"<br>", b"\xef\x82\xb7", b"/MCID 0",
)  # fmt: skip


@cache
def bases(suffix: str) -> tuple[bytes, ...]:
    """Valid files, small ones: most changes must hit what is parsed, not a long text."""
    report = make_report(11, sections=1)
    match suffix:
        case ".md":
            return as_markdown(
                report
            ), b"# A\n\nOne[^1].\n\n[^1]: Note\n\n1. B\n----\n\n- x\n  - y\n"
        case ".html":
            return (as_html(report),)
        case ".docx":
            return (as_word(report),)
        case ".eml":
            return tuple(make_mail(LONG, cte=c).as_bytes() for c in ("quoted-printable", "base64"))
        case _:
            tagged, _ = pdf.render(PACKS["press"](), load_style("plain"), pdf.start_run())
            table = drawn(lambda canvas: ruled(canvas, 700, ROWS, edges=EDGES))
            return tuple(map(plain_streams, (as_pdf(report, bookmarks=True), tagged, table)))


def plain_streams(data: bytes) -> bytes:
    """A PDF with its streams as they are: in packed ones a changed byte ends all reading."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()


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
                changed[at:at] = dice.choice(PIECES) * dice.choice((1, 1, 1, 50))
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


def check(suffix: str, seed: int) -> tuple[str, float]:
    """Read one mutation in this process with the reader itself: the child would hide what raises.

    What became of it, and the seconds of computing that it took.
    """
    form = FORMATS[suffix]
    read = getattr(import_module(f"briefgen.reading.formats.{form}.reader"), f"read_{form}")
    dice = random.Random(seed)
    data = (mutate_word if suffix == ".docx" else mutate)(dice.choice(bases(suffix)), dice)
    start = time.process_time()
    try:
        reading, found = read(data, "s", f"s{suffix}", ReadOptions())
    except RecursionError:
        reading, found = read_here(form, data, "s", f"s{suffix}", ReadOptions())
    took = time.process_time() - start
    assert (reading is None) is has_errors(found), (seed, found)
    assert all(d.exit is ExitCode.SOURCE for d in found if d.severity == 2), seed
    if reading is None:
        return found[-1].code, took
    for node in walk(reading.document.blocks):
        spans = line_numbers(getattr(node, "origins", ()))
        assert all(1 <= a <= b <= reading.line_count for _, a, b in spans), seed
    return "read", took


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_mutation_raises(suffix: str) -> None:
    outcomes = Counter(check(suffix, seed)[0] for seed in range(COUNT))
    assert len(outcomes) > 1, "the mutations change nothing that matters"


@pytest.mark.campaign
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_many_mutations_are_read_or_refused_soon(suffix: str) -> None:
    outcomes: Counter[str] = Counter()
    slowest = (0.0, 0)
    for seed in range(CAMPAIGN):
        outcome, took = check(suffix, seed)
        outcomes[outcome] += 1
        slowest = max(slowest, (took, seed))
    _say(suffix, outcomes.most_common(), slowest)
    assert slowest[0] < LONGEST, slowest


def _say(suffix: str, outcomes: Sequence[tuple[str, int]], slowest: tuple[float, int]) -> None:
    counts = ", ".join(f"{name} {count}" for name, count in outcomes)
    print(f"{suffix}: {counts}; slowest {slowest[0]:.2f} s (seed {slowest[1]})")  # noqa: T201
