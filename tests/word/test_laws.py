"""What holds for any pack: the file is sound, all words are in it in order, the bytes repeat."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefgen.model import (
    Block,
    BulletList,
    Callout,
    Code,
    Column,
    Columns,
    Emph,
    Inlines,
    Link,
    ListItem,
    NativeName,
    NoteRef,
    Notes,
    OrderedList,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from briefgen.renderers.word import render, start_run
from tests.packs.parts import load_style
from tests.packs.words import pack_text
from tests.word.reading import faults_of, heading_levels, words_of
from tests.word.samples import note, pack

LETTERS = "ab Z9&<>\"'{}%\\é́中かא ‑‰-–•"
STYLES = {name: load_style(name) for name in ("plain", "classic", "compact")}
RUN = start_run()
NOTES = 4


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text)


TEXTS = st.text(LETTERS, max_size=12).map(_clean)
IDS = st.uuids().map(str)


def _wrapped(inner: st.SearchStrategy[Inlines]) -> st.SearchStrategy[Inlines]:
    return st.lists(
        st.one_of(
            TEXTS.map(Text),
            inner.map(Emph),
            inner.map(Strong),
            st.tuples(
                st.sampled_from(["https://example.org/ä?x=1&y=2", "#nowhere", "ftp://x"]), inner
            ).map(lambda pair: Link(*pair)),
            st.tuples(
                st.text("中文かな", min_size=1, max_size=3), st.sampled_from(["zh", "ja"])
            ).map(lambda pair: NativeName(*pair)),
        ),
        max_size=3,
    ).map(tuple)


INLINES: st.SearchStrategy[Inlines] = st.recursive(
    st.lists(TEXTS.map(Text), max_size=2).map(tuple), _wrapped, max_leaves=4
)
WITH_MARKS = st.tuples(INLINES, st.lists(st.integers(1, NOTES).map(NoteRef), max_size=2)).map(
    lambda pair: (*pair[0], *pair[1])
)
LEAVES: st.SearchStrategy[Block] = st.one_of(
    st.builds(
        Paragraph,
        id=IDS,
        content=WITH_MARKS,
        form=st.sampled_from(["body", "lead", "message", "remark"]),
    ),
    st.builds(Quote, id=IDS, content=INLINES, speaker=TEXTS, office=TEXTS),
    st.builds(Code, id=IDS, lines=st.lists(TEXTS, max_size=3).map(tuple)),
    st.integers(0, 3).flatmap(
        lambda columns: st.builds(
            Table,
            id=IDS,
            rows=st.lists(
                st.builds(Row, id=IDS, cells=st.tuples(*[INLINES] * columns)), max_size=3
            ).map(tuple),
            caption=INLINES,
        )
    ),
)


def _items(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[tuple[ListItem, ...]]:
    blocks = st.lists(inner, max_size=2).map(tuple)
    return st.lists(st.builds(ListItem, id=IDS, blocks=blocks), max_size=3).map(tuple)


def _nested(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    blocks = st.lists(inner, max_size=3).map(tuple)
    titles: Callable[[], st.SearchStrategy[Inlines]] = lambda: INLINES  # noqa: E731
    return st.one_of(
        st.builds(
            Section, id=IDS, title=titles(), number=st.sampled_from(["", "2"]), blocks=blocks
        ),
        st.builds(BulletList, id=IDS, items=_items(inner)),
        st.builds(OrderedList, id=IDS, items=_items(inner), start=st.integers(1, 9)),
        st.builds(
            Callout,
            id=IDS,
            form=st.sampled_from(["bottom-line", "recommendation", "sources-differ", "new-since"]),
            title=titles(),
            blocks=blocks,
        ),
        st.builds(
            Columns,
            id=IDS,
            columns=st.lists(
                st.builds(Column, id=IDS, title=titles(), blocks=blocks), max_size=3
            ).map(tuple),
            remark=INLINES,
        ),
    )


BLOCKS = st.lists(st.recursive(LEAVES, _nested, max_leaves=8), max_size=4).map(tuple)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS, st.sampled_from(sorted(STYLES)))
def test_any_pack_is_a_sound_file_with_all_its_words(blocks: tuple[Block, ...], style: str) -> None:
    notes = Notes(id="notes", layout="table", notes=tuple(note(n) for n in range(1, NOTES + 1)))
    document = pack("any", "Any", "Test", *blocks, notes)
    data, _ = render(document, STYLES[style], RUN)
    assert faults_of(data) == []
    assert words_of(data) == pack_text(document).split()
    assert data == render(document, STYLES[style], start_run())[0]
    levels = heading_levels(data)
    assert all(1 <= level <= 9 for level in levels)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(BLOCKS)
def test_footnotes_lose_no_word(blocks: tuple[Block, ...]) -> None:
    notes = Notes(id="notes", layout="foot", notes=tuple(note(n) for n in range(1, NOTES + 1)))
    document = pack("any", "Any", "Test", *blocks, notes)
    data, _ = render(document, STYLES["plain"], RUN)
    assert faults_of(data) == []
    assert sorted(words_of(data)) == sorted(pack_text(document).split())
