"""Selectors: one test per key, nesting, position, and what near misses are called."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Place
from briefgen.model import Boilerplate, BulletList, Document, Passage, Quote, Section
from briefgen.selection import (
    TLP_2_0,
    Position,
    Selector,
    Years,
    explain_miss,
    mark,
    select,
)
from briefgen.selection.ceilings import Ceilings
from briefgen.selection.folding import matches_glob
from briefgen.selection.limits import Limit
from briefgen.tree import plain_text
from tests.builds.document import (
    bullets,
    document,
    item,
    line,
    milestones,
    para,
    row,
    section,
    speech,
    stated,
    words,
    years,
)
from tests.count_steps import count_steps

FIRST = Position(first=1, last=1)
SECOND = Position(first=2, last=2)
SPOKEN = 'In Oslo, "We will meet again," said the envoy. Nobody objected.'


def report() -> Document:
    return document(
        section("start", "", Boilerplate(id="b1", content=words("Printed"), origins=line())),
        section("s", "Summary", para("s/p1", "Talks go on."), role="summary"),
        section(
            "iii",
            "Northern perceptions of the South",
            para("iii/p1", "They are these:"),
            bullets("iii/l1", "The South is far.", "The South’s ships are new."),
            number="III",
            role="perceptions",
        ),
        section(
            "iv",
            "Southern perceptions of the North",
            para("iv/p1", SPOKEN),
            section(
                "iv.1", "At sea", para("iv.1/p1", "Ships meet."), number="1", role="perceptions"
            ),
            number="IV.",
            role="perceptions",
        ),
        section(
            "m",
            "Milestones",
            milestones(
                "m/t",
                row("m/t.1", years(2001), "First visit."),
                row("m/t.2", years(2008, 2012), "Joint patrols."),
                row("m/t.3", None, "Unreadable."),
            ),
            role="milestones",
        ),
        source="report",
        speeches=[speech("iv/p1", "We will meet again", 9, 30, "Ada Example", "Envoy")],
        dates=[stated("s/p1", 2021)],
    )


def article() -> Document:
    text = "A ship left port in 2019."
    return document(
        section("start", "", para("a/p1", text), para("a/p2", "It came back.")),
        source="seeds/article.txt",
        dates=[stated("a/p1", 2019)],
    )


def ids(selector: Selector, *documents: Document) -> list[str]:
    return [p.id for p in select(documents or (report(), article()), selector, TLP_2_0)]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        (Selector(role="summary"), ["s/p1"]),
        (Selector(role="milestones"), ["m/t.1", "m/t.2", "m/t.3"]),
        (Selector(source="article"), ["a/p1", "a/p2"]),
        (Selector(source="SEEDS/*"), ["a/p1", "a/p2"]),
        (Selector(source="*.txt"), ["a/p1", "a/p2"]),
        (Selector(number="III"), ["iii/p1", "iii/l1.1", "iii/l1.2"]),
        (Selector(number="iv.1"), ["iv.1/p1"]),
        (Selector(title="northern PERCEPTIONS*"), ["iii/p1", "iii/l1.1", "iii/l1.2"]),
        (Selector(title="?t sea"), ["iv.1/p1"]),
        (Selector(title="perceptions"), []),
        (Selector(kind="item"), ["iii/l1.1", "iii/l1.2"]),
        (Selector(kind="milestone", years=Years(first=2010)), ["m/t.2"]),
        (Selector(years=Years(first=2000, last=2007)), ["m/t.1"]),
        (Selector(years=Years(first=2019)), ["s/p1", "a/p1"]),
        (Selector(years=Years(last=2008)), ["m/t.1", "m/t.2"]),
        (Selector(contains=("SHIPS",)), ["iii/l1.2", "iv.1/p1"]),
        (Selector(contains=("ship",)), ["a/p1"]),
        (Selector(contains=("the south's ships", "new")), ["iii/l1.2"]),
        (Selector(contains=("south", "port")), []),
        (Selector(kind="quote"), ["iv/p1.quote-1"]),
        (Selector(speaker="ada*"), ["iv/p1.quote-1"]),
        (Selector(speaker="ada*", contains=("nobody",)), []),
        (Selector(kind="quote", exclude=(Selector(contains=("meet again",)),)), []),
        (Selector(role="perceptions", position=SECOND), ["iv/p1", "iv.1/p1"]),
        (Selector(role="perceptions", position=Position(first=-1, last=-1)), ["iv/p1", "iv.1/p1"]),
        (Selector(role="perceptions", kind="item", position=SECOND), ["iii/l1.2"]),
        (Selector(source="article", position=FIRST), ["a/p1"]),
        (Selector(role="perceptions", position=Position(first=3, last=9)), []),
        (
            Selector(any=(Selector(role="summary"), Selector(source="article"))),
            ["s/p1", "a/p1", "a/p2"],
        ),
        (Selector(role="perceptions", all=(Selector(kind="item"),)), ["iii/l1.1", "iii/l1.2"]),
        (
            Selector(
                role="perceptions", exclude=(Selector(number="IV"), Selector(kind="paragraph"))
            ),
            ["iii/l1.1", "iii/l1.2"],
        ),
        (Selector(first_of=(Selector(title="nowhere"), Selector(role="summary"))), ["s/p1"]),
        (
            Selector(
                source="article", first_of=(Selector(role="summary"), Selector(contains=("port",)))
            ),
            ["a/p1"],
        ),
    ],
)  # fmt: skip
def test_each_key_chooses_what_it_says(selector: Selector, expected: list[str]) -> None:
    assert ids(selector) == expected


def test_any_role_is_all_but_unlabelled_text() -> None:
    everything = ids(Selector())
    assert [p for p in everything if not p.startswith("a/")] == ids(Selector(role="any"))
    assert "b1" not in everything
    assert "iv/p1.quote-1" not in everything


def test_a_passage_says_where_it_stands_and_what_it_shows() -> None:
    (found,) = select((article(), report()), Selector(number="IV.1"), TLP_2_0)
    assert [(ref.number, ref.title) for ref in found.path] == [
        ("IV.", "Southern perceptions of the North"),
        ("1", "At sea"),
    ]
    assert (found.source, found.role, found.marking) == ("report", "perceptions", "TLP:RED")
    assert [plain_text(piece) for piece in found.pieces] == ["Ships meet."]
    assert plain_text(found.lead) == "Ships meet."
    assert found.left_out == 0


def test_a_quotation_stands_as_in_its_text_with_its_speaker() -> None:
    (found,) = select((report(),), Selector(kind="quote"), TLP_2_0)
    assert isinstance(found.unit, Quote)
    assert plain_text(found.unit.content) == '"We will meet again,"'
    assert (found.unit.speaker, found.unit.office) == ("Ada Example", "Envoy")
    assert found.path[-1].number == "IV."


def test_a_speaker_named_in_the_middle_is_left_out_of_the_quotation() -> None:
    text = "“One thing is clear,” she said. “We stay.” They left."
    made = document(para("p1", text), speeches=[speech("p1", "...", 0, 42, "Ada Example")])
    (found,) = select((made,), Selector(kind="quote"), TLP_2_0)
    assert [plain_text(piece) for piece in found.pieces] == ["“One thing is clear,”", "“We stay.”"]


def test_markings_of_inner_blocks_count_for_the_passage() -> None:
    made = document(section("a", "A", bullets("l", "One.", "Two.")))
    marked = mark(made, "TLP:CLEAR", [(Selector(contains=("two",)), "TLP:AMBER")], TLP_2_0)
    found = select((marked.document,), Selector(), TLP_2_0)
    assert [p.marking for p in found] == ["TLP:CLEAR", "TLP:AMBER"]


def test_a_point_with_points_inside_is_shown_once() -> None:
    made = document(
        BulletList(
            id="l", items=(item("l.1", "Outer.", bullets("l.1/l", "Inner.")),), origins=line()
        )
    )
    found = select((made,), Selector(), TLP_2_0)
    assert [[plain_text(x) for x in p.pieces] for p in found] == [["Outer."], ["Inner."]]


def test_a_roof_over_each_sides_view_gives_way_to_them() -> None:
    """Under one heading "Perceptions" the two sides' sub-sections are the first and the second."""

    def view(n: int) -> Section:
        return section(f"ii.{n}", f"View {n}", para(f"ii.{n}/p", f"Text {n}."), role="perceptions")

    roof = section("ii", "Perceptions", para("ii/p", "Two."), view(1), view(2), role="perceptions")
    found = document(roof)
    assert ids(Selector(role="perceptions", position=FIRST), found) == ["ii.1/p"]
    assert ids(Selector(role="perceptions", position=SECOND), found) == ["ii.2/p"]
    assert ids(Selector(role="perceptions"), found) == ["ii/p", "ii.1/p", "ii.2/p"]


