"""Dates and speech inside the blocks of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.model import (
    Block,
    Boilerplate,
    DateMention,
    ListItem,
    Milestone,
    Origin,
    Paragraph,
    Speech,
)
from briefgen.reading.datelines import match_dateline
from briefgen.reading.dates import find_dates, find_days, find_months
from briefgen.reading.quotes import Said, find_speech
from briefgen.reading.speakers import find_people
from briefgen.tree import plain_text, walk

_FRONT = frozenset(("date", "letterhead", "title page"))  # what stands round a title


def find_mentions(
    blocks: Sequence[Block],
) -> tuple[tuple[DateMention, ...], tuple[Speech, ...]]:
    """Every date with a year, and every stretch of speech, in reading order.

    The day or part of a month that a dated row states without a year is of the row's year.
    """
    texts = list(_texts(blocks))
    people = find_people([text for _, text, *_ in texts])
    dates: list[DateMention] = []
    speeches: list[Speech] = []
    last = ""
    for name, text, where, year, skipped in texts:
        seen = list(find_dates(text))
        if year:
            seen += (*find_days(text, year), *find_months(text, year))
        for _, _, when in seen:  # both ends of a range are stated
            single = when.start is when.end
            ends = (when.end,) if single else tuple(dict.fromkeys((when.start, when.end)))
            dates += [DateMention(value=date, block=name, origins=where) for date in ends]
        said = find_speech(text, people, last)
        speeches += [_speech(one, name, where, skipped) for one in said]
        last = said[-1].speaker if said else ""
        for one in said:  # a last name alone stands for who was named in full before
            if " " in one.speaker and one.speaker.istitle():
                people.setdefault(one.speaker.rsplit(" ", 1)[1], (one.speaker, one.office))
    return tuple(dates), tuple(speeches)


def _speech(said: Said, block: str, where: tuple[Origin, ...], skipped: int) -> Speech:
    """`skipped`: characters of a dateline, which nobody said."""
    opens = skipped if said.start == 0 and said.kind == "indirect" else 0
    return Speech(
        text=said.text[opens:],
        speaker=said.speaker,
        kind=said.kind,
        block=block,
        start=said.start + opens,
        end=said.end,
        office=said.office,
        origins=where,
    )


def _texts(
    blocks: Sequence[Block],
) -> Iterator[tuple[str, str, tuple[Origin, ...], int, int]]:
    """(block id, text, origins, year of a dated row, length of a dateline) of running text."""
    for node in walk(blocks):
        match node:
            case ListItem():
                continue
            case Paragraph():
                text = plain_text(node.content)
                skipped = match_dateline(text)[1] if node.form == "lead" else 0
                yield node.id, text, node.origins, 0, skipped
            case Boilerplate(reason=reason) if reason in _FRONT:
                yield node.id, plain_text(node.content), node.origins, 0, 0
            case Milestone():
                when = node.when
                year = when.start.year if when and when.start.year == when.end.year else 0
                yield node.id, plain_text(node.content), node.origins, year, 0
            case _:
                continue
