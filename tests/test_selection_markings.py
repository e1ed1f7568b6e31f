"""Markings: the ladder, what rules mark, and that nothing above a ceiling survives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.errors import ExitCode
from briefgen.model import (
    Block,
    BulletList,
    Document,
    Metadata,
    OrderedList,
    Organisation,
    Person,
    Row,
    Section,
    Table,
    TocEntry,
)
from briefgen.selection import (
    TLP_2_0,
    Ladder,
    Selector,
    allowed,
    highest,
    is_above,
    mark,
    position,
)
from briefgen.tree import walk
from tests.build_document import (
    bullets,
    document,
    item,
    line,
    milestones,
    numbered,
    para,
    row,
    section,
    speech,
    stated,
    words,
    years,
)

OWN = Ladder(name="own", labels=("OPEN", "LIMITED", "CLOSED"))
CLEAR, GREEN, AMBER, RED = "TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"


def strings(value: object) -> Iterator[str]:
    """Every string anywhere inside a tree of dataclasses."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from strings(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))


def marking_of(marked: Document, block: str) -> set[str | None]:
    return {o.marking for node in walk(marked.blocks) if node.id == block for o in node.origins}


# --- the ladder -----------------------------------------------------------------------------------


def test_tlp_has_its_five_labels_in_order_with_a_handling_sentence_each() -> None:
    assert TLP_2_0.labels == (CLEAR, GREEN, AMBER, "TLP:AMBER+STRICT", RED)
    assert len(TLP_2_0.handling) == len(TLP_2_0.labels)
    assert TLP_2_0.top == RED
    assert [position(TLP_2_0, label) for label in TLP_2_0.labels] == [0, 1, 2, 3, 4]


def test_what_is_unmarked_or_unknown_counts_as_the_top() -> None:
    for label in (None, "", "TLP:PINK"):
        assert is_above(TLP_2_0, label, "TLP:AMBER+STRICT")
        assert not is_above(TLP_2_0, label, RED)
        assert highest(TLP_2_0, [CLEAR, label]) == RED
    assert highest(TLP_2_0, []) == CLEAR
    with pytest.raises(ValueError, match="not on the ladder"):
        position(OWN, CLEAR)
    with pytest.raises(ValueError, match="not on the ladder"):
        is_above(OWN, "OPEN", CLEAR)


# --- marking --------------------------------------------------------------------------------------


def report() -> Document:
    rows = (row("m/t.1", years(2001), "Visit."), row("m/t.2", years(2005), "Talks."))
    table = Table(
        id="v/t",
        rows=(Row(id="v/t.1", cells=(words("cell"),), origins=line()),),
        caption=words("Costs"),
        origins=line(),
    )
    return document(
        section("s", "Summary", para("s/p", "Public words of 2020."), role="summary"),
        section(
            "v",
            "Risks",
            para("v/p", 'Secret: "Never again," said Ann Other.'),
            table,
            section("v.1", "Costs at sea", bullets("v.1/l", "Ships sink."), role="landscape"),
            role="risks",
        ),
        section("m", "Dates", milestones("m/t", *rows)),
        title="A report",
        metadata=Metadata(
            authors=(Person(name="Ann Other", role="Envoy"), Person(name="Bo Sample")),
            publishers=(Organisation(name="Example House"),),
            toc=(
                TocEntry(number="1", title="Summary", page="1"),
                TocEntry(number="2", title="Ris", page="2"),
            ),
            speeches=(speech("v/p", "Never again", 8, 22, "Ann Other"),),
            dates=(stated("s/p", 2020), stated("v/p", 2019)),
        ),
    )  # fmt: skip


def test_every_origin_bears_the_sources_marking() -> None:
    marked = mark(report(), GREEN, [], TLP_2_0)
    assert not marked.diagnostics
    assert {o.marking for n in walk(marked.document.blocks) for o in n.origins} == {GREEN}
    assert {o.marking for s in marked.document.metadata.speeches for o in s.origins} == {GREEN}


def test_no_marking_means_the_top() -> None:
    assert marking_of(mark(report(), "", [], TLP_2_0).document, "s/p") == {RED}


def test_a_rule_on_a_section_marks_heading_and_all_inside() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), AMBER)], TLP_2_0)
    assert marked.matched == (0,)
    for block in ("v", "v/p", "v/t", "v/t.1", "v.1", "v.1/l", "v.1/l.1", "v.1/l.1/p"):
        assert marking_of(marked.document, block) == {AMBER}, block
    for block in ("s", "s/p", "m", "m/t.1"):
        assert marking_of(marked.document, block) == {CLEAR}, block
    (said,) = marked.document.metadata.speeches
    assert {origin.marking for origin in said.origins} == {AMBER}


