"""One long text by briefgen, Typst and WeasyPrint in turn: CPU, memory, pages and words of each.

    python tests/bench/pdf.py --peers VENV/bin/python [--sections 250] [--rounds 3]

The peers (`pip install typst weasyprint`) stand in an environment of their own. Each tool is a
process of its own that starts from the same text, made anew from a fixed seed, in the same type,
sizes and column; with contents, running heads, "page X of Y", bookmarks and tags. In odd rounds the
tools run in one order, in even rounds in the other.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]
TOOLS = ("briefgen", "typst", "weasyprint")
TITLE = "A long text"
COMMON = (
    "the of and to a in that is was for on with as by at from it be this which or an are not "
    "have were they has will can more than one two may should would each side other between"
)
SYLLABLES = (
    "ba con di for ga har in ju ke lo man na or per qua re sta ti un ver wa xe y zo port ment "
    "tion al ing er ness ly ous able ship way line ward"
)


# --- the text, the same for all -------------------------------------------------------------------


class Part(NamedTuple):
    """A sub-section: paragraphs with a bold and an italic word, points, and rows of a table."""

    title: str
    paragraphs: tuple[tuple[str, str, str, str, str], ...]
    points: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


class Chapter(NamedTuple):
    title: str
    parts: tuple[Part, ...]


def corpus(sections: int, parts: int = 4) -> Iterator[Chapter]:
    """So many chapters of about a page for each of their parts, no sentence twice."""
    chance = random.Random(20211130)
    common, syllables = COMMON.split(), SYLLABLES.split()
    rare = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(6000)]

    def words(count: int) -> str:
        found = (
            chance.choice(common) if chance.random() < 0.45 else chance.choice(rare)
            for _ in range(count)
        )
        return " ".join(found)

    def sentence(count: int) -> str:
        return words(count).capitalize() + "."

    def prose() -> str:
        return " ".join(sentence(chance.randint(8, 24)) for _ in range(chance.randint(2, 4)))

    for number in range(1, sections + 1):
        found = []
        for place in range(parts):
            paragraphs = tuple(
                (prose(), words(2), words(4), words(1), sentence(12))
                for _ in range(chance.randint(3, 5))
            )
            points = tuple(sentence(chance.randint(6, 25)) for _ in range(5)) if place % 2 else ()
            rows = tuple(
                (f"{chance.randint(1990, 2030)}", sentence(10), f"{chance.randint(1, 9999)}")
                for _ in range(6 if place == parts - 1 else 0)
            )
            found.append(Part(sentence(3)[:-1], paragraphs, points, rows))
        yield Chapter(f"{number} {words(4).capitalize()}", tuple(found))


# --- the three ways to set it ---------------------------------------------------------------------


def by_briefgen(sections: int, out: Path) -> None:
    """The default style: 12 on 17 points, a column of 124 mm, ragged."""
    sys.path.insert(0, str(PROJECT))
    from briefgen import model as m  # noqa: PLC0415
    from briefgen.renderers.pdf import render, start_run  # noqa: PLC0415
    from tests.packs.parts import load_style  # noqa: PLC0415

    def blocks(name: str, part: Part) -> Iterator[m.Block]:
        for n, (before, bold, middle, italic, after) in enumerate(part.paragraphs):
            content = (
                m.Text(f"{before} "), m.Strong((m.Text(bold),)), m.Text(f" {middle} "),
                m.Emph((m.Text(italic),)), m.Text(f" {after}"),
            )  # fmt: skip
            yield m.Paragraph(id=f"{name}/{n}", content=content)
        if part.points:
            items = tuple(
                m.ListItem(
                    id=f"{name}/i{n}",
                    blocks=(m.Paragraph(id=f"{name}/i{n}/p", content=(m.Text(point),)),),
                )
                for n, point in enumerate(part.points)
            )
            yield m.BulletList(id=f"{name}/l", items=items)
        if part.rows:
            rows = tuple(
                m.Row(id=f"{name}/r{n}", cells=tuple((m.Text(cell),) for cell in row))
                for n, row in enumerate(part.rows)
            )
            yield m.Table(id=f"{name}/t", rows=rows, widths=(20, 110, 20))

    def section(number: int, chapter: Chapter) -> m.Section:
        inner = tuple(
            m.Section(
                id=f"s{number}/{n}",
                level=2,
                title=(m.Text(part.title),),
                blocks=tuple(blocks(f"s{number}/{n}", part)),
            )
            for n, part in enumerate(chapter.parts)
        )
        return m.Section(id=f"s{number}", title=(m.Text(chapter.title),), blocks=inner)

    whole = tuple(section(n, chapter) for n, chapter in enumerate(corpus(sections)))
    entries = tuple(m.ContentsEntry(target=s.id, title=s.title) for s in whole)
    contents = m.Contents(id="contents", title=(m.Text("Contents"),), entries=entries)
    furniture = m.Furniture(series=TITLE, kind="", date="", banner="", ladder="")
    document = m.Document(
        id="bench",
        title=(m.Text(TITLE),),
        language="en",
        blocks=(contents, *whole),
        furniture=furniture,
    )
    data, found = render(document, load_style("plain"), start_run())
    if not data:
        raise SystemExit("\n".join(map(str, found)))
    out.write_bytes(data)


TYPST_HEAD = """
#set document(title: [TITLE])
#set page(
  paper: "a4", margin: (left: 62mm, right: 24mm, top: 30mm, bottom: 26mm),
  header: align(left, text(9pt, weight: "semibold")[TITLE]),
  footer: context text(9pt)[Page #counter(page).display() of #counter(page).final().first()],
)
#set text(font: "Source Sans Pro", size: 12pt, lang: "en", hyphenate: false,
  top-edge: 8.5pt, bottom-edge: -8.5pt)
