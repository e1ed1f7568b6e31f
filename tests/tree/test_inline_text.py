"""Inlines as one line of text with markup, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.inline_text import plain_words, read_inlines, write_inlines
from briefgen.model import Emph, Inline, Inlines, Link, NoteRef, Strong, Text
from briefgen.tree import plain_text

CASES: tuple[tuple[str, Inlines], ...] = (
    ("plain words", (Text("plain words"),)),
    ("a **b** c", (Text("a "), Strong((Text("b"),)), Text(" c"))),
    ("_**both**_", (Emph((Strong((Text("both"),)),)),)),
    (r"2 \* 3 \_x\_ \[y\]", (Text("2 * 3 _x_ [y]"),)),
    ("[a page](https://example.org/a%28)", (Link("https://example.org/a%28", (Text("a page"),)),)),
    ("**open", (Text("**open"),)),
    ("[no link] here", (Text("[no link] here"),)),
    ("", ()),
)  # fmt: skip


@pytest.mark.parametrize(("text", "content"), CASES)
def test_text_is_read(text: str, content: Inlines) -> None:
    assert plain_text(read_inlines(text)) == plain_text(content)
    if not text.startswith("**open") and "[no" not in text:
        assert read_inlines(text) == content
        assert write_inlines(content) == text


def test_note_marks_are_no_words() -> None:
    assert write_inlines((Text("said."), NoteRef(3))) == "said."


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1).map(Text)
_INLINES = st.recursive(
    st.lists(_TEXT, min_size=1, max_size=3).map(tuple),
    lambda inner: st.lists(
        st.one_of(
            _TEXT,
            inner.map(Strong),
            inner.map(Emph),
            inner.map(lambda content: Link("https://example.org/x", content)),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    max_leaves=8,
)


@given(_INLINES)
def test_writing_loses_no_word(content: tuple[Inline, ...]) -> None:
    text = write_inlines(content)
    assert "".join(plain_words(text).split()) == "".join(plain_text(content).split())
    assert write_inlines(read_inlines(text)) == text
