"""Sections that more than one made pack shows."""

from __future__ import annotations

from briefgen.model import (
    Column,
    Columns,
    ListItem,
    Note,
    NoteRef,
    Notes,
    OrderedList,
    Section,
    SourceEntry,
    Sources,
    Text,
)
from tests.packs.parts import NORTH, REPEATED, SOUTH, paragraph, points, words


def sources_section() -> Section:
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


def recommendations_section() -> Section:
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


def views_section(longer: int = 1) -> Section:
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


def talking_points_section() -> Section:
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
                                "The repairs were paid for by insurance, and the crane was lent "
                                "for nothing.",
                                7,
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )
