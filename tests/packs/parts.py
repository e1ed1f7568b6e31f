"""What the made packs are put together from: styles, short blocks, dated rows, words of our own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_type_hints

import yaml

from briefgen.model import (
    Block,
    BulletList,
    Document,
    FromSource,
    Furniture,
    Inlines,
    ListItem,
    Milestone,
    Milestones,
    NoteRef,
    Paragraph,
    PartialDate,
    Span,
    Text,
    When,
)
from briefgen.style import Hyphenation, Page, Style, TextStyle
from tests.places import PROJECT

STYLES = PROJECT / "templates" / "styles"
STYLE_NAMES = ("plain", "classic", "compact")


def load_style(name: str, page: Literal["a4", "letter"] = "a4") -> Style:
    """A style from its YAML file, without the checks of the config's loader."""
    raw: dict[str, Any] = yaml.safe_load((STYLES / f"{name}.yaml").read_text("utf-8"))
    hyphenate = raw.get("hyphenate")
    known = get_type_hints(Style)
    values: Mapping[str, Any] = {k: v for k, v in raw.items() if k in known}
    return Style(
        **{
            **values,
            "name": name,
            "page": Page(name=page, **raw["pages"][page]),
            "text": {key: TextStyle(**value) for key, value in raw["text"].items()},
            "hyphenate": Hyphenation(**hyphenate) if hyphenate else None,
        }
    )


def words(text: str) -> Inlines:
    return (Text(text),)


def origin(line: int) -> tuple[FromSource, ...]:
    return (FromSource(source="ports.txt", spans=(Span(start=line, end=line),)),)


def paragraph(name: str, text: str, note: int = 0, **more: Any) -> Paragraph:
    content: Inlines = (Text(text), NoteRef(note)) if note else (Text(text),)
    return Paragraph(id=name, content=content, **{"origins": origin(7), **more})


def points(name: str, *texts: str, note: int = 0) -> BulletList:
    items = tuple(
        ListItem(
            id=f"{name}/{place}",
            blocks=(paragraph(f"{name}/{place}/p", text, note if text is texts[-1] else 0),),
        )
        for place, text in enumerate(texts, start=1)
    )
    return BulletList(id=name, items=items)


def furniture(kind: str, banner: str = "TLP:GREEN") -> Furniture:
    return Furniture(
        series="Harbour cooperation", kind=kind, date="12 May 2024", banner=banner, ladder="tlp-2.0"
    )


def document(name: str, blocks: tuple[Block, ...], kind: str, **more: Any) -> Document:
    values: dict[str, Any] = {
        "id": name,
        "title": words("Two harbours, one channel: where we stand"),
        "language": "en",
        "blocks": blocks,
        "furniture": furniture(kind),
        "subject": kind,
        "author": "Harbour Desk",
        "keywords": ("Harbour cooperation",),
        "created": "2024-05-12",
    }
    return Document(**{**values, **more})


def year(value: int) -> When:
    return When(start=PartialDate(year=value), end=PartialDate(year=value))


def years(first: int, last: int) -> When:
    return When(start=PartialDate(year=first), end=PartialDate(year=last))


def day(y: int, m: int, d: int) -> When:
    date = PartialDate(year=y, month=m, day=d)
    return When(start=date, end=date)


def milestone(name: str, when: When | None, label: str, lead: str, rest: str = "") -> Milestone:
    content = words(f"{lead} {rest}".strip())
    return Milestone(
        id=name, when=when, label=label, lead=words(lead), content=content, origins=origin(40)
    )


MILESTONES = (
    milestone(
        "m1",
        year(2004),
        "2004",
        "The two harbour masters met for the first time on the quay of the northern basin.",
        "They agreed to meet again.",
    ),
    milestone(
        "m2",
        year(2009),
        "2009",
        "A joint survey of the channel found that sand had moved the deep "
        "water by half a cable to the west.",
    ),
    milestone(
        "m3",
        years(2011, 2015),
        "2011\u20132015",
        "Pilots of both sides served on each other\u2019s boats in turns of "
        "six weeks, on the outer and on the inner station.",
        "The turns ended when the second station closed for repairs of its landing stage.",
    ),
    milestone("m4", years(2012, 2015), "2012\u20132015", "Tide tables were printed together."),
    milestone(
        "m5",
        year(2012),
        "2012",
        "The lights of the western mole were given a new rhythm after three "
        "groundings in one winter.",
    ),
    milestone(
        "m6",
        year(2013),
        "2013",
        "Dredging began on the northern side, paid for in equal shares by the "
        "councils of both towns.",
    ),
    milestone(
        "m7",
        year(2016),
        "2016",
        "A storm tide broke the eastern mole.",
        "Repairs took eleven months; the northern side lent its crane for all of them.",
    ),
    milestone(
        "m8",
        year(2019),
        "2019",
        "Both councils adopted the same rules for vessels with dangerous "
        "goods, after four years of drafts.",
    ),
    milestone(
        "m9",
        day(2023, 9, 14),
        "14 September 2023",
        "The councils met in one hall and voted on a common budget for dredging.",
    ),
    milestone("m10", None, "Not readable", "One row of the source cannot be read."),
)


def dated(
    name: str,
    layout: Literal["timeline", "strip", "table", "facts"],
    rows: tuple[Milestone, ...] = MILESTONES,
) -> Milestones:
    return Milestones(
        id=name,
        rows=rows,
        layout=layout,
        caption=words("Contacts of the two harbours") if layout in {"timeline", "table"} else (),
        head=("When", "What", "Source, lines"),
        sources=tuple(f"A, {40 + n}" for n, _ in enumerate(rows))
        if layout in {"timeline", "table"}
        else (),
        until=day(2024, 5, 12) if layout in {"timeline", "strip"} else None,
        until_label="12 May 2024: this edition",
        alt=f"Timeline of {len(rows)} contacts, 2004 to 2023; all are in the table."
        if layout in {"timeline", "strip"}
        else "",
    )


NORTH = (
    "The southern side counts ships and forgets cargo.",
    "Its pilots know the western bank better than ours do.",
    "It wants a single tariff, but names no figure for it.",
    "Most important of all, it has dredged without telling anybody.",
)
SOUTH = (
    "The northern side lives on its past as a naval port.",
    "Its council votes late and changes its mind in the tariff season.",
    "The \u201cjoint\u201d survey was paid for by one side alone.",
)
REPEATED = (
    "The channel carries two thirds of the trade of both towns, and neither can close it alone."
)
