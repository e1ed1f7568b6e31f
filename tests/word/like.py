"""Edits on the XML of a memo as Word makes them, tracked or not; and a memo that lost its marks."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{_NS}}}"
R = f"{{{_REL}}}"
_BY = {f"{W}author": "Ana Probe", f"{W}date": "2026-01-09T10:00:00Z"}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class WordFile:
    """A memo that can be edited; `tracked`: Word's change tracking is on."""

    def __init__(self, data: bytes, *, tracked: bool = False) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.tracked = tracked
        self.count = 9000
        self.comments: list[etree._Element] = []
        self.links: list[str] = []
        self.notes: list[str] = []

    def play(self, edit: tuple[Any, ...]) -> None:
        what, *words = edit
        getattr(self, what.replace("-", "_"))(*words)

    def data(self) -> bytes:
        parts = dict(self.parts)
        if self.comments:
            self._add_comments(parts)
        if self.links:
            inner = "".join(
                f'<Relationship Id="rOwn{n}" Type="{_REL}/hyperlink" Target="{address}" '
                'TargetMode="External"/>'
                for n, address in enumerate(self.links)
            )
            self._add(parts, "word/_rels/document.xml.rels", inner, "</Relationships>")
        parts["word/document.xml"] = etree.tostring(self.root, encoding="UTF-8", standalone=True)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out.getvalue()

    def _add_comments(self, parts: dict[str, bytes]) -> None:
        root = etree.Element(f"{W}comments", nsmap={"w": _NS})
        root.extend(self.comments)
        parts["word/comments.xml"] = etree.tostring(root)
        link = f'<Relationship Id="rOwnC" Type="{_REL}/comments" Target="comments.xml"/>'
        self._add(parts, "word/_rels/document.xml.rels", link, "</Relationships>")
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
        override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/>'
        self._add(parts, "[Content_Types].xml", override, "</Types>")

    @staticmethod
    def _add(parts: dict[str, bytes], name: str, inner: str, end: str) -> None:
        parts[name] = parts[name].replace(end.encode(), (inner + end).encode())

    # --- finding ----------------------------------------------------------------------------------

    def paragraphs(self) -> Iterator[etree._Element]:
        for paragraph in self.root.iter(f"{W}p"):
            if not any(a.tag == f"{W}drawing" for a in paragraph.iterancestors()):
                yield paragraph

    def find(self, start: str) -> etree._Element:
        for paragraph in self.paragraphs():
            if _text(paragraph).startswith(start):
                return paragraph
        raise AssertionError(f"no paragraph begins with {start!r}")

    def run_with(self, words: str) -> etree._Element:
        """The run that holds the words, cut so that it holds nothing else."""
        for run in self.root.iter(f"{W}r"):
            text = "".join(t.text or "" for t in run.findall(f"{W}t"))
            at = text.find(words)
            if at < 0:
                continue
            before, middle, after = text[:at], words, text[at + len(words) :]
            for piece in (before, middle):
                if piece:
                    one = copy.deepcopy(run)
                    _set(one, piece)
                    run.addprevious(one)
                    found = one if piece == middle else None
            _set(run, after)
            if not after:
                _take_out(run)
            assert found is not None
            return found
        raise AssertionError(f"nowhere: {words!r}")

    # --- edits ------------------------------------------------------------------------------------

    def replace(self, before: str, after: str) -> None:
        run = self.run_with(before)
        new = copy.deepcopy(run)
        _set(new, after)
        run.addnext(self._inserted(new))
        self._delete_run(run)

    def rewrite(self, start: str, text: str) -> None:
        paragraph = self.find(start)
        runs = [r for r in paragraph.iter(f"{W}r") if r.find(f"{W}t") is not None]
        new = copy.deepcopy(runs[-1])
        _set(new, text)
        runs[-1].addnext(self._inserted(new))
        for run in runs:
            self._delete_run(run)

    def delete(self, start: str) -> None:
        paragraph = self.find(start)
        if not self.tracked:
            _take_out(paragraph)
            return
        for run in [r for r in paragraph.iter(f"{W}r") if r.find(f"{W}t") is not None]:
            self._delete_run(run)
        _mark_of(paragraph).append(self._change("del"))

    def insert(self, start: str, text: str) -> etree._Element:
        after = self.find(start)
        paragraph = etree.Element(f"{W}p")
        properties = after.find(f"{W}pPr")
        if properties is not None:
            paragraph.append(copy.deepcopy(properties))
        run = etree.SubElement(paragraph, f"{W}r")
        _set(run, text)
        if self.tracked:
            paragraph.append(self._inserted(run))
            _mark_of(paragraph).append(self._change("ins"))
        after.addnext(paragraph)
        return paragraph

    def bold(self, words: str) -> None:
        _look_of(self.run_with(words)).append(etree.Element(f"{W}b"))

    def underline(self, words: str) -> None:
        _look_of(self.run_with(words)).append(etree.Element(f"{W}u", {f"{W}val": "single"}))

    def uncomment(self) -> None:
        """Takes out every comment, as "delete all comments" does."""
        for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
            for mark in list(self.root.iter(f"{W}{name}")):
                _take_out(mark)

    def link(self, words: str, address: str) -> None:
        run = self.run_with(words)
        link = etree.Element(f"{W}hyperlink", {f"{R}id": f"rOwn{len(self.links)}"})
        self.links.append(address)
        run.addprevious(link)
        link.append(run)

    def footnote(self, words: str, text: str) -> None:
        """A footnote of people's right after some words."""
        identity, name = str(700 + len(self.notes)), "word/footnotes.xml"
        self.notes.append(text)
        mark = etree.Element(f"{W}r")
        look = etree.SubElement(etree.SubElement(mark, f"{W}rPr"), f"{W}rStyle")
        look.set(f"{W}val", "FootnoteReference")
        etree.SubElement(mark, f"{W}footnoteReference", {f"{W}id": identity})
        self.run_with(words).addnext(mark)
        part = etree.fromstring(self.parts[name])
        note = etree.SubElement(part, f"{W}footnote", {f"{W}id": identity})
        paragraph = etree.SubElement(note, f"{W}p")
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}footnoteRef")
        _set(etree.SubElement(paragraph, f"{W}r"), f" {text}")
        self.parts[name] = etree.tostring(part, encoding="UTF-8", standalone=True)

    def comment(self, start: str, text: str, who: str) -> None:
        identity = str(500 + len(self.comments))
        comment = etree.Element(
            f"{W}comment", {f"{W}id": identity, f"{W}author": who, f"{W}date": _BY[f"{W}date"]}
        )
        run = etree.SubElement(etree.SubElement(comment, f"{W}p"), f"{W}r")
        _set(run, text)
        self.comments.append(comment)
        paragraph = self.find(start)
        properties = paragraph.find(f"{W}pPr")
        at = 0 if properties is None else 1
        paragraph.insert(at, etree.Element(f"{W}commentRangeStart", {f"{W}id": identity}))
        paragraph.append(etree.Element(f"{W}commentRangeEnd", {f"{W}id": identity}))
        last = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(last, f"{W}commentReference", {f"{W}id": identity})

    def move(self, start: str, after: str) -> None:
        """Word moves the whole paragraph, control and bookmark included."""
        self.find(after).addnext(self.find(start))

    def row(self, start: str, cells: list[str]) -> None:
        row = next(a for a in self.find(start).iterancestors(f"{W}tr"))
        new = copy.deepcopy(row)
        for cell, words in zip(new.findall(f"{W}tc"), cells, strict=True):
            for paragraph in cell.findall(f"{W}p"):
                cell.remove(paragraph)
            run = etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r")
            _set(run, words)
        row.addnext(new)

    def drop_row(self, start: str) -> None:
        row = next(a for a in self.find(start).iterancestors(f"{W}tr"))
        if not self.tracked:
            _take_out(row)
            return
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            row.insert(0, properties)
        properties.append(self._change("del"))

    def table(self, start: str, rows: list[list[str]]) -> None:
        table = etree.Element(f"{W}tbl")
        for words in rows:
            row = etree.SubElement(table, f"{W}tr")
            for word in words:
                cell = etree.SubElement(row, f"{W}tc")
                run = etree.SubElement(etree.SubElement(cell, f"{W}p"), f"{W}r")
                _set(run, word)
        after = self.find(start)
        after.addnext(table)
        table.addnext(etree.Element(f"{W}p"))

    # --- changes ----------------------------------------------------------------------------------

    def _change(self, what: str) -> etree._Element:
        self.count += 1
        return etree.Element(f"{W}{what}", {f"{W}id": str(self.count), **_BY})

    def _inserted(self, run: etree._Element) -> etree._Element:
        if not self.tracked:
            return run
        change = self._change("ins")
        change.append(run)
        return change

    def _delete_run(self, run: etree._Element) -> None:
        if not self.tracked:
            _take_out(run)
            return
        change = self._change("del")
        run.addprevious(change)
        change.append(run)
        for text in run.findall(f"{W}t"):
            text.tag = f"{W}delText"

    # --- worse ------------------------------------------------------------------------------------

    def strip(self) -> None:
        """All that is left is words and looks: the text was copied into a new file."""
        for control in list(self.root.iter(f"{W}sdt")):
            for child in list(control.find(f"{W}sdtContent")):  # type: ignore[arg-type]
                control.addprevious(child)
            _take_out(control)
        for name in ("bookmarkStart", "bookmarkEnd"):
            for mark in list(self.root.iter(f"{W}{name}")):
                _take_out(mark)
        self.parts = {k: v for k, v in self.parts.items() if not k.startswith("customXml")}
        links = self.parts["word/_rels/document.xml.rels"]
        kept = etree.fromstring(links)
        for link in list(kept):
            if "customXml" in (link.get("Target") or ""):
                kept.remove(link)
        self.parts["word/_rels/document.xml.rels"] = etree.tostring(kept)


def _take_out(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _text(paragraph: etree._Element) -> str:
    """The words of a paragraph without a number or label before them."""
    return "".join(
        t.text or ""
        for run in paragraph.iter(f"{W}r")
        if "BGNumber" not in etree.tostring(run).decode()
        for t in run.findall(f"{W}t")
    ).lstrip("\u2002 ")


def _set(run: etree._Element, text: str) -> None:
    for old in run.findall(f"{W}t"):
        run.remove(old)
    new = etree.SubElement(run, f"{W}t")
    new.text = text
    new.set(_SPACE, "preserve")


def _look_of(run: etree._Element) -> etree._Element:
    look = run.find(f"{W}rPr")
    if look is None:
        look = etree.Element(f"{W}rPr")
        run.insert(0, look)
    return look


def _mark_of(paragraph: etree._Element) -> etree._Element:
    """The properties of a paragraph's own mark."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    look = properties.find(f"{W}rPr")
    return etree.SubElement(properties, f"{W}rPr") if look is None else look
