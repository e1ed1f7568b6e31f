"""Small packs in our own words that hold every block type, and the styles to set them in."""

from __future__ import annotations

from typing import Any, Literal

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
    Furniture,
    Head,
    Inline,
    Inlines,
    Link,
    ListItem,
    Milestone,
    Milestones,
    NativeName,
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
    Strong,
    Table,
    Text,
    When,
)


def words(text: str, *more: Inline) -> Inlines:
    return (Text(text), *more)


def para(name: str, text: str, *more: Inline, **form: Any) -> Paragraph:
    return Paragraph(id=name, content=words(text, *more), **form)


def bullets(name: str, *texts: str | Inlines) -> BulletList:
    return BulletList(id=name, items=_items(name, texts))


def numbered(name: str, *texts: str | Inlines, start: int = 1) -> OrderedList:
    return OrderedList(id=name, items=_items(name, texts), start=start)


def _items(name: str, texts: tuple[str | Inlines, ...]) -> tuple[ListItem, ...]:
    return tuple(
        ListItem(
            id=f"{name}/{n}",
            blocks=(
                Paragraph(
                    id=f"{name}/{n}/p", content=words(text) if isinstance(text, str) else text
                ),
            ),
        )
        for n, text in enumerate(texts)
    )


def year(first: int, last: int = 0) -> When:
    return When(start=PartialDate(year=first), end=PartialDate(year=last or first))


def day(y: int, m: int, d: int) -> When:
    date = PartialDate(year=y, month=m, day=d)
    return When(start=date, end=date)


def furniture(kind: str, banner: str = "TLP:GREEN") -> Furniture:
    return Furniture(
        series="River basin relations",
        kind=kind,
        date="3 May 2024",
        banner=banner,
        ladder="tlp-2.0",
    )


def pack(name: str, title: str, kind: str, *blocks: Block, banner: str = "TLP:GREEN") -> Document:
    return Document(
        id=name,
        title=words(title),
        language="en",
        blocks=blocks,
        furniture=furniture(kind, banner),
        subject=kind,
        author="Basin Desk",
        keywords=("River basin relations", banner),
        created="2024-05-03",
    )


def note(number: int, section: str = "II. Water levels", lines: str = "20 and 22") -> Note:
    text = words(f"Report on the basin, {section}, lines {lines}")
    return Note(number=number, letter="A", section=section, lines=lines, text=text)


ROWS = (
    Milestone(
        id="m/1",
        when=year(2015),
        label="2015",
        content=words("The first gauge upstream was read by both sides on the same day."),
        lead=words("The first gauge upstream was read by both sides on the same day."),
    ),
    Milestone(
        id="m/2",
        when=year(2016, 2018),
        label="2016–2018",
        content=words(
            "Three dredging seasons were planned together. The joint fleet had two boats then."
        ),
        lead=words("Three dredging seasons were planned together."),
    ),
    Milestone(
        id="m/3",
        when=day(2023, 9, 26),
        label="26 September 2023",
        content=words("The commissioners met at the lower lock and signed the flood protocol."),
        lead=words("The commissioners met at the lower lock and signed the flood protocol."),
    ),
)
HEAD = ("When", "What", "Source, lines")
REMARK = words(
    "The columns are independent lists: points on the same line do not answer each other."
)


