"""Packs made by hand, one of each kind, in words of our own; for the renderers' tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, get_type_hints

import yaml

from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Callout,
    Code,
    Column,
    Columns,
    Contents,
    ContentsEntry,
    Document,
    Emph,
    Fact,
    Figure,
    FromSource,
    Furniture,
    Head,
    Inlines,
    Link,
    ListItem,
    Milestone,
    Milestones,
    Note,
    NoteRef,
    Notes,
    OrderedList,
    Paragraph,
    PartialDate,
    Quote,
    Row,
    Section,
    SourceEntry,
    Sources,
    Span,
    Strong,
    Table,
    Text,
    When,
)
from briefgen.style import Hyphenation, Page, Style, TextStyle

STYLES = Path(__file__).resolve().parent.parent / "templates" / "styles"
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


def memo() -> Document:
    """One page: head, bottom line, points, two views, strip and notes at the foot."""
    facts = (
        Fact(label="To", value=words("The Mayor")),
        Fact(label="From", value=words("Harbour Desk")),
        Fact(label="Date", value=words("12 May 2024")),
    )
    title = "Two harbours, one channel: where we stand"
    blocks: tuple[Block, ...] = (
        Head(
            id="head",
            form="memo",
            kind="Memo",
            title=words(title),
            title_label="Subject",
            facts=facts,
        ),
        Callout(
            id="bottom-line",
            form="bottom-line",
            title=words("Bottom line"),
            blocks=(
                paragraph(
                    "bl",
                    "Both councils gain from one budget for dredging, and both lose a "
                    "season if they wait for a common tariff.",
                ),
                paragraph("bl2", "Talking on the quay has worked better than writing letters.", 1),
            ),
        ),
        Section(
            id="why",
            title=(Text("Why it matters"), NoteRef(2)),
            blocks=(
                points(
                    "why/p",
                    REPEATED,
                    "As ships grow deeper, a grounding on the bar would stop all traffic "
                    "for weeks, and with it the ferry.",
                ),
            ),
        ),
        Section(
            id="views",
            title=(Text("How each side sees the other"), NoteRef(3)),
            blocks=(
                Columns(
                    id="views/c",
                    columns=(
                        Column(
                            id="n",
                            title=words("North on South"),
                            blocks=(points("n/p", *NORTH[:3]),),
                        ),
                        Column(
                            id="s", title=words("South on North"), blocks=(points("s/p", *SOUTH),)
                        ),
                    ),
                ),
            ),
        ),
        Section(
            id="next",
            title=words("What is proposed"),
            blocks=(
                points(
                    "next/p",
                    "A standing group of pilots from both stations should meet before "
                    "every dredging season and report to both councils.",
                    "At the least, each side should tell the other before it moves a buoy "
                    "or changes the rhythm of a light.",
                    note=4,
                ),
            ),
        ),
        Section(
            id="history",
            title=(Text("Milestones since 2016"), NoteRef(5)),
            blocks=(dated("history/s", "strip", (MILESTONES[6], MILESTONES[7], MILESTONES[8])),),
        ),
        Notes(
            id="notes",
            layout="foot",
            title=words("Sources"),
            intro=(
                Text("All notes refer to "),
                Emph(words("Sand and Stone")),
                Text(" (Harbour Society); lines are those of the file."),
            ),
            notes=tuple(
                Note(
                    number=n,
                    letter="A",
                    section=section,
                    lines=lines,
                    text=words(f"{section}, {lines}"),
                )
                for n, (section, lines) in enumerate(
                    (
                        ("Summary", "30 and 32"),
                        ("V. Risks", "115"),
                        ("III, 70; IV", "93"),
                        ("VII. Roadmap", "204"),
                        ("Milestones", "226\u2013232"),
                    ),
                    start=1,
                )
            ),
        ),
    )
    return document("mayor", blocks, "Memo for the Mayor")


def _sources() -> Section:
    entries = (
        SourceEntry(
            letter="A",
            title=words("Sand and Stone"),
            detail=words(
                "Harbour Society. No date in the source. Marked TLP:CLEAR; section V "
                "marked TLP:GREEN by the editor."
            ),
        ),
        SourceEntry(
            letter="B",
            title=words("Article without a title"),
            detail=words("A town paper. No date in the source. Marked TLP:CLEAR."),
        ),
    )
    notes = tuple(
        Note(
            number=n,
            letter="A",
            section="V. Risks",
            lines=f"{100 + n}\u2013{110 + n}",
            text=words(f"A, V. Risks, lines {100 + n}\u2013{110 + n}"),
        )
        for n in range(1, 9)
    )
    table = Notes(
        id="notes", layout="table", notes=notes, head=("Note", "Source", "Section", "Lines")
    )
    inner = Section(id="sources/notes", title=words("Notes"), level=2, blocks=(table,))
    return Section(
        id="sources", title=words("Sources"), blocks=(Sources(id="sl", entries=entries), inner)
    )


def _recommendations() -> Section:
    titles = (
        "Pilots",
        "Dredging",
        "Lights and buoys",
        "Openness in the tariff season and fewer surprises at sea",
        "Storm tides",
    )
    inner = tuple(
        Section(
            id=f"rec/{n}",
            number=str(n),
            title=words(title),
            level=2,
            blocks=(
                paragraph(
                    f"rec/{n}/a",
                    f"A common record of {title.lower()} would let both councils see what "
                    "the other already knows, and it could be kept by the younger of the "
                    f"two stations. {REPEATED}",
                ),
                *(
                    (paragraph(f"rec/{n}/b", "Shared reports would be needed first.", 3),)
                    if n != 2
                    else ()
                ),
            ),
        )
        for n, title in enumerate(titles, start=1)
    )
    intro = paragraph(
        "rec/intro", "The areas in which both sides gain most appear to be the following:", 2
    )
    return Section(id="rec", title=words("Recommendations"), blocks=(intro, *inner))


def _views(longer: int = 1) -> Section:
    return Section(
        id="views",
        title=words("How each side sees the other"),
        blocks=(
            Columns(
                id="views/c",
                columns=(
                    Column(
                        id="n",
                        title=(Text("North on South"), NoteRef(4)),
                        blocks=(points("n/p", *NORTH * longer),),
                    ),
                    Column(
                        id="s",
                        title=(Text("South on North"), NoteRef(5)),
                        blocks=(points("s/p", *SOUTH * longer),),
                    ),
                ),
                remark=words(
                    "First sentence of each point, in the order of the source. The columns "
                    "are independent lists."
                ),
            ),
        ),
    )


def _talking_points() -> Section:
    numbered = OrderedList(
        id="tp/l",
        items=tuple(
            ListItem(id=f"tp/l/{n}", blocks=(paragraph(f"tp/l/{n}/p", text, n),))
            for n, text in enumerate((REPEATED, *NORTH[:3]), start=1)
        ),
    )
    return Section(
        id="tp",
        title=words("Talking points"),
        blocks=(
            Section(
                id="tp/m",
                title=words("Main message"),
                blocks=(
                    paragraph(
                        "tp/m/p",
                        "Talking on the quay has worked better than writing letters across the "
                        "water.",
                        1,
                        form="message",
                    ),
                ),
            ),
            Section(id="tp/p", title=words("Points to make"), blocks=(numbered,)),
            Section(
                id="tp/r",
                title=words("If raised"),
                blocks=(
                    Section(
                        id="tp/r/1",
                        title=words("On the tariff"),
                        level=2,
                        blocks=(
                            paragraph(
                                "tp/r/1/p",
                                "No side has named a figure, and none should be named before the "
                                "survey is in.",
                                6,
                            ),
                        ),
                    ),
                    Section(
                        id="tp/r/2",
                        title=words("On the eastern mole"),
                        level=2,
                        blocks=(
                            paragraph(
                                "tp/r/2/p",
                                "The repairs were paid for by insurance, and the crane was lent for "
                                "nothing.",
                                7,
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def read_ahead() -> Document:
    """Cover, contents and a page for each section, with figure, table and list of sources."""
    handling: Inlines = (
        Strong(words("TLP:GREEN")),
        Text(" Limited disclosure, recipients can spread this within their community."),
    )
    facts = (
        Fact(label="For", value=words("Desk officers, Waterways")),
        Fact(label="From", value=words("Harbour Desk")),
        Fact(label="Edition", value=words("12 May 2024")),
        Fact(label="Drawn from", value=words("Two sources, listed with their lines at the end")),
        Fact(label="Handling", value=handling),
    )
    sections = (
        _talking_points(),
        _views(2),
        _recommendations(),
        Section(
            id="road",
            title=words("Roadmap"),
            blocks=(
                Callout(
                    id="new",
                    form="new-since",
                    title=words("New since 3 March 2024"),
                    blocks=(
                        Table(
                            id="new/t",
                            rows=(
                                Row(
                                    id="r1",
                                    cells=(
                                        words("New"),
                                        words("Two passages on the roadmap"),
                                        words("page 6"),
                                    ),
                                ),
                                Row(id="r2", cells=(words("Taken out"), words("Nothing"), ())),
                            ),
                        ),
                    ),
                ),
                paragraph(
                    "road/1",
                    f"The group agreed that pilots should meet more often. {REPEATED} They "
                    "may wish to keep a common log for their watches, and to name one "
                    "person on each side who answers letters within the week.",
                    8,
                ),
                Callout(
                    id="r4",
                    form="recommendation",
                    title=words("Recommendation 4"),
                    blocks=(
                        paragraph(
                            "r4/p",
                            "At the least, each side should tell the other before it moves a buoy.",
                        ),
                    ),
                ),
                Callout(
                    id="sd",
                    form="sources-differ",
                    title=words("Sources differ: spelling of a name"),
                    blocks=(
                        Paragraph(
                            id="sd/1",
                            content=(
                                Strong(words("A, 221")),
                                Text("  The northern mole is called Saint Brandan."),
                            ),
                        ),
                        Paragraph(
                            id="sd/2",
                            content=(
                                Strong(words("B, 9")),
                                Text("  The northern mole is called Saint Brendan."),
                            ),
                        ),
                    ),
                ),
            ),
        ),
        Section(id="miles", title=words("Milestones"), blocks=(dated("miles/t", "timeline"),)),
        _sources(),
    )
    contents = Contents(
        id="contents",
        title=words("Contents"),
        entries=tuple(
            ContentsEntry(
                target=section.id, title=section.title, detail=words("What is in it, in a line")
            )
            for section in sections
        ),
    )
    head = Head(
        id="head",
        form="cover",
        kind="Read-ahead",
        title=words("Two harbours, one channel: where we stand"),
        subtitle=words(
            "Findings and recommendations of a dialogue of pilots, with the milestones since 2004"
        ),
        facts=facts,
    )
    return document("desk", (head, contents, *sections), "Read-ahead for desk officers")


def dialogue_brief() -> Document:
    """Cover-less pack of two views that run over pages, with quotes."""
    head = Head(
        id="head",
        form="memo",
        kind="Dialogue brief",
        title=words("Two harbours, one channel"),
        title_label="Subject",
        facts=(
            Fact(label="For", value=words("The chair")),
            Fact(label="Date", value=words("12 May 2024")),
        ),
    )
    quote = Quote(
        id="q",
        content=words("\u201cWe have started to count the same sand.\u201d"),
        speaker="The harbour master",
        office="Northern basin",
        occasion="at the opening",
        notes=(3,),
    )
    blocks: tuple[Block, ...] = (
        head,
        _views(9),
        Section(id="said", title=words("In their words"), blocks=(quote,)),
        _sources(),
    )
    return document("chair", blocks, "Dialogue brief for the chair")


def press() -> Document:
    """Headline, lead, quotation, dated background, notes to editors."""
    head = Head(
        id="head",
        form="press",
        kind="Press briefing",
        title=words("Two harbours, one channel: where we stand"),
        facts=(Fact(label="Date", value=words("12 May 2024")),),
    )
    rows = tuple(
        replace(row, content=(*row.content, NoteRef(n)))
        for n, row in enumerate(MILESTONES[6:9], start=4)
    )
    notes = tuple(
        Note(
            number=n,
            letter="A",
            section="Summary",
            lines=str(20 + n),
            text=words(f"Summary, line {20 + n}."),
        )
        for n in range(1, 7)
    )
    blocks: tuple[Block, ...] = (
        head,
        paragraph(
            "lead",
            "Both councils propose one budget for dredging, supported by a "
            "standing group of pilots, as the way out of a dispute.",
            1,
            form="lead",
        ),
        paragraph(
            "p1",
            f"Over the last year the Harbour Society convened talks on the quay. {REPEATED}",
            2,
        ),
        Quote(
            id="q",
            content=words("\u201cWe have started to count the same sand, and that is new\u201d"),
            speaker="The harbour master",
            office="Northern basin",
            occasion="at the opening",
            notes=(3,),
        ),
        Section(
            id="back",
            title=words("Background"),
            blocks=(Milestones(id="back/f", rows=rows, layout="facts"),),
        ),
        Section(
            id="ed",
            title=words("Notes to editors"),
            blocks=(
                Notes(
                    id="notes",
                    layout="run-in",
                    notes=notes,
                    intro=(
                        Emph(words("Sand and Stone")),
                        Text(" (Harbour Society). No date in the source."),
                    ),
                ),
            ),
        ),
    )
    return document(
        "press", blocks, "Press briefing", furniture=furniture("Press briefing", "TLP:CLEAR")
    )


def nested_lists(depth: int) -> Block:
    """A list inside a list inside a list, so many deep."""
    inner: tuple[Block, ...] = ()
    for level in range(depth, 0, -1):
        blocks = (paragraph(f"deep/{level}/p", f"Level {level} of the list"), *inner)
        inner = (
            BulletList(id=f"deep/{level}", items=(ListItem(id=f"deep/{level}/i", blocks=blocks),)),
        )
    return inner[0]


def stress() -> Document:
    """What a source may do to a page: long words, deep lists, tall cells, markup-like text."""
    rows = tuple(
        Row(
            id=f"t/{n}",
            cells=(words(f"Berth {n}"), words(REPEATED if n % 3 else "dry"), words(f"{n * 7:,}")),
        )
        for n in range(1, 61)
    )
    header = Row(id="t/h", cells=(words("Berth"), words("State"), words("Tons")))
    tall = Row(id="tall/1", cells=(words("All"), words(" ".join([REPEATED] * 60))))
    blocks: tuple[Block, ...] = (
        Section(
            id="odd",
            title=words("Odd text & <b>markup</b> {{ braces }}"),
            blocks=(
                paragraph(
                    "odd/1",
                    "Text with <b>, &amp;, </i> and {{ name }} stays as it stands "
                    "(back\\slash too).",
                ),
                paragraph(
                    "odd/2",
                    "A word of three hundred letters: " + "wavebreaker" * 28 + " ends here.",
                ),
                Paragraph(
                    id="odd/3",
                    content=(
                        Text("A "),
                        Link("javascript:alert(1)", words("refused link")),
                        Text(", a "),
                        Link("https://example.org/a(b)?c=d&e=\u00fc", words("web address")),
                        Text(" and an address that breaks: "),
                        Link(
                            "https://example.org/x",
                            words(
                                "https://example.org/a/long/path/that/does/not/fit/into/any/line/of/a/column/on/paper?with=query&and=more"
                            ),
                        ),
                        Text("."),
                    ),
                    origins=origin(12),
                ),
                Code(id="odd/code", lines=("def f(x):", "    return x  # kept", "", "f(1)")),
                Figure(
                    id="odd/fig", alt="Map of the channel", caption=words("The channel in 2004")
                ),
                Boilerplate(
                    id="odd/bp", content=words("The author has written about harbours before.")
                ),
                Quote(id="odd/q", content=words("\u201cNobody said this.\u201d")),
            ),
        ),
        Section(id="empty", title=words("Empty section"), blocks=()),
        Section(id="lists", title=words("Lists"), blocks=(nested_lists(30),)),
        Section(
            id="tables",
            title=words("Tables"),
            blocks=(
                Table(id="t", rows=rows, header=header, caption=words("Berths and tons")),
                Table(
                    id="tall",
                    rows=(tall,),
                    header=Row(id="tall/h", cells=(words("What"), words("Words"))),
                ),
            ),
        ),
        Section(id="", title=(), blocks=(paragraph("loose", "Text without a heading."),)),
    )
    return document("stress", blocks, "Stress")


PACKS = {
    "memo": memo,
    "read-ahead": read_ahead,
    "dialogue-brief": dialogue_brief,
    "press": press,
    "stress": stress,
}
USUAL_STYLE = {
    "memo": "compact",
    "read-ahead": "plain",
    "dialogue-brief": "plain",
    "press": "classic",
    "stress": "plain",
}
