"""Laws of reading: nothing raises, nothing is lost, reading what was read changes nothing."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    ListItem,
    Milestones,
    OrderedList,
    Paragraph,
    Section,
    Table,
)
from briefgen.reading import Reading, read_bytes
from briefgen.tree import line_numbers, node_text, plain_text, walk
from tests.reading import damage


def _read(text: str) -> Reading:
    data = text.encode("utf-8", "surrogatepass")
    reading, _ = read_bytes(data, source_id="s", shown="s.txt", suffix=".txt")
    assert reading is not None
    return reading


def _any(data: bytes) -> Reading | None:
    return read_bytes(data, source_id="s", shown="s.txt", suffix=".txt")[0]


# Pieces that the rules look for, in any order: nearer to trouble than arbitrary text.
_PIECE = st.sampled_from(
    [
        "Contents", "I. ", "l. ", "1. ", "2.3 ", "A. ", "- ", "• ", " ", "\t", "\n", "\n\n", "\f",
        "2002\t", "2010\t-2014\t", "0001\t", "YEAR", "…", "....... 7", "12", "Page 3 of 9", "“",
        "”", '"', "«", "*", "**", "<i>", "</i>", "|", "+---+", "----- ---", "====", "said ",
        "according to ", "Dr. A B", "With the contributions of", "Authors", "Presented by",
        "OUTLOOK", "NATO AND CHINA", "the ports of the coast agreed, ", "Harbour Council. ",
        "rulesbased ", "rules-based rules based ", "multi-\n", "lateral ", "26 September 2021 ",
        "中国", "É", "\u202e", "\x07", "\r", "—", "e\u0301",
    ]
)  # fmt: skip
_TAG = re.compile(r"</?(?:i|b)>")  # marks of emphasis are no words
TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECE, max_size=60).map("".join))


@settings(max_examples=250, deadline=None)
@given(TEXTS)
def test_no_text_raises_and_every_block_says_where_it_stands(text: str) -> None:
    reading = _any(text.encode("utf-8", "surrogatepass"))
    if reading is None:
        return
    for node in walk(reading.document.blocks):
        spans = line_numbers(getattr(node, "origins", ()))
        assert all(1 <= a <= b <= reading.line_count for _, a, b in spans)
    ids = [node.id for node in walk(reading.document.blocks)]
    assert len(ids) == len(set(ids))


@settings(max_examples=250, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    _any(data)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_reading_is_deterministic(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert _any(data) == _any(data)


# --- nothing is lost -----------------------------------------------------------------------------


def _letters(text: str) -> Counter[str]:
    composed = unicodedata.normalize("NFC", text)
    return Counter(c for c in composed.casefold() if c.isalnum())


def _kept(reading: Reading) -> Counter[str]:
    """Letters and digits of everything a document holds: tree, labels and numbers."""
    kept: Counter[str] = Counter()
    for node in walk(reading.document.blocks):
        kept += _letters(getattr(node, "number", ""))
        if isinstance(node, Boilerplate) and node.reason == "running head":
            for _ in line_numbers(node.origins)[1:]:  # one block for all its pages
                kept += _letters(node_text(node))
        if isinstance(node, OrderedList):
            for number in range(node.start, node.start + len(node.items)):
                kept += _letters(str(number))
        if isinstance(node, Milestones):
            kept += _letters(node.head[0])
            for row in node.rows:
                kept += _letters(row.label)
    for block in reading.document.blocks:
        kept += _letters(node_text(block))
    return kept


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_no_letter_is_lost(layout: damage.Layout) -> None:
    """All letters of a damaged text stand in the tree; only logged repairs take some away."""
    for seed in range(4):
        made = damage.damaged(seed, layout)
        reading = _read(made.text)
        logged = sum((_letters(r.before) for r in reading.repairs), Counter[str]())
        assert not _letters(made.text) - _kept(reading) - logged


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECE, max_size=40).map("".join))
def test_no_letter_is_lost_of_odd_texts(text: str) -> None:
    reading = _any(text.encode("utf-8", "surrogatepass"))
    if reading is None:
        return
    logged = sum((_letters(r.before) for r in reading.repairs), Counter[str]())
    words = sum((_letters(w) for w in ("chapter", "part", "article", "annex")), Counter[str]())
    assert not _letters(_TAG.sub("", text)) - _kept(reading) - logged - words


# --- repairing twice -----------------------------------------------------------------------------


def _set_clean(blocks: tuple[Block, ...]) -> list[str]:
    """A document as clean plain text: what a repaired source would look like."""
    out: list[str] = []
    for block in blocks:
        match block:
            case Section():
                title = block.original or plain_text(block.title)
                dot = "." if block.number.isalpha() or "." not in block.number else ""
                heading = f"{block.number}{dot} {title}" if block.number else title
                out += [heading, ""] if title else []
                out += _set_clean(block.blocks)
            case Paragraph():
                out += [plain_text(block.content), ""]
            case BulletList():
                out += [f"- {node_text(item)}" for item in block.items] + [""]
            case OrderedList():
                out += [
                    f"{n}. {node_text(item)}" for n, item in enumerate(block.items, block.start)
                ] + [""]
            case Milestones():
                out += [f"\t{row.label}\t{plain_text(row.content)}" for row in block.rows] + [""]
            case Boilerplate() | Table():
                continue
            case _:
                continue
    return out


def _shape(reading: Reading) -> list[tuple[str, str]]:
    return [
        (type(node).__name__, node_text(node))
        for node in walk(reading.document.blocks)
        if isinstance(node, Paragraph | ListItem | Milestones) and node_text(node)
    ]


@pytest.mark.parametrize("layout", damage.LAYOUTS)
def test_repairing_twice_changes_nothing(layout: damage.Layout) -> None:
    for seed in range(3):
        once = _read(damage.damaged(seed, layout).text)
        again = _read("\n".join(_set_clean(once.document.blocks)))
        assert _shape(again) == _shape(once)
        assert again.repairs == ()


# --- time ----------------------------------------------------------------------------------------

_BIG = 100_000


@pytest.mark.parametrize(
    "piece",
    [
        "Words of a text that goes on and on, ", '"a b c d e ', "“a b c d e ", "*a ", "**a ",
        "<i>a", ", according to ", "- item one\n", "\t2002\tText here.\n", "A title ....... 3\n",
        "1. Heading\n\n", "ABC DEF\n\nSome text under it.\n\n", "abc-\ndef ", ". ", " ",
        "a\n===\n\n", "| a | b |\n", "President Abc Def, ", "\f12\n", "7\n\n", "Dr. A B ",
    ],
)  # fmt: skip
def test_four_times_the_text_takes_about_four_times_as_long(piece: str) -> None:
    """Both sizes in one run; a quadratic rule would take sixteen times as long."""
    small, large = (_cpu_seconds("x" + piece * (size // len(piece))) for size in (_BIG // 4, _BIG))
    assert large < 10 * max(small, 0.02)


def _cpu_seconds(text: str) -> float:
    start = time.process_time()
    _read(text)
    return time.process_time() - start
