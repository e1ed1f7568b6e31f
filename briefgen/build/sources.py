"""The sources of a series: read, labelled with roles and markings, ready to select from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen import reading
from briefgen.compose import SourceCard
from briefgen.config import Config, SourceFile
from briefgen.diagnostics import Diagnostic, Diagnostics, error, warning
from briefgen.errors import ExitCode
from briefgen.model import Document, Milestone
from briefgen.reading import Reading, ReadOptions
from briefgen.selection.markings import mark
from briefgen.selection.roles import label_roles
from briefgen.tree import line_numbers, plain_text, sections, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSource:
    """One source as read, its document with roles and markings."""

    file: SourceFile
    reading: Reading
    document: Document


def read_sources(
    config: Config, files: Sequence[SourceFile]
) -> tuple[tuple[LabelledSource, ...], Diagnostics]:
    """Every source that can be read; a source that fails does not stop the others."""
    found: list[Diagnostic] = []
    sources: list[LabelledSource] = []
    seen: dict[str, str] = {}
    matched: set[int] = set()
    for file in files:
        options = ReadOptions(
            encoding=file.rule.encoding, language=file.rule.language, title=file.rule.title
        )
        read, faults = reading.read(file.path, source_id=file.id, shown=file.shown, options=options)
        found += faults
        if read is None:
            continue
        if read.sha256 in seen:
            found.append(_same_content(file.shown, seen[read.sha256]))
            continue
        seen[read.sha256] = file.shown
        source, hits, faults = _label(config, file, read)
        matched |= hits
        found += faults
        sources.append(source)
    found += _idle_rules(config, matched) if sources else ()
    if files and not sources:
        found.append(
            error(
                "no-source",
                "no source could be read",
                hint="mend the files named above, or put others into seeds/",
                exit=ExitCode.SOURCE,
            )
        )
    return tuple(sources), tuple(found)


def _same_content(shown: str, other: str) -> Diagnostic:
    return warning(
        "source-twice",
        f"{shown} has the same content as {other} and is left out",
        hint="remove one of the two",
    )


def _label(
    config: Config, file: SourceFile, read: Reading
) -> tuple[LabelledSource, set[int], Diagnostics]:
    document = label_roles(read.document, config.roles)
    rules = [(rule.select, rule.marking) for rule in config.markings]
    marked = mark(document, file.rule.marking, rules, config.ladder)
    source = LabelledSource(file=file, reading=read, document=marked.document)
    return source, set(marked.matched), marked.diagnostics


def _idle_rules(config: Config, matched: set[int]) -> Diagnostics:
    """A marking rule that matches nothing in any source may be a hole in the fence."""
    return tuple(
        warning(
            "marking-unused",
            f"this rule marks nothing as {rule.marking} in any source",
            place=rule.place,
            hint="check its selector with `briefgen outline`",
        )
        for n, rule in enumerate(config.markings)
        if n not in matched
    )


def make_card(source: LabelledSource, visible: Document, marking: str) -> SourceCard:
    """What a pack's list of sources says of this source, from the part its audience may see."""
    headed = any(plain_text(section.title) for section in sections(visible.blocks))
    unreadable = [
        line
        for node in walk(visible.blocks)
        if isinstance(node, Milestone) and node.when is None
        for _, start, end in line_numbers(node.origins)
        for line in range(start, end + 1)
    ]
    return SourceCard(
        id=source.file.id,
        title=plain_text(visible.title),
        kind_words="untitled" if headed else "untitled_article",
        publishers=visible.metadata.publishers,
        authors=visible.metadata.authors,
        dated="",
        marking=marking,
        unreadable_lines=tuple(unreadable),
    )
