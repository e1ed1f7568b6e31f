"""A made pack of what a source may do to a page: long words, deep lists, tall cells."""

from __future__ import annotations

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Code,
    Document,
    Figure,
    Link,
    ListItem,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Text,
)
from tests.packs.parts import REPEATED, document, origin, paragraph, words


def nested_lists(depth: int) -> Block:
    """A list inside a list inside a list, so many deep."""
    inner: tuple[Block, ...] = ()
    for level in range(depth, 0, -1):
        blocks = (paragraph(f"deep/{level}/p", f"Level {level} of the list"), *inner)
        inner = (
            BulletList(id=f"deep/{level}", items=(ListItem(id=f"deep/{level}/i", blocks=blocks),)),
        )
    return inner[0]


def stress() -> Document:
    """What a source may do to a page: long words, deep lists, tall cells, markup-like text."""
    rows = tuple(
        Row(
            id=f"t/{n}",
            cells=(words(f"Berth {n}"), words(REPEATED if n % 3 else "dry"), words(f"{n * 7:,}")),
        )
        for n in range(1, 61)
    )
    header = Row(id="t/h", cells=(words("Berth"), words("State"), words("Tons")))
    tall = Row(id="tall/1", cells=(words("All"), words(" ".join([REPEATED] * 60))))
    blocks: tuple[Block, ...] = (
        Section(
            id="odd",
            title=words("Odd text & <b>markup</b> {{ braces }}"),
            blocks=(
                paragraph(
                    "odd/1",
                    "Text with <b>, &amp;, </i> and {{ name }} stays as it stands "
                    "(back\\slash too).",
                ),
                paragraph(
                    "odd/2",
                    "A word of three hundred letters: " + "wavebreaker" * 28 + " ends here.",
                ),
                Paragraph(
                    id="odd/3",
                    content=(
                        Text("A "),
                        Link("javascript:alert(1)", words("refused link")),
                        Text(", a "),
                        Link("https://example.org/a(b)?c=d&e=\u00fc", words("web address")),
                        Text(" and an address that breaks: "),
                        Link(
                            "https://example.org/x",
                            words(
                                "https://example.org/a/long/path/that/does/not/fit/into/any/line/of/a/column/on/paper?with=query&and=more"
                            ),
                        ),
                        Text("."),
                    ),
                    origins=origin(12),
                ),
                Code(id="odd/code", lines=("def f(x):", "    return x  # kept", "", "f(1)")),
                Figure(
                    id="odd/fig", alt="Map of the channel", caption=words("The channel in 2004")
                ),
                Boilerplate(
                    id="odd/bp", content=words("The author has written about harbours before.")
                ),
                Quote(id="odd/q", content=words("\u201cNobody said this.\u201d")),
            ),
        ),
        Section(id="empty", title=words("Empty section"), blocks=()),
        Section(id="lists", title=words("Lists"), blocks=(nested_lists(30),)),
        Section(
            id="tables",
            title=words("Tables"),
            blocks=(
                Table(id="t", rows=rows, header=header, caption=words("Berths and tons")),
                Table(
                    id="tall",
                    rows=(tall,),
                    header=Row(id="tall/h", cells=(words("What"), words("Words"))),
                ),
            ),
        ),
        Section(id="", title=(), blocks=(paragraph("loose", "Text without a heading."),)),
    )
    return document("stress", blocks, "Stress")
