"""One made-up report as data, and as a Markdown, HTML, Word and PDF file."""

from __future__ import annotations

import html
import io
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import docx
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    ListFlowable,
    ListItem,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
)

from briefgen import model
from briefgen.tree import node_text, plain_text, walk

Kind = Literal["heading", "paragraph", "point", "row"]

_NOUNS = (
    "ministers", "council", "secretariat", "agreement", "fishery", "harbour", "survey",
    "committee", "budget", "region", "framework", "delegation", "inspectors", "proposal",
    "timetable", "partners", "waterway", "authority", "archive",
)  # fmt: skip
_VERBS = (
    "reviewed", "adopted", "postponed", "welcomed", "examined", "extended", "questioned",
    "confirmed", "described", "financed", "coordinated", "published",
)  # fmt: skip
_ENDS = (
    "before the next meeting", "without a vote", "under the present arrangement", "in two stages",
    "at the request of the coastal towns", "after consultation with experts",
    "for the first time in a decade", "as the working group had asked",
    "despite considerable international pressure", "within the administration's responsibility",
)  # fmt: skip
HEAD = "Institute of Made-up Waters"


@dataclass(frozen=True, slots=True)
class Part:
    """One heading (with its level), paragraph, point or row (cells parted by `|`)."""

    kind: Kind
    text: str
    level: int = 0


def make_report(seed: int, sections: int = 6) -> list[Part]:
    """A report of about 1,500 words in sections and sub-sections."""
    dice = random.Random(seed)
    parts: list[Part] = []
    for number in range(1, sections + 1):
        parts.append(Part("heading", f"{number}. {_title(dice)}", 1))
        parts += [Part("paragraph", _text(dice, dice.randint(3, 5))) for _ in range(2)]
        parts.append(Part("heading", _title(dice), 2))
        parts.append(Part("paragraph", _text(dice, 3)))
        parts += [Part("point", _text(dice, dice.randint(1, 2))) for _ in range(3)]
        parts.append(Part("paragraph", _text(dice, 4)))
        if number % 2:
            rows = [f"{year}|{_sentence(dice)}" for year in (2010, 2014, 2019)]
            parts += [Part("row", row) for row in rows]
    return parts


def _title(dice: random.Random) -> str:
    return " ".join(dice.sample(_NOUNS, 3)).capitalize()


def _sentence(dice: random.Random) -> str:
    one, two, three = dice.sample(_NOUNS, 3)
    words = f"the {one} {dice.choice(_VERBS)} the {two} and the {three} {dice.choice(_ENDS)}"
    return words[:1].upper() + words[1:] + "."


def _text(dice: random.Random, sentences: int) -> str:
    return " ".join(_sentence(dice) for _ in range(sentences))


# --- as files -------------------------------------------------------------------------------------


def as_markdown(parts: Sequence[Part]) -> bytes:
    lines: list[str] = []
    for part, before in zip(parts, [None, *parts], strict=False):
        together = before is not None and before.kind == part.kind and part.kind in ("point", "row")
        if lines and not together:
            lines.append("")
        match part.kind:
            case "heading":
                lines.append(f"{'#' * part.level} {part.text}")
            case "paragraph":
                lines += _wrapped(part.text)
            case "point":
                first, *rest = _wrapped(part.text)
                lines += [f"- {first}", *(f"  {line}" for line in rest)]
            case "row":
                if not together:
                    lines += ["| Year | What |", "|---|---|"]
                lines.append(f"| {part.text.replace('|', ' | ')} |")
    return ("\n".join(lines) + "\n").encode()


def _wrapped(text: str, width: int = 90) -> list[str]:
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def as_html(parts: Sequence[Part]) -> bytes:
    body: list[str] = []
    for kind, run in _runs(parts):
        match kind:
            case "heading":
                body += [f"<h{p.level}>{html.escape(p.text)}</h{p.level}>" for p in run]
            case "paragraph":
                body += ["<p>\n" + "\n".join(_wrapped(html.escape(p.text))) + "\n</p>" for p in run]
            case "point":
                body += ["<ul>", *(f"<li>{html.escape(p.text)}</li>" for p in run), "</ul>"]
            case "row":
                cells = ("</td><td>".join(p.text.split("|")) for p in run)
                body += ["<table><tr><th>Year</th><th>What</th></tr>"]
                body += [f"<tr><td>{row}</td></tr>" for row in cells] + ["</table>"]
    page = (
        f"<!doctype html>\n<html lang='en'><head><title>{HEAD}</title></head><body>"
        f"<header><a href='/'>{HEAD}</a></header><nav><a href='/'>Start</a></nav>\n<main>\n"
        + "\n".join(body)
        + "\n</main><footer>Imprint</footer></body></html>\n"
    )
    return page.encode()


