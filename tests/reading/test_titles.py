"""Headings in capitals are shown in readable case, with the running text as witness."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.reading.titles import is_capitals, known_names, sentence_case
from briefgen.reading.vocabulary import gather_words

TEXT = """The Harbour Council met in Portmark, and NATO and the EU sent observers to Portmark.
After that the council of the West agreed with NATO-China experts on the Silk Road Initiative.
A road leads from Portmark to the sea; U.S. ships in the West use it, as Lakeland's navy does.
They discussed a Joint Roadmap, a roadmap that may change, and the World Trade Organization."""
KNOWN = known_names(gather_words(TEXT.splitlines()))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("NATO PERCEPTIONS ON PORTMARK", "NATO perceptions on Portmark"),
        ("RELATIONS BETWEEN PORTMARK AND THE WEST", "Relations between Portmark and the West"),
        (
            "A ROADMAP TO TAKE NATO-CHINA TALKS FORWARD",
            "A roadmap to take NATO-China talks forward",
        ),
        ("THE ROAD AHEAD", "The road ahead"),
        ("THE SILK ROAD INITIATIVE AND THE EU", "The Silk Road Initiative and the EU"),
        ("PORTMARK'S NAVY", "Portmark's navy"),
        ("OUTLOOK: WHAT THE U.S. WANTS", "Outlook: what the U.S. wants"),
        ("PART II: SHIPS", "Part II: ships"),
        ("5G AND COVID-19", "5G and COVID-19"),
        ("THE POST-2014 ORDER", "The post-2014 order"),
        ("“SAFE” PORTS", "“Safe” ports"),
        ("Mixed Case Stays", "Mixed Case Stays"),
        ("ÉTATS ET PORTS", "États et ports"),
        ("THE WORLD TRADE ORGANIZATION", "The World Trade Organization"),
        ("2021 IN PORTMARK", "2021 in Portmark"),
    ],
)
def test_sentence_case(title: str, shown: str) -> None:
    assert sentence_case(title, KNOWN) == shown


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.frozensets(st.text(max_size=8), max_size=6))
def test_only_case_and_blanks_change(title: str, known: frozenset[str]) -> None:
    shown = sentence_case(title, known)
    assert "".join(shown.split()).casefold() == "".join(title.split()).casefold()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_case_once_set_stays(title: str) -> None:
    once = sentence_case(title, KNOWN)
    assert is_capitals(once) or sentence_case(once, KNOWN) == once
