"""The body words of a pack's files, by readers that know nothing of our tree: poppler and lxml."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tests.conftest import need_tool

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Labels: marks of notes and lists, and a figure's labels, whose facts stand in the table below it.
LABELS = {"Reference", "Lbl", "Figure"}
MARK_STYLES = {"FootnoteReference", "BGNoteMark"}


def words_of(text: str) -> list[str]:
    return text.replace("\u00ad", "").split()


def pdf_words(path: Path) -> list[str]:
    """The words of the structure tree in order: what a screen reader says."""
    command = [need_tool("pdfinfo"), "-struct-text", str(path)]
    tree = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return [word for text in _structure_text(tree) for word in words_of(text)]


def _structure_text(tree: str) -> Iterator[str]:
    """The quoted texts of `pdfinfo -struct-text`; two blanks of indent for each level."""
    path: list[str] = []
    for line in tree.splitlines():
        depth = (len(line) - len(line.lstrip(" "))) // 2
        content = line.strip()
        del path[depth:]
        if content.startswith('"'):
            if not LABELS & set(path):
                yield content[1:].removesuffix('"')
        else:
            path.append(content.split(" ")[0])


def docx_words(path: Path) -> list[str]:
    """The words of the body in order, then those of the footnotes."""
    with zipfile.ZipFile(path) as package:
        parts = [etree.fromstring(package.read("word/document.xml"))]
        if "word/footnotes.xml" in package.namelist():
            notes = etree.fromstring(package.read("word/footnotes.xml"))
            parts += [n for n in notes.findall(f"{W}footnote") if not n.get(f"{W}type")]
    return [word for part in parts for word in words_of(_part_text(part))]


def _part_text(part: etree._Element) -> str:
    out: list[str] = []
    for node in part.iter(f"{W}p", f"{W}tab", f"{W}br", f"{W}t"):
        if node.tag == f"{W}t":
            if not _is_label(node):
                out.append(node.text or "")
        else:
            out.append(" ")
    return "".join(out)


def _is_label(text: etree._Element) -> bool:
    run = text.getparent()
    if run is None:
        return False
    style = run.find(f"{W}rPr/{W}rStyle")
    raised = run.find(f"{W}rPr/{W}vertAlign")
    return (style is not None and style.get(f"{W}val") in MARK_STYLES) or (
        raised is not None and raised.get(f"{W}val") == "superscript"
    )
