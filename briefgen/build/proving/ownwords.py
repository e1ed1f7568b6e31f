"""A config and its templates to the words that they themselves put into a pack."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefgen.compose.wording import date_in_words
from briefgen.config import Audience, Config
from briefgen.selection.markings import position

# What the formats say of themselves: producer, kinds of file, colour space, names of parts and
# properties, instructions of fields.
FORMAT_WORDS = (
    "briefgen pdf docx json 2000 01 PDF/UA PDF/A RGB sRGB GTS XYZ Integer Figure Content Types xml"
    " docProps core custom app fontTable font table footer header footnotes endnotes comments"
    " numbering settings styles document rels word media theme Marking Ladder TOC SEQ REF PAGEREF"
    " NOTEREF start ARABIC PAGE NUMPAGES HYPERLINK item props custom application internal PDFUA"
    " identification schema pdfuaid"
)
# What blocks of a pack are named by where the names come from no source: in bookmarks and tags.
BLOCK_NAMES = (
    "head contents notes sources editors notes-to-editors group points point column columns rest"
    " milestones facts quote cut none place abbreviations table list section"
)
_PLACEHOLDER = re.compile(r"\{\w+\}")
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


def own_texts(config: Config, audience: Audience) -> tuple[str, ...]:
    """Every text that a pack may hold without a source: labels, titles, furniture, the date."""
    template, ladder = audience.template, config.ladder
    return (
        *labels(config, audience),
        *(_PLACEHOLDER.sub(" ", text) for text in audience.words.values()),
        _JINJA.sub(" ", template.body),
        template.name,
        config.slug,
        ladder.name,
        *_dates(config, audience),
        FORMAT_WORDS,
        *BLOCK_NAMES.split(),
    )


def labels(config: Config, audience: Audience) -> tuple[str, ...]:
    """What config and template print as it stands: titles, readers, headings, remarks."""
    template, ladder = audience.template, config.ladder
    rung = position(ladder, audience.ceiling)
    banners = ladder.labels[: rung + 1]
    return (
        *banners,
        *(f"{b} {audience.words[key]}" for b, key in zip(banners, ladder.handling, strict=False)),
        config.series,
        audience.name,
        audience.title,
        audience.subtitle,
        *audience.readers,
        *audience.offices,
        template.kind,
        template.head_kind,
        *(
            text
            for slot in audience.slots
            for text in (slot.id, slot.label, slot.group, slot.caption, slot.remark, slot.detail)
        ),
        *(column.heading for slot in audience.slots for column in slot.columns),
        *(audience.style.letterhead.words if audience.style.letterhead else ()),
    )


def _dates(config: Config, audience: Audience) -> Iterable[str]:
    """The names of the months, with which dates are written, and the edition's own date."""
    from babel import Locale  # noqa: PLC0415 (for a run with something to withhold)

    locale = Locale.parse(audience.language, sep="-")
    for form in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            yield " ".join(locale.months[form][width].values())
    if config.as_of is not None:
        yield config.as_of.isoformat().replace("-", " ")
        yield date_in_words(config.as_of, audience.language)
