"""The notes of a memo to those that people typed: a part of their text, wherever it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from briefgen.aligning import likeness
from briefgen.inline_text import notes_in, plain_words, read_inlines, write_inlines
from briefgen.model import Text
from briefgen.roundtrip.store import Store
from briefgen.roundtrip.words import without_marks

_LIKE: Final = 0.5  # of 1: a note that is so like one of ours is ours with other words
_HOLDERS: Final = ("paragraph", "item", "quote", "cell", "heading")


def typed_notes(notes: Mapping[str, str], store: Store | None) -> dict[str, str]:
    """The words, with markup, of people's notes by what leads to them. A note of ours that people
    changed is none: what it says of a source would be theirs.
    """
    if store is None:
        return {}
    before = {plain_words(words): words for words in store.typed.values()}
    ours = [note for note in store.notes if note not in before]
    gone = [note for note in dict.fromkeys(ours) if note not in notes.values()]
    found = {f"#{name}": words for name, words in store.typed.items()}
    for mark, words in notes.items():
        if words in before:
            found[mark] = before[words]
        elif words and words not in ours and not any(likeness(words, g) >= _LIKE for g in gone):
            found[mark] = write_inlines((Text(words),))
    return found


def can_hold_notes(id: str, kind: str) -> bool:
    """Whether a place of this kind may bear a note of people's."""
    return kind in _HOLDERS and not id.endswith(("#speaker", "#when"))


def not_carried(notes: Sequence[str], store: Store, texts: Sequence[str]) -> Iterator[str]:
    """The notes of a memo that neither were written in it nor stand in one of its texts."""
    held = {plain_words(note) for text in texts for note in notes_in(text)}
    yield from (note for note in notes if note not in store.notes and note not in held)


def without_notes(text: str) -> str:
    """A text with markup, without the notes that people wrote in it."""
    return write_inlines(without_marks(read_inlines(text))) if "^[" in text else text
