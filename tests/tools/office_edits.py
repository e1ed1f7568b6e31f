"""Edits Word files in a real LibreOffice over UNO: one start of the office for all of them.

Run by an interpreter that has `uno` (the system's): office_edits.py JOBS.json, where JOBS is a
list of {"source", "target", "track", "edits"}; an edit is a list of a word and its arguments:

    ["replace", before, after]      everywhere in the text
    ["delete", start]               the paragraph that begins so, cell or not
    ["insert", start, text]         a paragraph after the one that begins so
    ["rewrite", start, text]        the whole paragraph that begins so
    ["bold", words]                 sets words in bold
    ["underline", words]
    ["link", words, address]
    ["footnote", words, text]       after the words
    ["comment", start, text, who]   on the paragraph that begins so
    ["move", start, after]          a paragraph after another one
    ["row", start, [cells]]         a table row after the one with the cell that begins so
    ["drop-row", start]             the table row with the cell that begins so
    ["table", start, [[cells]]]     a table after the paragraph that begins so
"""

# mypy: ignore-errors
from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.text.ControlCharacter import (  # type: ignore[import-not-found]
    PARAGRAPH_BREAK,
)

_BOLD = 150.0


def _property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _paragraphs(document):
    """Every paragraph of the body and of the cells of its tables, with its text."""
    yield from _in(document.Text)


def _in(text):
    for part in _all(text.createEnumeration()):
        if part.supportsService("com.sun.star.text.Paragraph"):
            yield part
        elif part.supportsService("com.sun.star.text.TextTable"):
            for name in part.getCellNames():
                yield from _in(part.getCellByName(name))


def _all(enumeration):
    while enumeration.hasMoreElements():
        yield enumeration.nextElement()


def _find(document, start):
    for paragraph in _paragraphs(document):
        if paragraph.getString().rpartition("\u2002")[2].startswith(start):  # number of a heading
            return paragraph
    raise SystemExit(f"no paragraph begins with {start!r}")


def _tables(document):
    return [t for t in _all(document.Text.createEnumeration())
            if t.supportsService("com.sun.star.text.TextTable")]  # fmt: skip


def _cell(document, start):
    """(table, row index) of the cell that begins so."""
    for table in _tables(document):
        for name in table.getCellNames():
            if table.getCellByName(name).getString().startswith(start):
                return table, int("".join(c for c in name if c.isdigit())) - 1
    raise SystemExit(f"no cell begins with {start!r}")


def _select(document, words):
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    found = document.findFirst(search)
    if found is None:
        raise SystemExit(f"nowhere: {words!r}")
    return found


def replace(document, before, after):
    change = document.createReplaceDescriptor()
    change.SearchString, change.ReplaceString = before, after
    change.SearchCaseSensitive = True
    if not document.replaceAll(change):
        raise SystemExit(f"nowhere: {before!r}")


def delete(document, start):
    paragraph = _find(document, start)
    cursor = paragraph.getText().createTextCursorByRange(paragraph.getStart())
    cursor.gotoEndOfParagraph(True)
    cursor.setString("")
    if not document.RecordChanges and paragraph.getText().getImplementationName() == "SwXBodyText":
        paragraph.getText().removeTextContent(paragraph)


def insert(document, start, text):
    end = _find(document, start).getEnd()
    cursor = end.getText().createTextCursorByRange(end)
    end.getText().insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    end.getText().insertString(cursor, text, False)


def rewrite(document, start, text):
    paragraph = _find(document, start)
    cursor = paragraph.getText().createTextCursorByRange(paragraph.getStart())
    cursor.gotoEndOfParagraph(True)
    cursor.setString(text)


def bold(document, words):
    _select(document, words).CharWeight = _BOLD


def underline(document, words):
    _select(document, words).CharUnderline = 1


def link(document, words, address):
    _select(document, words).HyperLinkURL = address


def footnote(document, words, text):
    end = _select(document, words).getEnd()
    note = document.createInstance("com.sun.star.text.Footnote")
    end.getText().insertTextContent(end, note, False)
    note.getText().setString(text)


def comment(document, start, text, who):
    paragraph = _find(document, start)
    remark = document.createInstance("com.sun.star.text.textfield.Annotation")
    remark.Content, remark.Author = text, who
    where = paragraph.getText().createTextCursorByRange(paragraph.getStart())
    where.gotoEndOfParagraph(True)
    paragraph.getText().insertTextContent(where, remark, True)


def move(document, start, after):
    text = _find(document, start).getString().rstrip("0123456789")  # the mark of a footnote
    delete(document, start)
    insert(document, after, text)


def row(document, start, cells):
    table, at = _cell(document, start)
    table.getRows().insertByIndex(at + 1, 1)
    for column, words in enumerate(cells):
        table.getCellByPosition(column, at + 1).setString(words)


def drop_row(document, start):
    table, at = _cell(document, start)
    table.getRows().removeByIndex(at, 1)


def table(document, start, rows):
    end = _find(document, start).getEnd()
    cursor = end.getText().createTextCursorByRange(end)
    end.getText().insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    made = document.createInstance("com.sun.star.text.TextTable")
    made.initialize(len(rows), len(rows[0]))
    end.getText().insertTextContent(cursor, made, False)
    for y, words in enumerate(rows):
        for x, word in enumerate(words):
            made.getCellByPosition(x, y).setString(word)


EDITS = {
    "replace": replace, "delete": delete, "insert": insert, "bold": bold, "underline": underline,
    "link": link, "rewrite": rewrite, "comment": comment, "move": move, "row": row,
    "drop-row": drop_row, "table": table, "footnote": footnote,
}  # fmt: skip


def do(desk, job):
    hidden = (_property("Hidden", True),)
    url = Path(job["source"]).resolve().as_uri()
    document = desk.loadComponentFromURL(url, "_blank", 0, hidden)
    document.RecordChanges = bool(job.get("track"))
    for what, *words in job["edits"]:
        EDITS[what](document, *words)
    target = Path(job["target"]).resolve().as_uri()
    document.storeToURL(target, (_property("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def main(path):
    jobs = json.loads(Path(path).read_text(encoding="utf-8"))
    profile = tempfile.mkdtemp(prefix="office")
    pipe = f"briefgen{os.getpid()}"
    words = [
        "soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
        "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;",
    ]  # fmt: skip

    def start():
        quiet = subprocess.DEVNULL
        return subprocess.Popen(words, stdout=quiet, stderr=quiet)

    office = start()
    try:
        desk = _connect(pipe, office.poll, start)
        for job in jobs:
            do(desk, job)
        with contextlib.suppress(Exception):  # the office has gone already
            desk.terminate()
    finally:
        time.sleep(0.3)
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.terminate()
        shutil.rmtree(profile, ignore_errors=True)


def _connect(pipe, ended, start):
    context = uno.getComponentContext()
    resolver = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", context
    )
    for _ in range(200):
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.3)
            if ended() == 81:  # a new profile ends the first start at once
                start()
            continue
        return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)
    raise SystemExit("the office does not answer")


if __name__ == "__main__":
    main(sys.argv[1])
