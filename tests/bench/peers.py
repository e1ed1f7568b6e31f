"""Packs as their peers' experts would script them: Typst for the PDF, docxtpl or pandoc for Word.

Runs in the peers' own environment, on `packs.json`: for each pack its title, the lines of its cover
and its blocks, as they stand in the Word file that briefgen made of it.

    python peers.py prepare WORK FONTS      the inputs: pack.typ, pack.md, the docxtpl template
    python peers.py warm WORK OUT JOBS      one Typst compiler and docxtpl, warm, per worker
    python peers.py typst FILE OUT FONTS    one PDF in a process of its own
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from pathlib import Path
from typing import Any, NamedTuple

Block = list[Any]  # ["h1" | "h2" | "p" | "li", text] or ["table", rows]


class Pack(NamedTuple):
    """One pack: `head` and `foot` stand on every page, `cover` are the lines under the title."""

    name: str
    title: str
    head: str
    foot: str
    cover: list[str]
    blocks: list[Block]


def load(work: Path) -> list[Pack]:
    return [Pack(*entry) for entry in json.loads((work / "packs.json").read_text("utf-8"))]


# --- Typst ----------------------------------------------------------------------------------------

HEAD = """
#set document(title: [TITLE])
#set page(
  paper: "a4", margin: (left: 62mm, right: 24mm, top: 30mm, bottom: 26mm),
  header: align(left, text(9pt, weight: "semibold")[RUNNING]),
  footer: context text(9pt)[Page #counter(page).display() of #counter(page).final().first() FOOT],
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
#align(horizon, text(36pt, weight: "semibold")[TITLE])
COVER
#pagebreak()
#outline(title: [Contents], depth: 1)
"""


def typst_source(pack: Pack) -> str:
    cover = "\n\n".join(_escaped(line) for line in pack.cover)
    head = HEAD.replace("TITLE", _escaped(pack.title))
    head = head.replace("RUNNING", _escaped(pack.head)).replace("FOOT", _escaped(pack.foot))
    return head.replace("COVER", cover) + "\n".join(_typst(block) for block in pack.blocks)


def _escaped(text: str) -> str:
    for char in "\\#$*_@<>`[]~=-/":
        text = text.replace(char, f"\\{char}")
    return text


def _typst(block: Block) -> str:
    kind, content = block
    match kind:
        case "h1" | "h2":
            return f"{'=' * int(kind[1])} {_escaped(content)}\n"
        case "li":
            return f"- {_escaped(content)}"
        case "table":
            head, *rows = content
            columns = "(20mm, " + "1fr, " * (len(head) - 1) + ")"
            cells = "".join(f"[{_escaped(cell)}], " for row in rows for cell in row)
            titles = "".join(f"[*{_escaped(cell)}*], " for cell in head)
            return f"\n#table(columns: {columns}, table.header({titles}), {cells})\n"
        case _:
            return f"\n{_escaped(content)}\n"


# --- pandoc ---------------------------------------------------------------------------------------


def markdown_source(pack: Pack) -> str:
    lines = [f'---\ntitle: "{pack.title}"\n---\n', *(f"{line}\n" for line in pack.cover)]
    return "\n".join([*lines, *(_markdown(block) for block in pack.blocks)])


def _markdown(block: Block) -> str:
    kind, content = block
    match kind:
        case "h1" | "h2":
            return f"\n{'#' * int(kind[1])} {content}\n"
        case "li":
            return f"- {content}"
        case "table":
            head, *rows = content
            lines = [head, ["---"] * len(head), *rows]
            return "\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
        case _:
            return f"\n{content}\n"


# --- docxtpl --------------------------------------------------------------------------------------


def make_template(path: Path) -> None:
    """A memo with styles, contents as a field, running head and "page X of Y"."""
    import docx  # noqa: PLC0415
    from docx.oxml import parse_xml  # noqa: PLC0415

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    made = docx.Document()
    add = made.add_paragraph
    made.sections[0].header.paragraphs[0].text = "{{ head }}"
    foot = made.sections[0].footer.paragraphs[0]
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        foot.add_run(words)
        foot._p.append(parse_xml(f'<w:fldSimple {space} w:instr="{field}"/>'))
    foot.add_run("{{ foot }}")
    add("{{ title }}", style="Title")
    add("{%p for line in cover %}")
    add("{{ line }}")
    add("{%p endfor %}")
    contents = add("")
    contents._p.append(parse_xml(f"<w:fldSimple {space} w:instr='TOC \\o \"1-2\" \\h'/>"))
    add("{%p for block in blocks %}")
    for kind, style in (
        ("h1", "Heading 1"),
        ("h2", "Heading 2"),
        ("li", "List Bullet"),
        ("p", "Normal"),
    ):
        add("{%p if block[0] == '" + kind + "' %}")
        add("{{ block[1] }}", style=style)
        add("{%p endif %}")
    for width in (2, 3, 4):
        add("{%p if block[0] == 'table' and block[1][0]|length == " + str(width) + " %}")
        table = made.add_table(rows=3, cols=width, style="Table Grid")
        table.cell(0, 0).text = "{%tr for row in block[1] %}"
        for column in range(width):
            table.cell(1, column).text = "{{ row[" + str(column) + "] }}"
        table.cell(2, 0).text = "{%tr endfor %}"
        add("{%p endif %}")
    add("{%p endfor %}")
    made.save(str(path))


def fill_template(template: Path, pack: Pack, out: Path) -> None:
    from docxtpl import DocxTemplate  # type: ignore[import-not-found]  # noqa: PLC0415

    filled = DocxTemplate(str(template))
    filled.render(pack._asdict(), autoescape=True)
    filled.save(str(out))


# --- as a user would run them ---------------------------------------------------------------------


def prepare(work: Path) -> None:
    make_template(work / "template.docx")
    for pack in load(work):
        (work / f"{pack.name}.typ").write_text(typst_source(pack), "utf-8")
        (work / f"{pack.name}.md").write_text(markdown_source(pack), "utf-8")


def _stripe(work: Path, out: Path, fonts: str, packs: list[Pack]) -> None:
    """One worker: a compiler that keeps its fonts, and docxtpl imported once."""
    import typst  # type: ignore[import-not-found]  # noqa: PLC0415

    if not packs:
        return
    first = str(work / f"{packs[0].name}.typ")
    compiler = typst.Compiler(first, root=str(work), font_paths=[fonts], ignore_system_fonts=True)
    for pack in packs:
        compiler.compile(
            input=str(work / f"{pack.name}.typ"),
            output=str(out / f"{pack.name}.pdf"),
            pdf_standards=["ua-1"],
        )
        fill_template(work / "template.docx", pack, out / f"{pack.name}.docx")


def warm(work: Path, out: Path, fonts: str, jobs: int) -> None:
    packs = load(work)
    context = multiprocessing.get_context("fork")
    workers = [
        context.Process(target=_stripe, args=(work, out, fonts, packs[n::jobs]))
        for n in range(jobs)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise SystemExit("a worker failed")


def compile_one(source: str, out: str, fonts: str) -> None:
    import typst  # noqa: PLC0415

    typst.compile(
        source, output=out, font_paths=[fonts], ignore_system_fonts=True, pdf_standards=["ua-1"]
    )


def main() -> None:
    what, *rest = sys.argv[1:]
    match what:
        case "prepare":
            prepare(Path(rest[0]))
        case "warm":
            warm(Path(rest[0]), Path(rest[1]), rest[2], int(rest[3]))
        case "typst":
            compile_one(rest[0], rest[1], rest[2])
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
