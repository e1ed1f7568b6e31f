"""The same dense pages as a Word file by briefgen, by python-docx's own API and by docxtpl: CPU.

    python tests/bench/word.py [--pages 10 100 1000] [--memos 40] [--words 600000]
                               [--peer VENV/bin/python]

A page is a heading, five long paragraphs, three points and a table of four rows. Each run is a
process of its own that has imported its tool before the clock starts; what is measured is its CPU
time (user and system) from the text to the bytes. `--peer` is a Python with docxtpl.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
VOCABULARY = (
    "river lock gauge dredge barge basin flood weir keeper winter season bridge channel depth "
    "report council engineer level water upper lower joint calendar drought harbour"
)


class Page(NamedTuple):
    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def pages_of(count: int) -> list[Page]:
    """So many pages, no two alike, the same in every process."""
    chance, words = random.Random(7), VOCABULARY.split()

    def text(length: int) -> str:
        return " ".join(chance.choices(words, k=length)).capitalize() + "."

    return [
        Page(
            title=f"Section {number} {text(4)}",
            paragraphs=tuple(f"{text(30)} {text(25)} {text(28)}" for _ in range(5)),
            points=tuple(text(15) for _ in range(3)),
            rows=tuple(tuple(text(3) for _ in range(3)) for _ in range(4)),
        )
        for number in range(count)
    ]


# --- the tools ------------------------------------------------------------------------------------


def by_briefgen(pages: list[Page], style: str = "plain") -> Callable[[], bytes]:
    """Ours: the text as blocks stands before the clock, as it does in a build."""
    from dataclasses import replace  # noqa: PLC0415

    from briefgen.model import (  # noqa: PLC0415
        BulletList,
        Document,
        Head,
        ListItem,
        Paragraph,
        Row,
        Section,
        Table,
        Text,
    )
    from briefgen.renderers.word import render, start_run  # noqa: PLC0415
    from tests.packs.parts import load_style  # noqa: PLC0415
    from tests.word.samples import furniture  # noqa: PLC0415

    def section(page: Page, n: int) -> Section:
        name = f"s/{n}"
        prose = tuple(
            Paragraph(id=f"{name}/p{i}", content=(Text(text),))
            for i, text in enumerate(page.paragraphs)
        )
        items = tuple(
            ListItem(
                id=f"{name}/i{i}",
                blocks=(Paragraph(id=f"{name}/i{i}/p", content=(Text(text),)),),
            )
            for i, text in enumerate(page.points)
        )
        head, *rows = (
            Row(id=f"{name}/r{i}", cells=tuple((Text(cell),) for cell in row))
            for i, row in enumerate(page.rows)
        )
        table = Table(id=f"{name}/t", header=head, rows=tuple(rows))
        listed = BulletList(id=f"{name}/l", items=items)
        return Section(id=name, title=(Text(page.title),), blocks=(*prose, listed, table))

    title = (Text("Dense pages"),)
    document = Document(
        id="dense",
        title=title,
        language="en",
        blocks=(
            Head(id="head", form="memo", kind="Memo", title=title),
            *(section(page, n) for n, page in enumerate(pages)),
        ),
        furniture=furniture("Bench"),
    )
    chosen, run = load_style(style), start_run()
    render(replace(document, blocks=document.blocks[:2]), chosen, run)
    return lambda: render(document, chosen, run)[0]


def by_python_docx(pages: list[Page]) -> Callable[[], bytes]:
    """As its documentation shows it: default template, named styles, cells by row and column."""
    import docx  # noqa: PLC0415

    def make() -> bytes:
        document = docx.Document()
        for page in pages:
            document.add_paragraph(page.title, style="Heading 1")
            for text in page.paragraphs:
                document.add_paragraph(text, style="Body Text")
            for text in page.points:
                document.add_paragraph(text, style="List Bullet")
            table = document.add_table(rows=len(page.rows), cols=len(page.rows[0]))
            for i, row in enumerate(page.rows):
                for j, text in enumerate(row):
                    table.cell(i, j).text = text
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return make


def by_docxtpl(pages: list[Page]) -> Callable[[], bytes]:
    """A template with loops over pages, paragraphs, points and rows."""
    import docx  # noqa: PLC0415
    from docxtpl import DocxTemplate  # type: ignore[import-not-found]  # noqa: PLC0415

    made = docx.Document()
    for line, style in (
        ("{%p for page in pages %}", None), ("{{ page.title }}", "Heading 1"),
        ("{%p for text in page.paragraphs %}", None), ("{{ text }}", "Body Text"),
        ("{%p endfor %}", None), ("{%p for text in page.points %}", None),
        ("{{ text }}", "List Bullet"), ("{%p endfor %}", None),
    ):  # fmt: skip
        made.add_paragraph(line, style=style)
    table = made.add_table(rows=3, cols=3)
    table.cell(0, 0).text, table.cell(2, 0).text = "{%tr for row in page.rows %}", "{%tr endfor %}"
    for column in range(3):
        table.cell(1, column).text = f"{{{{ row[{column}] }}}}"
    made.add_paragraph("{%p endfor %}")
    template = io.BytesIO()
    made.save(template)

    def make() -> bytes:
        template.seek(0)
        filled = DocxTemplate(template)
        filled.render({"pages": pages}, autoescape=True)
        out = io.BytesIO()
        filled.save(out)
        return out.getvalue()

    return make


def by_pandoc(pages: list[Page]) -> Callable[[], bytes]:
    """From a Markdown file, which stands before the clock, with contents; its start counts."""
    import pypandoc  # type: ignore[import-not-found]  # noqa: PLC0415

    lines: list[str] = []
    for page in pages:
        lines += [f"# {page.title}", *page.paragraphs, "\n".join(f"- {p}" for p in page.points)]
        head, *rows = page.rows
        lines.append("\n".join(f"| {' | '.join(r)} |" for r in (head, ["---"] * 3, *rows)))
    folder = Path(tempfile.mkdtemp())
    source, out = folder / "pages.md", folder / "pages.docx"
    source.write_text("\n\n".join(lines), "utf-8")
    command = [pypandoc.get_pandoc_path(), str(source), "--toc", "-o", str(out)]

    def make() -> bytes:
        subprocess.run(command, check=True)
        return out.read_bytes()

    return make


TOOLS = {
    "briefgen": by_briefgen,
    "python-docx": by_python_docx,
    "docxtpl": by_docxtpl,
    "pandoc": by_pandoc,
}


# --- measuring ------------------------------------------------------------------------------------


def measure(tool: str, pages: int, times: int) -> None:
    """In a process of its own: CPU and elapsed seconds, bytes and words of one file, and the most
    memory in MB, on standard output.
    """
    make = TOOLS[tool](pages_of(pages))
    start, begun = _spent(), time.perf_counter()
    for _ in range(times):
        data = make()
    told = {
        "seconds": (_spent() - start) / times,
        "elapsed": (time.perf_counter() - begun) / times,
        "memory": max(map(_most_memory, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))),
        "bytes": len(data),
        "words": _words_in(data),
    }
    print(json.dumps(told))  # noqa: T201


def _spent() -> float:
    """CPU seconds of this process and those that it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _most_memory(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def _words_in(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        xml = archive.read("word/document.xml").decode()
    return sum(len(re.sub("<[^>]+>", "", piece).split()) for piece in xml.split("</w:p>"))


def pages_for(words: int) -> int:
    """How many pages have so many words."""
    page = pages_of(1)[0]
    each = sum(len(t.split()) for t in (page.title, *page.paragraphs, *page.points))
    each += sum(len(cell.split()) for row in page.rows for cell in row)
    return -(-words // each)


def run(python: str, tool: str, pages: int, times: int = 1) -> float:
    words = [python, __file__, "--measure", tool, "--pages", str(pages), "--times", str(times)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=PROJECT)
    return float(json.loads(done.stdout)["seconds"])


def compare(pages: list[int], memos: int, words: int, peer: str) -> None:
    here = sys.executable
    for count in pages:
        ours, theirs = run(here, "briefgen", count), run(here, "python-docx", count)
        line = (
            f"{count:>5} pages  {ours:8.3f} s of {theirs:8.3f} s python-docx: {ours / theirs:.3f}"
        )
        print(line)  # noqa: T201
    if memos:
        ours, theirs = run(here, "briefgen", 8, memos), run(here, "python-docx", 8, 5)
        print(f" 8-page memo, warm  {ours:.4f} s of {theirs:.4f} s: {ours / theirs:.3f}")  # noqa: T201
    if peer:
        count = pages_for(words)
        ours, theirs = run(here, "briefgen", count), run(peer, "docxtpl", count)
        line = f"{words} words  {ours:.3f} s of {theirs:.3f} s docxtpl: {ours / theirs:.3f}"
        print(line)  # noqa: T201


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[])
    parser.add_argument("--memos", type=int, default=40)
    parser.add_argument("--words", type=int, default=600_000)
    parser.add_argument("--peer", default="")
    parser.add_argument("--measure", choices=TOOLS)
    parser.add_argument("--times", type=int, default=1)
    given = parser.parse_args()
    if given.measure:
        count = given.pages[0] if given.pages else pages_for(given.words)
        measure(given.measure, count, given.times)
    else:
        compare(given.pages or [10, 100, 1000], given.memos, given.words, given.peer)


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    main()
