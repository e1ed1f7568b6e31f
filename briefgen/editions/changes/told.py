"""What an edition told: each passage with the words that were shown, its place and its marking."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from briefgen.editions.manifest import sentence_digest
from briefgen.editions.records import EditRecord, Input, PassageRecord, SectionRecord, SourceRecord
from briefgen.slotted import dataclass


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
    """What one audience was told, and `cut`, what limits left out. `as_of` is an ISO date."""

    audience: str
    as_of: str
    banner: str
    passages: tuple[Told, ...] = ()
    cut: tuple[Told, ...] = ()
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


def stands_in(block: str, section: str, passage: str) -> bool:
    """Whether a block of a pack belongs to a passage of a section: its id holds theirs."""
    own = block.removeprefix(f"{section}/")
    found = re.search(rf"(?:^|/){re.escape(passage)}(?![\w.-])", own) if own != block else None
    return found is not None


def told_in(sections: Sequence[SectionRecord]) -> tuple[Told, ...]:
    """Every passage that the sections show, in reading order; what shows no words is left out."""
    return tuple(
        Told(
            section=section.id,
            label=section.label,
            passage=replace(passage, rank=0, sentences_left_out=0, cut=()),
        )
        for section in sections
        for passage in section.passages
        if passage.words
    )


def cut_in(sections: Sequence[SectionRecord]) -> tuple[Told, ...]:
    """Every passage of which a limit leaves something out, without words; what another source
    tells too is not left out.
    """
    return tuple(
        Told(
            section=section.id,
            label=section.label,
            passage=replace(passage, rank=0, sentences_left_out=0, words=()),
        )
        for section in sections
        for passage in (*section.passages, *section.left_out)
        if passage.cut or passage.why in ("limit", "pages")
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cuts:
    """The digests of all sentences that limits leave out of a pack, or people took out of it, by
    section; each with its reason, as in `PassageRecord.why`.
    """

    by_section: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def share(self, section: str, words: Sequence[str]) -> float:
        """How much of these sentences is left out there, 0..1."""
        left = self.by_section.get(section, {})
        return sum(sentence_digest(text) in left for text in words) / max(len(words), 1)

    def by_people(self, section: str, words: Sequence[str]) -> bool:
        """Whether people took one of these sentences out."""
        left = self.by_section.get(section, {})
        return any(left.get(sentence_digest(text)) == "people" for text in words)


def cuts_of(pack: ToldPack) -> Cuts:
    """What limits left out of a pack: by section, each sentence's digest to the reason."""
    found: dict[str, dict[str, str]] = {}
    for told in pack.cut:
        left = found.setdefault(told.section, {})
        left |= dict.fromkeys(told.passage.cut, told.passage.why)
    return Cuts(by_section=found)