def test_order_agrees_between_selections_and_follows_the_sources() -> None:
    documents = (report(), article())
    everything = select(documents, Selector(), TLP_2_0)
    order = {p.id: p.order for p in everything}
    assert [p.order for p in everything] == sorted(order.values())
    for part in (Selector(kind="item"), Selector(source="article"), Selector(role="milestones")):
        assert all(order[p.id] == p.order for p in select(documents, part, TLP_2_0))


# --- near misses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("selector", "words_of_it"),
    [
        (Selector(title="Southren perceptions*"), ["Southern perceptions of the North"]),
        (Selector(role="riks"), ["riks", "perceptions", "summary", "milestones"]),
        (Selector(source="articel"), ["seeds/article.txt"]),
        (Selector(number="XI"), ["III", "IV."]),
        (Selector(kind="table"), ["no table", "paragraph"]),
        (Selector(speaker="Eda Exampel"), ["Ada Example"]),
        (Selector(contains=("submarine",)), ["submarine"]),
        (Selector(years=Years(first=2030)), ["2001", "2021"]),
        (Selector(role="summary", position=SECOND), ["position"]),
        (Selector(role="summary", contains=("ships",)), ["each key"]),
        (Selector(first_of=(Selector(role="nil"), Selector(number="X"))), ["nil", "number 'X'"]),
        (Selector(role="summary", exclude=(Selector(role="any"),)), ["exclude"]),
        (Selector(role="summary", all=(Selector(kind="code"),)), ["no code"]),
    ],
)
def test_a_miss_names_what_comes_near(selector: Selector, words_of_it: list[str]) -> None:
    documents = (report(), article())
    assert not select(documents, selector, TLP_2_0)
    said = explain_miss(documents, selector)
    assert "\n" not in said
    for part in words_of_it:
        assert part in said


