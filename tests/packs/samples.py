"""Packs made by hand, one of each kind, in words of our own; for the renderers' tests."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import (
    Block,
    Callout,
    ChangeMark,
    Column,
    Columns,
    Contents,
    ContentsEntry,
    Document,
    Emph,
    Fact,
    Head,
    Inlines,
    Milestones,
    Note,
    NoteRef,
    Notes,
    Paragraph,
    Quote,
    Row,
    Section,
    Strong,
    Table,
    Text,
)
from tests.packs.parts import (
    MILESTONES,
    NORTH,
    REPEATED,
    SOUTH,
    STYLE_NAMES,
    dated,
    document,
    furniture,
    load_style,
    paragraph,
    points,
    words,
)
from tests.packs.sections import (
    recommendations_section,
    sources_section,
    talking_points_section,
    views_section,
)
from tests.packs.stress import stress

__all__ = ["PACKS", "STYLE_NAMES", "USUAL_STYLE", "load_style"]


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
        talking_points_section(),
        views_section(2),
        recommendations_section(),
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
                    change=ChangeMark(word="New"),
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
        sources_section(),
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
        views_section(9),
        Section(id="said", title=words("In their words"), blocks=(quote,)),
        sources_section(),
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
