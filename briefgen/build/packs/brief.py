"""What one pack is made for, made from and made into."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.memos.editing import NO_EDITS, Edits
from briefgen.build.packs.bisection import FilledSlot
from briefgen.build.packs.fences import Fences
from briefgen.build.packs.filling import Fillings
from briefgen.build.packs.since import Base, Bases
from briefgen.build.packs.telling import Tellings
from briefgen.build.working.timing import Stopwatch
from briefgen.compose import Bodies, SourceCard, Units
from briefgen.config import Audience, Config
from briefgen.editions.changes.comparing import PackChanges
from briefgen.editions.changes.told import Told, ToldPack
from briefgen.editions.records import SectionRecord
from briefgen.model import Document
from briefgen.proof.claims import MOST_KEPT, Claims
from briefgen.remembered import Remembered
from briefgen.renderers import pdf, word
from briefgen.roundtrip.outcomes import Applied
from briefgen.selection.ceilings import Ceilings, Visible
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """What all packs of a run share: fonts, caches, what each ceiling lets see and withholds; and
    what was spent on them.
    """

    pdf: pdf.PdfRun
    word: word.WordRun
    views: Ceilings
    bases: Bases
    fences: Fences
    bodies: Bodies
    units: Units
    claims: Claims
    fillings: Fillings = field(default_factory=Fillings)
    cards: Remembered[SourceCard] = field(default_factory=Remembered)
    tellings: Tellings = field(default_factory=Tellings)
    rows: Remembered[str] = field(default_factory=lambda: Remembered(MOST_KEPT))  # of claims
    watch: Stopwatch = field(default_factory=Stopwatch)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run wants of one audience: people's edits in it, and which files.

    `formats` narrows down which of the audience's formats are made, never what is in them;
    `final`: also a Word file to release.
    """

    edits: Edits = NO_EDITS
    formats: tuple[str, ...] = ()
    final: bool = False


EVERYTHING = Order()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What one pack is made for and from: the audience, the date, the sources.

    `view` holds the sources' documents with everything above the ceiling taken out; `edits` are
    what people changed in the audience's memo.
    """

    config: Config
    audience: Audience
    as_of: datetime.date | None
    sources: tuple[LabelledSource, ...]
    view: Visible
    edits: Edits
    base: Base | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A finished pack: its files by format, and what it shows and cuts.

    `sections` are the words of the slots; `told` is what its audience is told; `changes` is what is
    new since the edition before, None where there is none; `shut` is what that edition told and may
    not be told today; `altered` says that the leak check took something out of the pack.
    """

    audience: Audience
    banner: str
    document: Document
    slots: tuple[FilledSlot, ...]
    sections: tuple[SectionRecord, ...]
    cards: tuple[SourceCard, ...]
    pages: int
    files: Mapping[str, bytes]
    told: ToldPack
    edits: Applied
    changes: PackChanges | None = None
    shut: tuple[Told, ...] = ()
    altered: bool = False


def start_runs(
    config: Config,
    sources: Sequence[LabelledSource],
    fonts: Iterator[pdf.FontFile] | None = None,
) -> Runs:
    """Empty caches for the packs of one series; `fonts` are those that stand in for packaged ones,
    where this process may not read them itself.
    """
    documents = tuple(source.document for source in sources)
    views = Ceilings(documents=documents, ladder=config.ladder)
    units = Units()
    return Runs(
        pdf=pdf.start_run(config.fonts, config.glyphs, fonts, units.patterns),
        word=word.start_run(config.glyphs, units.patterns),
        views=views,
        bases=Bases(config=config, sources=tuple(sources), views=views),
        fences=Fences(sources=tuple(sources), ladder=config.ladder),
        bodies=Bodies(),
        units=units,
        claims=Claims(units.patterns),
    )
