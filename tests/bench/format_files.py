"""Varied reports as data, and as files of each format by several makers."""

from __future__ import annotations

import html
import io
import json
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import docx
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    ListFlowable,
    ListItem,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from tests.formats.samples import HEAD, Part, make_report

Kind = Literal["title", "heading", "paragraph", "quote", "point", "step", "row"]
SOFFICE = shutil.which("soffice")
_LIBREOFFICE = ("tagged", "plain", "bookmarks")


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a report; the cells of a row are parted by `|`."""

    kind: Kind
    text: str
    level: int = 0


def varied_report(seed: int, *, numbered: bool) -> list[Unit]:
    """A report with all kinds of pieces, some headings long enough for two lines."""
    dice = random.Random(seed)
    texts = [part for part in make_report(seed, sections=9) if part.kind == "paragraph"]
    heads = [re.sub(r"^\d+\. ", "", p.text) for p in make_report(seed, 9) if p.kind == "heading"]
    units = [Unit("title", heads.pop())]
    for major in range(1, 6):
        long = f" and the {heads.pop().lower()}" if major == 2 else ""
        units.append(Unit("heading", f"{major}. " * numbered + heads.pop() + long, 1))
        units += [Unit("paragraph", dice.choice(texts).text) for _ in range(dice.randint(1, 2))]
        for minor in range(1, 3):
            number = f"{major}.{minor} " * numbered
            units.append(Unit("heading", number + heads[minor], 2))
            units.append(Unit("paragraph", dice.choice(texts).text))
            units += _extra(dice, texts)
            units.append(Unit("paragraph", dice.choice(texts).text))
    return units


def _extra(dice: random.Random, texts: Sequence[Part]) -> list[Unit]:
    def some(sentences: int) -> str:
        return " ".join(dice.choice(texts).text.split(". ")[0] + "." for _ in range(sentences))

    match dice.randrange(5):
        case 0:
            return [Unit("point", some(2)) for _ in range(3)]
        case 1:
            return [Unit("step", some(1)) for _ in range(3)]
        case 2:
            rows = [f"Region {n}|{1990 + n}|{some(1)}" for n in range(1, 4)]
            return [Unit("row", row) for row in ("Region|Year|What was done", *rows)]
        case 3:
            return [Unit("quote", some(2))]
        case _:
            return [
                Unit("heading", f"On {some(1).split()[1]} in depth", 3),
                Unit("paragraph", some(3)),
            ]


def runs(units: Sequence[Unit]) -> Iterable[tuple[Kind, list[Unit]]]:
    run: list[Unit] = []
    for unit in units:
        if run and run[-1].kind != unit.kind:
            yield run[-1].kind, run
            run = []
        run.append(unit)
    yield run[-1].kind, run


# --- text formats ---------------------------------------------------------------------------------


def markdown_file(units: Sequence[Unit], *, setext: bool = False) -> bytes:
    done: list[str] = []
    for kind, run in runs(units):
        texts = [unit.text for unit in run]
        if kind == "title":
            done.append(f'---\ntitle: "{texts[0]}"\n---')
        elif kind == "heading":
            done += [_heading(unit, setext=setext) for unit in run]
        elif kind == "row":
            head, *rows = (f"| {text.replace('|', ' | ')} |" for text in texts)
            done.append("\n".join((head, "|---|---|---|", *rows)))
        else:
            marks = {"point": "- ", "step": "1. ", "quote": "> "}
            between = "\n" if kind in ("point", "step") else "\n\n"
            done.append(between.join(marks.get(kind, "") + text for text in texts))
    return ("\n\n".join(done) + "\n").encode()


def _heading(unit: Unit, *, setext: bool) -> str:
    if setext and unit.level < 3:
        return f"{unit.text}\n{'=-'[unit.level - 1] * len(unit.text)}"
    return f"{'#' * unit.level} {unit.text} {{#id}}"


def html_file(units: Sequence[Unit], kind: str = "page") -> bytes:
    body = "\n".join(_element(k, run) for k, run in runs(units))
    if kind == "no html or body":
        return re.sub(r"</(?:p|li|td|th|tr)>", "", body).encode()
    if kind == "line breaks":
        body = body.replace("</p>\n<p>", "<br><br>")
    menu = "".join(f"<li><a href=/{n}>Menu {n}</a></li>" for n in range(30))
    return (
        f"<!doctype html><html lang=en><head><title>{HEAD}</title></head><body><header>{HEAD}"
        f"</header><nav><ul>{menu}</ul></nav><aside><h3>Related</h3><p>Of boats.</p></aside>"
        f"<article>{body}</article><footer>Imprint</footer></body></html>"
    ).encode()


def _element(kind: Kind, run: Sequence[Unit]) -> str:
    texts = [html.escape(unit.text) for unit in run]
    match kind:
        case "title":
            return ""
        case "heading":
            return "\n".join(
                f"<h{u.level}>{t}</h{u.level}>" for u, t in zip(run, texts, strict=True)
            )
        case "row":
            rows = ("</td><td>".join(text.split("|")) for text in texts)
            return "<table>" + "".join(f"<tr><td>{row}</td></tr>" for row in rows) + "</table>"
        case "point" | "step":
            tag = "ul" if kind == "point" else "ol"
            return f"<{tag}>" + "".join(f"<li>{text}</li>" for text in texts) + f"</{tag}>"
        case "quote":
            return "".join(f"<blockquote><p>{text}</p></blockquote>" for text in texts)
        case _:
            return "\n".join(f"<p>{text}</p>" for text in texts)


# --- Word -----------------------------------------------------------------------------------------

_STYLES = {"quote": "Quote", "point": "List Bullet", "step": "List Number"}


def word_file(units: Sequence[Unit]) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEAD
    document.sections[0].footer.paragraphs[0].text = "Draft"
    for kind, run in runs(units):
        if kind == "row":
            table = document.add_table(rows=0, cols=3)
            table.style = "Table Grid"
            for unit in run:
                for cell, text in zip(table.add_row().cells, unit.text.split("|"), strict=True):
                    cell.text = text
            continue
        for unit in run:
            if kind in ("title", "heading"):
                document.add_heading(unit.text, unit.level)
            else:
                document.add_paragraph(unit.text, style=_STYLES.get(kind))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


# --- PDF ------------------------------------------------------------------------------------------


def libreoffice_pdf(units: Sequence[Unit], kind: str) -> bytes:
    """The Word file printed by LibreOffice: with tags, with bookmarks, or with neither."""
    options = {"UseTaggedPDF": kind == "tagged", "ExportBookmarks": kind == "bookmarks"}
    filled = {k: {"type": "boolean", "value": str(v).lower()} for k, v in options.items()}
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "report.docx"
        source.write_bytes(word_file(units))
        filters = f"pdf:writer_pdf_Export:{json.dumps(filled)}"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [str(SOFFICE), "--headless", profile, "--convert-to", filters]
        command += ["--outdir", folder, str(source)]
        for _ in range(2):  # a new profile makes the first start end at once
            subprocess.run(command, check=False, capture_output=True)
            if source.with_suffix(".pdf").exists():
                break
        return source.with_suffix(".pdf").read_bytes()


def platypus_pdf(units: Sequence[Unit], kind: str) -> bytes:
    """Printed by ReportLab: "plain", "indents" (set in, hyphens) or "columns" (two, hyphens)."""
    sheet: Any = getSampleStyleSheet()
    body: ParagraphStyle = sheet["BodyText"]
    hyphens: dict[str, Any] = {"alignment": 4, "embeddedHyphenation": 1, "hyphenationLang": "en_US"}
    if kind == "indents":
        hyphens |= {"fontName": "Times-Roman", "firstLineIndent": 14, "spaceBefore": 0}
        body = ParagraphStyle("set in", body, **hyphens)
    if kind == "columns":
        body = ParagraphStyle("b", body, fontSize=9, leading=11, **hyphens)
    story = [flow for k, run in runs(units) for flow in _flowables(k, run, sheet, body)]
    out = io.BytesIO()
    count = 2 if kind == "columns" else 1
    width = (A4[0] - 144 - 18 * (count - 1)) / count
    frames = [Frame(72 + n * (width + 18), 72, width, A4[1] - 144) for n in range(count)]
    template = BaseDocTemplate(out, pagesize=A4, invariant=1)
    template.addPageTemplates([PageTemplate(frames=frames, onPage=_decorate)])
    template.build(story)
    return out.getvalue()


def _flowables(kind: Kind, run: Sequence[Unit], sheet: Any, body: ParagraphStyle) -> list[Flowable]:
    texts = [html.escape(unit.text) for unit in run]
    if kind == "row":
        cell = ParagraphStyle("cell", body, firstLineIndent=0)
        table = Table([[Paragraph(c, cell) for c in text.split("|")] for text in texts])
        ruled: list[Any] = [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ]
        table.setStyle(TableStyle(ruled))
        return [table, Spacer(1, 8)]
    if kind in ("point", "step"):
        items: list[Any] = [ListItem(Paragraph(text, body)) for text in texts]
        return [ListFlowable(items, bulletType="bullet" if kind == "point" else "1"), Spacer(1, 4)]
    styles = {
        "title": sheet["Title"],
        "quote": ParagraphStyle("quote", body, leftIndent=36, rightIndent=36, firstLineIndent=0),
    }
    return [
        Paragraph(text, sheet[f"Heading{u.level}"] if u.level else styles.get(kind, body))
        for u, text in zip(run, texts, strict=True)
    ]


def _decorate(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 805, HEAD)
    canvas.drawRightString(523, 36, f"Page {document.page}")


MAKERS: dict[str, tuple[str, Any]] = {
    "Markdown": (".md", markdown_file),
    "Markdown, setext": (".md", lambda units: markdown_file(units, setext=True)),
    **{f"HTML, {k}": (".html", lambda units, k=k: html_file(units, k))
       for k in ("page", "no html or body", "line breaks")},
    "Word (python-docx)": (".docx", word_file),
    **{f"PDF, ReportLab, {k}": (".pdf", lambda units, k=k: platypus_pdf(units, k))
       for k in ("plain", "indents", "columns")},
    **({f"PDF, LibreOffice, {k}": (".pdf", lambda units, k=k: libreoffice_pdf(units, k))
        for k in _LIBREOFFICE} if SOFFICE else {}),
}  # fmt: skip
