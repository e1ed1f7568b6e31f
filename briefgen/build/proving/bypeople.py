"""Texts that stand in no source to those that people wrote into a memo, as the overrides record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefgen.build.memos.editing import load_edits
from briefgen.config import Audience, Config
from briefgen.inline_text import plain_words
from briefgen.proof.matching import squeezed
from briefgen.proof.verdicts import Verdict


def tell_people(
    verdicts: Sequence[Verdict], audiences: Iterable[tuple[Config, Audience]]
) -> tuple[Verdict, ...]:
    """The verdicts; what is nobody's and stands in an edit of these audiences is people's."""
    if not any(verdict.status == "not-in-source" for verdict in verdicts):
        return tuple(verdicts)
    written = [
        squeezed(plain_words(text))
        for config, audience in audiences
        for edit in load_edits(config, audience.name).overrides.edits
        if edit.what in ("change", "add")
        for text in (edit.text, *(cell for row in edit.rows for cell in row))
    ]
    return tuple(_told(verdict, written) for verdict in verdicts)


def _told(verdict: Verdict, written: Sequence[str]) -> Verdict:
    if verdict.status != "not-in-source":
        return verdict
    key = squeezed(verdict.text)
    by_people = bool(key) and any(key in text for text in written)
    return replace(verdict, status="by-people") if by_people else verdict
