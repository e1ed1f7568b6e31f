"""Tags to the structure tree of one file: elements and parent tree (ISO 32000-1, 14.7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefgen.renderers.pdf.boxes import Tag
from briefgen.renderers.pdf.file.objects import ObjectTable, pdf_text

_TABLE = {"Scope"}
_STRINGS = {"Alt", "Lang", "ActualText", "ID"}


class Element:
    """One structure element being built; kids in the order in which they were drawn."""

    __slots__ = ("attached", "box", "kids", "number", "page", "parent", "reference", "tag")

    def __init__(self, tag: Tag, parent: Element | None, number: int, reference: str) -> None:
        self.tag = tag
        self.number = number
        self.parent = parent
        self.reference = reference
        self.kids: list[str] = []
        self.attached = False
        self.page = ""
        self.box: tuple[float, float, float, float] | None = None

    def add_marked(self, number: int | str, page: str) -> None:
        """Marked content `number` of a page; short where the element has no other page."""
        if not self.page:
            self.page = page
        short = page == self.page
        self.kids.append(str(number) if short else f"<< /Type /MCR /Pg {page} /MCID {number} >>")

    def add_object(self, reference: str, page: str) -> None:
        """An annotation that belongs to the element (OBJR)."""
        self.kids.append(f"<< /Type /OBJR /Pg {page} /Obj {reference} >>")


class StructureTree:
    """The structure tree of one document.

    Object numbers are given out when elements are made; their text is written by `close`.
    """

    def __init__(self, table: ObjectTable, adopted: Mapping[Tag, Tag | None]) -> None:
        """`adopted` leads from nodes that documents share to those that they hang into in this one,
        None for its top.
        """
        self._table = table
        self._adopted = adopted
        self._elements: dict[Tag, Element] = {}
        self._order: list[tuple[int, Element]] = []
        self.parents: list[str] = []
        self._ids: dict[str, str] = {}
        self._root = table.reserve()
        self.top = self._make(Tag("Document", None), None)

    def element(self, tag: Tag) -> Element:
        """The element of a tag in this document, made and hung into its parent when first used."""
        found = self._elements.get(tag)
        if found is None:
            found = self._make(tag, self.parent_of(tag))
            self._elements[tag] = found
        if not found.attached and found.parent is not None:
            found.attached = True
            found.parent.kids.append(found.reference)
        return found

    def prepare(self, tag: Tag) -> None:
        """Makes an element that finds its place among its parent's kids only later."""
        self._elements[tag] = self._make(tag, self.parent_of(tag))

    def parent_of(self, tag: Tag) -> Element:
        parent = tag.parent or self._adopted.get(tag)
        if parent is None:
            return self.top
        known = self._elements.get(parent)
        return known if known is not None and not known.attached else self.element(parent)

    def _make(self, tag: Tag, parent: Element | None) -> Element:
        number = self._table.reserve()
        element = Element(tag, parent, number, self._table.reference(number))
        self._order.append((number, element))
        for name, value in tag.attributes:
            if name == "ID":
                self._ids[value] = element.reference
        return element

    def add_parents(self, entry: str) -> int:
        """Adds an entry to the parent tree, returns its key (StructParent or StructParents)."""
        self.parents.append(entry)
        return len(self.parents) - 1

    def extend_parents(self, entries: Sequence[str]) -> int:
        """Adds entries to the parent tree, returns the key of the first."""
        self.parents += entries
        return len(self.parents) - len(entries)

    @property
    def has_ids(self) -> bool:
        """Whether elements bear names of their own."""
        return bool(self._ids)

    def texts(self) -> Iterator[tuple[int, str]]:
        """The number and the text of every element."""
        return ((number, self._element_text(element)) for number, element in self._order)

    def close(self) -> None:
        """Writes every element, the parent tree and the root."""
        for number, text in self.texts():
            self._table.fill(number, text)
        numbers = " ".join(f"{key} {entry}" for key, entry in enumerate(self.parents))
        parents = self._table.add(f"<< /Nums [{numbers}] >>")
        names = " ".join(f"{pdf_text(key)} {self._ids[key]}" for key in sorted(self._ids))
        ids = f" /IDTree {self._table.add(f'<< /Names [{names}] >>')}" if names else ""
        self._table.fill(
            self._root,
            f"<< /Type /StructTreeRoot /K {self.top.reference} /ParentTree {parents}"
            f" /ParentTreeNextKey {len(self.parents)}{ids} >>",
        )
        self._table.catalog["StructTreeRoot"] = f"{self._root} 0 R"

    def _element_text(self, element: Element) -> str:
        parent = element.parent.reference if element.parent else f"{self._root} 0 R"
        parts = [f"<< /Type /StructElem /S /{element.tag.role} /P {parent}"]
        parts += _attributes(element.tag.attributes, element.box)
        if element.page:
            parts.append(f"/Pg {element.page}")
        if element.kids:
            kids = element.kids[0] if len(element.kids) == 1 else f"[{' '.join(element.kids)}]"
            parts.append(f"/K {kids}")
        return " ".join([*parts, ">>"])


def _attributes(
    attributes: Iterable[tuple[str, str]], box: tuple[float, float, float, float] | None
) -> list[str]:
    parts = []
    owned = []
    for name, value in attributes:
        if name in _STRINGS:
            parts.append(f"/{name} {pdf_text(value)}")
        elif name in _TABLE:
            owned.append(f"<< /O /Table /{name} /{value} >>")
        else:
            owned.append(f"<< /O /List /{name} /{value} >>")
    if box is not None:
        edges = " ".join(f"{edge:.2f}" for edge in box)
        owned.append(f"<< /O /Layout /Placement /Block /BBox [{edges}] >>")
    if owned:
        parts.append(f"/A {owned[0] if len(owned) == 1 else '[' + ' '.join(owned) + ']'}")
    return parts
