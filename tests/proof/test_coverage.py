"""Which lines went to whom: the table, the data and the picture agree with the manifests."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.proving.coverage import SeriesCover, cover_series
from briefgen.cli import main
from briefgen.errors import ExitCode
from briefgen.proof.cover_pictures import cover_svg, cover_text
from briefgen.proof.covering import spans
from tests.places import PROJECT

CONFIG = PROJECT / "configs" / "nato-china.yaml"
SLUG = "nato-china-relations"
AUDIENCES = ("minister", "desk-officer", "delegation", "press")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coverage")
    build(BuildOptions(configs=(CONFIG,), out=folder))
    return folder


@pytest.fixture(scope="module")
def cover(out: Path) -> SeriesCover:
    covers, found = cover_series((CONFIG,), None, out)
    assert found == ()
    return covers[0]


def test_the_lines_are_those_of_the_manifests(cover: SeriesCover, out: Path) -> None:
    assert cover.audiences == AUDIENCES
    for audience in AUDIENCES:
        manifest = json.loads((out / SLUG / audience / "manifest.json").read_text("utf-8"))
        shown = {
            (passage["source"], line)
            for section in manifest["sections"]
            for passage in section["passages"]
            for start, end in passage["lines"]
            for line in range(start, end + 1)
        }
        covered = {
            (source.id, line)
            for source in cover.sources
            for section in source.sections
            for line in section.whole[audience] | section.part[audience]
        }
        assert covered <= shown
        assert len(covered) >= 0.9 * len(shown)


def test_what_nobody_gets_is_what_is_left(cover: SeriesCover) -> None:
    left = 0
    for source in cover.sources:
        for section in source.sections:
            for audience in AUDIENCES:
                assert not section.nobody & (section.whole[audience] | section.part[audience])
                assert not section.whole[audience] & section.part[audience]
            left += len(section.nobody)
    assert left > 0


def test_the_table_names_sections_audiences_and_what_nobody_gets(cover: SeriesCover) -> None:
    text = cover_text(cover.sources, cover.audiences, cover.banner)
    assert text.startswith("TLP:GREEN")
    assert "nobody gets:" in text
    outlook = next(line for line in text.splitlines() if line.startswith("VIII Outlook"))
    assert outlook.split()[2:6] == ["0/3"] * 4
    assert "  VIII Outlook: lines 188, 190, 192" in text.splitlines()


def test_the_picture_has_a_row_for_each_audience_and_a_bar_for_each_run_of_lines(
    cover: SeriesCover,
) -> None:
    root = ET.fromstring(cover_svg(cover.sources, cover.audiences, cover.banner))  # noqa: S314 (own)
    space = "{http://www.w3.org/2000/svg}"
    words = [text.text for text in root.iter(f"{space}text")]
    for name in (*AUDIENCES, "nobody"):
        assert words.count(name) == len(cover.sources)
    bars = [r for r in root.iter(f"{space}rect") if r.find(f"{space}title") is not None]
    runs = sum(
        len(spans(lines))
        for source in cover.sources
        for section in source.sections
        for lines in (*section.whole.values(), *section.part.values(), section.nobody)
    )
    assert len(bars) == runs
    assert all(150 <= float(bar.get("x", "0")) <= 1050 for bar in bars)


def test_the_same_edition_gives_the_same_bytes(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pictures = []
    for name in ("a.svg", "b.svg"):
        words = ["coverage", str(CONFIG), "--out", str(out), "--svg", str(tmp_path / name)]
        assert main(words) == ExitCode.OK
        pictures.append((tmp_path / name).read_bytes())
    assert pictures[0] == pictures[1]
    assert capsys.readouterr().out.count("nobody gets:") == 4


def test_the_data_is_json(out: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", str(CONFIG), "--out", str(out), "--json"]) == ExitCode.OK
    [series] = json.loads(capsys.readouterr().out)
    assert series["audiences"] == list(AUDIENCES)
    assert {s["source"] for s in series["sources"]} == {"dialogue-report", "news-article"}


def test_without_an_edition_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coverage", str(CONFIG), "--out", str(tmp_path)]) == ExitCode.FINDINGS
    assert "[not-built]" in capsys.readouterr().err


def test_a_picture_that_cannot_be_written_is_a_finding(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "no-folder" / "x.svg"
    words = ["coverage", str(CONFIG), "--out", str(out), "--svg", str(target)]
    assert main(words) == ExitCode.OUTPUT
    assert "[cannot-write]" in capsys.readouterr().err


QUOTED = """\
# The ferry

## Views

The mayor waited all winter. "The ferry sails in spring," said Mayor Ida Holm. Nobody believed it.
"""
QUOTING = """\
series: Ferry
ladder: [OPEN]
sources: [{path: "seeds/*", marking: OPEN}]
audiences:
  press:
    template: press-brief
    ceiling: OPEN
    sections: [{id: said, layout: quotes, select: {kind: quote}}]
"""


def test_a_text_of_which_a_pack_has_a_quotation_alone_is_shown_in_part(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "news.md").write_text(QUOTED, encoding="utf-8")
    config = tmp_path / "series.yaml"
    config.write_text(QUOTING, encoding="utf-8")
    assert build(BuildOptions(configs=(config,))).written
    (series,), _ = cover_series((config,), None, None)
    [views] = [s for s in series.sources[0].sections if s.title == "Views"]
    assert (views.whole["press"], views.part["press"]) == (frozenset(), frozenset({5}))
    asked = {"ferry sails in spring": ExitCode.OK, "waited all winter": ExitCode.FINDINGS}
    for words, code in asked.items():
        assert main(["trace", "press", words, "--config", str(config)]) == code
    assert [line for line in capsys.readouterr().out.splitlines() if "not selected" in line]