#set par(leading: 0pt, spacing: 8.5pt, justify: false)
#set list(indent: 0pt, body-indent: 6pt, spacing: 8.5pt)
#set table(stroke: none, inset: (x: 3pt, y: 3pt))
#show heading.where(level: 1): it => {
  pagebreak(weak: true)
  block(below: 25.5pt, text(24pt, it.body))
}
#show heading.where(level: 2): it => block(above: 12.75pt, below: 4.25pt, text(15pt, it.body))
#show outline.entry: set block(above: 17pt)
#set outline.entry(fill: none)
#outline(title: [Contents], depth: 1)
""".replace("TITLE", TITLE)


def by_typst(sections: int, out: Path, fonts: str) -> None:
    import typst  # type: ignore[import-not-found]  # noqa: PLC0415

    lines = [TYPST_HEAD]
    for chapter in corpus(sections):
        lines.append(f"= {chapter.title}\n")
        for part in chapter.parts:
            lines.append(f"== {part.title}\n")
            for before, bold, middle, italic, after in part.paragraphs:
                lines.append(f"{before} *{bold}* {middle} _{italic}_ {after}\n")
            lines += [f"- {point}" for point in part.points]
            lines.append("")
            if part.rows:
                cells = "".join(f"[{a}], [{b}], [{c}],\n" for a, b, c in part.rows)
                lines.append(f"#table(columns: (20mm, 1fr, 20mm), {cells})\n")
    source = out.with_suffix(".typ")
    source.write_text("\n".join(lines), encoding="utf-8")
    typst.compile(
        str(source),
        output=str(out),
        font_paths=[fonts],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )


CSS = """
@page { size: A4; margin: 30mm 24mm 26mm 62mm;
  @top-left { content: "TITLE"; font: 600 9pt Source }
  @bottom-left { content: "Page " counter(page) " of " counter(pages); font: 9pt Source } }