@pytest.mark.parametrize(
    ("selector", "hit"),
    [
        (Selector(title="ris*"), {"v", "v/p", "v.1/l.1"}),
        (Selector(contains=("public",)), {"s", "s/p"}),
        (Selector(contains=("sea",)), {"v.1", "v.1/l.1"}),
        (Selector(kind="quote"), {"v/p"}),
        (Selector(speaker="Ann*"), {"v/p"}),
        (Selector(kind="milestone", contains=("visit",)), {"m/t.1"}),
        (Selector(any=(Selector(role="risks"), Selector(kind="milestone"))), {"v/p", "m", "m/t.2"}),
        (Selector(source="d*"), {"s", "v", "v.1/l.1", "m/t.1"}),
        (Selector(title="nothing"), set()),
    ],
)
def test_a_rule_marks_what_it_matches(selector: Selector, hit: set[str]) -> None:
    marked = mark(report(), CLEAR, [(selector, RED)], TLP_2_0)
    assert marked.matched == ((0,) if hit else ())
    for block in hit:
        assert marking_of(marked.document, block) == {RED}, block
    red = {n.id for n in walk(marked.document.blocks) for o in n.origins if o.marking == RED}
    assert ("m/t.2" in red) == ("m/t.2" in hit or selector.source != "")


def test_the_highest_rule_wins_and_nothing_is_lowered() -> None:
    rules = [(Selector(role="risks"), AMBER), (Selector(contains=("secret",)), GREEN)]
    once = mark(report(), CLEAR, rules, TLP_2_0)
    assert once.matched == (0, 1)
    assert marking_of(once.document, "v/p") == {AMBER}
    assert marking_of(mark(once.document, CLEAR, [], TLP_2_0).document, "v/p") == {AMBER}


def test_an_unknown_label_is_an_error_and_counts_as_the_top() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), "TLP:GREAN")], TLP_2_0)
    assert [(d.code, d.exit) for d in marked.diagnostics] == [("marking-unknown", ExitCode.MARKING)]
    assert marking_of(marked.document, "v/p") == {RED}
    assert mark(report(), "SECRET", [], TLP_2_0).diagnostics


# --- filtering ------------------------------------------------------------------------------------


def test_what_is_above_the_ceiling_leaves_nothing_behind() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), AMBER)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN)
    everything = " ".join(strings(seen))
    for word in ("Secret", "Risks", "Ris", "Costs", "sink", "Ann", "Envoy", "cell", "Never"):
        assert word not in everything.split(), word
    assert {person.name for person in seen.metadata.authors} == {"Bo Sample"}
    assert [house.name for house in seen.metadata.publishers] == ["Example House"]
    assert [entry.title for entry in seen.metadata.toc] == ["Summary"]
    assert [date.value.year for date in seen.metadata.dates] == [2020]
    assert "A" in everything.split()


def test_at_or_below_the_ceiling_nothing_changes() -> None:
    marked = mark(report(), CLEAR, [(Selector(role="risks"), AMBER)], TLP_2_0).document
    assert allowed(marked, TLP_2_0, AMBER) == marked


def test_of_a_withheld_source_only_its_id_is_left() -> None:
    seen = allowed(mark(report(), AMBER, [], TLP_2_0).document, TLP_2_0, GREEN)
    assert seen == Document(id="doc", title=(), language="en", blocks=())


def test_unmarked_documents_are_only_for_the_top() -> None:
    assert allowed(report(), TLP_2_0, "TLP:AMBER+STRICT").blocks == ()
    assert allowed(report(), TLP_2_0, RED) == report()


def test_a_list_with_a_gap_loses_its_numbers() -> None:
    """Neither a gap nor a false number: a gap would tell that something was taken out."""
    made = document(section("a", "A", numbered("l", "One.", "Two.", "Three.")))

    def kept(word: str) -> OrderedList | BulletList:
        marked = mark(made, CLEAR, [(Selector(contains=(word,)), RED)], TLP_2_0).document
        (inner,) = allowed(marked, TLP_2_0, GREEN).blocks
        assert isinstance(inner, Section)
        (block,) = inner.blocks
        assert isinstance(block, OrderedList | BulletList)
        return block

    assert isinstance(kept("two"), BulletList)
    last = kept("three")
    assert isinstance(last, OrderedList)
    assert len(last.items) == 2


