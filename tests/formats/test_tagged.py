"""Tagged PDFs: our own packs come back whole, and trees that only pretend are not believed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest

from briefgen import model
from briefgen.reading import Reading, read_bytes
from briefgen.reading.formats.hyphens import Mender
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.scene import Scene
from briefgen.reading.formats.pdf.tagged import read_tagged
from briefgen.reading.formats.pdf.tags import MAX_TAGS, Tag, join_pages, read_tags
from briefgen.reading.formats.pdf.trust import is_trusted
from briefgen.reading.formats.pieces import Apart, Head, Piece, Points, Quoted, Rows, Words
from briefgen.reading.vocabulary import gather_words
from briefgen.renderers.pdf import render, start_run
from briefgen.tree import plain_text, walk
from tests.packs.parts import STYLE_NAMES, load_style
from tests.packs.samples import PACKS


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def titles_of(pack: model.Document) -> Iterator[str]:
    """What stands over something in a pack: its title, boxes, sections and views."""
    for node in walk(pack.blocks):
        match node:
            case model.Head() | model.Callout() | model.Column() | model.Contents():
                yield folded(plain_text(node.title))
            case model.Section() if node.title:
                yield folded(f"{node.number} {plain_text(node.title)}")
            case _:
                pass


def paragraphs_of(blocks: Sequence[model.Block]) -> Counter[str]:
    nodes = [n for n in walk(blocks) if isinstance(n, model.Paragraph | model.Quote)]
    return Counter(folded(plain_text(node.content)) for node in nodes)


def headings_of(reading: Reading) -> Counter[str]:
    found = [n for n in walk(reading.document.blocks) if isinstance(n, model.Section) and n.title]
    return Counter(folded(f"{n.number} {n.original or plain_text(n.title)}") for n in found)


@pytest.mark.parametrize("style", STYLE_NAMES)
@pytest.mark.parametrize("name", [name for name in PACKS if name != "stress"])
def test_our_own_pack_comes_back(name: str, style: str) -> None:
    pack = PACKS[name]()
    data, _ = render(pack, load_style(style), start_run())
    reading, found = read_bytes(data, source_id="s", shown="s.pdf", suffix=".pdf")
    assert reading is not None, found
    wanted, headings = Counter(t for t in titles_of(pack) if t), headings_of(reading)
    hits = (wanted & headings).total()
    assert 2 * hits / (wanted.total() + headings.total()) >= 0.97, wanted - headings
    assert paragraphs_of(pack.blocks) - paragraphs_of(reading.document.blocks) == Counter()
    running = " ".join(paragraphs_of(reading.document.blocks))
    assert not re.search(r"page \d+ of \d+", running)


# --- a tree and its lines, by hand ----------------------------------------------------------------


def line(text: str, number: int, *, page: int = 1, block: int = 0, left: float = 70) -> PdfLine:
    base = 700.0 - 14 * number
    return PdfLine(
        text=text, page=page, left=left, right=500, base=base, size=10, bold=False, height=842,
        cells=((left, text),), number=number, block=block,
    )  # fmt: skip


def scene_of(*lines: PdfLine) -> Scene:
    blocks: dict[tuple[int, int], list[PdfLine]] = {}
    for one in lines:
        blocks.setdefault((one.page, one.block), []).append(one)
    words = gather_words([one.text for one in lines])
    return Scene(lines=blocks, mender=Mender(words=words, language="en"))


def leaf(role: str, block: int, page: int = 1) -> Tag:
    return Tag(role=role, blocks=((page, block),))


def group(role: str, *kids: Tag) -> Tag:
    return Tag(role=role, kids=kids)


def read(root: Tag, *lines: PdfLine) -> tuple[Piece, ...]:
    return read_tagged(root, scene_of(*lines))


def test_a_list_takes_its_marks_from_its_labels() -> None:
    def points(*marks: str) -> Piece:
        kids = [
            group("LI", leaf("Lbl", 2 * n), leaf("LBody", 2 * n + 1)) for n in range(len(marks))
        ]
        texts = [
            line(text, 2 * n + k + 1, block=2 * n + k)
            for n, mark in enumerate(marks)
            for k, text in enumerate((mark, f"point {n}"))
        ]
        return read(group("L", *kids), *texts)[0]

    bullets, figures, letters = points("•", "•"), points("3.", "4."), points("(a)", "(b)")
    assert isinstance(bullets, Points)
    assert bullets.start is None
    assert isinstance(figures, Points)
    assert figures.start == 3
    assert isinstance(letters, Points)
    first = letters.points[0].pieces[0]
    assert isinstance(first, Words)
    assert plain_text(first.content) == "(a) point 0"


def test_each_role_is_its_piece() -> None:
    root = group(
        "Document",
        leaf("H2", 0),
        leaf("P", 1),
        group("BlockQuote", leaf("P", 2)),
        leaf("Note", 3),
        group("Table", group("TR", leaf("TH", 4)), group("TR", leaf("TD", 5))),
        group("Sect", group("Sect", leaf("H", 6))),
        group("TOC", leaf("TOCI", 7)),
        leaf("MadeUpRole", 8),
    )
    lines = [line(f"words {n}", n + 1, block=n) for n in range(9)]
    kinds = [type(piece) for piece in read(root, *lines)]
    assert kinds == [Head, Words, Quoted, Apart, Rows, Head, Apart, Words]


def test_what_is_open_at_a_page_break_goes_on() -> None:
    one = group("Document", group("L", group("LI", leaf("Lbl", 0), leaf("LBody", 1))))
    rest = group("L", group("LI", leaf("LBody", 0, 2)), group("LI", leaf("Lbl", 1, 2)))
    two = group("Document", rest, leaf("P", 2, 2))
    root = join_pages([one, two], lambda a, b: a.role == b.role == "LI" and len(b.kids) == 1)
    assert [kid.role for kid in root.kids] == ["L", "P"]
    assert len(root.kids[0].kids) == 2
    assert [kid.blocks for kid in root.kids[0].kids[0].kids] == [((1, 0),), ((1, 1), (2, 0))]


def test_a_row_torn_by_a_page_is_one_row() -> None:
    def row(*cells: tuple[int, int]) -> Tag:
        return group("TR", *(leaf("TD", block, page) for page, block in cells))

    table = group("Table", row((1, 0), (1, 1)), row((1, 2), (1, 3)), row((2, 0)))
    lines = [
        line("Region", 1, block=0, left=70),
        line("What", 2, block=1, left=200),
        line("North", 3, block=2, left=70),
        line("It was", 4, block=3, left=200),
        line("reviewed.", 5, page=2, block=0, left=200),
    ]
    rows = read(table, *lines)[0]
    assert isinstance(rows, Rows)
    shown = [[plain_text(cell) for cell in row.cells] for row in rows.rows]
    assert shown == [["Region", "What"], ["North", "It was reviewed."]]


LONG = "the harbour committee reviewed the tariff and the"
TREES = {
    "sound": (group("Document", leaf("H1", 0), *(leaf("P", n) for n in range(1, 50))), False, True),
    "no heading": (group("Document", *(leaf("P", n) for n in range(50))), False, False),
    "a line is a paragraph": (
        group("Document", leaf("H1", 0), *(leaf("P", n) for n in range(1, 50))),
        True,
        False,
    ),
    "one heap": (
        group("Document", leaf("H1", 0), Tag(role="P", blocks=tuple((1, n) for n in range(1, 50)))),
        False,
        False,
    ),
    "half of it": (group("Document", leaf("H1", 0), leaf("P", 1)), False, False),
}


@pytest.mark.parametrize("kind", TREES)
def test_a_tree_is_believed_only_if_it_fits_the_page(kind: str) -> None:
    root, torn, trusted = TREES[kind]
    held = {key[1] for tag in root.walk() for key in tag.blocks}
    text = LONG if torn else f"In May {LONG} budget."
    lines = [line(text, n + 1, block=n if n in held else -1) for n in range(50)]
    assert is_trusted(root, scene_of(*lines), lines) is trusted


class EndlessTree:
    """Stands in for the library over a file whose elements are their own children."""

    def __getattr__(self, name: str) -> object:
        counts = {"CountChildren": 2, "GetType": 0, "GetAltText": 0, "GetChildMarkedContentID": -1}
        found = next((counts[end] for end in counts if name.endswith(end)), 1)
        return lambda *_: found


def test_a_tree_without_end_is_no_tree() -> None:
    assert read_tags(EndlessTree(), object(), 1) is None
    assert MAX_TAGS < 1_000_000