def _runs(parts: Sequence[Part]) -> Iterable[tuple[Kind, list[Part]]]:
    run: list[Part] = []
    for part in parts:
        if run and run[-1].kind != part.kind:
            yield run[-1].kind, run
            run = []
        run.append(part)
    yield run[-1].kind, run


def as_word(parts: Sequence[Part]) -> bytes:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = HEAD
    for kind, run in _runs(parts):
        for part in run:
            match kind:
                case "heading":
                    document.add_heading(part.text, part.level)
                case "paragraph":
                    document.add_paragraph(part.text)
                case "point":
                    document.add_paragraph(part.text, style="List Bullet")
                case "row":
                    pass
        if kind == "row":
            table = document.add_table(rows=0, cols=2)
            for text in ("Year|What", *(p.text for p in run)):
                for cell, words in zip(table.add_row().cells, text.split("|"), strict=True):
                    cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(parts: Sequence[Part], *, bookmarks: bool = False, justified: bool = True) -> bytes:
    """With a running head, page numbers, a footnote on each page, and hyphens at line ends."""
    styles = getSampleStyleSheet()
    body = ParagraphStyle("running", styles["BodyText"])
    if justified:
        body = ParagraphStyle(
            "justified", body, alignment=4, embeddedHyphenation=1, hyphenationLang="en_US"
        )
    story: list[Flowable] = []
    for kind, run in _runs(parts):
        match kind:
            case "heading":
                for p in run:
                    if bookmarks:
                        story.append(_Bookmark(p.text, p.level))
                    story.append(Paragraph(html.escape(p.text), styles[f"Heading{p.level}"]))
            case "point":
                items: list[Any] = [ListItem(Paragraph(html.escape(p.text), body)) for p in run]
                story.append(ListFlowable(items, bulletType="bullet"))
            case _:
                texts = [html.escape(p.text.replace("|", ": ")) for p in run]
                story += [Paragraph(text, body) for text in texts]
                story.append(Spacer(1, 4))
    out = io.BytesIO()
    template = SimpleDocTemplate(out, pagesize=A4, bottomMargin=100, invariant=1)
    template.build(story, onFirstPage=_decorate, onLaterPages=_decorate)
    return out.getvalue()


class _Bookmark(Flowable):
    """An entry of the PDF's outline at this place."""

    def __init__(self, title: str, level: int) -> None:
        super().__init__()
        self.title, self.level = title, level

    def wrap(self, *_: object) -> tuple[int, int]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkPage(self.title)
        self.canv.addOutlineEntry(self.title, self.title, self.level - 1)


def _decorate(canvas: Canvas, document: SimpleDocTemplate) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 805, HEAD)
    canvas.drawCentredString(297, 36, f"Page {document.page}")
    canvas.setFont("Helvetica", 7)
    note = f"See the report of the year {1990 + document.page}, which"
    canvas.drawString(72, 74, f"{document.page} {note}")
    canvas.drawString(72, 66, f"was printed in {document.page} volumes and")
    canvas.drawString(72, 58, f"has {document.page * 7} annexes.")


# --- what was read of them ------------------------------------------------------------------------


def parts_of(document: model.Document) -> list[Part]:
    """The same data again from what a reader made of a file."""
    found: list[Part] = []
    in_items: set[int] = set()
    for node in walk(document.blocks):
        match node:
            case model.Section() if node.title:
                number = f"{node.number}. " if node.number else ""
                words = node.original or plain_text(node.title)
                found.append(Part("heading", number + words, node.level))
            case model.ListItem():
                in_items |= {id(inner) for inner in node.blocks}
                found.append(Part("point", node_text(node)))
            case model.Paragraph() if id(node) not in in_items:
                found.append(Part("paragraph", plain_text(node.content)))
            case model.Milestone():
                found.append(Part("row", f"{node.label}|{plain_text(node.content)}"))
            case _:
                pass
    return found


def score(gold: Sequence[Part], found: Sequence[Part], *kinds: Kind) -> float:
    """F1 of the parts of some kinds: the same text, and the same level of a heading."""
    wanted = Counter((p.kind, p.text, p.level) for p in gold if p.kind in kinds)
    given = Counter((p.kind, p.text, p.level) for p in found if p.kind in kinds)
    hits = sum((wanted & given).values())
    return 2 * hits / max(wanted.total() + given.total(), 1)
