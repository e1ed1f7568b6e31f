"""What a template may do, and how what it may not is refused: with its line, before it runs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.compose import compose
from briefgen.errors import ExitCode
from tests.packs.builder import PLAIN_BODY, card, facts, passage, slot
from tests.packs.words import pack_text

LOOP = "{% for a in sections %}"
REFUSED = {
    "reach through class": ("{{ ''.__class__.__mro__ }}", 1, "__mro__"),
    "reach through a name": ("\n{{ title.__class__ }}", 2, "__class__"),
    "call": ("{{ range(10) }}", 1, "call"),
    "method": ("{{ title.format(1) }}", 1, "call"),
    "loops in loops": (LOOP * 3 + "x" + "{% endfor %}" * 3, 1, "nested"),
    "recursive loop": ("{% for a in sections recursive %}x{% endfor %}", 1, "recursive"),
    "growth by times": ("{{ 'a' * 2000000000 }}", 1, "mul"),
    "growth by power": ("{{ 9 ** 9 ** 9 }}", 1, "pow"),
    "growth by sum": ("{% set x = 'a' %}", 1, "assign"),
    "concatenation": ("{{ title ~ title }}", 1, "concat"),
    "include": ("{% include '../../etc/passwd' %}", 1, "include"),
    "import": ("{% import 'x' as y %}", 1, "import"),
    "macro": ("{% macro m() %}{% endmacro %}", 1, "macro"),
    "unknown filter": ("{{ title | attr('x') }}", 1, "filter"),
    "misspelt variable": ("\n\n{{ titel }}", 3, "titel"),
    "misspelt attribute": ("{% for s in sections %}\n{{ s.lable }}\n{% endfor %}", 2, "lable"),
    "unclosed": ("{% for s in sections %}", 1, "syntax"),
    "place in a line": ("See {{ head | place }} here", 1, "alone"),
    "place in a list": ("- {{ head | place }}", 1, "alone"),
    "place of words": ("{{ title | place }}", 1, "placed"),
    "quotation": ("> quoted", 1, "block"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_its_line(name: str) -> None:
    body, line, word = REFUSED[name]
    document, found = compose(facts(body=body), [slot(passage("One."))], [card()])
    assert document is None
    assert found
    first = found[0]
    assert first.exit is ExitCode.CONFIG
    assert first.place is not None
    assert first.place.file == "templates/example/body.md.j2"
    assert first.place.line == line
    assert word in f"{first.message} {first.hint}"


def test_a_misspelt_name_is_met_with_the_near_one() -> None:
    _, found = compose(facts(body="{{ titel }}"), [slot(passage("One."))], [card()])
    assert 'did you mean "title"?' in found[0].hint


def test_output_is_bounded() -> None:
    body = "{% for a in sections %}" + "word " * 40_000 + "{% endfor %}"
    slots = [slot(passage("One."), id=f"s{n}") for n in range(20)]
    document, found = compose(facts(body=body), slots, [card()])
    assert document is None
    assert "characters" in found[0].message


def test_a_deeply_nested_template_is_refused() -> None:
    body = "{{ " + "(" * 5000 + "title" + ")" * 5000 + " }}"
    document, found = compose(facts(body=body), [slot(passage("One."))], [card()])
    assert document is None
    assert found


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("{}%| .title_placehdsecton\n#-*()[]<>'~+"), max_size=80))
def test_any_template_gives_a_document_or_findings(body: str) -> None:
    document, found = compose(facts(body=body, citations="none"), [slot(passage("One."))], [card()])
    assert document is not None or found


def test_a_part_printed_as_words_is_refused() -> None:
    document, found = compose(facts(body="{{ head }}"), [slot(passage("One."))], [card()])
    assert document is None
    assert "| place" in found[0].message


def test_a_character_that_no_page_can_show_is_refused_with_its_line() -> None:
    body = f"one\n\ntwo \u202e three\n\n{PLAIN_BODY}"
    _, found = compose(facts(body=body), [slot(passage("One."))], [card()])
    assert [(d.place and d.place.line, "U+202E" in d.message) for d in found] == [(3, True)]


def test_parts_can_stand_under_the_templates_own_headings() -> None:
    body = f"# Opening\n\n{PLAIN_BODY}"
    document, found = compose(facts(body=body), [slot(passage("One."))], [card()])
    assert found == ()
    assert document is not None
    words = pack_text(document)
    assert "Opening" in words
    assert "V. Consequences and risks, line 5" in words


def test_a_template_that_loses_a_section_is_an_error() -> None:
    body = "{{ head | place }}\n\n{{ sections | first | place }}\n\n{{ notes | place }}\n"
    slots = [slot(passage("One.")), slot(passage("Two."), id="next", label="Next steps")]
    document, found = compose(facts(body=body), slots, [card()])
    assert document is None
    assert [d.code for d in found] == ["section-not-placed"]
    assert "Next steps" in found[0].message
