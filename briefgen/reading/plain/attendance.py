"""Names under "Present" or "Apologies", one on each line, into the points of a list."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefgen.reading.drafts import Draft
from briefgen.reading.lexicon import ATTENDANCE, fold_name
from briefgen.regexes import compile_later

_LONGEST_LABEL: Final = 40  # characters
_LEAST: Final = 2  # people of a list
_TITLED: Final = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Herr|Frau|M|Mme)\.?\s+)*"
_WORD: Final = r"[A-ZÀ-Þ][\w'’.-]*"
_PARTICLE: Final = r"(?:van|von|de|del|der|den|di|da|du|bin|al|el|la|le|ter|ten|zu)"
_PERSON: Final = compile_later(
    rf"{_TITLED}{_WORD}(?:\s+{_PARTICLE}\b)*(?:\s+{_WORD}){{1,4}}(?P<post>\s*[,(:–—-].{{2,120}})?$"
)
_OTHER: Final = re.compile(
    r"[,;]\s*(?:and\s+|et\s+|und\s+)?[A-ZÀ-Þ]\.[ -]?(?:[A-ZÀ-Þ]\.[ -]?)*[A-ZÀ-Þ]"
)


def list_people(drafts: Sequence[Draft], measure: int, title: str) -> list[Draft]:
    """Paragraphs of names as points, where the source gives each name a line of its own.

    `measure`: characters of a full line, 0 where lines have none; lines that end because they are
    full are one enumeration, which stays a paragraph. `title`: of the heading above, which may lead
    them in as well.
    """
    led_in = fold_name(title) in ATTENDANCE
    if not led_in and not any(_label(draft.parts[0][1]) for draft in drafts):
        return list(drafts)
    done: list[Draft] = []
    for draft in drafts:
        made = [draft]
        if draft.kind == "paragraph" and (led_in or _label(draft.parts[0][1])):
            made = _parted(draft, measure, led_in=led_in)
        done += made
        alone = len(made) == 1 and len(draft.parts) == 1
        led_in = alone and draft.kind == "paragraph" and _is_label(draft.parts[0][1])
    return done


def _label(text: str) -> str:
    """The words before the colon that lead people in, or the whole line; "" for any other."""
    if len(text) > _LONGEST_LABEL and ":" not in text[:_LONGEST_LABEL]:
        return ""  # nearly every paragraph
    label, colon, _ = text.partition(":")
    return label + colon if fold_name(label) in ATTENDANCE else ""


def _is_label(text: str) -> bool:
    return _label(text) == text != ""


def _parted(draft: Draft, measure: int, *, led_in: bool) -> list[Draft]:
    """A paragraph label by label: what leads in, then its people."""
    starts = [n for n, (_, text) in enumerate(draft.parts) if n == 0 or _label(text)]
    made: list[Draft] = []
    for start, end in itertools.pairwise([*starts, len(draft.parts)]):
        parts, raw = draft.parts[start:end], draft.raw[start:end]
        text = parts[0][1] if len(parts) == 1 else ""
        segment = replace(draft, parts=parts, raw=raw, gap=draft.gap and not start, text=text)
        made += _list(segment, measure, led_in=led_in and not start)
    return made if len(made) > len(starts) or made[0].kind == "item" else [draft]


def _list(segment: Draft, measure: int, *, led_in: bool) -> list[Draft]:
    number, opener = segment.parts[0]
    label = _label(opener)
    people = list(segment.parts[1:])
    raw = list(segment.raw[1:])
    if rest := opener[len(label) :].strip():
        people.insert(0, (number, rest))
        raw.insert(0, rest)
    if not (label or led_in) or not _are_people(people, measure):
        return [segment]
    head = [replace(segment, parts=((number, label),), raw=(label,), text=label)] if label else []
    return [*head, *(_point(segment, one, words) for one, words in zip(people, raw, strict=True))]


def _point(segment: Draft, part: tuple[int, str], raw: str) -> Draft:
    return replace(segment, kind="item", parts=(part,), raw=(raw,), text=part[1], gap=False)


def _are_people(parts: Sequence[tuple[int, str]], measure: int) -> bool:
    texts = [text for _, text in parts]
    if len(texts) < _LEAST or not all(_PERSON.match(t) and not _OTHER.search(t) for t in texts):
        return False
    if not measure:
        return True
    short = [
        len(one) + 1 + len(two.split(maxsplit=1)[0]) <= measure
        for one, two in itertools.pairwise(texts)
    ]
    return sum(short) * 3 >= len(short) * 2