def memo() -> Document:
    """A one-page memo: head, bottom line, points, two views, a strip, notes at the foot."""
    views = Columns(
        id="views/columns",
        columns=(
            Column(
                id="views/upper",
                title=words("Upper basin on lower"),
                blocks=(
                    bullets(
                        "views/upper/points",
                        "The lower basin opens its locks without a warning.",
                        "Its ports grow faster than the river can carry.",
                        "Most of all, it counts each cubic metre that it is owed.",
                    ),
                ),
            ),
            Column(
                id="views/lower",
                title=words("Lower basin on upper"),
                blocks=(
                    bullets(
                        "views/lower/points",
                        "The dams are run for power alone.",
                        "Gauges upstream are read, but not shared.",
                    ),
                ),
            ),
        ),
        remark=REMARK,
    )
    return pack(
        "commissioner",
        "Upper and lower basin: where we stand",
        "Memo for the Commissioner",
        Head(
            id="head",
            form="memo",
            kind="Memo",
            title=words("Upper and lower basin: where we stand"),
            title_label="Subject",
            facts=(
                Fact(label="To", value=words("The Commissioner")),
                Fact(label="From", value=words("Basin Desk")),
                Fact(label="Date", value=words("3 May 2024")),
            ),
        ),
        Callout(
            id="bottom-line",
            form="bottom-line",
            title=words("Bottom line"),
            blocks=(
                para(
                    "bottom-line/p",
                    "The engineers propose a joint calendar for both rivers, kept by one office, "
                    "as the cheapest way to prevent another dry summer.",
                ),
                para(
                    "bottom-line/q", "A shared gauge is cheaper than a shared drought.", NoteRef(1)
                ),
            ),
        ),
        Section(
            id="why",
            title=words("Why it matters", NoteRef(2)),
            blocks=(
                bullets(
                    "why/points",
                    "Both sides could slide into a quarrel about water that neither of them wants, "
                    "since each reads its own gauges alone.",
                    "As barges and dredgers come closer to each other, a collision is likelier.",
                ),
            ),
        ),
        Section(
            id="views", title=words("How each side sees the other", NoteRef(3)), blocks=(views,)
        ),
        Section(
            id="proposed",
            title=words("What is proposed"),
            blocks=(
                bullets(
                    "proposed/points",
                    words("A yearly meeting of lock keepers, with minutes.", NoteRef(4)),
                    words("At the least, a telephone line between both offices.", NoteRef(5)),
                    words("One format for gauge readings.", NoteRef(4)),
                ),
            ),
        ),
        Section(
            id="history",
            title=words("Milestones since 2015", NoteRef(6)),
            blocks=(
                Milestones(
                    id="history/rows",
                    rows=ROWS,
                    layout="strip",
                    until=day(2024, 5, 3),
                    until_label="3 May 2024: this edition",
                    alt="Time axis from 2015 to 2023 with 3 entries, which stand below it.",
                ),
            ),
        ),
        Notes(
            id="notes",
            notes=tuple(note(n) for n in range(1, 7)),
            layout="foot",
            title=words("Sources"),
            intro=words(
                "All notes refer to ", Emph(words("Report on the basin")), Text("; lines as filed.")
            ),
        ),
    )