def test_a_miss_in_nothing_says_so() -> None:
    assert explain_miss((), Selector(role="risks")) == "there is no text to select from"
    assert "no heading at all" in explain_miss((article(),), Selector(title="Risks"))
    # what is withheld as a whole is answered like what is not there
    withheld = replace(report(), blocks=())
    said = explain_miss((withheld, article()), Selector(source=report().id))
    assert said.startswith("no source matches")
    assert said.count(repr(report().id)) == 1


# --- laws -----------------------------------------------------------------------------------------

globs = st.text(alphabet="ab*?", max_size=8)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab", max_size=8), globs)
def test_globs_match_like_the_textbook(text: str, pattern: str) -> None:
    def textbook(t: str, p: str) -> bool:
        if not p:
            return not t
        if p[0] == "*":
            return textbook(t, p[1:]) or bool(t and textbook(t[1:], p))
        return bool(t) and p[0] in ("?", t[0]) and textbook(t[1:], p[1:])

    assert matches_glob(text, pattern) == textbook(text, pattern)


def test_no_glob_can_hang() -> None:
    text, pattern = "a" * 500, "*a" * 50 + "b"
    assert not matches_glob(text, pattern)
    # a few lines of code for each step, and no more steps than the matcher promises
    assert count_steps(lambda: matches_glob(text, pattern)) < 12 * len(text) * len(pattern)


def leaf() -> st.SearchStrategy[Selector]:
    return st.builds(
        Selector,
        role=st.sampled_from(["", "any", "summary", "perceptions", "nil"]),
        title=st.sampled_from(["", "*perceptions*", "Summary"]),
        kind=st.sampled_from([None, "item", "quote", "paragraph"]),
        contains=st.sampled_from([(), ("ships",), ("the", "south")]),
        position=st.sampled_from([None, FIRST, SECOND, Position(first=-2, last=-1)]),
    )


selectors = st.recursive(
    leaf(),
    lambda inner: st.builds(
        Selector,
        role=st.sampled_from(["", "perceptions"]),
        any=st.lists(inner, max_size=2).map(tuple),
        all=st.lists(inner, max_size=2).map(tuple),
        first_of=st.lists(inner, max_size=2).map(tuple),
        exclude=st.lists(inner, max_size=2).map(tuple),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(selectors)
def test_any_selector_gives_passages_in_order_or_a_reason(selector: Selector) -> None:
    documents = (report(), article())
    found: tuple[Passage, ...] = select(documents, selector, TLP_2_0)
    order = [p.order for p in found]
    assert order == sorted(set(order))
    assert sorted(p.rank for p in found) == list(range(len(found)))
    if not found:
        assert explain_miss(documents, selector)


def test_a_view_selects_once_for_all_who_may_see_the_same() -> None:
    views = Ceilings(documents=(report(), article()), ladder=TLP_2_0)
    seen = views.at("TLP:RED")
    asked = Selector(role="perceptions", place=Place("a.yaml", 3))
    again = Selector(role="perceptions", place=Place("b.yaml", 9))
    assert seen.select(asked)
    assert seen.select(again) is seen.select(asked)
    assert seen.take(again, Limit(items=1)) is seen.take(asked, Limit(items=1))
    assert views.at("TLP:RED") is seen
    assert seen.select(asked) == select((report(), article()), asked, TLP_2_0)
    assert not views.at("TLP:CLEAR").select(asked)
    assert views.whole is seen
