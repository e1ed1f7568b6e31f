"""A pattern that is compiled at its first use finds what one that is compiled at once finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.regexes import compile_later

WORDS = r"(?P<a>[a-z]+)(?:-(?P<b>\d))?"


@given(text=st.text("aB-1 \n"), flags=st.sampled_from((0, re.IGNORECASE)))
def test_it_finds_the_same(text: str, flags: int) -> None:
    later, now = compile_later(WORDS, flags), re.compile(WORDS, flags)
    for _ in range(2):
        assert [m.groupdict() for m in later.finditer(text)] == [
            m.groupdict() for m in now.finditer(text)
        ]
        assert later.sub("x", text) == now.sub("x", text)
        assert (later.pattern, later.flags) == (now.pattern, now.flags)


def test_it_is_compiled_once_and_at_its_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    real = re.compile

    def spy(text: str, flags: int) -> re.Pattern[str]:
        made.append(text)
        return real(text, flags)

    monkeypatch.setattr(re, "compile", spy)
    later = compile_later("a+")
    assert not hasattr(later, "__iter__")
    assert made == []
    assert later.match("aa")
    assert later.search("baa")
    assert made == ["a+"]
