"""A memo with places of every kind, and scripts of what people do to them, with what must be found.

An edit is a word and its arguments, as `tests/tools/office_edits.py` takes them; the same script
is played in LibreOffice and on the XML as Word writes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefgen.model import (
    Block,
    Callout,
    Column,
    Columns,
    Document,
    Head,
    NoteRef,
    Notes,
    Quote,
    Row,
    Section,
    Table,
)
from tests.word.samples import bullets, note, numbered, pack, para, words

WORDS = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "haven", "islet", "junco",
    "knoll", "larch", "maple", "north", "olive", "prism", "quill", "raven", "slate", "thorn",
    "umber", "vigil", "willow", "xenon", "yield", "zephyr",
)  # fmt: skip


def said(subject: str, n: int) -> str:
    """Two sentences that no other place says."""
    a, b, c = (WORDS[(n * 3 + k) % len(WORDS)] for k in range(3))
    return f"{subject} {n} tells of {a} and {b}. It ends with {c} in the {b} of place {n}."


def document() -> Document:
    """Eight places of each kind, each with words of its own."""
    count = range(1, 9)
    opening: tuple[Block, ...] = (
        *(para(f"main/p{n}", said("Paragraph", n), NoteRef(n)) for n in count),
        bullets("main/points", *(said("Bullet", n) for n in count)),
        numbered("main/steps", *(said("Step", n) for n in count)),
    )
    callouts = tuple(
        Callout(
            id=f"call/c{n}",
            form="recommendation",
            title=words(f"Callout head {n}"),
            blocks=(para(f"call/c{n}/p", said("Callout", n)),),
        )
        for n in count
    )
    table = Table(
        id="data/table",
        header=Row(id="data/head", cells=(words("Gauge"), words("Reading"))),
        rows=tuple(
            Row(id=f"data/r{n}", cells=(words(f"Gauge {n}"), words(said("Cell", n)))) for n in count
        ),
        caption=words("Readings of all gauges"),
    )
    views = Columns(
        id="data/views",
        columns=tuple(
            Column(
                id=f"data/views/{side}",
                title=words(f"View of the {side} bank"),
                blocks=(
                    bullets(f"data/views/{side}/l", *(said(f"The {side} bank", n) for n in count)),
                ),
            )
            for side in ("left", "right")
        ),
    )
    quote = Quote(id="data/quote", content=words("“A river has one level”"), speaker="Mara Lund")
    heads = tuple(
        Section(
            id=f"heads/h{n}",
            number=str(n),
            title=words(f"Heading {n} about {WORDS[n]}"),
            level=2,
            blocks=(para(f"heads/h{n}/p", said("Body", n)),),
        )
        for n in count
    )
    return pack(
        "memo",
        "What the rivers say",
        "Memo",
        Head(id="head", form="memo", kind="Memo", title=words("What the rivers say")),
        Section(id="main", title=words("Main part"), blocks=opening),
        Section(id="call", title=words("Set off"), blocks=callouts),
        Section(id="data", title=words("Data"), blocks=(table, views, quote)),
        Section(id="heads", title=words("Headed part"), blocks=heads),
        Notes(id="notes", notes=tuple(note(n) for n in count), layout="foot", title=words("Notes")),
    )


@dataclass(frozen=True, slots=True)
class Script:
    """Edits that are played one after the other, and for each what the memo must be found to hold:
    (what, how the block's id begins, words that the edit holds).
    """

    name: str
    edits: tuple[tuple[Any, ...], ...]
    expected: tuple[tuple[str, str, str], ...]


SCRIPTS = (
    Script(
        "change",
        (
            ("replace", "Paragraph 1 tells", "Paragraph 1 whispers"),
            ("replace", "Bullet 1 tells", "Bullet 1 whispers"),
            ("replace", "Step 1 tells", "Step 1 whispers"),
            ("replace", "Cell 1 tells", "Cell 1 whispers"),
            ("replace", "Heading 1 about", "Heading 1 on"),
            ("replace", "Callout 1 tells", "Callout 1 whispers"),
            ("replace", "Callout head 2", "Callout head 2, new"),
            ("replace", "The left bank 1 tells", "The left bank 1 whispers"),
            ("replace", "View of the right bank", "View from the right bank"),
            ("replace", "Readings of all gauges", "Readings of every gauge"),
            ("replace", "one level”", "one level only”"),
            ("replace", "What the rivers say", "What the rivers told us"),
        ),
        (
            ("change", "main/p1", "whispers"),
            ("change", "main/points/0", "whispers"),
            ("change", "main/steps/0", "whispers"),
            ("change", "data/r1#1", "whispers"),
            ("change", "heads/h1", "Heading 1 on birch"),
            ("change", "call/c1/p", "whispers"),
            ("change", "call/c2", "Callout head 2, new"),
            ("change", "data/views/left/l/0", "whispers"),
            ("change", "data/views/right", "View from the right bank"),
            ("change", "data/table/caption", "Readings of every gauge"),
            ("change", "data/quote", "only”"),
            ("change", "head", "What the rivers told us"),
        ),
    ),
    Script(
        "delete",
        (
            ("delete", "Paragraph 2"),
            ("delete", "Bullet 2"),
            ("delete", "Step 2"),
            ("drop-row", "Gauge 2"),
            ("delete", "Callout 3 tells"),
            ("delete", "The right bank 2"),
        ),
        (
            ("delete", "main/p2", "Paragraph 2"),
            ("delete", "main/points/1", "Bullet 2"),
            ("delete", "main/steps/1", "Step 2"),
            ("delete", "data/r2", "Cell 2"),
            ("delete", "call/c3/p", "Callout 3"),
            ("delete", "data/views/right/l/1", "The right bank 2"),
        ),
    ),
    Script(
        "add",
        (
            ("insert", "Paragraph 3", "Added below a paragraph."),
            ("insert", "Bullet 3", "Added below a bullet."),
            ("insert", "Step 3", "Added below a step."),
            ("insert", "Callout 4 tells", "Added in a callout."),
            ("insert", "The left bank 3", "Added in a column."),
            ("insert", "Body 3", "Added below a heading's text."),
            ("row", "Gauge 3", ["Gauge 3b", "Added row of a table."]),
            ("table", "Body 5", [["New", "table"], ["of", "people"]]),
        ),
        (
            ("add", "added/", "Added below a paragraph."),
            ("add", "added/", "Added below a bullet."),
            ("add", "added/", "Added below a step."),
            ("add", "added/", "Added in a callout."),
            ("add", "added/", "Added in a column."),
            ("add", "added/", "Added below a heading's text."),
            ("add", "added/", "Added row of a table."),
            ("add", "added/", "people"),
        ),
    ),
    Script(
        "format",
        (
            ("bold", "Paragraph 4"),
            ("bold", "Bullet 4"),
            ("bold", "Cell 4"),
            ("bold", "Callout 5 tells"),
            ("link", "Step 4", "https://example.org/four"),
            ("link", "Body 4", "https://example.org/body"),
        ),
        (
            ("change", "main/p4", "**Paragraph 4**"),
            ("change", "main/points/3", "**Bullet 4**"),
            ("change", "data/r4#1", "**Cell 4**"),
            ("change", "call/c5/p", "**Callout 5 tells**"),
            ("change", "main/steps/3", "[Step 4](https://example.org/four)"),
            ("change", "heads/h4/p", "[Body 4](https://example.org/body)"),
        ),
    ),
    Script(
        "footnote",
        (
            ("footnote", "Paragraph 4 tells", "See page 3. It is long."),
            ("footnote", "Bullet 8 tells", "Seen twice"),
            ("footnote", "Cell 8 tells", "By eye"),
        ),
        (
            ("change", "main/p4", "tells^[See page 3. It is long.] of"),
            ("change", "main/points/7", "tells^[Seen twice] of"),
            ("change", "data/r8#1", "tells^[By eye] of"),
        ),
    ),
    Script(
        "comment",
        (
            ("comment", "Paragraph 5", "Is this so?", "Ana Probe"),
            ("comment", "Bullet 5", "A point of order", "Ana Probe"),
            ("comment", "Cell 5", "Check the gauge", "Ben Probe"),
            ("comment", "Heading 5", "A better head?", "Ben Probe"),
            ("comment", "Callout 6 tells", "Too long", "Ana Probe"),
        ),
        (
            ("comment", "main/p5", "Is this so?"),
            ("comment", "main/points/4", "A point of order"),
            ("comment", "data/r5", "Check the gauge"),
            ("comment", "heads/h5", "A better head?"),
            ("comment", "call/c6/p", "Too long"),
        ),
    ),
    Script(
        "move",
        (
            ("move", "Paragraph 6", "Paragraph 8"),
            ("move", "Bullet 6", "Bullet 8"),
            ("move", "Step 6", "Step 8"),
            ("move", "The left bank 6", "The left bank 8"),
        ),
        (
            ("move", "main/p6", ""),
            ("move", "main/points/5", ""),
            ("move", "main/steps/5", ""),
            ("move", "data/views/left/l/5", ""),
        ),
    ),
    Script(
        "rewrite",
        (
            ("rewrite", "Paragraph 7", "Nothing of what stood here is left, all of it is new."),
            ("rewrite", "Bullet 7", "This point was thrown out and written again by hand."),
            ("rewrite", "Cell 7", "Read by eye, since the instrument had drowned."),
            ("rewrite", "Heading 7", "Other matters"),
            ("rewrite", "Callout 7 tells", "We changed our minds about what to recommend."),
        ),
        (
            ("delete", "main/p7", "Paragraph 7"),
            ("add", "added/", "Nothing of what stood here"),
            ("delete", "main/points/6", "Bullet 7"),
            ("add", "added/", "thrown out"),
            ("change", "data/r7#1", "drowned"),
            ("change", "heads/h7", "Other matters"),
            ("delete", "call/c7/p", "Callout 7"),
            ("add", "added/", "changed our minds"),
        ),
    ),
)
