"""Sources that say the same, in one format or in two."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefgen.build.inputs.twins import Said, find_twin, likeness, what_is_said
from briefgen.errors import ExitCode
from briefgen.reading import read_bytes
from tests.formats.samples import Part, as_html, as_markdown, as_pdf, as_word, make_report

REPORT = make_report(31, sections=2)
FILES = {".md": as_markdown(REPORT), ".html": as_html(REPORT), ".docx": as_word(REPORT)}


def said(data: bytes, suffix: str, *marked: object) -> Said:
    reading, found = read_bytes(data, source_id="s", shown=f"s{suffix}", suffix=suffix)
    assert reading is not None, found
    return what_is_said(reading, marked, None)


@pytest.mark.parametrize("suffix", [".html", ".docx"])
def test_a_report_in_two_formats_counts_once(suffix: str) -> None:
    one, two = said(FILES[".md"], ".md"), said(FILES[suffix], suffix)
    twin = find_twin(two, [said(as_markdown(make_report(32, sections=2)), ".md"), one])
    assert twin is not None
    assert twin[0] == 1
    assert twin[1].code == "source-twice"
    assert "s.md" in twin[1].message


def test_a_pdf_of_it_is_alike_at_least() -> None:
    assert likeness(said(FILES[".md"], ".md"), said(as_pdf(REPORT), ".pdf")) >= 0.8


def test_two_drafts_are_both_used_and_that_is_said() -> None:
    more = [*REPORT, Part("paragraph", "The council of the harbour adopted all that was proposed.")]
    one, two = said(FILES[".md"], ".md", "A"), said(as_markdown(more), ".md", "B")
    twin = find_twin(two, [one])
    assert twin is not None
    assert twin[1].code == "source-alike"
    assert "not marked alike" in twin[1].message


def test_the_same_words_under_two_markings_are_refused() -> None:
    one, two = said(FILES[".md"], ".md", "A"), said(FILES[".docx"], ".docx", "B")
    twin = find_twin(two, [one])
    assert twin is not None
    assert (twin[1].code, twin[1].exit) == ("source-twice-marked", ExitCode.MARKING)


def test_short_texts_are_twins_by_their_bytes_alone() -> None:
    one, two = (
        said(b"# A\n\nShort words.\n", ".md"),
        said(b"<h1>A</h1>Short words.", ".html"),
    )
    assert find_twin(two, [one]) is None
    twin = find_twin(replace(one, shown="t.md"), [one])
    assert twin is not None
    assert twin[1].code == "source-twice"
