"""A pack is what its template places: slots laid out, cited, in order; source words untouched."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TypeVar

import pytest

from briefgen.compose import ColumnContent, PackFacts, SlotContent, SourceCard, compose
from briefgen.compose.wording import date_in_words
from briefgen.model import (
    Block,
    BulletList,
    Callout,
    Columns,
    Contents,
    Document,
    Emph,
    Head,
    Milestones,
    NoteRef,
    Notes,
    OrderedList,
    Paragraph,
    Passage,
    Quote,
    Section,
    Sources,
    Text,
)
from briefgen.tree import node_text, note_numbers, plain_text, walk
from tests.packs.builder import PLAIN_BODY, card, facts, passage, section, slot, words, year

B = TypeVar("B")


def composed(
    *slots: SlotContent, of: PackFacts | None = None, cards: tuple[SourceCard, ...] = (card(),)
) -> Document:
    document, found = compose(of or facts(), slots, cards)
    assert found == ()
    assert document is not None
    return document


def every(document: Document, kind: type[B]) -> list[B]:
    return [node for node in walk(document.blocks) if isinstance(node, kind)]


def test_source_words_are_never_markup() -> None:
    hostile = "I. **Joint** <i>x</i> {{ 7 * 7 }} 1. y | z & # `code` [a](javascript:b)"
    document = composed(slot(passage(hostile), passage("Second.", line=6)))
    assert plain_text(every(document, Paragraph)[0].content) == hostile


def test_configured_words_are_escaped_too() -> None:
    body = f"Words of the template: {{{{ title }}}}\n\n{PLAIN_BODY}"
    document = composed(
        slot(passage("One.")), of=facts(title="*No* <b>markup</b> {{ here }} 1. x", body=body)
    )
    first = document.blocks[0]
    assert isinstance(first, Paragraph)
    assert plain_text(first.content) == "Words of the template: *No* <b>markup</b> {{ here }} 1. x"


def test_one_mark_on_the_heading_covers_one_section() -> None:
    document = composed(slot(passage("One."), passage("Two.", line=7)))
    why = document.blocks[1]
    assert isinstance(why, Section)
    assert why.title == (Text("Why it matters"), NoteRef(1))
    assert note_numbers(why.blocks) == ()
    notes = every(document, Notes)[0]
    assert plain_text(notes.notes[0].text) == "V. Consequences and risks, lines 5 and 7"


def test_passages_of_two_sections_bear_their_own_marks() -> None:
    other = (section("VII", "Roadmap"),)
    document = composed(slot(passage("One."), passage("Two.", line=7, path=other)))
    assert note_numbers(document.blocks) == (1, 2)
    assert isinstance(document.blocks[1], Section)
    assert document.blocks[1].title == (Text("Why it matters"),)


def test_of_neighbours_with_one_note_the_last_bears_the_mark() -> None:
    document = composed(
        slot(passage("One.", "Two."), passage("Three.", line=8)),
        of=facts(citations="list", body=LISTED),
    )
    first, second = every(document, BulletList)[0].items
    assert [note_numbers((block,)) for block in first.blocks] == [(), (1,)]
    assert note_numbers(second.blocks) == (2,)


LISTED = """{{ head | place }}

{{ contents | place }}

{% for section in sections %}
{{ section | place }}
{% endfor %}
{{ sources | place }}
"""


def test_list_of_notes_stands_with_the_sources() -> None:
    document = composed(slot(passage("One.")), of=facts(citations="list", body=LISTED))
    assert len(every(document, Sources)) == 1
    assert every(document, Notes)[0].layout == "table"
    assert every(document, Notes)[0].notes[0].lines == "5"


def test_inline_citations_name_source_section_and_lines() -> None:
    document = composed(slot(passage("One.")), of=facts(citations="inline"))
    text = plain_text(every(document, Paragraph)[0].content)
    assert text == "One. (A dialogue report, V. Consequences and risks, line 5)"


def test_no_citations_leave_no_mark() -> None:
    document = composed(slot(passage("One.")), of=facts(citations="none"))
    assert note_numbers(document.blocks) == ()


def test_a_template_that_forgets_the_notes_is_an_error() -> None:
    body = "{% for s in sections %}\n{{ s | place }}\n{% endfor %}\n"
    document, found = compose(facts(body=body), [slot(passage("One."))], [card()])
    assert document is None
    assert [d.code for d in found] == ["notes-not-placed"]


@pytest.mark.parametrize("placed", ["", "notes", "sources", "notes_to_editors"])
@pytest.mark.parametrize("citations", ["notes", "list", "inline", "none"])
def test_every_way_of_citing_works_on_a_template_written_for_another(
    placed: str, citations: str
) -> None:
    body = "{% for s in sections %}\n{{ s | place }}\n{% endfor %}\n"
    body += f"\n{{{{ {placed} | place }}}}\n" if placed else ""
    own = {"": "none", "notes": "notes"}.get(placed, "list")
    of = facts(body=body, citations=citations, template_citations=own)
    document = composed(slot(passage("One.")), of=of)
    marked = bool(note_numbers(document.blocks))
    assert marked == (citations in ("notes", "list"))
    assert len(every(document, Notes)) == marked
    assert len(every(document, Sources)) == (
        placed == "sources" or (citations == "list" and placed != "notes_to_editors")
    )


def test_notes_are_numbered_in_the_order_of_the_page() -> None:
    body = """{{ head | place }}

