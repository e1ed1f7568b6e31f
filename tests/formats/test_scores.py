"""Reports made as files of each format are read back as they were made."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from briefgen import model
from briefgen.reading import Reading, read_bytes
from briefgen.tree import line_numbers, node_text, plain_text, walk
from tests.formats.samples import (
    HEAD,
    Part,
    as_html,
    as_markdown,
    as_pdf,
    as_word,
    make_report,
    parts_of,
    score,
)

Writer = Callable[[Sequence[Part]], bytes]
STRUCTURED: dict[str, Writer] = {".md": as_markdown, ".html": as_html, ".docx": as_word}
PDFS: dict[str, Writer] = {
    "hyphenated": as_pdf,
    "with bookmarks": lambda parts: as_pdf(parts, bookmarks=True),
    "ragged": lambda parts: as_pdf(parts, justified=False),
}
SEEDS = (1, 2)


def read_it(data: bytes, suffix: str) -> Reading:
    reading, found = read_bytes(data, source_id="s", shown=f"s{suffix}", suffix=suffix)
    assert reading is not None, found
    assert not found
    return reading


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def all_words(document: model.Document) -> Counter[str]:
    found = words_of(" ".join(node_text(block) for block in document.blocks))
    for node in walk(document.blocks):
        match node:
            case model.Section(number=number):
                found += words_of(number)
            case model.Milestone(label=label):
                found += words_of(label)
            case model.Milestones(head=head):
                found += words_of(" ".join(head))
            case _:
                pass
    return found


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("suffix", STRUCTURED)
def test_a_structured_file_is_read_as_it_was_made(suffix: str, seed: int) -> None:
    gold = make_report(seed)
    reading = read_it(STRUCTURED[suffix](gold), suffix)
    found = parts_of(reading.document)
    assert score(gold, found, "heading") >= 0.97
    assert score(gold, found, "paragraph", "point") >= 0.97
    assert score(gold, found, "row") >= 0.97
    assert reading.repairs == ()
    assert reading.quirks == ()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", PDFS)
def test_a_pdf_is_read_as_it_was_made(kind: str, seed: int) -> None:
    gold = make_report(seed)
    reading = read_it(PDFS[kind](gold), ".pdf")
    printed = [
        Part("paragraph", part.text.replace("|", ": ")) if part.kind == "row" else part
        for part in gold
    ]
    found = parts_of(reading.document)
    assert score(printed, found, "heading") >= 0.90
    assert score(printed, found, "paragraph", "point") >= 0.90
    running = " ".join(part.text for part in found)
    assert HEAD not in running
    assert "Page" not in running
    assert "annexes" not in running
    assert {repair.rule for repair in reading.repairs} <= {
        "hyphen-at-line-end",
        "broken-paragraph",
        "broken-point",
    }


@pytest.mark.parametrize("suffix", [*STRUCTURED, ".pdf"])
def test_every_word_is_kept(suffix: str) -> None:
    gold = make_report(3)
    writer = {**STRUCTURED, ".pdf": PDFS["ragged"]}[suffix]
    document = read_it(writer(gold), suffix).document
    wanted = words_of(" ".join(part.text for part in gold))
    assert wanted - all_words(document) == Counter()


@pytest.mark.parametrize("suffix", [*STRUCTURED, ".pdf"])
def test_every_block_says_where_it_stands(suffix: str) -> None:
    reading = read_it(STRUCTURED.get(suffix, as_pdf)(make_report(4)), suffix)
    nodes = list(walk(reading.document.blocks))
    ids = [node.id for node in nodes]
    assert len(set(ids)) == len(ids)
    for node in nodes:
        if isinstance(node, model.Section) and not node.title:
            continue
        assert node.origins, node.id
        assert all(end <= reading.line_count for _, _, end in line_numbers(node.origins)), node.id
    pages = {
        p for n in nodes for o in n.origins if isinstance(o, model.FromSource) for p in o.pages
    }
    assert bool(pages) is (suffix == ".pdf")


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_lines_are_those_of_the_file(suffix: str) -> None:
    data = STRUCTURED[suffix](make_report(5))
    rows = html.unescape(data.decode()).split("\n")
    for node in walk(read_it(data, suffix).document.blocks):
        if isinstance(node, model.Paragraph):
            spans = [(start, end) for _, start, end in line_numbers(node.origins)]
            there = " ".join(" ".join(rows[start - 1 : end]) for start, end in spans)
            assert plain_text(node.content) in " ".join(there.split()), node.id


@pytest.mark.parametrize("suffix", [*STRUCTURED, ".pdf"])
def test_reading_twice_gives_the_same(suffix: str) -> None:
    data = STRUCTURED.get(suffix, as_pdf)(make_report(6, sections=2))
    assert read_it(data, suffix) == read_it(data, suffix)


def test_the_same_report_has_the_same_parts_in_every_format() -> None:
    gold = make_report(7, sections=3)
    read = [
        parts_of(read_it(writer(gold), suffix).document) for suffix, writer in STRUCTURED.items()
    ]
    assert read[0] == read[1] == read[2]


def test_the_score_tells_damage() -> None:
    gold = make_report(8)
    worse = [replace(part, level=3) if part.level == 2 else part for part in gold]
    assert score(gold, gold, "heading") == 1.0
    assert score(gold, worse, "heading") < 0.6
