"""The two real sources are read exactly: kinds, lines, counts and hashes, never their words."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from briefgen.model import (
    Boilerplate,
    BulletList,
    ListItem,
    Milestones,
    Paragraph,
    PartialDate,
    Section,
)
from briefgen.reading import Reading, read
from briefgen.tree import line_numbers, node_text, plain_text, sections, walk
from tests.conftest import NEED_TOOLS
from tests.places import GOLDEN

READ = GOLDEN / "reading"
WRITE_GOLDEN = "BRIEFGEN_WRITE_GOLDEN"
REPORT, ARTICLE = "003_34a668bba334c221.txt", "000_51ca3bc918314ae9.txt"


def _read(folder: Path, name: str) -> Reading:
    reading, found = read(folder / name, source_id="s", shown=name)
    assert reading is not None
    assert found == ()
    return reading


@pytest.fixture(scope="module")
def report(real_seeds: Path) -> Reading:
    return _read(real_seeds, REPORT)


@pytest.fixture(scope="module")
def article(real_seeds: Path) -> Reading:
    return _read(real_seeds, ARTICLE)


def _titled(reading: Reading) -> list[Section]:
    return [s for s in sections(reading.document.blocks) if s.title]


def _paragraphs(reading: Reading) -> list[Paragraph]:
    return [
        block
        for section in sections(reading.document.blocks)
        for block in section.blocks
        if isinstance(block, Paragraph)
    ]


def _lines(node: Any) -> list[tuple[int, int]]:
    return [(start, end) for _, start, end in line_numbers(node.origins)]


# --- the report ----------------------------------------------------------------------------------


def test_report_has_sixteen_headings_in_two_levels(report: Reading) -> None:
    found = [(s.level, s.number) for s in _titled(report)]
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]
    assert [number for level, number in found if level == 1] == ["", *roman, "", ""]
    assert [number for level, number in found if level == 2] == ["1", "2", "3", "4", "5"]
    starts = [_lines(s)[0][0] for s in _titled(report)]
    firsts = [20, 34, 54, 66, 89, 111, 132, 142, 154, 164, 174, 184, 196, 206, 216, 234]
    assert starts == firsts


def test_report_sub_sections_stand_inside_the_sixth(report: Reading) -> None:
    outer = next(s for s in _titled(report) if s.number == "VI")
    inner = [b for b in outer.blocks if isinstance(b, Section)]
    assert [s.id for s in inner] == [f"s/vi.{n}" for n in range(1, 6)]


def test_report_has_51_paragraphs_of_which_six_are_mended(report: Reading) -> None:
    paragraphs = _paragraphs(report)
    assert len(paragraphs) == 51
    broken = [_lines(p) for p in paragraphs if len(_lines(p)) > 1]
    assert broken == [
        [(40, 40), (42, 42)],
        [(46, 46), (48, 48)],
        [(56, 56), (58, 58)],
        [(136, 136), (138, 138)],
        [(150, 150), (152, 152)],
        [(198, 198), (200, 200)],
    ]


def test_report_has_23_points_in_three_lists(report: Reading) -> None:
    lists = [n for n in walk(report.document.blocks) if isinstance(n, BulletList)]
    assert [len(one.items) for one in lists] == [8, 8, 7]
    items = [item for one in lists for item in one.items]
    many = [_lines(item) for item in items if _lines(item) != [(x := _lines(item)[0][0], x)]]
    assert many == [
        [(72, 79)],
        [(80, 80), (82, 82)],
        [(93, 93), (95, 95)],
        [(98, 99), (101, 101)],
        [(104, 104), (106, 106)],
        [(108, 109)],
        [(117, 123)],
        [(127, 127), (129, 129)],
    ]


def test_report_dated_rows(report: Reading) -> None:
    table = next(n for n in walk(report.document.blocks) if isinstance(n, Milestones))
    readable = [row for row in table.rows if row.when is not None]
    assert len(readable) == 11
    assert [_lines(row) for row in table.rows if row.when is None] == [[(228, 228)]]
    labels = [row.label for row in readable]
    assert labels[6:8] == ["2010–2014", "2011–2014"]
    last = readable[-1]
    assert last.label == "26 September 2021"
    assert last.when is not None
    assert last.when.start == PartialDate(year=2021, month=9, day=26)
    assert _lines(last) == [(232, 232), (230, 230)]


def test_report_metadata(report: Reading) -> None:
    meta = report.document.metadata
    assert len(meta.toc) == 10
    assert [entry.page for entry in meta.toc] == ["1", "2", "3", "4", "5", "6", "7", "10", "11", ""]
    assert [entry.number for entry in meta.toc][1] == "I"
    assert [bool(p.name_native) for p in meta.publishers] == [False, True]
    ranks = [person.rank for person in meta.authors]
    assert len(ranks) == 10
    assert all(ranks)
    assert [person.rank for person in meta.contributors] == ["Dr.", "Dr."]
    assert len(meta.dates) == 14


def test_report_titles_in_readable_case(report: Reading) -> None:
    titles = {s.number or s.id: plain_text(s.title) for s in _titled(report)}
    assert titles["III"] == "NATO perceptions on China"
    assert titles["IV"] == "Chinese perceptions of NATO"
    assert titles["II"].endswith("between China and the West")
    assert all(s.original is None or s.original.isupper() for s in _titled(report))


def test_report_repairs_are_logged_by_rule(report: Reading) -> None:
    rules: dict[str, list[tuple[int, ...]]] = {}
    for repair in report.repairs:
        rules.setdefault(repair.rule, []).append(repair.lines)
    assert rules["false-bullet"] == [(80, 82), (93, 95), (104, 106), (127, 129)]
    assert rules["lost-bullet"] == [(93,), (115,)]
    assert rules["broken-point"] == [(99, 101)]
    assert rules["torn-row"] == [(230, 232)]
    assert rules["torn-range"] == [(224,), (225,)]
    assert rules["contents-title"] == [(9,), (18,)]
    assert rules["contents-number"] == [(10,)]
    assert rules["lost-hyphen"] == [(38,)]


def test_report_quirks_are_flagged_and_left(report: Reading) -> None:
    found = {(quirk.reason, quirk.lines) for quirk in report.quirks}
    assert ("stray-quote-mark", (204,)) in found
    assert ("name-spelt-two-ways", (221,)) in found
    assert ("missing-full-stop", (221,)) in found
    assert ("unreadable-row", (228,)) in found
    text = "".join(node_text(b) for b in report.document.blocks)
    assert "Bisogniero" in text
    assert "Bisognero" in text


# --- the article ---------------------------------------------------------------------------------


def test_article_invents_no_title_and_no_date(article: Reading) -> None:
    assert article.document.title == ()
    assert _titled(article) == []
    assert [date.value.iso() for date in article.document.metadata.dates] == ["2021-02"]


def test_article_has_a_dateline_a_lede_and_nine_paragraphs(article: Reading) -> None:
    paragraphs = _paragraphs(article)
    assert [_lines(p) for p in paragraphs] == [[(n, n)] for n in range(1, 18, 2)]
    assert [p.form for p in paragraphs] == ["lead", *["body"] * 8]
    assert article.document.metadata.dateline == "WATFORD, England"


def test_article_has_four_stretches_of_direct_speech(article: Reading) -> None:
    direct = [s for s in article.document.metadata.speeches if s.kind == "direct"]
    assert [_lines(s) for s in direct] == [[(3, 3)], [(3, 3)], [(7, 7)], [(7, 7)]]
    assert {(s.speaker, s.office) for s in direct} == {
        ("Jens Stoltenberg", "NATO Secretary General")
    }
    assert all(not s.text.startswith("“") for s in direct)
    indirect = [s for s in article.document.metadata.speeches if s.kind == "indirect"]
    assert {line for s in indirect for line, _ in _lines(s)} >= {1, 5, 9, 17}


def test_article_boilerplate_is_set_apart(article: Reading) -> None:
    apart = [n for n in walk(article.document.blocks) if isinstance(n, Boilerplate)]
    assert [(b.reason, _lines(b)) for b in apart] == [
        ("author biography", [(19, 19)]),
        ("link", [(21, 21)]),
    ]
    (author,) = article.document.metadata.authors
    assert author.organisation == "Defense News"
    assert article.repairs == ()


# --- everything, as kinds, lines and hashes ------------------------------------------------------


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _outline(reading: Reading) -> dict[str, Any]:
    """What a reading is, without a word of it."""
    document = reading.document
    nodes = [
        {
            "id": _digest(node.id),
            "kind": type(node).__name__,
            "lines": _lines(node),
            "sha256": _digest(node_text(node)),
        }
        for node in walk(document.blocks)
    ]
    meta = document.metadata
    return {
        "title": _digest(plain_text(document.title)),
        "nodes": nodes,
        "people": [_digest(repr(p)) for p in (*meta.authors, *meta.contributors)],
        "publishers": [_digest(repr(p)) for p in meta.publishers],
        "contents": [_digest(repr(e)) for e in meta.toc],
        "dates": [[d.value.iso(), _digest(d.block)] for d in meta.dates],
        "speeches": [
            [s.kind, _digest(s.block), s.start, s.end, _digest(s.speaker)] for s in meta.speeches
        ],
        "repairs": [
            [r.rule, list(r.lines), r.confidence, _digest(r.before), _digest(r.after)]
            for r in reading.repairs
        ],
        "quirks": [[q.reason, list(q.lines), _digest(q.text)] for q in reading.quirks],
    }


@pytest.mark.parametrize(("name", "golden"), [(REPORT, "report.json"), (ARTICLE, "article.json")])
def test_golden_of_the_whole_outline(real_seeds: Path, name: str, golden: str) -> None:
    """Run once with BRIEFGEN_WRITE_GOLDEN=1 to write what is found, then look at it."""
    found = json.loads(json.dumps(_outline(_read(real_seeds, name))))
    path = READ / golden
    if os.environ.get(WRITE_GOLDEN) and not os.environ.get(NEED_TOOLS):
        path.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} is written anew: look at it and run again without {WRITE_GOLDEN}")
    assert found == json.loads(path.read_text(encoding="utf-8"))


def test_every_point_has_one_paragraph_of_its_own(report: Reading) -> None:
    items = [n for n in walk(report.document.blocks) if isinstance(n, ListItem)]
    assert all(len(item.blocks) == 1 and isinstance(item.blocks[0], Paragraph) for item in items)


def test_ids_are_unique(report: Reading, article: Reading) -> None:
    for reading in (report, article):
        ids = [node.id for node in walk(reading.document.blocks)]
        assert len(ids) == len(set(ids))
