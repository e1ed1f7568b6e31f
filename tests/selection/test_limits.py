"""Limits and ranking: what is kept is whole, in order, and the best; laws and readable cases."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.model import Document, Paragraph, Passage, Section, Strong, Text
from briefgen.selection import TLP_2_0, Limit, Selector, apply, going_order, select
from briefgen.selection.atoms import count_words
from briefgen.selection.sentences import split
from briefgen.tree import plain_text
from tests.builds.document import (
    bullets,
    document,
    line,
    milestones,
    para,
    passages,
    row,
    section,
    years,
)
from tests.count_steps import count_steps

ONE = Limit(sentences=1)


def texts(kept: tuple[Passage, ...]) -> list[str]:
    return [plain_text(piece) for passage in kept for piece in passage.pieces]


def roadmap() -> Section:
    return section(
        "vii",
        "Roadmap",
        para("p1", "The hall was cold. The two sides met in the morning. Coffee was served."),
        para(
            "p2", "Experts agreed that staffs should meet every year. They may add a second round."
        ),
        para("p3", "However, ports should open as well. Crews are keen."),
        role="roadmap",
    )


# --- sentences ------------------------------------------------------------------------------------


def test_a_sentence_of_the_roles_own_words_goes_first() -> None:
    kept, left = apply(passages(roadmap()), Limit(sentences=1))
    assert texts(kept) == ["Experts agreed that staffs should meet every year."]
    assert kept[0].left_out == 1
    assert [p.id for p in left] == ["p1", "p3"]


def test_a_sentence_that_leans_on_another_comes_with_it_or_not_at_all() -> None:
    found = passages(roadmap())
    for n in range(1, 8):
        shown = " ".join(texts(apply(found, Limit(sentences=n))[0]))
        if "They may" in shown:
            assert "every year. They may" in shown
    assert not any(
        text.startswith("However") for text in texts(apply(found, Limit(sentences=2))[0])
    )


def test_neighbours_run_together_and_others_stay_apart() -> None:
    text = "Allies agreed on one port. The weather held. Allies agreed on one road. They left."
    found = passages(section("a", "Roadmap", para("p", text), role="roadmap"))
    kept, _ = apply(found, Limit(sentences=3))
    assert texts(kept) == [
        "Allies agreed on one port.",
        "Allies agreed on one road. They left.",
    ] or (
        texts(kept) == ["Allies agreed on one port. The weather held. Allies agreed on one road."]
    )
    assert kept[0].left_out == 1


def test_emphasis_survives_the_cut() -> None:
    content = (Text("First one. The "), Strong((Text("roadmap"),)), Text(" is agreed. The end."))
    made = Section(
        id="a",
        title=(Text("Roadmap"),),
        role="roadmap",
        blocks=(Paragraph(id="p", content=content, origins=line()),),
        origins=line(),
    )
    kept, _ = apply(passages(made), Limit(sentences=1))
    assert texts(kept) == ["The roadmap is agreed."]
    assert Strong((Text("roadmap"),)) in kept[0].pieces[0]


def test_a_quotation_of_two_sentences_is_not_torn() -> None:
    text = "“We agreed on one thing. We should meet again.” The hall was quiet."
    found = passages(section("a", "Roadmap", para("p", text), role="roadmap"))
    for limit in (Limit(sentences=1), Limit(sentences=2), Limit(words=5)):
        (shown,) = texts(apply(found, limit)[0])
        assert shown.count("“") == shown.count("”")


def test_an_announcement_is_the_last_choice() -> None:
    made = section(
        "iii",
        "Northern perceptions",
        para("p", "Many views were heard. They can be summarised as follows:"),
        bullets("l", "The South is rich. It grows.", "The South is far. It is vast."),
        role="perceptions",
    )
    kept, _ = apply(passages(made), Limit(items=2, each=ONE))
    assert texts(kept) == ["The South is rich.", "The South is far."]
    kept, _ = apply(passages(made), Limit(sentences=5))
    assert not any(text.endswith(":") for text in texts(kept))


def test_every_bullet_is_heard_before_any_twice() -> None:
    points = [f"Point {n} is here. Point {n} goes on at length." for n in range(6)]
    found = passages(section("a", "Risks", bullets("l", *points), role="risks"))
    for n in range(1, 7):
        kept, _ = apply(found, Limit(sentences=n))
        assert len(kept) == n
        assert all(len(p.pieces) == 1 and p.left_out == 1 for p in kept)


def test_every_sub_section_is_heard_before_any_twice() -> None:
    subs = [
        section(
            f"vi.{n}", f"Field {n}", *(para(f"{n}.{k}", f"Staffs meet {n}{k}.") for k in range(3))
        )
        for n in range(4)
    ]
    kept, _ = apply(passages(section("vi", "Recommendations", *subs)), Limit(items=4))
    assert sorted({p.path[-1].id for p in kept}) == ["vi.0", "vi.1", "vi.2", "vi.3"]


def test_most_importantly_is_taken_at_its_word() -> None:
    points = [
        "Ships are old.",
        "Ports are full.",
        "Most importantly, crews are few.",
        "Fuel is dear.",
    ]
    found = passages(section("a", "Views", bullets("l", *points), role="perceptions"))
    assert texts(apply(found, Limit(items=1))[0]) == ["Most importantly, crews are few."]


# --- words ----------------------------------------------------------------------------------------


def test_words_are_filled_with_whole_sentences() -> None:
    found = passages(roadmap())
    kept, _ = apply(found, Limit(words=16))
    assert "Experts agreed that staffs should meet every year." in " ".join(texts(kept))
    assert sum(count_words(text) for text in texts(kept)) <= 16


def test_a_limit_below_the_first_sentence_keeps_one() -> None:
    kept, _ = apply(passages(roadmap()), Limit(words=1))
    assert len(texts(kept)) == 1
    assert texts(kept)[0].endswith(".")


def test_words_are_counted_like_a_reader_counts() -> None:
    assert count_words("China–U.S. relations: a long-time “rival” — no. 5!") == 7


def test_a_long_first_sentence_does_not_shut_out_two_good_ones() -> None:
    long = (
        "While the halls were full and the hours were long and nobody knew why, the experts "
        "agreed that the wide gulf between the sides can be a risk."
    )
    made = section(
        "s",
        "Summary",
        para("p1", long),
        para("p2", "The experts propose a roadmap between the two sides as a way forward."),
        para("p3", "Both capitals agreed to continue talks each year."),
        role="summary",
    )  # fmt: skip
    kept, _ = apply(passages(made), Limit(words=30))
    assert [p.id for p in kept] == ["p2", "p3"]


# --- rows -----------------------------------------------------------------------------------------


def dated() -> tuple[Passage, ...]:
    rows = (
        row("r1", years(2001), "First visit. It was short."),
        row("r2", years(2010, 2014), "Courses were held. Many came."),
        row("r3", None, "Unreadable."),
        row("r4", years(2012), "Staff talks. In Oslo."),
    )
    return passages(section("m", "Milestones", milestones("t", *rows)))


def test_the_latest_rows_stay_in_the_order_of_the_source() -> None:
    assert [p.id for p in apply(dated(), Limit(items=2))[0]] == ["r2", "r4"]
    assert [p.id for p in apply(dated(), Limit(items=3))[0]] == ["r1", "r2", "r4"]


def test_rows_are_cut_by_each_alone() -> None:
    kept, _ = apply(dated(), Limit(items=1, each=ONE))
    assert texts(kept) == ["Courses were held."]
    kept, _ = apply(dated(), Limit(sentences=3))
    assert texts(kept) == ["Courses were held. Many came."]


# --- min and pages --------------------------------------------------------------------------------


def test_min_passages_always_stay() -> None:
    found = passages(roadmap())
    assert len(apply(found, Limit(items=1, min=2))[0]) == 2
    kept, _ = apply(found, Limit(words=3, min=3))
    assert len(kept) == 3
    assert len(texts(kept)) == 3


def test_passages_leave_the_fullest_slot_first() -> None:
    many = passages(section("a", "Risks", bullets("l", *(f"Risk {n}." for n in range(4)))))
    few = passages(section("b", "Views", bullets("k", "One.", "Two.")))
    going = going_order([(Limit(), [few]), (Limit(min=2), [many]), (Limit(min=0), [few])])
    worst = {p.rank: p.id for p in many}
    two = {p.rank: p.id for p in few}
    assert going == (
        (2, two[1]),
        (1, worst[3]),
        (2, two[0]),
        (1, worst[2]),
        (0, two[1]),
    )
    assert going_order([(Limit(min=9), [many])]) == ()


def points(name: str, count: int) -> tuple[Passage, ...]:
    texts = (f"Point {name} {n} is made." for n in range(count))
    return passages(section(f"s{name}", "Views", bullets(f"l{name}", *texts), role="perceptions"))


def test_no_column_with_something_in_it_is_emptied() -> None:
    ours, theirs = points("a", 4), points("b", 1)
    going = going_order([(Limit(), [ours, theirs])])
    assert len(going) == 3
    assert {passage for _, passage in going} < {p.id for p in ours}
    assert [slot for slot, _ in going] == [0, 0, 0]
    assert going_order([(Limit(), [(), theirs])]) == ()


def test_the_column_with_most_gives_first_and_ties_take_turns() -> None:
    ours, theirs = points("a", 2), points("b", 4)
    gone = [passage for _, passage in going_order([(Limit(), [ours, theirs])])]
    by_rank = {p.rank: p.id for p in theirs}
    assert gone[:2] == [by_rank[3], by_rank[2]]
    # two and two are left: the later column gives first, then the other
    assert gone[2:] == [by_rank[1], {p.rank: p.id for p in ours}[1]]


def test_each_of_two_views_gives_like_a_section_of_its_own() -> None:
    ours, theirs, alone = points("a", 3), points("b", 3), points("c", 4)
    slots = [(Limit(), [ours, theirs]), (Limit(), [alone])]
    # three over against two in each view; then the later section, then view by view
    assert [slot for slot, _ in going_order(slots)] == [1, 1, 0, 0, 1, 0, 0]


def test_of_two_views_as_long_the_lower_rank_gives_first() -> None:
    ours, theirs = points("a", 5), points("b", 2)
    few = tuple(p for p in ours if p.rank in {0, 4})
    gone = [passage for _, passage in going_order([(Limit(), [few, theirs])])]
    assert gone == [next(p.id for p in ours if p.rank == 4), theirs[-1].id]


def test_what_people_edited_never_leaves_and_counts_first() -> None:
    many = points("a", 4)
    by_rank = {p.rank: p.id for p in many}
    pinned = {by_rank[3], by_rank[2]}
    assert going_order([(Limit(), [many])], pinned) == ((0, by_rank[1]), (0, by_rank[0]))
    assert going_order([(Limit(min=3), [many])], pinned) == ((0, by_rank[1]),)
    assert going_order([(Limit(), [many])], set(by_rank.values())) == ()
    ours, theirs = points("b", 2), points("c", 2)
    slots = [(Limit(), [ours]), (Limit(), [theirs])]
    assert going_order(slots, {p.id for p in theirs}) == ((0, ours[-1].id),)


def test_a_passage_in_two_columns_leaves_both_or_neither() -> None:
    ours = points("a", 3)
    best = tuple(p for p in ours if p.rank == 0)
    assert len(going_order([(Limit(), [ours, ours])])) == 2
    gone = {passage for _, passage in going_order([(Limit(), [ours, best])])}
    assert gone == {p.id for p in ours if p.rank > 0}
    worst = tuple(p for p in ours if p.rank == 2)
    gone = {passage for _, passage in going_order([(Limit(), [ours, worst])])}
    assert gone == {p.id for p in ours if p.rank < 2}  # the worst holds the other column


# --- languages and leads --------------------------------------------------------------------------


def test_sentences_end_as_in_the_language_of_their_source() -> None:
    """In German a day number with a point ends no sentence."""
    found = passages(section("a", "Views", para("p", "Am 21. Tag kamen sie an. Es war kalt.")))
    (german,) = apply(found, Limit(each=ONE), {"doc": "de"})[0]
    (one_for_all,) = apply(found, Limit(each=ONE), "de")[0]
    assert german == one_for_all
    assert german.left_out == 1
    (other,) = apply(found, Limit(each=ONE), {"doc": "en"})[0]
    assert other.left_out == 2


def test_a_row_leads_with_the_sentence_that_it_keeps() -> None:
    text = "This was then done at some length by many. Allies agreed on a joint port."
    rows = (row("r1", years(2001), text), row("r2", years(2002), "Talks on the joint port."))
    found = passages(section("m", "Milestones", milestones("t", *rows)))
    kept = {p.id: p for p in apply(found, Limit(each=ONE))[0]}
    assert texts((kept["r1"],)) == ["Allies agreed on a joint port."]
    assert kept["r1"].lead == kept["r1"].pieces[0]


# --- laws -----------------------------------------------------------------------------------------

WORDS = st.sampled_from(
    ["ships", "ports", "talks", "agreed", "should", "risk", "staffs", "crews", "dialogue", "could"]
)
OPENERS = st.sampled_from(["The", "However, the", "They", "This", "A", "To this end, the", "“The"])
sentence = st.builds(
    lambda opener, inner: f"{opener} {' '.join(inner)}.",
    OPENERS,
    st.lists(WORDS, min_size=1, max_size=9),
)
prose = st.lists(sentence, min_size=1, max_size=5).map(" ".join)
ROLES = st.sampled_from(["", "summary", "risks", "recommendations"])


@st.composite
def sources(draw: st.DrawFn) -> Document:
    made = []
    for n in range(draw(st.integers(1, 3))):
        inner = [para(f"{n}p{k}", text) for k, text in enumerate(draw(st.lists(prose, max_size=3)))]
        points = draw(st.lists(prose, max_size=4))
        lists = [bullets(f"{n}l", *points)] if points else []
        rows = [
            row(f"{n}r{k}", years(2000 + k), t)
            for k, t in enumerate(draw(st.lists(prose, max_size=2)))
        ]
        tables = [milestones(f"{n}t", *rows)] if rows else []
        made.append(section(f"s{n}", f"Heading {n}", *inner, *lists, *tables, role=draw(ROLES)))
    return document(*made)


counts = st.integers(0, 6)
limits = st.builds(
    Limit,
    sentences=counts,
    items=counts,
    words=st.integers(0, 40),
    min=st.integers(0, 3),
    each=st.one_of(st.none(), st.builds(Limit, sentences=counts, words=st.integers(0, 20))),
)


def sentences_of(passage: Passage) -> list[str]:
    return [
        text[start:end] for text in map(plain_text, passage.pieces) for start, end in split(text)
    ]


@settings(max_examples=200, deadline=None)
@given(sources(), limits)
def test_laws_of_limits(made: Document, limit: Limit) -> None:
    selected = select((made,), Selector(), TLP_2_0)
    kept, left = apply(selected, limit)
    # kept and left out are what was selected, both in source order
    assert [p.order for p in kept] == sorted(p.order for p in kept)
    assert [p.order for p in left] == sorted(p.order for p in left)
    assert sorted([*kept, *left], key=lambda p: p.order) == [
        {p.id: p for p in [*kept, *left]}[p.id] for p in selected
    ]
    whole = {p.id: p for p in selected}
    for p in kept:
        # every piece is a run of whole sentences that stand side by side in the source
        before, after = sentences_of(whole[p.id]), sentences_of(p)
        assert all(plain_text(piece) in plain_text(whole[p.id].pieces[0]) for piece in p.pieces)
        assert [s for s in before if s in after] or not before
        assert set(after) <= set(before)
        assert len(after) + p.left_out == len(before)
        assert (p.rank, p.unit) == (whole[p.id].rank, whole[p.id].unit)
        # its lead is the first sentence of what it shows
        assert not p.pieces or plain_text(p.lead) == after[0]
    # something is always kept, `min` passages where there are as many
    assert len(kept) >= min(max(limit.min, 1), len(selected))
    if limit.items:
        assert len(kept) <= max(limit.items, limit.min)
    # by number alone, what is kept is the best by rank
    if not limit.words:
        assert {p.rank for p in kept} == set(range(len(kept)))


@settings(max_examples=80, deadline=None)
@given(sources(), st.integers(1, 12))
def test_budgets_hold_but_for_what_always_stays(made: Document, budget: int) -> None:
    selected = select((made,), Selector(), TLP_2_0)
    kept, _ = apply(selected, Limit(words=budget))
    shown = sum(count_words(text) for text in texts(kept))
    # one sentence, row or quotation may be longer than the budget, but then it stands alone
    assert shown <= budget or len(kept) == 1 or not selected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(limits, st.lists(sources(), min_size=1, max_size=3)), max_size=4))
def test_laws_of_going(slots: list[tuple[Limit, list[Document]]]) -> None:
    full = [
        (limit, [_renamed(select((one,), Selector(), TLP_2_0), n) for n, one in enumerate(made)])
        for limit, made in slots
    ]
    going = going_order(full)
    assert len(set(going)) == len(going)
    for n, (limit, columns) in enumerate(full):
        gone = [passage for slot, passage in going if slot == n]
        for found in columns:
            ranks = {p.id: p.rank for p in found}
            mine = [ranks[g] for g in gone if g in ranks]
            assert len(mine) == max(len(found) - limit.min, 0)
            assert mine == sorted(mine, reverse=True)


def _renamed(found: tuple[Passage, ...], column: int) -> tuple[Passage, ...]:
    """The same passages under ids that no other column has."""
    return tuple(replace(p, unit=replace(p.unit, id=f"{column}:{p.id}")) for p in found)


def test_work_grows_with_the_text_and_not_faster() -> None:
    def measure(count: int) -> int:
        points = [
            f"Point {n} on ships and ports. It goes on about talks {n}." for n in range(count)
        ]
        made = document(section("a", "Risks", bullets("l", *points), role="risks"))
        limit = Limit(sentences=50, words=500)
        return count_steps(lambda: apply(select((made,), Selector(role="risks"), TLP_2_0), limit))

    small, large = measure(100), measure(400)
    assert large < 4 * small * 1.5  # four times the text


@pytest.mark.parametrize("limit", [Limit(), Limit(pages=1), Limit(each=Limit())])
def test_no_limit_keeps_all_as_it_is(limit: Limit) -> None:
    found = passages(roadmap())
    assert apply(found, limit) == (found, ())


def test_nothing_selected_is_nothing_kept() -> None:
    assert apply((), Limit(sentences=3, items=2, each=ONE)) == ((), ())