def read_ahead(layout: Literal["timeline", "table"] = "timeline") -> Document:
    """A longer pack: cover, contents, numbered sub-sections, a timeline, sources, a note table."""
    sections: tuple[Section, ...] = (
        Section(
            id="points",
            title=words("Talking points"),
            blocks=(
                Section(
                    id="points/main",
                    title=words("Main message"),
                    blocks=(
                        para(
                            "points/main/p",
                            "A shared gauge is cheaper than a shared drought.",
                            NoteRef(1),
                            form="message",
                        ),
                    ),
                ),
                Section(
                    id="points/make",
                    title=words("Points to make"),
                    blocks=(
                        numbered(
                            "points/make/list",
                            words("The calendar names every lock that both sides use.", NoteRef(2)),
                            words("Gauges are read by two people from two offices.", NoteRef(3)),
                            "Nobody pays for a season that was not planned together.",
                        ),
                    ),
                ),
            ),
        ),
        Section(
            id="advice",
            title=words("Recommendations"),
            blocks=(
                para("advice/intro", "Three fields of work look promising:", NoteRef(4)),
                *(
                    Section(
                        id=f"advice/{n}",
                        number=str(n),
                        title=words(title),
                        level=2,
                        blocks=(
                            para(
                                f"advice/{n}/p",
                                "Talks about present and coming needs of the locks, above all at "
                                "the lower dam and the old weir, could be a good start.",
                                NoteRef(4 + n),
                            ),
                        ),
                    )
                    for n, title in enumerate(("Dredging", "Flood warning", "Fish ladders"), 1)
                ),
            ),
        ),
        Section(
            id="history",
            title=words("Milestones"),
            blocks=(
                Milestones(
                    id="history/rows",
                    rows=(
                        *ROWS,
                        Milestone(
                            id="m/4",
                            when=None,
                            label="Not readable",
                            content=words("[One row of the source cannot be read.]"),
                        ),
                    ),
                    layout=layout,
                    caption=words("Contacts on the river, 2015 to 2023: full text"),
                    head=HEAD,
                    sources=("A, 118", "A, 119", "A, 120–121", "A, 122"),
                    until=day(2024, 5, 3),
                    until_label="3 May 2024: this edition",
                    alt="Timeline of 3 entries from 2015 to 2023. All entries stand in the table.",
                ),
            ),
        ),
        Section(
            id="sources",
            title=words("Sources"),
            blocks=(
                Sources(
                    id="sources/list",
                    entries=(
                        SourceEntry(
                            letter="A",
                            title=words("Report on the basin"),
                            detail=words(
                                "Institute for Rivers ",
                                NativeName("河流研究所", "zh"),
                                Text(". No date in the source."),
                            ),
                        ),
                        SourceEntry(
                            letter="B", title=words("Letter"), detail=words("No date either.")
                        ),
                    ),
                ),
                Section(
                    id="sources/notes",
                    title=words("Notes"),
                    level=2,
                    blocks=(
                        Notes(
                            id="notes",
                            notes=tuple(note(n) for n in range(1, 8)),
                            layout="table",
                            head=("Note", "Source", "Section", "Lines"),
                        ),
                    ),
                ),
            ),
        ),
    )
    return pack(
        "lock-keepers",
        "Upper and lower basin: charting a common calendar",
        "Read-ahead for lock keepers",
        Head(
            id="head",
            form="cover",
            kind="Read-ahead",
            title=words("Upper and lower basin: charting a common calendar"),
            subtitle=words("Findings of an engineers' dialogue, with milestones since 2015"),
            facts=(
                Fact(label="For", value=words("Lock keepers of both sides")),
                Fact(label="From", value=words("Basin Desk")),
                Fact(label="Edition", value=words("3 May 2024")),
                Fact(label="Drawn from", value=words("2 sources, listed at the end")),
                Fact(
                    label="Handling",
                    value=(
                        Strong(words("TLP:GREEN")),
                        Text(" Limited disclosure, readers can spread this in their community."),
                    ),
                ),
            ),
        ),
        Contents(
            id="contents",
            title=words("Contents"),
            entries=tuple(
                ContentsEntry(target=s.id, title=s.title, detail=words("With its lines"))
                for s in sections
            ),
        ),
        *sections,
    )


def press() -> Document:
    """A press brief: headline, lead, quotation, dated facts, notes that run on."""
    return pack(
        "press",
        "Upper and lower basin: one calendar",
        "Press briefing",
        Head(
            id="head",
            form="press",
            kind="Press briefing",
            title=words("Upper and lower basin: one calendar"),
            facts=(Fact(label="Date", value=words("3 May 2024")),),
        ),
        para(
            "lead",
            "The engineers propose a joint calendar for both rivers, kept by one office.",
            NoteRef(1),
            form="lead",
        ),
        para(
            "body",
            "Over the last winter the institute brought together keepers of forty locks, who "
            "compared their books for the first time.",
            NoteRef(2),
        ),
        Quote(
            id="quote",
            content=words("“A river has one level at a time”"),
            speaker="Mara Lund",
            office="Head of the Lower Lock",
            occasion="at the closing dinner",
            notes=(3,),
        ),
        Section(
            id="background",
            title=words("Background"),
            blocks=(Milestones(id="background/facts", rows=ROWS, layout="facts"),),
        ),
        Section(
            id="editors",
            title=words("Notes to editors"),
            blocks=(
                Notes(
                    id="notes",
                    notes=tuple(note(n) for n in (1, 2, 3)),
                    layout="run-in",
                    intro=words(
                        "All notes refer to ", Emph(words("Report on the basin")), Text(".")
                    ),
                ),
            ),
        ),
        banner="TLP:CLEAR",
    )


def table(name: str, rows: int, columns: int = 3) -> Table:
    return Table(
        id=name,
        header=Row(id=f"{name}/head", cells=tuple(words(f"Column {c}") for c in range(columns))),
        rows=tuple(
            Row(
                id=f"{name}/{r}",
                cells=(words(f"Gauge {r}"), *(words(str(r * c)) for c in range(1, columns))),
            )
            for r in range(rows)
        ),
        caption=words("Readings of all gauges"),
    )


