"""Dates, line numbers and lists in words, in the pack's language."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields

from briefgen.model import FurnitureWords, PartialDate, When

# First word of a character's Unicode name -> BCP 47 tag; kana before Han, which Japanese has too.
_LANGUAGE_OF_SCRIPT = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "THAI": "th",
    "DEVANAGARI": "hi",
}

_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_ARTICLE = re.compile(r"\bThe(?= \w)")


def date_in_words(day: datetime.date, language: str) -> str:
    """A day as the language writes it in full: `30 November 2021` in English.

    English follows the day-month-year of international organisations, not the locale's guess;
    French counts the first of a month ("1er").
    """
    if language == "en":
        return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year:04}"
    words = _in_language(day, "long", language)
    if day.day == 1 and language.partition("-")[0] == "fr":
        return words.replace("1 ", "1er ", 1)
    return words


def partial_date_in_words(date: PartialDate, language: str) -> str:
    """As precise as the source: `2021`, `June 2021`, `14 June 2021`."""
    if not date.month:
        return str(date.year)
    if not date.day:
        first = datetime.date(date.year, date.month, 1)
        if language == "en":
            return f"{_ENGLISH_MONTHS[date.month - 1]} {date.year:04}"
        return _in_language(first, "LLLL yyyy", language)
    return date_in_words(datetime.date(date.year, date.month, date.day), language)


def _in_language(day: datetime.date, form: str, language: str) -> str:
    from babel import Locale  # noqa: PLC0415 (a twentieth of a start, for other languages)
    from babel.dates import format_date  # noqa: PLC0415

    return str(format_date(day, form, locale=Locale.parse(language, sep="-")))


def when_in_words(when: When, language: str) -> str:
    """`2010–2014`, or the single date in words."""
    start = partial_date_in_words(when.start, language)
    if when.start == when.end:
        return start
    return f"{start}–{partial_date_in_words(when.end, language)}"


def change_words(words: Mapping[str, str]) -> tuple[str, ...]:
    """Every word that may stand beside a passage that changed."""
    return tuple(text for key, text in words.items() if key.startswith("change_"))


def marked_date(date: str, change: str) -> str:
    """The date of a changed row with the word of its change, in figures too: a bar is not text."""
    return f"{date} ({change})" if change else date


def furniture_words(words: Mapping[str, str]) -> FurnitureWords:
    """What stands on every page and in repeated parts, with what parts words in the language."""
    named = {
        **words,
        "continued": words["continued_caption"].format(caption="", continued=words["continued"]),
        "between_sentences": words["sentences_of"].format(first="", next=""),
        "between_points": words["points_of"].format(first="", next=""),
        "stop": words["stopped"].format(text=""),
    }
    return FurnitureWords(**{field.name: named[field.name] for field in fields(FurnitureWords)})


def strung(parts: Iterable[str], way: str, words: Mapping[str, str]) -> str:
    """Parts as the language strings them together, by one of its ways: `list_of`, `parts_of` (of a
    reference), `points_of`, `sentences_of`. Empty ones are left out.
    """
    kept = [part for part in parts if part]
    whole = "".join(kept[:1])
    for part in kept[1:]:
        whole = words[way].replace("{first}", whole).replace("{next}", part)
    return whole


def joined(parts: Sequence[str], words: Mapping[str, str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{strung(parts[:-1], 'list_of', words)} {words['and']} {parts[-1]}"


def named_within(phrase: str, place: str, names: str, language: str) -> str:
    """A phrase with names in a place of it: "Memo for the Minister", with the small article that
    English has there; Latin letters beside Chinese ones stand off by a blank.
    """
    if language.startswith("en") and not phrase.startswith(place):
        names = _ARTICLE.sub("the", names)
    if language.startswith("zh"):
        before, _, after = phrase.partition(place)
        names = f"{' ' if before and names[:1].isascii() else ''}{names}"
        names = f"{names}{' ' if after and names[-1:].isascii() else ''}"
    return phrase.replace(place, names)


def language_of(name: str) -> str:
    """The language tag of a name in its own script, as far as the script alone can tell."""
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in name}
    for script, language in _LANGUAGE_OF_SCRIPT.items():
        if script in scripts:
            return language
    return "und"


def span_numbers(spans: Iterable[tuple[int, int]], words: Mapping[str, str]) -> str:
    """Line spans as a reader cites them: `115 and 117–119`; touching spans are merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return joined([str(a) if a == b else f"{a}–{b}" for a, b in merged], words)


def lines_in_words(spans: Sequence[tuple[int, int]], words: Mapping[str, str]) -> str:
    """`line 22` or `lines 115 and 117–119`."""
    numbers = span_numbers(spans, words)
    return words["line" if numbers.isdigit() else "lines"].format(lines=numbers)


def pages_in_words(pages: Iterable[int], words: Mapping[str, str]) -> str:
    """`page 3` or `pages 3–4`, "" for none."""
    numbers = span_numbers([(page, page) for page in pages], words)
    if not numbers:
        return ""
    return words["at_page" if numbers.isdigit() else "at_pages"].format(pages=numbers)
