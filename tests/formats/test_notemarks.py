"""Raised figures: those that lead to a note stand apart, powers and units stay with their word."""

from __future__ import annotations

import pytest

from briefgen.reading.formats.notemarks import settle_raised
from briefgen.reading.formats.pieces import NOTE_MARK, Apart, Piece, Words
from briefgen.reading.formats.words import inlines
from briefgen.tree import plain_text


def settled(text: str, notes: str = "", marks: str = "") -> tuple[str, list[str], list[str]]:
    """The words that stay, the marks taken out of them, and what is unsure."""
    pieces: list[Piece] = [Words(content=inlines(text), lines=(1,))]
    if marks:
        pieces.append(Apart(content=inlines(marks), reason=NOTE_MARK, lines=(1,)))
    if notes:
        pieces.append(Apart(content=inlines(notes), reason="footnote", lines=(2,)))
    done, quirks = settle_raised(pieces)
    own = [p for p in done if p not in pieces[1:]]
    words = next(plain_text(p.content) for p in own if isinstance(p, Words))
    taken = [plain_text(p.content) for p in own if isinstance(p, Apart)]
    return words, taken, [q.text for q in quirks]


@pytest.mark.parametrize(
    ("text", "notes", "marks", "words", "taken", "unsure"),
    [
        ("It cost 10⁶ euros.", "", "", "It cost 10⁶ euros.", [], []),
        ("It cost 10⁶ euros.", "6 See there.", "", "It cost 10⁶ euros.", [], []),
        ("It cost 10⁻⁶ euros.", "6 See there.", "", "It cost 10⁻⁶ euros.", [], []),
        (
            "An area of 5 km² lies there.",
            "2 See there.",
            "",
            "An area of 5 km² lies there.",
            [],
            [],
        ),
        ("It grew by 45¹² per cent.", "", "", "It grew by 45¹² per cent.", [], ["45¹²"]),
        ("It grew by 45¹² per cent.", "12 See.", "", "It grew by 45 per cent.", ["12"], []),
        ("It grew in 2019³ again.", "2 One. 3 Two.", "", "It grew in 2019 again.", ["3"], []),
        ("It grew in 2019³ again.", "Roadmap, 204 3", "", "It grew in 2019 again.", ["3"], []),
        ("It grew in 2019³ again.", "", "1 2 4", "It grew in 2019 again.", ["3"], []),
        ("It grew in 2019³ again.", "", "1 2", "It grew in 2019³ again.", [], ["2019³"]),
        ("It ended.¹ Then", "1 See there.", "", "It ended. Then", ["1"], []),
        ("It ended.¹ Then", "", "", "It ended.¹ Then", [], []),
        ("CO₂ and H²O stay.", "", "", "CO₂ and H²O stay.", [], []),
    ],
)
def test_a_mark_needs_a_note(
    text: str, notes: str, marks: str, words: str, taken: list[str], unsure: list[str]
) -> None:
    assert settled(text, notes, marks) == (words, taken, unsure)
