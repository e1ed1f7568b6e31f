"""Selection on the sample sources and on the real ones, as the reader gives them.

What is chosen from the real sources is described by kind, place and count, never by its words.
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from briefgen import reading
from briefgen.files import resources
from briefgen.model import Document, FromSource, ListItem, Milestone, Passage
from briefgen.selection import (
    TLP_2_0,
    Limit,
    Position,
    Selector,
    Years,
    allowed,
    apply,
    is_above,
    label_roles,
    mark,
    role_table,
    select,
)
from briefgen.selection.atoms import count_words
from briefgen.selection.leaning import leans
from briefgen.tree import plain_text, sections, walk
from briefgen.yamltext import read_yaml

ONE = Limit(sentences=1)
RULES = [(Selector(role="risks"), "TLP:GREEN")]
NORTH = Selector(
    first_of=(
        Selector(role="perceptions", title="NATO perceptions*"),
        Selector(role="perceptions", position=Position(first=1, last=1)),
    )
)
SOUTH = Selector(
    first_of=(
        Selector(role="perceptions", title="Chinese perceptions*"),
        Selector(role="perceptions", position=Position(first=2, last=2)),
    )
)


def read_all(folder: Path) -> tuple[Document, ...]:
    tree, _ = read_yaml(resources.roles_file(), "roles.yaml")
    assert tree is not None
    table = role_table(cast(dict[str, list[str]], tree.data))
    documents = []
    for path in sorted(folder.glob("*.txt")):
        read, _ = reading.read(path, source_id=path.stem, shown=path.name)
        assert read is not None
        labelled = label_roles(read.document, table)
        documents.append(mark(labelled, "TLP:CLEAR", RULES, TLP_2_0).document)
    return tuple(documents)


@pytest.fixture(scope="module", params=["samples", "real_seeds"])
def documents(request: pytest.FixtureRequest) -> tuple[Document, ...]:
    return read_all(request.getfixturevalue(request.param))


def choose(
    documents: tuple[Document, ...], selector: Selector, limit: Limit
) -> tuple[Passage, ...]:
    return apply(select(documents, selector, TLP_2_0), limit)[0]


def pieces(kept: tuple[Passage, ...]) -> list[str]:
    return [plain_text(piece) for passage in kept for piece in passage.pieces]


def test_every_numbered_section_has_its_role(documents: tuple[Document, ...]) -> None:
    roles = {s.number: s.role for d in documents for s in sections(d.blocks) if s.level == 1}
    assert [roles[number] for number in ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")] == [
        "landscape",
        "perceptions",
        "perceptions",
        "perceptions",
        "risks",
        "recommendations",
        "roadmap",
        "outlook",
    ]
    subs = [s.role for d in documents for s in sections(d.blocks) if s.level == 2]
    assert subs == ["recommendations"] * 5
    unnumbered = [s.role for d in documents for s in sections(d.blocks) if not s.number]
    assert sorted(filter(None, unnumbered)) == ["authors", "milestones", "summary"]


@pytest.mark.parametrize(
    ("selector", "limit", "count"),
    [
        (Selector(role="summary"), Limit(sentences=3), 3),
        (NORTH, Limit(items=3, each=ONE), 3),
        (SOUTH, Limit(items=3, each=ONE), 3),
        (Selector(role="risks"), Limit(items=2, each=ONE), 2),
        (Selector(role="roadmap"), Limit(sentences=2), 2),
        (Selector(role="recommendations"), Limit(items=5, each=ONE), 5),
        (Selector(role="landscape"), Limit(sentences=2), 2),
    ],
)
def test_what_is_chosen_can_stand_alone(
    documents: tuple[Document, ...], selector: Selector, limit: Limit, count: int
) -> None:
    kept = choose(documents, selector, limit)
    shown = pieces(kept)
    assert count - 1 <= len(shown) <= count  # two neighbours may run together
    for text in shown:
        assert text[0].isupper() or text[0] in '"“'
        assert text.rstrip('"”’)')[-1] in ".!?"
        assert not leans(text, opens_section=True)


def test_the_bottom_line_fills_sixty_words(documents: tuple[Document, ...]) -> None:
    shown = pieces(choose(documents, Selector(role="summary"), Limit(words=60)))
    assert 40 <= sum(map(count_words, shown)) <= 60


@pytest.mark.parametrize("selector", [NORTH, SOUTH, Selector(role="risks")])
def test_points_are_bullets_and_not_what_announces_them(
    documents: tuple[Document, ...], selector: Selector
) -> None:
    kept = choose(documents, selector, Limit(items=3, each=ONE))
    assert all(isinstance(passage.unit, ListItem) for passage in kept)
    assert len({passage.path[-1].id for passage in kept}) == 1


def test_the_two_views_come_from_two_sections(documents: tuple[Document, ...]) -> None:
    north, south = (choose(documents, view, Limit()) for view in (NORTH, SOUTH))
    assert {p.path[-1].number for p in north} == {"III"}
    assert {p.path[-1].number for p in south} == {"IV"}


def test_recommendations_hear_every_sub_section(documents: tuple[Document, ...]) -> None:
    kept = choose(documents, Selector(role="recommendations"), Limit(items=6, each=ONE))
    assert {p.path[-1].number for p in kept} == {"VI", "1", "2", "3", "4", "5"}


def test_milestones_since_a_year(documents: tuple[Document, ...]) -> None:
    chosen = Selector(role="milestones", years=Years(first=2015))
    kept = choose(documents, chosen, Limit())
    assert len(kept) >= 3
    latest = min(kept, key=lambda p: p.rank)
    ends = [p.unit.when.end for p in kept if isinstance(p.unit, Milestone) and p.unit.when]
    assert isinstance(latest.unit, Milestone)
    assert latest.unit.when is not None
    assert latest.unit.when.end == max(ends)
    assert all(end.year >= 2015 for end in ends)


def test_quotes_have_speakers_and_marks(documents: tuple[Document, ...]) -> None:
    kept = choose(documents, Selector(kind="quote"), Limit(items=2))
    assert len(kept) == 2
    for text in pieces(kept):
        assert text[0] in '"“'
        assert text[-1] in '"”'


def test_the_press_sees_nothing_of_the_risks(documents: tuple[Document, ...]) -> None:
    seen = tuple(allowed(document, TLP_2_0, "TLP:CLEAR") for document in documents)
    assert not select(seen, Selector(role="risks"), TLP_2_0)
    assert select(seen, Selector(role="summary"), TLP_2_0)
    lines = {
        (o.source, span)
        for d in documents
        for n in walk(d.blocks)
        for o in n.origins
        if isinstance(o, FromSource) and is_above(TLP_2_0, o.marking, "TLP:CLEAR")
        for span in o.spans
    }
    assert lines
    for document in seen:
        for node in walk(document.blocks):
            for origin in node.origins:
                assert isinstance(origin, FromSource)
                assert not lines.intersection((origin.source, span) for span in origin.spans)