def test_a_title_that_is_a_withheld_heading_goes_too() -> None:
    made = document(
        section("a", "Operation Example", para("a/p", "Hidden.")),
        section("b", "Weather", para("b/p", "Rain.")),
        title="Operation Example",
    )
    marked = mark(made, CLEAR, [(Selector(title="operation*"), RED)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN)
    assert seen.title == ()
    assert "Operation Example" not in " ".join(strings(seen))


def test_a_kept_point_does_not_keep_what_stood_inside_it() -> None:
    outer = item("l.1", "Open.", bullets("l.1/l", "Hidden."))
    made = document(
        BulletList(id="l", items=(replace(outer, original="Open. Hidden."),), origins=line())
    )
    marked = mark(made, CLEAR, [(Selector(contains=("hidden",)), RED)], TLP_2_0).document
    seen = allowed(marked, TLP_2_0, GREEN)
    assert "Open." in list(strings(seen))
    assert not [text for text in strings(seen) if "Hidden" in text]


# --- canaries -------------------------------------------------------------------------------------

# One word per unit; the heading's words are canaries too.
KINDS = ("para", "bullets", "numbered", "milestones", "nested")


@st.composite
def documents_with_canaries(
    draw: st.DrawFn,
) -> tuple[Document, tuple[tuple[Selector, str], ...], str]:
    blocks: list[Block] = []
    for n in range(draw(st.integers(1, 4))):
        inner: list[Block] = []
        for k in range(draw(st.integers(0, 3))):
            name = f"s{n}b{k}"
            match draw(st.sampled_from(KINDS)):
                case "para":
                    inner.append(para(name, f"Word {name}x."))
                case "bullets":
                    inner.append(bullets(name, f"Word {name}x.", f"Word {name}y."))
                case "numbered":
                    inner.append(numbered(name, f"Word {name}x.", f"Word {name}y."))
                case "milestones":
                    inner.append(milestones(name, row(f"{name}.1", years(2001), f"Word {name}x.")))
                case _:
                    inner.append(
                        section(name, f"Title {name}h", para(f"{name}p", f"Word {name}x."))
                    )
        blocks.append(
            section(f"s{n}", f"Title s{n}h", *inner, role=draw(st.sampled_from(["", "risks"])))
        )
    names = [f"s{n}b{k}{c}" for n in range(4) for k in range(3) for c in "xyh"]
    chosen = draw(st.lists(st.sampled_from(names), max_size=4))
    label = st.sampled_from(TLP_2_0.labels)
    rules = [(Selector(contains=(word,)), draw(label)) for word in chosen]
    if draw(st.booleans()):
        rules.append((Selector(role="risks"), draw(label)))
    made = document(*blocks, title="Title s0h")
    return made, tuple(rules), draw(label)


@settings(max_examples=150, deadline=None)
@given(documents_with_canaries(), st.sampled_from(TLP_2_0.labels))
def test_no_canary_above_the_ceiling_survives(
    made: tuple[Document, tuple[tuple[Selector, str], ...], str], ceiling: str
) -> None:
    built, rules, source_marking = made
    marked = mark(built, source_marking, rules, TLP_2_0).document
    seen = allowed(marked, TLP_2_0, ceiling)
    left = {word.strip(".") for text in strings((seen.blocks, seen.title)) for word in text.split()}
    for selector, label in rules:
        if is_above(TLP_2_0, label, ceiling):
            assert not left.intersection(selector.contains)
    if is_above(TLP_2_0, source_marking, ceiling):
        assert left == set()
    for node in walk(seen.blocks):
        assert not any(is_above(TLP_2_0, o.marking, ceiling) for o in node.origins)
    assert allowed(seen, TLP_2_0, ceiling) == seen


@settings(max_examples=60, deadline=None)
@given(documents_with_canaries())
def test_a_higher_ceiling_never_shows_less(
    made: tuple[Document, tuple[tuple[Selector, str], ...], str],
) -> None:
    built, rules, source_marking = made
    marked = mark(built, source_marking, rules, TLP_2_0).document
    shown = [
        {node.id for node in walk(allowed(marked, TLP_2_0, ceiling).blocks)}
        for ceiling in TLP_2_0.labels
    ]
    assert all(low <= high for low, high in pairwise(shown))
