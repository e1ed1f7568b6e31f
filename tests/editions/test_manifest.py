"""What manifests say, what an audience's own may never say, and what the next run reads of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Place, Severity, warning
from briefgen.editions.disk import sha256
from briefgen.editions.jsontext import Json, json_bytes
from briefgen.editions.manifest import audience_manifest, series_manifest
from briefgen.editions.pooling import resolved
from briefgen.editions.previous import (
    Earlier,
    Entries,
    read_entries,
    read_manifests,
    read_previous,
)
from briefgen.editions.records import (
    AudienceInSeries,
    AudienceRecord,
    EditRecord,
    Input,
    Output,
    PassageRecord,
    RepairRecord,
    SectionRecord,
    SeriesRecord,
    SourceRecord,
)
from briefgen.editions.sealing import sealed
from briefgen.model import Repair, Span


def passage(name: str, *, rank: int = 0, marking: str = "GREEN", line: int = 5) -> PassageRecord:
    return PassageRecord(
        id=name,
        source="report",
        letter="A",
        section="4.1",
        lines=(Span(start=line, end=line + 1), Span(start=line + 4, end=line + 4)),
        marking=marking,
        sentences_left_out=2,
        rank=rank,
    )


SHOWN, CUT, SECRET = (
    passage("p-shown", rank=7),
    passage("p-cut", rank=3),
    passage("p-secret", line=77),
)

RECORD = AudienceRecord(
    series="Sea and Sky",
    audience="press",
    as_of="2021-11-30",
    banner="GREEN",
    ceiling="GREEN",
    template="press-brief",
    outputs=(
        Output(path="s-press.pdf", sha256="1" * 64, bytes=10, pages=2),
        Output(path="s-press.docx", sha256="2" * 64, bytes=20),
    ),
    sections=(SectionRecord(id="lead", label="Lead", passages=(SHOWN,), left_out=(CUT,)),),
    sources=(SourceRecord(letter="A", id="report", title="A Report — 中"),),
    repairs=(
        RepairRecord(
            source="report",
            repair=Repair(lines=(5,), before="th e", after="the", rule="gap", confidence=0.9),
        ),
    ),
    findings=(warning("w", "/else/x is odd", place=Place("/else/y/seeds/report.txt", 5)),),
)
SERIES = SeriesRecord(
    series="Sea and Sky",
    as_of="2021-11-30",
    banner="RED",
    version="1.2",
    inputs=(
        Input(kind="source", path="seeds/report.txt", sha256="f" * 64, lines=90, marking="RED"),
    ),
    audiences=(AudienceInSeries(record=RECORD, withheld=(SECRET,)),),
)


def parse(data: bytes) -> Any:
    return json.loads(data)


def test_an_audience_reads_what_was_shown_cut_and_repaired() -> None:
    told = parse(audience_manifest(RECORD))
    section = told["sections"][0]
    assert section["passages"] == [
        {
            "id": "p-shown", "source": "report", "letter": "A", "section": "4.1",
            "lines": [[5, 6], [9, 9]], "marking": "GREEN", "sentences_left_out": 2, "rank": 1,
            "date": None, "words": [],
        }
    ]  # fmt: skip
    assert [one["id"] for one in section["left_out"]] == ["p-cut"]
    assert told["outputs"][0] == {
        "path": "s-press.pdf",
        "sha256": "1" * 64,
        "bytes": 10,
        "pages": 2,
    }
    assert told["repairs"][0]["before"] == "th e"
    assert told["sources"] == [{"letter": "A", "id": "report", "title": "A Report — 中"}]
    assert (told["as_of"], told["banner"], told["ceiling"]) == ("2021-11-30", "GREEN", "GREEN")


def test_an_audience_reads_nothing_of_what_was_withheld() -> None:
    series, own = series_manifest(SERIES), audience_manifest(RECORD)
    for secret in (b"p-secret", b"77", b"withheld", b"f" * 64, b'"RED"', b"seeds/"):
        assert secret in series
        assert secret not in own


def test_ranks_have_no_gap_where_something_was_withheld() -> None:
    section = parse(audience_manifest(RECORD))["sections"][0]
    ranks = [one["rank"] for part in ("passages", "left_out") for one in section[part]]
    assert sorted(ranks) == [0, 1]
    assert section["left_out"][0]["rank"] == 0


def test_the_series_names_inputs_outputs_and_what_was_withheld() -> None:
    told = parse(series_manifest(SERIES))
    assert told["tool"] == {"name": "briefgen", "version": "1.2", "with": {}}
    assert told["inputs"][0]["lines"] == 90
    (audience,) = told["audiences"]
    assert [one["path"] for one in audience["outputs"]] == [
        "press/s-press.pdf",
        "press/s-press.docx",
    ]
    assert [told["shared"][name]["id"] for name in audience["withheld"]] == ["p-secret"]


def test_what_audiences_have_in_common_stands_in_the_series_manifest_once() -> None:
    many = tuple(
        replace(one, record=replace(one.record, audience=f"a{n}"))
        for n in range(9)
        for one in SERIES.audiences
    )
    data = series_manifest(replace(SERIES, audiences=many))
    assert data.count(b"p-shown") == data.count(b'"th e"') == 1
    told: Any = resolved(parse(data))["audiences"]
    assert len(told) == 9
    assert all(one["sections"] == told[0]["sections"] for one in told)


def test_a_name_without_its_entry_makes_a_manifest_unreadable(folder: Path) -> None:
    entry = parse(series_manifest(SERIES))
    entry["shared"].popitem()
    (folder / "manifest.json").write_bytes(json_bytes(entry))
    assert read_entries(folder) == Entries()


def test_a_manifest_with_its_entries_in_place_is_carried_on(folder: Path) -> None:
    """As version 2 of the format wrote it."""
    now = parse(series_manifest(SERIES))
    (folder / "manifest.json").write_bytes(
        sealed(json_bytes({**resolved(now), "format": 2, "shared": None, "digest": ""}))
    )
    entries = read_entries(folder)
    carried = replace(SERIES, audiences=(), carried=tuple(entries.by_name.items()))
    assert series_manifest(carried) == series_manifest(SERIES)


def test_no_absolute_path_gets_into_a_manifest() -> None:
    for data in (audience_manifest(RECORD), series_manifest(SERIES)):
        assert b"/else" not in data
        assert b'"file": "report.txt"' in data


def test_an_undated_edition_has_no_date() -> None:
    assert parse(audience_manifest(replace(RECORD, as_of="")))["as_of"] is None


def test_each_passage_is_a_line_of_its_own() -> None:
    lines = audience_manifest(RECORD).decode().splitlines()
    for name in ("p-shown", "p-cut"):
        (line,) = [one for one in lines if name in one]
        assert json.loads(line.strip().rstrip(","))["lines"] == [[5, 6], [9, 9]]


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(ANY_JSON)
@settings(deadline=None, max_examples=200)
def test_json_reads_back_as_it_was_written(value: Json) -> None:
    data = json_bytes(value)
    assert json.loads(data) == value
    assert data.endswith(b"\n")
    assert b"\r" not in data


@given(st.dictionaries(st.text(), st.dictionaries(st.text(), st.integers()), min_size=2))
@settings(deadline=None, max_examples=50)
def test_json_does_not_depend_on_the_order_of_keys(value: dict[str, Json]) -> None:
    turned: dict[str, Json] = dict(reversed(list(value.items())))
    assert json_bytes(turned) == json_bytes(value)


def test_a_file_name_that_is_no_utf_8_still_gives_json() -> None:
    assert json.loads(json_bytes({"path": "x\udcff.txt"})) == {"path": "x\udcff.txt"}


# --- what the next run reads ----------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "manifest.json").write_bytes(audience_manifest(RECORD))
    (tmp_path / "manifest.json").write_bytes(series_manifest(SERIES))
    return tmp_path


BOTH = {"press/s-press.pdf": "1" * 64, "press/s-press.docx": "2" * 64}


def test_the_last_run_is_remembered_by_path_and_hash(folder: Path) -> None:
    assert read_previous(folder) == (BOTH, ())


def test_nothing_is_remembered_where_nothing_was_written(tmp_path: Path) -> None:
    assert read_previous(tmp_path / "nowhere") == ({}, ())


@pytest.mark.parametrize("lost", ["manifest.json", "press/manifest.json"])
def test_one_manifest_stands_in_for_the_other(folder: Path, lost: str) -> None:
    (folder / lost).unlink()
    assert read_previous(folder) == (BOTH, ())


def test_the_audience_s_own_manifest_counts_first(folder: Path) -> None:
    newer = replace(RECORD, outputs=(replace(RECORD.outputs[0], sha256="3" * 64),))
    (folder / "press" / "manifest.json").write_bytes(audience_manifest(newer))
    hashes, _ = read_previous(folder)
    assert hashes["press/s-press.pdf"] == "3" * 64


EDIT = EditRecord(what="change", fate="kept", block="b-1", section="lead", says="words")


@pytest.mark.parametrize("edits", [(), (EDIT,)], ids=["no edits", "an edit"])
def test_one_that_the_series_names_by_hash_says_there_what_it_says_itself(
    folder: Path, edits: tuple[EditRecord, ...]
) -> None:
    own = replace(RECORD, as_of="2021-11-30", edits=edits)
    data = audience_manifest(own)
    files = (("press/manifest.json", sha256(data)),)
    named = replace(SERIES, audiences=(AudienceInSeries(record=own, files=files),))
    (folder / "press" / "manifest.json").write_bytes(data)
    (folder / "manifest.json").unlink()
    parsed = read_manifests(folder)
    (folder / "manifest.json").write_bytes(series_manifest(named))
    taken = read_manifests(folder)
    assert (taken.hashes, taken.earlier) == (parsed.hashes, parsed.earlier)
    assert len(taken.of("press").edits) == len(edits)


BROKEN = [b"", b"\xff\xfe", b"[]", b"7", b"{", b"[" * 100_000, b"null"]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_an_unreadable_manifest_is_a_warning_and_its_files_unknown(
    folder: Path, data: bytes
) -> None:
    for name in ("manifest.json", "press/manifest.json"):
        (folder / name).write_bytes(data)
    hashes, found = read_previous(folder)
    assert hashes == {}
    assert [(d.code, d.severity) for d in found] == [("manifest-unreadable", Severity.WARNING)] * 2
    assert read_entries(folder) == Entries()
    assert read_manifests(folder).of("press") == Earlier()


def test_a_manifest_beyond_all_size_is_not_read(folder: Path) -> None:
    with (folder / "manifest.json").open("ab") as file:
        file.truncate(65 * 1024 * 1024)
    assert [d.code for d in read_previous(folder)[1]] == ["manifest-unreadable"]


ODD = [
    {"outputs": 5}, {"outputs": [5, {"path": 5, "sha256": "x"}, {"path": "a"}]},
    {"outputs": [{"path": "../../x.docx", "sha256": "0"}]}, {"audiences": {"a": 1}},
    {"audiences": [1, {"audience": 2}, {"outputs": [{"path": "/x", "sha256": "0"}]}]},
]  # fmt: skip


@pytest.mark.parametrize("value", ODD)
def test_a_manifest_of_another_form_counts_for_nothing(folder: Path, value: Json) -> None:
    for name in ("manifest.json", "press/manifest.json"):
        (folder / name).write_bytes(json_bytes(value))
    assert read_previous(folder)[0] == {}
    assert read_entries(folder) == Entries()


def test_audiences_that_are_not_built_stay_in_the_series_manifest(folder: Path) -> None:
    minister = replace(RECORD, audience="minister")
    before = read_entries(folder)
    assert list(before.by_name) == ["press"]
    partly = replace(
        SERIES,
        audiences=(AudienceInSeries(record=minister),),
        carried=tuple(before.by_name.items()),
        shared=before.shared,
    )
    whole = replace(SERIES, audiences=(AudienceInSeries(record=minister), *SERIES.audiences))
    assert series_manifest(partly) == series_manifest(whole)