def nested_list(depth: int) -> BulletList:
    """Lists in lists, `depth` deep, bullets and numbers in turn at every third level."""
    inner: tuple[Block, ...] = ()
    for level in range(depth, 0, -1):
        name = f"deep/{level}"
        item = ListItem(id=f"{name}/i", blocks=(para(f"{name}/p", f"level {level}"), *inner))
        if level % 3 == 0:
            inner = (OrderedList(id=name, items=(item,)),)
        else:
            inner = (BulletList(id=name, items=(item,)),)
    return inner[0] if isinstance(inner[0], BulletList) else BulletList(id="deep", items=())


def parts(banner: str = "OFFICIAL") -> Document:
    """Everything that the other packs do not hold: links, all callouts, code, tables, odd notes."""
    return pack(
        "parts",
        "Parts used on other pages",
        "Parts",
        Section(
            id="links",
            title=words("Links and scripts"),
            blocks=(
                para(
                    "links/p",
                    "See ",
                    Link("https://example.org/a b?x=1&y=[2]#ü", words("the outside page")),
                    Text(", "),
                    Link("mailto:desk@example.org", words("the desk")),
                    Text(", "),
                    Link("#callouts", words("the callouts")),
                    Text(", "),
                    Link("#code", words("the code")),
                    Text(", "),
                    Link("javascript:alert(1)", words("no link")),
                    Text(", "),
                    Link("#nowhere", words("nowhere")),
                    Text(" and "),
                    NativeName("قناة السويس", "ar"),
                    Text("; 日本語のかな 한국어 中文 mixed with "),
                    Strong(words("strong ", Emph(words("and slanted")))),
                    Text(' words <b>&{{ x }}</b> "quoted".'),
                    NoteRef(2),
                    NoteRef(1),
                    NoteRef(9),
                ),
                nested_list(5),
                numbered("links/again", "three", "four", start=3),
                numbered("links/anew", "one again"),
                BulletList(
                    id="odd",
                    items=(
                        ListItem(id="odd/1", blocks=()),
                        ListItem(id="odd/2", blocks=(bullets("odd/2/in", "list first"),)),
                        ListItem(
                            id="odd/3",
                            blocks=(para("odd/3/p", "first"), para("odd/3/q", "goes on")),
                        ),
                    ),
                ),
            ),
        ),
        Section(
            id="callouts",
            title=words("Callouts"),
            blocks=tuple(
                Callout(
                    id=f"callouts/{form}",
                    form=form,
                    title=words(form.replace("-", " ").capitalize()),
                    blocks=(
                        para(f"callouts/{form}/p", "One sentence that stands alone in its box."),
                        bullets(f"callouts/{form}/l", "and a point", "and one more"),
                    ),
                )
                for form in _FORMS
            ),
        ),
        Section(
            id="sets",
            title=words("Tables and columns"),
            blocks=(
                table("sets/table", 3),
                Table(id="sets/empty", rows=()),
                Columns(
                    id="sets/three",
                    columns=tuple(
                        Column(
                            id=f"sets/three/{n}",
                            title=words(f"View {n}"),
                            blocks=(para(f"sets/three/{n}/p", "What this side says."),),
                        )
                        for n in range(3)
                    ),
                ),
                Columns(
                    id="sets/two",
                    columns=(
                        Column(id="sets/two/a", title=(), blocks=(table("sets/two/a/t", 1, 2),)),
                        Column(id="sets/two/b", title=(), blocks=()),
                    ),
                ),
            ),
        ),
        Section(
            id="rest",
            title=(),
            blocks=(
                Code(id="code", lines=("a = 1", "  b = 2", "")),
                Figure(id="fig", alt="A map of the basin.", caption=words("The basin")),
                Boilerplate(id="boiler", content=words("The author keeps a lock.")),
                Quote(id="bare", content=words("“No speaker”"), notes=(1,)),
                BulletList(id="no-items", items=()),
                Section(id="hollow", title=words("Nothing under it"), blocks=()),
            ),
        ),
        Notes(
            id="notes",
            notes=(note(1), note(2), note(3)),
            layout="foot",
            title=words("Sources"),
        ),
        banner=banner,
    )


_FORMS: tuple[Literal["bottom-line", "recommendation", "sources-differ", "new-since"], ...] = (
    "bottom-line",
    "recommendation",
    "sources-differ",
    "new-since",
)

ALL = {"memo": memo, "read-ahead": read_ahead, "press": press, "parts": parts}
