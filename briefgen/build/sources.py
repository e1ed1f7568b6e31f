"""The sources of a series: read, labelled with roles and markings, ready to select from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen import reading
from briefgen.compose import SourceCard
from briefgen.config import Config, SourceFile
from briefgen.diagnostics import Diagnostic, Diagnostics, Severity, error, info, warning
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
    seen: dict[str, tuple[LabelledSource, set[int]]] = {}
    matched: set[int] = set()
    for file in files:
        options = ReadOptions(
            encoding=file.rule.encoding, language=file.rule.language, title=file.rule.title
        )
        read, faults = reading.read(file.path, source_id=file.id, shown=file.shown, options=options)
        found += faults
        if read is None:
            continue
        source, hits, faults = _label(config, file, read)
        matched |= hits
        found += faults
        twin = seen.setdefault(read.sha256, (source, hits))
        if twin[0] is source:
            sources.append(source)
            found += (*_unmarked(config, file), *_mended(read))
            continue
        fault = _same_content(twin[0], source, alike=twin[1] == hits)
        found.append(fault)
        if fault.severity is Severity.ERROR and twin[0] in sources:
            sources.remove(twin[0])
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


def _same_content(one: LabelledSource, other: LabelledSource, *, alike: bool) -> Diagnostic:
    """Two files with the same bytes: the first counts, unless they are marked differently."""
    first, second = one.file, other.file
    if alike and first.rule.marking == second.rule.marking:
        return warning(
            "source-twice",
            f"{second.shown} has the same content as {first.shown} and is left out",
            hint="remove one of the two",
        )
    return error(
        "source-twice-marked",
        f"{first.shown} and {second.shown} have the same content but not the same marking, "
        "so neither is used",
        place=second.rule.place,
        hint="remove one of the two, or mark both alike",
        exit=ExitCode.MARKING,
    )


def _unmarked(config: Config, file: SourceFile) -> Diagnostics:
    """A source without a marking counts as the ladder's top: said, since packs stay empty by it."""
    if file.rule.marking:
        return ()
    return (
        warning(
            "source-unmarked",
            f"{file.shown} has no marking, so all of it counts as {config.ladder.top}",
            place=file.rule.place,
            hint='state its marking: {path: ..., marking: "..."}',
        ),
    )


def _mended(read: Reading) -> Diagnostics:
    """How much of a source was repaired, and how much that is odd was left as it stands."""
    if not read.repairs and not read.quirks:
        return ()
    message = (
        f"{read.shown}: {len(read.repairs)} repairs, {len(read.quirks)} oddities left as they stand"
    )
    return (info("source-mended", message, hint=f"see them with `briefgen outline {read.shown}`"),)


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


def make_card(config: Config, source: LabelledSource, visible: Document, taken: str) -> SourceCard:
    """What a pack's list of sources says of this source, from the part its audience may see.

    `taken` is the highest marking of what the pack takes from it.
    """
    headed = any(plain_text(section.title) for section in sections(visible.blocks))
    unreadable = tuple(
        (start, end)
        for node in walk(visible.blocks)
        if isinstance(node, Milestone) and node.when is None
        for _, start, end in line_numbers(node.origins)
    )
    return SourceCard(
        id=source.file.id,
        title=plain_text(visible.title),
        kind_words="untitled" if headed else "untitled_article",
        publishers=visible.metadata.publishers,
        authors=visible.metadata.authors,
        marking=source.file.rule.marking or config.ladder.top,
        highest=taken,
        unreadable=unreadable,
    )
