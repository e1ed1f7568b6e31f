"""Sentence splitting: boundaries as data, and laws for any text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen import reading
from briefgen.model import Milestone, Paragraph
from briefgen.selection.sentences import split
from briefgen.tree import plain_text, walk
from tests.count_steps import count_steps
from tests.places import CASES, GOLDEN

ENDS = GOLDEN / "reading" / "sentence-ends.json"
SENTENCES = CASES / "selection" / "sentences.txt"


def read_cases() -> Iterator[tuple[str, str]]:
    language = "en"
    for text in SENTENCES.read_text(encoding="utf-8").splitlines():
        if text.startswith("## "):
            language = text.removeprefix("## ")
        elif text.strip() and not text.startswith("#"):
            yield language, text


@pytest.mark.parametrize(("language", "marked"), list(read_cases()))
def test_boundaries_stand_where_the_case_says(language: str, marked: str) -> None:
    wide = language == "zh"
    expected = [part.strip() for part in marked.split("|")]
    text = marked.replace("|", "") if wide else marked.replace(" | ", " ")
    assert [text[start:end] for start, end in split(text, language)] == expected


def test_nothing_and_blanks_have_no_sentence() -> None:
    assert split("") == ()
    assert split(" \t ") == ()


PARTS = 'The U.S. Dr. No. 5 e.g. etc. “ ” " ( ) [ ] « » ... … ? ! . , ; 。 a B x-Y 2021. 3. é - —'
pieces = st.sampled_from(PARTS.split(" "))
texts = st.one_of(st.lists(pieces, max_size=40).map(" ".join), st.text(max_size=200))


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from(["en", "fr", "de", "zh"]))
def test_sentences_hold_all_but_the_blanks_between_them(text: str, language: str) -> None:
    spans = split(text, language)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


plain = st.lists(
    st.sampled_from(["ships", "talks", "allies", "agree", "often", "in", "public"]), min_size=1
)
sentences = plain.map(lambda words: f"The {' '.join(words)}.")


@settings(max_examples=50, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=12))
def test_plain_sentences_are_found_one_by_one(expected: list[str]) -> None:
    text = " ".join(expected)
    assert [text[start:end] for start, end in split(text)] == expected


@pytest.mark.parametrize(
    "hostile",
    [".", "(", "a. ", "( ", '"', "U.S. ", "A. (b. ", ".) "],
)
def test_hostile_text_takes_no_more_than_its_length_asks(hostile: str) -> None:
    split(hostile * 20_000)  # comes to an end
    small, large = (count_steps(partial(split, hostile * n)) for n in (500, 2_000))
    assert large <= 4 * small + 100


def read_ends() -> dict[str, list[int]]:
    """Where sentences end in the real sources, by the hash of the block's text, as
    [source, first line, hash, offsets]: read and set by hand before the splitter ran on them.
    """
    rows = json.loads(ENDS.read_text(encoding="utf-8"))
    return {digest: ends for _, _, digest, ends in rows}


def texts_of(source: Path) -> Iterator[str]:
    read, _ = reading.read(source, source_id=source.stem, shown=source.name)
    assert read is not None
    for node in walk(read.document.blocks):
        if isinstance(node, Paragraph | Milestone):
            yield plain_text(node.content)


def test_the_real_sources_are_split_as_by_hand(real_seeds: Path) -> None:
    """At most one wrong or missing boundary in 250 sentences. The golden file holds the ends that a
    person set, by the digest of the text; no program writes it.
    """
    by_hand = read_ends()
    sentences = errors = 0
    for text in (text for path in sorted(real_seeds.glob("*.txt")) for text in texts_of(path)):
        ends = by_hand.get(hashlib.sha256(text.encode()).hexdigest()[:16])
        if ends is not None:
            sentences += len(ends)
            errors += len(set(ends) ^ {end for _, end in split(text)})
    assert sentences >= 250
    assert errors <= sentences // 250
