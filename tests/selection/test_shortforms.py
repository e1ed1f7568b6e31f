"""Abbreviations and the words that a source explains them by."""

from __future__ import annotations

import pytest

from briefgen.model import Document, Passage
from briefgen.selection import TLP_2_0, Selector, mark, select
from briefgen.selection.shortforms import ShortForm, find_short_forms, used_without_words
from briefgen.tree import plain_text
from tests.builds.document import document, para, section
from tests.count_steps import count_steps


def marked(*texts: str) -> Document:
    paragraphs = (para(f"p{n}", text) for n, text in enumerate(texts))
    return mark(document(section("a", "Views", *paragraphs)), "TLP:CLEAR", [], TLP_2_0).document


def forms_of(*texts: str) -> tuple[ShortForm, ...]:
    return find_short_forms([marked(*texts)], TLP_2_0)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("The Belt and Road Initiative (BRI) grows.", "BRI", "Belt and Road Initiative"),
        ("Of the Institute for Sea Studies (ISS) we know.", "ISS", "Institute for Sea Studies"),
        ("A new Shared Awareness and Deconfliction (SHADE) forum.", "SHADE",
         "Shared Awareness and Deconfliction"),
        ("The BRI (Belt and Road Initiative) grows.", "BRI", "Belt and Road Initiative"),
        ("improvised explosive devices (IEDs) were found", "IEDs", "improvised explosive devices"),
        ("The Non-Proliferation Treaty (NPT) holds.", "NPT", "Non-Proliferation Treaty"),
        ("Research and Development (R&D) costs.", "R&D", "Research and Development"),
        ("It ended. Belt Road (BR) began.", "BR", "Belt Road"),
    ],
)  # fmt: skip
def test_what_stands_in_brackets_is_explained(text: str, short: str, long: str) -> None:
    (form,) = forms_of(text)
    assert (form.short, form.long) == (short, long)
    (piece,) = form.passage.pieces
    assert plain_text(piece) in text
    assert short in plain_text(piece)
    assert long in plain_text(piece)


@pytest.mark.parametrize(
    "text",
    [
        "North Korea (DPRK) tests.",  # other letters
        "Non-Proliferation of Nuclear Weapons (NPT).",  # no word opens with T
        "The minister (Oslo) left.",
        "A vote (see Annex II) was held.",
        "It ended. Then (BRI) began.",
        "Belt and Road. Initiative (BRI) is split by a full stop.",
        "(ABC) opens the text.",
        "NATO's leaders (United Kingdom) met.",
        "",
    ],
)
def test_what_does_not_fit_is_not_explained(text: str) -> None:
    assert forms_of(text) == ()


def test_the_first_explanation_of_a_source_counts() -> None:
    forms = forms_of("The Belt and Road Initiative (BRI).", "The Big River Institute (BRI).")
    assert [form.long for form in forms] == ["Belt and Road Initiative"]


def test_words_that_are_said_are_not_missed() -> None:
    said = ("The Belt and Road Initiative (BRI) grows.", "Trade on the BRI grows.", "The ISS met.")
    source = marked(*said, "The Institute for Sea Studies (ISS) met.")
    forms = find_short_forms([source], TLP_2_0)
    shown: tuple[Passage, ...] = select((source,), Selector(), TLP_2_0)[:3]
    used, cut = used_without_words(forms, shown, said)
    assert [form.short for form in used] == ["BRI", "ISS"]
    assert [form.short for form in cut] == ["ISS"]
    used, cut = used_without_words(forms, shown[1:2], said[1:2])
    assert [form.short for form in cut] == ["BRI"]
    assert used_without_words(forms, (), said) == ((), ())  # explained in a source not drawn on


def test_hostile_text_takes_no_more_than_its_length_asks() -> None:
    def measure(count: int) -> int:
        text = "An alpha and (AA) Alpha AAAAAAAAAAA (A A A A A) " * count
        return count_steps(lambda: forms_of(text))

    small, large = measure(40), measure(160)
    assert large <= 4 * small * 1.2
