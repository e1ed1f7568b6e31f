"""What an edition told: each passage with the words that were shown, its place and its marking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefgen.editions.manifest import EditRecord, Input, PassageRecord, SectionRecord, SourceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A passage in a section of a pack: `section` is the slot's id, `label` its heading."""

    section: str
    label: str
    passage: PassageRecord

    @property
    def text(self) -> str:
        """The words shown, a sentence to a line."""
        return "\n".join(self.passage.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldPack:
    """What one audience was told. `as_of` is an ISO date."""

    audience: str
    as_of: str
    banner: str
    passages: tuple[Told, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    edits: tuple[EditRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldEdition:
    """What a series said at one date, with the sources that it was made from.

    `withheld` holds by audience what lay above its ceiling, without words; `path` is the manifest's
    below the series' folder and `sha256` that of its bytes.
    """

    as_of: str
    banner: str
    packs: Mapping[str, ToldPack] = field(default_factory=dict)
    sources: tuple[Input, ...] = ()
    withheld: Mapping[str, tuple[PassageRecord, ...]] = field(default_factory=dict)
    path: str = ""
    sha256: str = ""


def told_in(sections: Sequence[SectionRecord]) -> tuple[Told, ...]:
    """Every passage that the sections show, in reading order; what shows no words is left out."""
    return tuple(
        Told(
            section=section.id,
            label=section.label,
            passage=replace(passage, rank=0, sentences_left_out=0),
        )
        for section in sections
        for passage in section.passages
        if passage.words
    )
