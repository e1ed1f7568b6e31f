"""Names that are misspelt and names that no file can bear."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.config.naming import MAX_NAME, is_name, make_name, make_slug
from briefgen.editions.paths import is_safe
from briefgen.files.filenames import is_reserved
from briefgen.nearness import near_names, near_titles, nearest, suggestion


@pytest.mark.parametrize("name", ["con", "NUL", "com0", "com9", "lpt0", "aux.txt", "prn.tar.gz"])
def test_a_device_is_no_name_for_a_file_an_audience_or_a_series(name: str) -> None:
    assert is_reserved(name)
    assert not is_safe(name.casefold())
    assert not is_name(name)
    assert not is_reserved(make_name(name))


@pytest.mark.parametrize("name", ["con-1", "console", "com", "com10", "my.con", "null"])
def test_what_only_looks_like_a_device_is_a_name(name: str) -> None:
    assert not is_reserved(name)
    assert is_safe(name)


def test_a_misspelt_name_finds_the_nearest_first_in_any_case() -> None:
    known = ("minister", "ministers", "desk")
    assert nearest("Minster", known) == "minister"
    assert near_names("MINISTER", known) == ("minister", "ministers")
    assert nearest("x", known) == ""
    assert suggestion("x", ()) == "there are none"
    assert suggestion("x", known) == "known: minister, ministers, desk"


def test_a_part_of_a_title_finds_it() -> None:
    titles = ("weather", "northern perceptions of the harbour", "roadmap")
    assert near_titles("northern percep", titles)[0] == 1
    assert near_titles("qqqq", titles) == ()


@pytest.mark.parametrize(
    ("series", "slug"),
    [
        ("NATO-China relations", "nato-china-relations"),
        ("北约与中国：2021 年", "北约与中国-2021-年"),
        ("Отношения России", "отношения-россии"),
        ("が\u3099ーデン", "が\u3099ーデン"),
        ("हिन्दी रिपोर्ट", "हिन्दी-रिपोर्ट"),
        ("../中\u202e国\x00/..", "中-国"),
        ("…", ""),
    ],
)
def test_a_series_keeps_the_letters_of_every_script(series: str, slug: str) -> None:
    assert make_slug(series) == slug
    assert not slug or is_safe(slug)


@given(st.text(st.characters(max_codepoint=0x24F), max_size=100))
def test_a_latin_name_gives_the_slug_of_plain_letters(series: str) -> None:
    assert make_slug(series) == make_name(series)


@given(st.text(max_size=100))
def test_the_slug_of_any_text_is_safe_in_paths(series: str) -> None:
    slug = make_slug(series)
    assert not slug or is_safe(slug)
    assert len(slug.encode()) <= MAX_NAME
    assert unicodedata.normalize("NFC", slug) == slug