@font-face { font-family: Source; src: url(FONTS/SourceSansPro-Regular.ttf) }
@font-face { font-family: Source; font-weight: bold; src: url(FONTS/SourceSansPro-Bold.ttf) }
@font-face { font-family: Source; font-style: italic; src: url(FONTS/SourceSansPro-It.ttf) }
body { font: 12pt/17pt Source; margin: 0 }
p, li { margin: 0 0 8.5pt; orphans: 2; widows: 2 }
ul { margin: 0; padding-left: 13pt }
h1 { font-size: 24pt; line-height: 25.5pt; margin: 0 0 25.5pt; break-before: page }
h2 { font-size: 15pt; line-height: 17pt; margin: 12.75pt 0 4.25pt; break-after: avoid }
table { border-collapse: collapse; width: 100% }
td, th { padding: 3pt; vertical-align: top; text-align: left }
nav p { margin: 8.5pt 0 17pt }
nav a { color: black; text-decoration: none }
nav a::after { content: " " target-counter(attr(href), page) }
""".replace("TITLE", TITLE)


def by_weasyprint(sections: int, out: Path, fonts: str) -> None:
    from weasyprint import HTML  # type: ignore[import-not-found]  # noqa: PLC0415

    chapters = list(corpus(sections))
    css = CSS.replace("FONTS", Path(fonts).as_uri())
    lines = [f"<html lang=en><head><title>{TITLE}</title><style>{css}</style></head><body>"]
    lines.append("<nav><h1>Contents</h1>")
    for number, chapter in enumerate(chapters):
        lines.append(f'<p><a href="#s{number}">{html.escape(chapter.title)}</a></p>')
    lines.append("</nav>")
    for number, chapter in enumerate(chapters):
        lines.append(f'<h1 id="s{number}">{html.escape(chapter.title)}</h1>')
        for part in chapter.parts:
            lines.append(f"<h2>{html.escape(part.title)}</h2>")
            for before, bold, middle, italic, after in part.paragraphs:
                lines.append(f"<p>{before} <b>{bold}</b> {middle} <i>{italic}</i> {after}</p>")
            if part.points:
                lines.append("<ul>" + "".join(f"<li>{p}</li>" for p in part.points) + "</ul>")
            if part.rows:
                rows = (f"<tr><th>{a}</th><td>{b}</td><td>{c}</td></tr>" for a, b, c in part.rows)
                lines.append(f"<table>{''.join(rows)}</table>")
    HTML(string="\n".join(lines)).write_pdf(str(out), pdf_variant="pdf/ua-1")


# --- measuring ------------------------------------------------------------------------------------


class Measured(NamedTuple):
    """CPU seconds, peak memory in MB, pages, words and bytes of one file."""

    cpu: float
    memory: float
    pages: int
    words: int
    size: int


def measured(tool: str, python: str, sections: int, folder: Path, fonts: str) -> Measured:
    out = folder / f"{tool}.pdf"
    words = [python, str(Path(__file__).resolve()), "--make", tool, "--sections", str(sections)]
    child = subprocess.Popen([*words, "--out", str(out), "--fonts", fonts])
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{tool} ended with {child.returncode}")
    info = subprocess.run(["pdfinfo", str(out)], check=True, capture_output=True, text=True).stdout
    fields = dict(line.split(":", 1) for line in info.splitlines() if ":" in line)
    if fields["Tagged"].strip() != "yes":
        raise SystemExit(f"{tool} made a file without tags")
    text = subprocess.run(["pdftotext", str(out), "-"], check=True, capture_output=True, text=True)
    megabytes = usage.ru_maxrss / (1 if sys.platform == "linux" else 1024) / 1024
    return Measured(
        usage.ru_utime + usage.ru_stime,
        megabytes,
        int(fields["Pages"]),
        len(text.stdout.split()),
        out.stat().st_size,
    )


def table(found: dict[str, list[Measured]]) -> str:
    """A row for each tool: the median of CPU, the most memory, and what the file holds."""
    lines = ["tool         CPU s  (least-most)   MB    pages  words     KB    CPU to typst"]
    base = statistics.median(m.cpu for m in found["typst"]) if "typst" in found else 0.0
    for tool, runs in found.items():
        cpu = statistics.median(m.cpu for m in runs)
        spread = f"({min(m.cpu for m in runs):.1f}-{max(m.cpu for m in runs):.1f})"
        last = runs[-1]
        ratio = f"{cpu / base:.2f}" if base else ""
        lines.append(
            f"{tool:11} {cpu:6.1f}  {spread:13} {max(m.memory for m in runs):5.0f} {last.pages:6d}"
            f" {last.words:7d} {last.size // 1024:6d}    {ratio}"
        )
    return "\n".join(lines)


def compare(options: argparse.Namespace) -> None:
    fonts = str(files("font_source_sans_pro") / "files")
    tools = [t for t in TOOLS if t == "briefgen" or (options.peers and t not in options.leave_out)]
    found: dict[str, list[Measured]] = {tool: [] for tool in tools}
    with TemporaryDirectory() as name:
        for number in range(options.rounds):
            for tool in tools if number % 2 == 0 else reversed(tools):
                python = sys.executable if tool == "briefgen" else options.peers
                made = measured(tool, python, options.sections, Path(name), fonts)
                found[tool].append(made)
                sys.stderr.write(f"round {number + 1}: {tool:11} {made.cpu:6.1f} s\n")
    sys.stdout.write(f"{table(found)}\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--peers", help="the Python that has typst and weasyprint")
    parser.add_argument("--leave-out", action="append", default=[], choices=TOOLS[1:])
    parser.add_argument("--sections", type=int, default=250)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--make", choices=TOOLS, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--fonts", help=argparse.SUPPRESS)
    options = parser.parse_args()
    match options.make:
        case "briefgen":
            by_briefgen(options.sections, options.out)
        case "typst":
            by_typst(options.sections, options.out, options.fonts)
        case "weasyprint":
            by_weasyprint(options.sections, options.out, options.fonts)
        case _:
            compare(options)


if __name__ == "__main__":
    main()