{% for section in sections %}
{% if section.id == "second" %}
{{ section | place }}
{% endif %}
{% endfor %}
{% for section in sections %}
{% if section.id == "first" %}
{{ section | place }}
{% endif %}
{% endfor %}
{{ notes | place }}
"""
    document = composed(
        slot(passage("One."), id="first"),
        slot(passage("Two.", line=9, path=(section("II", "Views"),)), id="second"),
        of=facts(body=body),
    )
    assert note_numbers(document.blocks) == (1, 2)
    assert [n.lines for n in every(document, Notes)[0].notes] == ["9", "5"]


def test_a_cut_is_said_where_the_slot_asks_for_it() -> None:
    points = (passage("One."), passage("Two.", line=6))
    said = composed(slot(*points, cut_note=True, selected=8))
    assert [plain_text(p.content) for p in every(said, Paragraph)][-1] == "2 of 8 points shown."
    for quiet in (slot(*points, selected=8), slot(*points, cut_note=True, selected=2)):
        assert all(p.form != "remark" for p in every(composed(quiet), Paragraph))


def test_a_single_point_is_a_paragraph() -> None:
    document = composed(slot(passage("Only one.")))
    assert every(document, BulletList) == []


def test_an_empty_slot_is_absent() -> None:
    document = composed(slot(passage("One.")), slot(id="empty", label="Empty"))
    assert [b.id for b in document.blocks if isinstance(b, Section)] == ["why"]


def test_the_bottom_line_is_a_callout_with_its_heading() -> None:
    document = composed(slot(passage("First."), passage("Second.", line=8), layout="callout"))
    callout = every(document, Callout)[0]
    assert plain_text(callout.title) == "Why it matters"
    assert len(callout.blocks) == 2
    assert note_numbers(callout.blocks) == (1,)


def test_columns_are_independent_and_an_empty_one_says_so() -> None:
    views = slot(
        layout="side-by-side",
        columns=(
            ColumnContent(heading="A on B", passages=(passage("One."), passage("Two.", line=6))),
            ColumnContent(heading="B on A", passages=()),
        ),
    )
    columns = every(composed(views), Columns)[0]
    assert [plain_text(c.title) for c in columns.columns] == ["A on B", "B on A"]
    none = columns.columns[1].blocks[0]
    assert isinstance(none, Paragraph)
    assert plain_text(none.content) == words()["no_passage"]


def test_sub_sections_are_numbered_under_their_own_headings() -> None:
    top = section("VI", "Recommendations")
    inner = [
        (top, section("1", "Maritime security")),
        (top, section("2", "Climate")),
    ]
    document = composed(
        slot(
            passage("Introduction.", line=3, path=(top,)),
            *(passage(f"Do {n}.", line=10 + n, path=p) for n, p in enumerate(inner)),
            layout="headed",
        )
    )
    why = document.blocks[1]
    assert isinstance(why, Section)
    heads = [b for b in why.blocks if isinstance(b, Section)]
    assert [(h.number, plain_text(h.title)) for h in heads] == [
        ("1", "Maritime security"),
        ("2", "Climate"),
    ]
    assert isinstance(why.blocks[0], Paragraph)


def test_milestones_stand_in_order_of_time_and_unreadable_rows_last() -> None:
    rows = (
        passage("Later.", line=20, kind="milestone", when=year(2015)),
        passage("Longer.", line=22, kind="milestone", when=year(2010, 2014)),
        passage("Shorter.", line=23, kind="milestone", when=year(2010)),
        passage("%%", line=24, kind="milestone", when=None),
    )
    block = every(composed(slot(*rows, layout="timeline")), Milestones)[0]
    assert [row.label for row in block.rows] == ["2010–2014", "2010", "2015", "Not readable"]
    assert block.sources == ("A, 22", "A, 23", "A, 20", "A, 24")
    assert plain_text(block.rows[-1].content) == words()["unreadable_row"]
    assert block.layout == "timeline"


def test_a_strip_with_more_than_four_entries_is_a_table() -> None:
    rows = [
        passage(f"Event {n}.", line=n, kind="milestone", when=year(2000 + n)) for n in range(1, 7)
    ]
    assert every(composed(slot(*rows, layout="strip")), Milestones)[0].layout == "table"
    assert every(composed(slot(*rows[:4], layout="strip")), Milestones)[0].layout == "strip"


def test_more_milestones_than_a_figure_shows_are_a_table() -> None:
    rows = [
        passage(f"Event {n}.", line=n, kind="milestone", when=year(1900 + n)) for n in range(1, 38)
    ]
    layouts = [
        every(composed(slot(*rows[:count], layout="timeline")), Milestones)[0].layout
        for count in (36, 37)
    ]
    assert layouts == ["timeline", "table"]


def test_one_milestone_is_a_sentence() -> None:
    document = composed(
        slot(passage("Talks began.", kind="milestone", when=year(2002)), layout="timeline")
    )
    assert every(document, Milestones) == []
    assert plain_text(every(document, Paragraph)[0].content) == "2002: Talks began."


def test_pieces_that_do_not_stand_side_by_side_are_parted_in_a_cell() -> None:
    rows = [
        passage("First.", "Third.", line=4, kind="milestone", when=year(2002)),
        passage("Other.", line=5, kind="milestone", when=year(2003)),
    ]
    block = every(composed(slot(*rows, layout="table")), Milestones)[0]
    assert plain_text(block.rows[0].content) == "First. […] Third."


def test_numbered_points_and_message() -> None:
    document = composed(
        slot(passage("Say this."), layout="message", group="Talking points", id="message"),
        slot(passage("One."), passage("Two.", line=6), layout="numbered", group="Talking points"),
    )
    group = document.blocks[1]
    assert isinstance(group, Section)
    assert plain_text(group.title) == "Talking points"
    assert [type(b) for b in group.blocks] == [Section, Section]
    assert len(every(document, OrderedList)[0].items) == 2
    assert every(document, Paragraph)[0].form == "message"


def test_contents_stand_from_four_entries_on() -> None:
    def pack(count: int) -> Document:
        slots = [slot(passage("One."), id=f"s{n}", label=f"Part {n}") for n in range(count)]
        return composed(*slots, of=facts(contents=True, citations="list", body=LISTED))

    assert every(pack(2), Contents) == []
    entries = every(pack(3), Contents)[0].entries
    assert [plain_text(e.title) for e in entries] == ["Part 0", "Part 1", "Part 2", "Sources"]


def test_memo_head_counts_names_beyond_three() -> None:
    readers = ("One", "Two", "Three", "Four", "Five")
    head = every(composed(slot(passage("One.")), of=facts(readers=readers)), Head)[0]
    assert plain_text(head.facts[0].value) == "One, Two, Three and 2 others"


def test_notes_name_the_one_source_or_each_letter() -> None:
    one = every(composed(slot(passage("One."))), Notes)[0]
    assert Emph((Text("A dialogue report"),)) in one.intro
    two = every(
        composed(
            slot(passage("One."), passage("Two.", line=3, source="news", path=())),
            cards=(card(), card("news", "")),
        ),
        Notes,
    )[0]
    assert [plain_text(n.text) for n in two.notes] == [
        "A, V. Consequences and risks, line 5",
        "B, line 3",
    ]
    assert "Article without a title" in plain_text(two.intro)


def test_a_quote_without_its_own_unit_keeps_its_words() -> None:
    document = composed(slot(passage("“Said.”"), layout="quotes"))
    assert plain_text(every(document, Quote)[0].content) == "“Said.”"
    assert every(document, Quote)[0].notes == (1,)


@pytest.mark.parametrize(
    ("language", "date", "point"),
    [
        ("en", "30 November 2021", "To"),
        ("fr", "30 novembre 2021", "À"),
        ("de", "30. November 2021", "An"),
    ],
)
def test_dates_and_labels_in_the_packs_language(language: str, date: str, point: str) -> None:
    document = composed(slot(passage("One.")), of=facts(language=language, words=words(language)))
    assert document.furniture is not None
    assert document.furniture.date == date
    assert every(document, Head)[0].facts[0].label == point


def test_the_first_of_a_month_is_counted_in_french() -> None:
    first = datetime.date(2026, 10, 1)
    assert date_in_words(first, "fr") == "1er octobre 2026"
    assert date_in_words(first, "fr-BE").startswith("1er ")
    assert date_in_words(first.replace(day=11), "fr") == "11 octobre 2026"


def test_an_undated_pack_says_so() -> None:
    document = composed(slot(passage("One.")), of=facts(as_of=None))
    assert document.created == ""
    assert document.furniture is not None
    assert document.furniture.date == "Undated"


def _proposals(*, letters: bool = False) -> tuple[Passage, ...]:
    """Three numbered proposals, the first with two points inside it."""
    inner = ("a) one for the north;", "b) one for the south.") if letters else ("North.", "South.")
    top = passage("Buy two ships.", line=5, kind="item")
    below = (passage(text, line=6 + n, kind="item") for n, text in enumerate(inner))
    return (
        replace(top, number=1),
        *(replace(one, above=(top.id,)) for one in below),
        replace(passage("Agree a convention.", line=8, kind="item"), number=2),
        replace(passage("Publish all incidents.", line=10, kind="item"), number=4),
    )


@pytest.mark.parametrize(
    "layout",
    ["headed", "paragraphs", "bullets", "numbered", "full", "callout", "lead", "message"],
)
def test_sub_points_stand_as_a_list_right_after_their_point(layout: str) -> None:
    document = composed(slot(*_proposals(), layout=layout), of=facts(citations="none"))
    inner = [
        block
        for block in every(document, BulletList)
        if [plain_text(b.content) for b in every_inside(block)] == ["North.", "South."]
    ]
    assert len(inner) == 1
    order = [plain_text(block.content) for block in every(document, Paragraph)]
    assert order.index("North.") == order.index("Buy two ships.") + 1


def test_a_mark_for_a_whole_callout_stands_at_the_end_of_its_last_sub_point() -> None:
    points = [p for p in _proposals() if p.above or p.number == 1]
    document = composed(slot(*points, layout="callout"))
    (callout,) = every(document, Callout)
    marks = [note_numbers((p,)) for p in every_inside(callout)]
    assert marks == [(), (), (1,)]


def every_inside(block: Block) -> list[Paragraph]:
    return [node for node in walk((block,)) if isinstance(node, Paragraph)]


def test_in_full_points_keep_the_numbers_of_their_source() -> None:
    document = composed(slot(*_proposals(), layout="full"))
    lists = every(document, OrderedList)
    assert [(block.start, len(block.items)) for block in lists] == [(1, 2), (4, 1)]


@pytest.mark.parametrize("layout", ["bullets", "full"])
def test_points_with_letters_of_their_own_have_no_bullet_before_them(layout: str) -> None:
    document = composed(slot(*_proposals(letters=True), layout=layout))
    marked = [i for b in every(document, BulletList) for i in b.items]
    assert not [item for item in marked if node_text(item).startswith(("a)", "b)"))]
    said = [plain_text(block.content) for block in every(document, Paragraph)]
    assert sum(text.startswith(("a)", "b)")) for text in said) == 2


def test_without_a_list_of_sources_places_name_them_by_their_titles() -> None:
    cards = (card("one", "The first: a report"), card("two", "The second"))
    slots = slot(passage("Here.", source="one"), passage("There.", source="two"))
    document = composed(slots, of=facts(citations="inline"), cards=cards)
    said = [plain_text(block.content) for block in every(document, Paragraph)]
    assert said[0].startswith("Here. (The first, V. ")
    assert said[1].startswith("There. (The second, V. ")
    listed = facts(citations="inline", body=f"{PLAIN_BODY}\n{{{{ sources | place }}}}\n")
    document = composed(slots, of=listed, cards=cards)
    assert plain_text(every(document, Paragraph)[0].content).startswith("Here. (A, V. ")


def test_no_place_in_words_stands_in_the_heading_of_a_column() -> None:
    columns = (
        ColumnContent(heading="North", passages=(passage("One."), passage("Two.", line=6))),
        ColumnContent(heading="South", passages=(passage("Three.", line=7),)),
    )
    document = composed(slot(layout="side-by-side", columns=columns), of=facts(citations="inline"))
    shown = every(document, Columns)[0].columns
    assert [plain_text(column.title) for column in shown] == ["North", "South"]
    assert plain_text(every(document, Paragraph)[-1].content).startswith("Three. (")
