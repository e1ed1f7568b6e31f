"""Two sides of a text merged: what either wrote stands, and nothing that neither did."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.anchored import anchored
from briefgen.model import Document, Notes
from briefgen.renderers.word import render, start_run
from briefgen.roundtrip.applying import Ways, apply_overrides
from briefgen.roundtrip.combining import combine
from briefgen.roundtrip.edits import Edit, Overrides
from briefgen.roundtrip.outcomes import Applied
from briefgen.roundtrip.sentences import changed_runs, merge_runs, sentences
from briefgen.selection.sentences import split
from briefgen.tree import note_numbers, plain_text
from tests.packs.parts import load_style
from tests.roundtrip.memo_scripts import document, said
from tests.roundtrip.merge_scripts import Story, Turn, outcome, stories
from tests.roundtrip.test_reading import TRAIL, differences
from tests.word.like import WordFile

STYLE = load_style("compact")
RUN = start_run()
WAYS = Ways(
    split=split,
    note=lambda _: "Edited by hand.",
    says=lambda runs: f"now: {runs}",
    remark=lambda text: f"The source now says: {text}",
    marking=lambda edit: edit.banner,
    shown="overrides.yaml",
)


def pulled(written: bytes, edited: bytes, recorded: Overrides | None = None) -> Overrides:
    before = recorded or Overrides(series="rivers", audience="memo")
    return combine(before, differences(edited, written), "overrides.yaml")[0]


def texts_of(document: Document) -> list[str]:
    """The part's texts in order."""
    places = anchored(document.blocks)
    end = next(n for n, place in enumerate(places) if place.id == "rest")
    return [place.text for place in places[:end] if place.kind in ("paragraph", "item")]


def merged(story: Story) -> tuple[Applied, bytes]:
    """The second edition with what people did to the first, and its memo."""
    written = render(story.first(), STYLE, RUN, TRAIL)[0]
    file = WordFile(written)
    for edit in story.edits():
        file.play(edit)
    overrides = pulled(written, file.data())
    applied, _ = apply_overrides(story.second(), overrides.edits, WAYS)
    again, _ = apply_overrides(story.second(), overrides.edits, WAYS)
    memo = render(applied.document, STYLE, RUN, applied.trail)[0]
    assert memo == render(again.document, STYLE, RUN, again.trail)[0]
    return applied, memo


def check(story: Story) -> None:
    expected = outcome(story)
    applied, memo = merged(story)
    assert texts_of(applied.document) == expected.texts
    conflicts = [c for c in applied.trail.comments if c.conflict]
    assert len(conflicts) == expected.conflicts
    assert differences(memo, memo).edits == ()


# What went wrong once.
EXAMPLES = (
    Story("paragraphs", (Turn(source=1, people=2), Turn(source=0, people=0), Turn(new=True))),
    Story("bullets", (Turn(gone=True, people=1, added=True), Turn(), Turn(out=True, new=True))),
    Story("paragraphs", (Turn(), Turn(new=True), Turn(), Turn()), move=(0, 3)),
)


@pytest.mark.parametrize("story", EXAMPLES, ids=lambda s: s.shape)
def test_a_story_ends_as_reckoned(story: Story) -> None:
    check(story)


@settings(max_examples=25, deadline=None)
@given(stories())
def test_every_story_ends_as_reckoned(story: Story) -> None:
    check(story)


@pytest.mark.campaign
@settings(max_examples=500, deadline=None)
@given(stories())
def test_five_hundred_stories_end_as_reckoned(story: Story) -> None:
    check(story)


# --- sentences ------------------------------------------------------------------------------------

_RUNS = st.lists(st.sampled_from("abcdefgh"), max_size=6, unique=True)


@given(_RUNS, _RUNS, _RUNS)
def test_no_sentence_is_made_up(base: list[str], source: list[str], people: list[str]) -> None:
    done, _ = merge_runs(base, source, people)
    assert set(done) <= {*base, *source, *people}


@given(_RUNS, _RUNS, _RUNS)
def test_what_people_wrote_is_not_lost(
    base: list[str], source: list[str], people: list[str]
) -> None:
    done, conflict = merge_runs(base, source, people)
    assert conflict or set(people) - set(base) <= set(done)


@given(_RUNS, _RUNS)
def test_a_side_that_did_nothing_yields(base: list[str], other: list[str]) -> None:
    assert merge_runs(base, other, base) == (other, False)
    assert merge_runs(base, base, other) == (other, False)
    assert merge_runs(base, other, other) == (other, False)


def test_sentences_keep_their_markup() -> None:
    text = "He said **so. Then** he [left](https://example.org/x). Late."
    assert sentences(text, split) == [
        "He said **so.**",
        "**Then** he [left](https://example.org/x).",
        "Late.",
    ]


# --- notes ----------------------------------------------------------------------------------------


def test_a_changed_text_keeps_its_note_which_says_that_people_changed_it() -> None:
    edits = (
        Edit(what="change", block="main/p2", base=said("Paragraph", 2), text="Wholly new words."),
        Edit(what="add", block="added/1", text="More words.", after="main/p2", near="Wholly new"),
    )
    applied, _ = apply_overrides(document(), edits, WAYS)
    notes = next(b for b in applied.document.blocks if isinstance(b, Notes)).notes
    told = [plain_text(note.text) for note in notes]
    assert [note.number for note in notes] == list(range(1, 10))
    assert told[1].endswith("lines 20 and 22. Edited by hand.")
    assert told[2] == "Edited by hand."
    assert note_numbers(applied.document.blocks) == tuple(range(1, 10))


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("One. Two. Three. Four.", []),
        ("One. Too. Three. Four.", ["Too."]),
        ("Won. Too. Three. For.", ["Won. Too.", "For."]),
        ("One. Three.", []),
    ],
)
def test_what_a_source_says_otherwise_never_runs_together(source: str, runs: list[str]) -> None:
    assert changed_runs("One. Two. Three. Four.", source, split) == runs
