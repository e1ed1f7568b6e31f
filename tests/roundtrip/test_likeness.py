"""What people type in place of a text is an edit of it, or words of their own that bear no note."""

from __future__ import annotations

import pytest

from briefgen.anchored import Kind
from briefgen.roundtrip.likeness import is_rewrite
from briefgen.roundtrip.store import Written
from tests.roundtrip.memo_scripts import said
from tests.roundtrip.test_reading import differences, memo  # noqa: F401  # a fixture
from tests.word.like import WordFile

_LONG = "The upper gauge fell in spring and rose again when the snow had melted in May."


def place(words: str, kind: Kind = "item", *, base: str | None = None, row: str = "") -> Written:
    return Written(id=row or "a/b", kind=kind, words=words, base=base, row=row)


@pytest.mark.parametrize(
    ("before", "after", "own"),
    [
        (_LONG, "The lower gauge fell in spring.", False),
        (_LONG, "It rose when the snow melted.", False),
        ("The gauge fell.", f"{_LONG} Nobody knew why the gauge fell so early.", False),
        (_LONG, "Buy two boats for the joint fleet before autumn.", True),
        (_LONG, "**Nobody** came, and that was that.", True),
        ("北约与中国每年举行一次会晤。", "北约与中国每两年会晤一次。", False),
        ("北约与中国每年举行一次会晤。", "应当增购两艘巡逻船。", True),
        ("Yes.", "No.", False),  # no words to tell by
        (_LONG, "", False),  # taken out
    ],
)
def test_an_edit_shares_words_with_what_it_edits(before: str, after: str, own: bool) -> None:
    assert is_rewrite(place(before), after) is own


def test_what_the_source_said_counts_not_what_people_made_of_it() -> None:
    people = "Buy two boats for the joint fleet."
    assert not is_rewrite(place(people, base=_LONG), people)  # as it was written
    assert is_rewrite(place(people, base=_LONG), "Buy three boats for the joint fleet.")


def test_headings_and_figures_in_tables_stay_edits_and_dated_rows_do_not() -> None:
    assert not is_rewrite(place("Main part", "heading"), "Other matters")
    assert not is_rewrite(Written(id="t/1#0", kind="cell", words=_LONG, row="t/1"), "Twelve boats")
    assert is_rewrite(place(_LONG, "cell", row="t/1"), "Twelve boats were bought")


@pytest.mark.parametrize("below", [True, False], ids=["insert-below", "insert-above"])
@pytest.mark.parametrize("stripped", [False, True], ids=["marks", "no-marks"])
def test_a_point_taken_out_beside_one_put_in_is_no_rewrite(
    memo: bytes,  # noqa: F811  # the fixture
    below: bool,
    stripped: bool,
) -> None:
    file = WordFile(memo)
    file.play(("insert", "Bullet 3" if below else "Bullet 1", "Buy boats for every keeper."))
    file.play(("delete", "Bullet 2"))
    if stripped:
        file.strip()
    found = differences(file.data(), memo).edits
    assert {(e.what, e.block.partition("/")[0]) for e in found} == {
        ("add", "added"),
        ("delete", "main"),
    }
    deleted = next(e for e in found if e.what == "delete")
    assert deleted.base == said("Bullet", 2)
