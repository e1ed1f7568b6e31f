"""People's edits and a fence to those whose words break through it, and to a pack without the words
of a source that they once stood against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from briefgen.build.packs.brief import Pack
from briefgen.inline_text import notes_in, plain_words
from briefgen.proof.fencing import Fence, Withheld
from briefgen.proof.leaks import OwnTexts, find_leaks
from briefgen.proof.parts import Part
from briefgen.roundtrip.edits import Edit
from briefgen.roundtrip.outcomes import Outcome


def typed_through(pack: Pack, fence: Fence, own: OwnTexts) -> Mapping[Withheld, str]:
    """Withheld passage -> the override, as its file names it, in which people typed its words."""
    found: dict[Withheld, str] = {}
    for outcome in pack.edits.outcomes:
        edit = outcome.edit
        for passage in _broken(_words(edit), fence, own):
            found.setdefault(passage, edit.block)
    return found


def without_old_bases(pack: Pack, fence: Fence, own: OwnTexts) -> Pack:
    """The pack whose edits do not repeat what a source said when they were typed and may not be
    said any more; the overrides file keeps it.
    """

    def told(outcome: Outcome) -> Outcome:
        if not _broken(outcome.edit.base, fence, own):
            return outcome
        return replace(outcome, edit=replace(outcome.edit, base=""))

    outcomes = tuple(told(outcome) for outcome in pack.edits.outcomes)
    if outcomes == pack.edits.outcomes:
        return pack
    return replace(pack, edits=replace(pack.edits, outcomes=outcomes))


def _words(edit: Edit) -> str:
    return "\f".join((edit.text, *(" | ".join(row) for row in edit.rows)))


def _broken(text: str, fence: Fence, own: OwnTexts) -> tuple[Withheld, ...]:
    if not text.strip():
        return ()
    parts = (
        Part("overrides", "spoken", said)
        for block in text.split("\f")
        for said in (plain_words(block), *map(plain_words, notes_in(block)))
    )
    return tuple(leak.passage for leak in find_leaks(fence, parts, own))
