"""Roles by heading: the shipped table as cases, inheritance, and extension by a config."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from briefgen.files import resources
from briefgen.model import Document
from briefgen.selection import RoleTable, extend, label_roles, role_of_heading, role_table
from briefgen.tree import plain_text, sections
from briefgen.yamltext import read_yaml
from tests.builds.document import bullets, document, milestones, para, row, section, years
from tests.places import CASES

HEADINGS = CASES / "selection" / "headings.txt"


def shipped() -> RoleTable:
    tree, found = read_yaml(resources.roles_file(), "roles.yaml")
    assert tree is not None
    assert not found
    return role_table(cast(dict[str, list[str]], tree.data))


def roles(labelled: Document) -> dict[str, str]:
    return {plain_text(s.title): s.role for s in sections(labelled.blocks)}


def read_cases() -> Iterator[tuple[str, str]]:
    for text in HEADINGS.read_text(encoding="utf-8").splitlines():
        if text and not text.startswith("#"):
            heading, _, role = text.partition(" => ")
            yield heading, role.replace("-", "")


@pytest.mark.parametrize(("heading", "role"), list(read_cases()))
def test_the_words_of_a_heading_give_its_role(heading: str, role: str) -> None:
    assert role_of_heading(heading, shipped()) == role


def test_no_phrase_of_the_shipped_table_has_two_roles() -> None:
    seen: dict[str, str] = {}
    table = shipped()
    for role, phrases in table.phrases:
        for phrase in phrases:
            assert seen.setdefault(phrase.casefold(), role) == role
            assert role_of_heading(phrase, table) == role


def test_sub_sections_inherit_unless_their_own_heading_opens_with_another_role() -> None:
    made = document(
        section(
            "vi",
            "Recommendations",
            section("vi.1", "Safety at sea", para("p1", "Text.")),
            section("vi.2", "Transparency and military risk reduction", para("p2", "Text.")),
            section("vi.3", "Risks and how to meet them", section("vi.3.1", "At sea")),
        )
    )
    assert roles(label_roles(made, shipped())) == {
        "Recommendations": "recommendations",
        "Safety at sea": "recommendations",
        "Transparency and military risk reduction": "recommendations",
        "Risks and how to meet them": "risks",
        "At sea": "risks",
    }


def test_text_without_any_heading_has_no_role() -> None:
    made = document(section("start", "", para("p1", "News."), para("p2", "More news.")))
    assert roles(label_roles(made, shipped())) == {"": ""}


def test_a_heading_that_is_the_title_of_all_gives_no_role() -> None:
    title = "Two powers: the way forward"
    made = document(
        section("top", title, section("a", "Summary"), section("b", "Fisheries")), title=title
    )
    assert roles(label_roles(made, shipped())) == {title: "", "Summary": "summary", "Fisheries": ""}


def test_dated_rows_make_a_section_of_milestones() -> None:
    rows = milestones("m", row("m.1", years(2001), "Visit."), row("m.2", years(2002), "Talks."))
    made = document(
        section("a", "Thirty years of contact", para("p1", "It began late."), rows),
        section("b", "Background", para("p2", "One."), para("p3", "Two."), rows),
    )
    assert roles(label_roles(made, shipped())) == {
        "Thirty years of contact": "milestones",
        "Background": "background",
    }


def test_a_config_adds_roles_and_moves_phrases() -> None:
    table = extend(shipped(), {"costs": ["budget", "price tag"], "outlook": ["next steps"]})
    assert role_of_heading("The budget", table) == "costs"
    assert role_of_heading("Next steps", table) == "outlook"
    assert role_of_heading("Roadmap", table) == "roadmap"
    assert role_of_heading("Looking ahead", table) == "outlook"


def test_labelling_keeps_everything_else_and_is_stable() -> None:
    made = document(section("a", "Risks", bullets("a/l1", "One.", "Two."), number="V"))
    once = label_roles(made, shipped())
    assert label_roles(once, shipped()) == once
    (labelled,) = sections(once.blocks)
    (before,) = sections(made.blocks)
    assert (labelled.number, labelled.title, labelled.blocks) == (
        before.number,
        before.title,
        before.blocks,
    )
