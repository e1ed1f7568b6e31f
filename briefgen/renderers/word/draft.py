"""What grows while one document becomes WordprocessingML: numbers, names, links, findings."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import field, replace
from typing import Literal

from briefgen.anchored import Anchored, Comment, Trail
from briefgen.diagnostics import Diagnostic
from briefgen.model import FurnitureWords, Note
from briefgen.renderers.word.kept import Kept
from briefgen.renderers.word.look.named import OUR_LISTS, ListIds
from briefgen.renderers.word.revisions import Tracking
from briefgen.renderers.word.slots import slot
from briefgen.slotted import dataclass
from briefgen.style import Style

Part = Literal["document", "footnotes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where a block stands: width in twips, depth of headings and lists, surroundings."""

    width: int
    depth: int = 1
    list_depth: int = 0
    callout: str = ""  # the form of the callout around it
    ends_callout: bool = False  # the last block in it: white follows
    narrow: bool = False  # in a cell or a callout: no white column at the right

    def inside(self, **changes: object) -> Spot:
        """The same spot with some of it changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # names checked by replace


@dataclass(slots=True, kw_only=True)
class Draft:
    """The state of one rendering; made new for each document, never shared."""

    style: Style
    language: str
    words: FurnitureWords
    paged: bool  # top sections open a page of their own
    lists: ListIds = OUR_LISTS
    section: str = ""  # w:sectPr of the text; "" in a letterhead
    flows: bool = False  # a part of it stands in columns, in a section of its own
    on_cover: frozenset[str] = frozenset()  # texts that a letterhead's cover shows already
    targets: frozenset[str] = frozenset()  # ids, other than of sections, that links lead to
    known: frozenset[str] | None = None  # all ids of the document; None in the first pass
    notes: Mapping[int, Note] = field(default_factory=dict)
    notes_at_foot: bool = False
    seen: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    tracking: Tracking | None = None  # what is shown as tracked changes
    revisions: int = 0
    trail: Trail | None = None  # what the file carries for the way back; None in a final one
    anchored: Mapping[str, Anchored] = field(default_factory=dict)  # the places to mark
    anchors: dict[str, Anchored] = field(default_factory=dict)  # those that are marked
    comments: list[Comment] = field(default_factory=list)  # a comment's id is its index
    opened: bool = False  # something stands on the first page
    bookmarks: int = 0
    placed: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    links: dict[Part, dict[str, str]] = field(
        default_factory=lambda: {"document": {}, "footnotes": {}}
    )
    # Addresses that stand in the file otherwise than in the pack; None: the link's words alone do.
    readdressed: dict[str, str | None] = field(default_factory=dict)
    list_starts: list[tuple[int, int]] = field(default_factory=list)
    tables: int = 0
    figures: int = 0
    drawings: int = 0
    footnotes: list[tuple[Note, bool]] = field(default_factory=list)  # True: Word counts it
    note_blocks: list[str] = field(default_factory=list)  # the block in which each stands
    footnote_ids: dict[int, int] = field(default_factory=dict)
    counted_notes: int = 0
    findings: list[Diagnostic] = field(default_factory=list)
    kept: Kept = field(default_factory=Kept)
    slotted: bool = False  # written for all memos: a slot for each number that they have anew

    def numbered(self, kind: str, number: int) -> str:
        """A number as it is written: its digits, or a slot for them."""
        return slot(kind, number) if self.slotted else str(number)

    def bookmark_name(self, kind: str, name: str) -> str:
        """A bookmark name for an id: stable, unique, hidden (Word hides what begins with `_`)."""
        key = f"{kind}:{name}"
        if key not in self.names:
            digest = int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % 10**9
            while f"_{kind}{digest:09d}" in self.taken:
                digest = (digest + 1) % 10**9
            self.taken.add(f"_{kind}{digest:09d}")
            self.names[key] = f"_{kind}{digest:09d}"
        return self.names[key]

    def bookmark(self, name: str, inner: str) -> str:
        """`inner` between the marks of a bookmark (ECMA-376-1, 17.13.6).

        A name stands once in a document: where an id comes twice, links lead to the first.
        """
        if name in self.placed:
            return inner
        self.placed.add(name)
        self.bookmarks += 1
        number = self.numbered("b", self.bookmarks)
        return (
            f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inner}'
            f'<w:bookmarkEnd w:id="{number}"/>'
        )

    def link(self, part: Part, address: str) -> str:
        """The relationship id of an outside address in a part; one for each address."""
        known = self.links[part]
        identity = known.setdefault(address, f"rLink{len(known) + 1}")
        return slot("", identity) if self.slotted else identity

    def find(self, finding: Diagnostic) -> None:
        """Notes a finding once."""
        if finding not in self.findings:
            self.findings.append(finding)
