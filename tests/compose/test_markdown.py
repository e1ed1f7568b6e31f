"""A template's own Markdown: what it may hold, and how headings come to contain."""

from __future__ import annotations

import pytest

from briefgen.compose.markdown import nest, parse_markdown
from briefgen.model import BulletList, Emph, Link, OrderedList, Paragraph, Section, Strong, Text
from briefgen.tree import plain_text, walk


def test_blocks_and_inlines() -> None:
    text = "# Head\n\nA *b* **c** [d](https://e.org)\nf\n\n- one\n- two\n\n3. three\n"
    blocks, found = parse_markdown(text, "body.md.j2")
    assert found == ()
    assert [type(b) for b in blocks] == [Section, Paragraph, BulletList, OrderedList]
    paragraph = blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert paragraph.content == (
        Text("A "),
        Emph((Text("b"),)),
        Text(" "),
        Strong((Text("c"),)),
        Text(" "),
        Link("https://e.org", (Text("d"),)),
        Text(" "),
        Text("f"),
    )
    numbered = blocks[3]
    assert isinstance(numbered, OrderedList)
    assert numbered.start == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [("> quote", 1), ("a\n\n```\ncode\n```", 3), ("a\n\n***", 3), ("x\n\n- a\n\n      code", 5)],
)
def test_other_markup_is_refused_with_its_line(text: str, line: int) -> None:
    _, found = parse_markdown(text, "body.md.j2")
    assert [str(d.place) for d in found] == [f"body.md.j2:{line}"]
    assert found[0].code == "template-markup"


@pytest.mark.parametrize(
    "target", ["javascript:alert(1)", "file:///etc/passwd", "//host/x", "data:text/html,x"]
)
def test_unsafe_links_never_become_links(target: str) -> None:
    blocks, _ = parse_markdown(f"[words]({target})", "body.md.j2")
    assert not any(
        isinstance(inline, Link)
        for node in walk(blocks)
        if isinstance(node, Paragraph)
        for inline in node.content
    )


def test_headings_contain_what_follows() -> None:
    text = "# One\n\na\n\n## Inner\n\nb\n\n# Two\n\nc\n"
    blocks = nest(parse_markdown(text, "body.md.j2")[0])
    assert [plain_text(b.title) for b in blocks if isinstance(b, Section)] == ["One", "Two"]
    one = blocks[0]
    assert isinstance(one, Section)
    assert [type(b) for b in one.blocks] == [Paragraph, Section]
