"""One long document by briefgen and its peers: a PDF of 1,000 pages, a Word file of a book."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from tests.bench.measure import Cost, Work, alternate
from tests.bench.rows import Row, as_row

PROJECT = Path(__file__).resolve().parents[2]
# What the peers' files may differ from ours by: pages and words.
PAGES_WITHIN, WORDS_WITHIN = 0.15, 0.02
# WeasyPrint takes a minute a round, python-docx half of one.
_SLOW = ("weasyprint", "python-docx", "pandoc")


def rows(options: argparse.Namespace, work: Path) -> Iterator[Row]:
    """The long PDF, then the long Word file, beside each peer."""
    work.mkdir(parents=True)
    for peer in ("typst", "weasyprint"):
        yield _long_pdf(options, peer, work)
    for peer in ("docxtpl", "pandoc", "python-docx"):
        yield _long_memo(options, peer)


def _rounds(options: argparse.Namespace, peer: str) -> int:
    return 1 if peer in _SLOW else int(options.rounds)


# --- PDF ------------------------------------------------------------------------------------------


def _long_pdf(options: argparse.Namespace, peer: str, work: Path) -> Row:
    """Each tool is a process that starts from the same text."""
    script, fonts = str(Path(__file__).with_name("pdf.py")), files("font_source_sans_pro")
    made = {tool: work / f"{tool}.pdf" for tool in ("briefgen", peer)}
    works = [
        Work(
            name=tool,
            command=[
                *(sys.executable if tool == "briefgen" else options.peers, script),
                *("--make", tool, "--sections", str(options.sections)),
                *("--out", str(out), "--fonts", str(fonts / "files")),
            ],
            folder=PROJECT,
        )
        for tool, out in made.items()
    ]
    costs = alternate(works, _rounds(options, peer))
    (pages, words), (peer_pages, peer_words) = (counted(out) for out in made.values())
    agree(f"{pages} pages, PDF: {peer}", (pages, peer_pages), (words, peer_words))
    return as_row(f"{pages:,} pages in one PDF", "briefgen", peer, costs)


def counted(pdf: Path) -> tuple[int, int]:
    """Pages and words of a PDF, as Poppler counts them."""
    info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True)
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True)
    return int(info.stdout.split("Pages:")[1].split()[0]), len(text.stdout.split())


def agree(what: str, pages: tuple[int, int], words: tuple[int, int]) -> None:
    """Both sides have about as many pages and the same words.

    Raises:
        SystemExit: they do not, so that the figures compare different work.
    """
    sys.stderr.write(f"  {what}: pages {pages[0]} to {pages[1]}, words {words[0]} to {words[1]}\n")
    if abs(pages[1] / pages[0] - 1) > PAGES_WITHIN or abs(words[1] / words[0] - 1) > WORDS_WITHIN:
        raise SystemExit(f"{what} is not what ours is: pages or words differ too much")


# --- Word -----------------------------------------------------------------------------------------


def _long_memo(options: argparse.Namespace, peer: str) -> Row:
    """Each tool has been imported, and has the text, before its clock starts."""
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(_rounds(options, peer)):
        mine, words = _memo(sys.executable, "briefgen", options.words)
        cost, peer_words = _memo(options.peers, peer, options.words)
        ours.append(mine)
        theirs.append(cost)
        agree(f"{options.words} words, Word: {peer}", (1, 1), (words, peer_words))
    return Row(work=f"{options.words:,} words in one memo", peer=peer, ours=ours, theirs=theirs)


def _memo(python: str, tool: str, words: int) -> tuple[Cost, int]:
    script = str(Path(__file__).with_name("word.py"))
    command = [python, script, "--measure", tool, "--words", str(words)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    told = json.loads(done.stdout)
    cost = Cost(cpu=told["seconds"], wall=told["elapsed"], memory=told["memory"])
    sys.stderr.write(f"  {tool:32} {cost.cpu:8.2f} s CPU {cost.memory:6.0f} MB\n")
    return cost, told["words"]
