"""What one pack is made for, made from and made into."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from briefgen.build.fit import FilledSlot
from briefgen.build.sources import LabelledSource
from briefgen.compose import SourceCard
from briefgen.config import Audience, Config
from briefgen.model import Document
from briefgen.renderers import pdf, word


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """The renderers' fonts and caches, shared by all packs of a run."""

    pdf: pdf.PdfRun
    word: word.WordRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What one pack is made for and from: the audience, the date, the sources.

    `visible` are the sources' documents with everything above the ceiling taken out.
    """

    config: Config
    audience: Audience
    as_of: datetime.date | None
    sources: tuple[LabelledSource, ...]
    visible: Mapping[str, Document]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """A finished pack: its files by format, and what it shows and cuts."""

    audience: Audience
    banner: str
    document: Document
    slots: tuple[FilledSlot, ...]
    cards: tuple[SourceCard, ...]
    pages: int
    files: Mapping[str, bytes]
