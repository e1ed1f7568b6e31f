"""Passages, slots and facts made by hand, for tests of composition."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import yaml

from briefgen.compose import PackFacts, SlotContent, SourceCard
from briefgen.model import (
    FromSource,
    Inlines,
    ListItem,
    Milestone,
    Paragraph,
    PartialDate,
    Passage,
    SectionRef,
    Span,
    Text,
    When,
)
from tests.places import PROJECT

PLAIN_BODY = """{{ head | place }}

{% for section in sections %}
{{ section | place }}

{% endfor %}
{{ notes | place }}
"""


def words(language: str = "en") -> Mapping[str, str]:
    """The furniture's words, English where the language lacks one."""
    table = yaml.safe_load((PROJECT / "templates" / "words.yaml").read_text(encoding="utf-8"))
    return {**table["en"], **table[language]}


def section(number: str = "V", title: str = "Consequences and risks") -> SectionRef:
    return SectionRef(id=f"report/section-{number or title}", number=number, title=title)


def passage(
    *pieces: str | Inlines,
    line: int = 5,
    path: tuple[SectionRef, ...] = (section(),),
    kind: str = "paragraph",
    when: When | None = None,
    source: str = "report",
    marking: str = "TLP:CLEAR",
    left_out: int = 0,
) -> Passage:
    """A passage of one line; `kind` is paragraph, item or milestone."""
    contents = tuple((Text(p),) if isinstance(p, str) else p for p in pieces)
    origins = (FromSource(source=source, spans=(Span(start=line, end=line),), marking=marking),)
    whole = tuple(inline for content in contents for inline in content)
    name = f"{source}/{line}"
    paragraph = Paragraph(id=name, content=whole, origins=origins)
    unit: Paragraph | ListItem | Milestone = paragraph
    if kind == "item":
        unit = ListItem(id=name, blocks=(paragraph,), origins=origins)
    elif kind == "milestone":
        label = str(when.start.year) if when else ""
        unit = Milestone(id=name, when=when, content=whole, label=label, origins=origins)
    return Passage(
        unit=unit,
        source=source,
        path=path,
        role="risks",
        marking=marking,
        pieces=contents,
        lead=contents[0] if contents else (),
        rank=line,
        order=line,
        left_out=left_out,
    )


def year(start: int, end: int = 0) -> When:
    return When(start=PartialDate(year=start), end=PartialDate(year=end or start))


def slot(*passages: Passage, layout: str = "bullets", **more: Any) -> SlotContent:
    settings = {"id": "why", "label": "Why it matters", **more}
    return SlotContent(layout=layout, passages=passages, **settings)


def card(name: str = "report", title: str = "A dialogue report") -> SourceCard:
    return SourceCard(
        id=name,
        title=title,
        kind_words="untitled_article",
        publishers=(),
        authors=(),
        marking="TLP:CLEAR",
        highest="TLP:CLEAR",
    )


def facts(**changes: Any) -> PackFacts:
    settings: dict[str, Any] = {
        "audience": "minister",
        "series": "Example series",
        "kind": "Memo for the Minister",
        "head": "memo",
        "head_kind": "Memo",
        "title": "Where we stand",
        "subtitle": "",
        "readers": ("The Minister",),
        "offices": ("The Desk",),
        "as_of": datetime.date(2021, 11, 30),
        "language": "en",
        "words": words(),
        "banner": "TLP:CLEAR",
        "ladder": "tlp-2.0",
        "handling": "",
        "citations": "notes",
        "contents": False,
        "body": PLAIN_BODY,
        "body_file": "templates/example/body.md.j2",
    }
    return PackFacts(**{**settings, **changes})
