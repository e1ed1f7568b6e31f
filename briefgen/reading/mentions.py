"""Dates and speech inside the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.model import (
    Block,
    DateMention,
    ListItem,
    Milestone,
    Origin,
    Paragraph,
    Speech,
)
from briefgen.reading.dates import find_dates, find_days, find_months
from briefgen.reading.quotes import Said, find_speech
from briefgen.reading.speakers import find_people
from briefgen.tree import plain_text, walk


def find_mentions(
    blocks: Sequence[Block],
) -> tuple[tuple[DateMention, ...], tuple[Speech, ...]]:
    """Every date with a year, and every stretch of speech, in reading order.

    The day or part of a month that a dated row states without a year is of the row's year.
    """
    texts = list(_texts(blocks))
    people = find_people([text for _, text, _, _ in texts])
    dates: list[DateMention] = []
    speeches: list[Speech] = []
    last = ""
    for name, text, where, year in texts:
        seen = [date for _, _, date in find_dates(text)]
        if year:
            seen += [date for _, _, date in (*find_days(text, year), *find_months(text, year))]
        dates += [DateMention(value=date, block=name, origins=where) for date in seen]
        said = find_speech(text, people, last)
        speeches += [_speech(one, name, where) for one in said]
        last = said[-1].speaker if said else ""
    return tuple(dates), tuple(speeches)


def _speech(said: Said, block: str, where: tuple[Origin, ...]) -> Speech:
    return Speech(
        text=said.text,
        speaker=said.speaker,
        kind=said.kind,
        block=block,
        start=said.start,
        end=said.end,
        office=said.office,
        origins=where,
    )


def _texts(
    blocks: Sequence[Block],
) -> Iterator[tuple[str, str, tuple[Origin, ...], int]]:
    """(block id, text, origins, year of a dated row or 0) of running text."""
    for node in walk(blocks):
        match node:
            case ListItem():
                continue
            case Paragraph():
                yield node.id, plain_text(node.content), node.origins, 0
            case Milestone():
                when = node.when
                year = when.start.year if when and when.start.year == when.end.year else 0
                yield node.id, plain_text(node.content), node.origins, year
            case _:
                continue
