"""A footnote that people type is a part of their text: in PDF and Word, and read back as it was."""

from __future__ import annotations

import pytest

from briefgen.inline_text import notes_in, plain_words, read_inlines, write_inlines
from briefgen.model import Document, Emph, Link, NoteRef, Notes, Strong, Text
from briefgen.renderers.word import render, start_run
from briefgen.roundtrip.applying import apply_overrides
from briefgen.roundtrip.edits import Edit
from briefgen.roundtrip.outcomes import Applied
from briefgen.tree import note_numbers, plain_text, walk
from tests.packs.parts import load_style
from tests.packs.samples import PACKS
from tests.roundtrip.memo_scripts import document, said
from tests.roundtrip.test_merge import WAYS
from tests.roundtrip.test_reading import TRAIL, differences
from tests.word.like import WordFile

STYLE = load_style("compact")
RUN = start_run()


@pytest.mark.parametrize(
    ("text", "inlines"),
    [
        ("So it is.^[See page 3.]", (Text("So it is."), NoteRef(0, "See page 3."))),
        ("x^[a **b** [c](d)] y", (Text("x"), NoteRef(0, "a **b** [c](d)"), Text(" y"))),
        (r"x\^[c](d)", (Text("x^"), Link("d", (Text("c"),)))),
        (r"2\^3", (Text("2^3"),)),
        ("**x^[n]**", (Strong((Text("x"), NoteRef(0, "n"))),)),
        ("_x_^[n]", (Emph((Text("x"),)), NoteRef(0, "n"))),
    ],
)
def test_a_note_stands_in_text_as_markup(text: str, inlines: tuple[object, ...]) -> None:
    assert read_inlines(text) == inlines
    assert write_inlines(read_inlines(text)) == text


@pytest.mark.parametrize("text", ["x^[never closed", "x^[] y", "2^3", "^"])
def test_what_is_no_note_is_words(text: str) -> None:
    assert plain_words(text) == text
    assert notes_in(text) == ()


def edition(pack: Document, place: str, base: str, text: str) -> Applied:
    edits = (Edit(what="change", block=place, base=base, text=text, banner="TLP:GREEN"),)
    return apply_overrides(pack, edits, WAYS)[0]


def notes_of(pack: Document) -> list[str]:
    notes = (
        note for block in walk(pack.blocks) if isinstance(block, Notes) for note in block.notes
    )
    return [plain_text(note.text) for note in notes]


def pulled(pack: Document, *edits: tuple[str, ...]) -> tuple[Edit, ...]:
    written = render(pack, STYLE, RUN, TRAIL)[0]
    file = WordFile(written)
    for edit in edits:
        file.play(edit)
    found = differences(file.data(), written)
    assert found.not_carried == ()
    return found.edits


# Notes at the foot, in a table, and a pack without any.
PLACES = {"memo": "Both councils gain", "read-ahead": "Talking on the quay", "press": "Both"}


@pytest.mark.parametrize("pack", PLACES)
def test_a_typed_note_comes_out_as_a_note_and_back_as_the_same(pack: str) -> None:
    before = PACKS[pack]()
    (edit,) = pulled(before, ("footnote", PLACES[pack], "See page 3. It says more."))
    assert notes_in(edit.text) == ("See page 3. It says more.",)
    applied, _ = apply_overrides(before, (edit,), WAYS)
    assert "See page 3. It says more." in notes_of(applied.document)
    numbers = note_numbers(applied.document.blocks)
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    memo = render(applied.document, STYLE, RUN, TRAIL)[0]
    again = differences(memo, memo)
    assert (again.edits, again.not_carried) == ((), ())


def test_a_typed_note_is_kept_changed_and_taken_out_like_any_word() -> None:
    base = said("Paragraph", 2)
    text = f"{base}^[Own note.]"
    applied = edition(document(), "main/p2", base, text)
    written = render(applied.document, STYLE, RUN, applied.trail)[0]
    file = WordFile(written)
    file.replace("Paragraph 2 tells", "Paragraph 2 whispers")
    (edit,) = differences(file.data(), written).edits
    assert (edit.base, notes_in(edit.text)) == (base, ("Own note.",))
    file = WordFile(written)
    name = "word/footnotes.xml"
    file.parts[name] = file.parts[name].replace(b"Own note.", b"Other note.")
    (edit,) = differences(file.data(), written).edits
    assert notes_in(edit.text) == ("Other note.",)


def test_a_typed_note_beside_a_source_s_does_not_run_into_it() -> None:
    base = said("Paragraph", 2)
    applied = edition(document(), "main/p2", base, f"{base}^[Own note.]")
    (block,) = (b for b in walk(applied.document.blocks) if getattr(b, "id", "") == "main/p2")
    assert isinstance(block.content[-2], Text)  # type: ignore[union-attr]  # a paragraph
    assert notes_of(applied.document)[1:3] == [
        "Own note.",
        "Report on the basin, II. Water levels, lines 20 and 22. Edited by hand.",
    ]


def test_another_wording_of_a_source_s_note_is_not_taken_for_people_s_own() -> None:
    written = render(document(), STYLE, RUN, TRAIL)[0]
    file = WordFile(written)
    name = "word/footnotes.xml"
    assert b"lines 20 and 22" in file.parts[name]
    file.parts[name] = file.parts[name].replace(b"lines 20 and 22", b"lines 20 and 99")
    found = differences(file.data(), written)
    assert found.edits == ()
    assert any("lines 20 and 99" in what for _, what in found.not_carried)
