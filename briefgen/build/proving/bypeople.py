"""Texts that stand in no source to those that people wrote into a memo, as the overrides record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from briefgen.build.memos.editing import load_edits
from briefgen.config import Audience, Config
from briefgen.inline_text import notes_in, plain_words
from briefgen.proof.matching import squeezed
from briefgen.proof.verdicts import Verdict
from briefgen.roundtrip.edits import Edit
from briefgen.slotted import dataclass

_BESIDE: Final = ("#when", "#speaker")  # what stands beside a text in a place of its own
_DAY: Final = 10  # characters of an ISO date, before the time


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What people wrote, squeezed: each text and cell, and the cells of each row together; `beside`
    are the dates and speakers among the texts, which would pass for the pack's own words.
    """

    texts: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    rows: tuple[tuple[str, ...], ...] = ()

    def has(self, key: str) -> bool:
        """Whether squeezed words stand in one of the texts."""
        return bool(key) and any(key in text for text in self.texts)


def written_by_people(audiences: Iterable[tuple[Config, Audience]]) -> Written:
    """What the overrides of these audiences record, in changed and in added places."""
    edits = [
        edit
        for config, audience in audiences
        for edit in load_edits(config, audience.name).overrides.edits
        if edit.what in ("change", "add")
    ]
    rows = [tuple(_key(cell) for cell in row) for edit in edits for row in edit.rows]
    texts = {_key(edit.text) for edit in edits} | {cell for row in rows for cell in row}
    texts |= {_key(note) for edit in edits for note in _notes(edit)}
    beside = {_key(edit.text) for edit in edits if edit.block.endswith(_BESIDE)}
    return Written(texts=frozenset(texts - {""}), beside=frozenset(beside), rows=tuple(rows))


def _notes(edit: Edit) -> Iterator[str]:
    """The notes that people wrote in a text or in the cells of a row, with markup."""
    for text in (edit.text, *(cell for row in edit.rows for cell in row)):
        yield from notes_in(text)


def notes_by_hand(audiences: Sequence[tuple[Config, Audience]]) -> re.Pattern[str]:
    """What finds, in a note, the words that no source is cited by: that people edited the text, and
    notes that they wrote themselves.
    """
    edited = (
        a.words[name] for _, a in audiences for name in ("edited_note", "edited_note_undated")
    )
    typed = (
        plain_words(note)
        for config, audience in audiences
        for edit in load_edits(config, audience.name).overrides.edits
        for note in _notes(edit)
    )
    forms = (r"\s+".join(map(re.escape, words.split())) for words in (*typed, *edited))
    dated = (form.replace(re.escape("{date}"), ".*?") for form in forms)
    return re.compile("|".join(dict.fromkeys(dated)) or "(?!)", re.DOTALL)


def _key(text: str) -> str:
    return squeezed(plain_words(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A text that people typed, the day as an ISO date ("" where the memo says none), and the file
    of overrides that records it.
    """

    text: str
    day: str
    file: str


def typed_texts(config: Config, audience: str) -> Iterator[Typed]:
    """What people typed into the memo of an audience, place by place."""
    known = load_edits(config, audience)
    for edit in known.overrides.edits:
        if edit.what in ("change", "add"):
            for text in (edit.text, *(cell for row in edit.rows for cell in row)):
                for said in (text, *notes_in(text)):
                    yield Typed(text=plain_words(said), day=edit.when[:_DAY], file=known.shown)


def tell_people(verdicts: Sequence[Verdict], written: Written) -> tuple[Verdict, ...]:
    """The verdicts; what is nobody's and stands in what people wrote is people's, and so is a date
    or a speaker that they typed.
    """

    def is_theirs(verdict: Verdict) -> bool:
        key = squeezed(verdict.text)
        nobodys = verdict.status == "not-in-source" and written.has(key)
        return nobodys or (verdict.status == "own-words" and key in written.beside)

    return tuple(
        replace(verdict, status="by-people") if is_theirs(verdict) else verdict
        for verdict in verdicts
    )
