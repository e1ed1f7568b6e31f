"""The objects of one file, as text or as streams, by their numbers (ISO 32000-1, 7.3.10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from briefgen.renderers.pdf.file.packing import Packer


class Stream(NamedTuple):
    """A stream: the keys of its dictionary, and its data as they lie in the file."""

    keys: str
    data: bytes


class ObjectTable:
    """The objects of one document, in the order in which their numbers were given out; those that
    others refer to before they are written have theirs reserved.

    `catalog` and `fonts` are entries of those dictionaries, `pages` references; `info` is the
    information dictionary. Streams are packed as they come: a long document would hold all of its
    pages at full length.
    """

    def __init__(self, packer: Packer) -> None:
        self._packer = packer
        self.contents: list[str | Stream] = []
        self.catalog: dict[str, str] = {}
        self.fonts: dict[str, str] = {}
        self.pages: list[str] = []
        self.info = ""
        self.root_number = self.reserve()
        self._page_tree = self.reserve()
        self._fonts = self.reserve()

    def reserve(self) -> int:
        """The number of an object that is written later."""
        self.contents.append("null")
        return len(self.contents)

    def fill(self, number: int, content: str) -> None:
        """Writes a reserved object."""
        self.contents[number - 1] = content

    def reference(self, number: int) -> str:
        """How others refer to an object."""
        return f"{number} 0 R"

    def add(self, content: str) -> str:
        """The reference of a new object (ASCII)."""
        self.contents.append(content)
        return self.reference(len(self.contents))

    def add_stream(self, keys: str, data: bytes, *, packed: bool = True) -> str:
        """The reference of a new stream; its data are compressed if `packed`."""
        self.contents.append(self.packed(keys, data) if packed else Stream(keys, data))
        return self.reference(len(self.contents))

    def packed(self, keys: str, data: bytes) -> Stream:
        """A stream of these data, compressed."""
        return Stream(f"{keys} /Filter /FlateDecode", self._packer.pack(data))

    @property
    def page_tree(self) -> str:
        """The reference of the list of pages."""
        return f"{self._page_tree} 0 R"

    @property
    def font_list(self) -> str:
        """The reference of the dictionary of fonts."""
        return f"{self._fonts} 0 R"

    def close(self) -> str:
        """Writes what all other objects lead to; the keys by which a reader begins."""
        pages = f"<< /Type /Pages /Count {len(self.pages)} /Kids [{' '.join(self.pages)}] >>"
        self.fill(self._page_tree, pages)
        self.fill(self._fonts, dictionary(self.fonts))
        entries = {"Type": "/Catalog", "Pages": self.page_tree, **self.catalog}
        self.fill(self.root_number, dictionary(entries))
        return f"/Root {self.root_number} 0 R /Info {self.add(self.info)}"


def dictionary(entries: Mapping[str, str]) -> str:
    """A dictionary of these names and values."""
    return " ".join(("<<", *(f"/{name} {value}" for name, value in entries.items()), ">>"))


def pdf_text(text: str) -> str:
    """A text string: plain where ASCII, else UTF-16 in hexadecimal (ISO 32000-1, 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def pdf_bytes(text: str) -> str:
    """An ASCII byte string, for addresses."""
    safe = "".join(c if c.isascii() and c.isprintable() else _percent(c) for c in text)
    return "(" + safe.replace("\\", "%5C").replace("(", "\\(").replace(")", "\\)") + ")"


def _percent(char: str) -> str:
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8"))
