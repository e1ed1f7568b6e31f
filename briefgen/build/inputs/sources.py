"""The sources of a series: read, labelled with roles and markings, ready to select from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen import reading
from briefgen.build.inputs.idle import find_idle_rules
from briefgen.build.inputs.pictures import find_pictures
from briefgen.build.inputs.twins import ALIKE, Said, find_twin, what_is_said
from briefgen.compose import SourceCard
from briefgen.config import Config, SourceFile
from briefgen.config.types import SourceRule
from briefgen.counts import counted
from briefgen.diagnostics import (
    Diagnostic,
    Diagnostics,
    Place,
    Severity,
    bearing,
    error,
    has_errors,
    info,
    warning,
)
from briefgen.errors import ExitCode
from briefgen.model import Document, Milestone
from briefgen.reading import Reading, ReadOptions
from briefgen.selection.labelchecks import check_asides, check_mended, check_own_labels
from briefgen.selection.markings import NO_LABELS, highest, highest_in, mark
from briefgen.selection.matching import matches_source
from briefgen.selection.portions import portion_labels
from briefgen.selection.roles import StatedRole, idle_roles, label_roles
from briefgen.selection.selectors import Selector
from briefgen.slotted import dataclass
from briefgen.tree import line_numbers, plain_text, sections, walk

STALE = "structure-stale"
_MOST_NAMED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledSource:
    """One source as read, its document with roles and markings; `highest` is that of all in it."""

    file: SourceFile
    reading: Reading
    document: Document
    highest: str


def read_sources(
    config: Config, files: Sequence[SourceFile]
) -> tuple[tuple[LabelledSource, ...], Diagnostics]:
    """Every source that can be read; a source that fails does not stop the others.

    None is used where a marking rule names a source that is not there.
    """
    astray = _astray_rules(config, files)
    if astray:
        return (), astray  # fail closed: what a rule was to protect could be any of them
    found: list[Diagnostic] = []
    sources: list[LabelledSource] = []
    seen: list[tuple[LabelledSource, Said]] = []
    matched: list[tuple[Document, frozenset[int]]] = []
    for file, (read, remarks) in zip(files, _read_all(files), strict=True):
        if read is None:  # nobody knows what it holds
            found += bearing(config.ladder.top, remarks)
            continue
        source, hits, faults = _label(config, file, read)
        matched.append((source.document, frozenset(hits)))
        own = _own_labels(config, source)
        if has_errors(own):
            found += bearing(config.ladder.top, (*remarks, *faults, *own))
            continue  # fail closed: a source that marks itself higher is not used
        found += bearing(source.highest, (*remarks, *faults, *own))
        said = what_is_said(read, (file.rule.marking, frozenset(hits)), file.rule.place)
        twin = find_twin(said, [one for _, one in seen])
        seen.append((source, said))
        if twin:
            found.append(twin[1])
            if twin[1].severity is Severity.ERROR and seen[twin[0]][0] in sources:
                sources.remove(seen[twin[0]][0])
            if twin[1].code != ALIKE:
                continue
        sources.append(source)
        more = (*_unmarked(config, file), *_mended(read), *find_pictures(read, remarks))
        found += bearing(source.highest, more)
    idle = find_idle_rules(config, matched) if sources else ()
    if any(fault.severity is Severity.ERROR for fault in idle):
        return (), _without_fitting((*found, *idle), files)  # fail closed, as for astray rules
    found += (*idle, *_idle_roles(sources)) if sources else ()
    if files and not sources:
        found.append(_nothing_read())
    return tuple(sources), _without_fitting(found, files)


def _nothing_read() -> Diagnostic:
    return error(
        "no-source",
        "no source could be read",
        hint="mend the files named above, or put others into seeds/",
        exit=ExitCode.SOURCE,
    )


def _read_all(files: Sequence[SourceFile]) -> Iterator[tuple[Reading | None, Diagnostics]]:
    """Each file as read, all by one guard: its child starts once."""
    with reading.Guard() as guard:
        for file in files:
            options = options_of(file.rule)
            yield reading.read(
                file.path, source_id=file.id, shown=file.shown, options=options, guard=guard
            )


def options_of(rule: SourceRule) -> ReadOptions:
    """What a `sources:` entry states of the files it names."""
    return ReadOptions(
        encoding=rule.encoding,
        language=rule.language,
        title=rule.title,
        structure=rule.structure,
    )


def _without_fitting(found: Sequence[Diagnostic], files: Sequence[SourceFile]) -> Diagnostics:
    """The findings without those of a correction that fits another file of the same entry."""
    of_rule: Counter[Place | None] = Counter(
        fix.place for file in files for fix in file.rule.structure
    )
    stale = Counter(d.place for d in found if d.code == STALE)
    return tuple(d for d in found if d.code != STALE or stale[d.place] >= of_rule[d.place])


def _idle_roles(sources: Sequence[LabelledSource]) -> Diagnostics:
    """Stated roles that fit no section of the files that their entry names."""
    rules = dict.fromkeys(source.file.rule.place for source in sources)
    groups = [[s for s in sources if s.file.rule.place == place] for place in rules]
    return tuple(
        no_such_section(role)
        for group in groups
        for role in idle_roles([s.document for s in group], group[0].file.rule.stated_roles)
    )


def no_such_section(role: StatedRole) -> Diagnostic:
    """The finding of a stated role that fits no section."""
    return warning(
        STALE,
        f'no section has a heading like "{role.title[:60]}"',
        place=role.place,
        hint="see the headings with `briefgen outline`",
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
    repairs, quirks = len(read.repairs), len(read.quirks)
    parts = [counted(repairs, "repair")] if repairs else []
    if quirks:
        stand = "it stands" if quirks == 1 else "they stand"
        parts.append(f"{counted(quirks, 'oddity', 'oddities')} left as {stand}")
    return (
        info(
            "source-mended",
            ", ".join(parts),
            place=Place(read.shown),
            hint=f"see them with `briefgen outline {read.shown}`",
        ),
    )


def _label(
    config: Config, file: SourceFile, read: Reading
) -> tuple[LabelledSource, set[int], Diagnostics]:
    document = label_roles(read.document, config.roles, file.rule.stated_roles)
    rules = [(rule.select, rule.marking) for rule in config.markings]
    own = portion_labels(document, config.ladder) if config.portion_marks else NO_LABELS
    marked = mark(document, file.rule.marking, rules, config.ladder, own)
    stated = file.rule.marking or config.ladder.top
    source = LabelledSource(
        file=file,
        reading=read,
        document=marked.document,
        highest=highest(config.ladder, (stated, highest_in(marked.document, config.ladder))),
    )
    return source, set(marked.matched), marked.diagnostics


def _own_labels(config: Config, source: LabelledSource) -> Diagnostics:
    """What the labels in a source's text, beside it, and under its corrections have against it."""
    ladder, file = config.ladder, source.file
    marking = file.rule.marking or ladder.top
    found = (
        *check_own_labels(source.document, ladder, file.shown),
        *check_asides(source.reading.asides, ladder, marking, file.shown),
        *check_mended(source.reading.mended, ladder, marking, file.shown),
    )
    return tuple(dict.fromkeys(found))


def _astray_rules(config: Config, files: Sequence[SourceFile]) -> Diagnostics:
    """Marking rules that name a source by a pattern which no file fits."""
    known = [Document(id=f.id, title=(), language="", blocks=()) for f in files]
    return tuple(
        error(
            "marking-no-source",
            f'no source fits "{part.source[:60]}", so nobody knows what this rule is to protect',
            place=part.place or rule.place,
            hint=f"the sources: {', '.join(file.id for file in files[:_MOST_NAMED])}",
            exit=ExitCode.MARKING,
        )
        for rule in (config.markings if files else ())
        for part in _parts(rule.select)
        if part.source and not any(matches_source(one, part) for one in known)
    )


def _parts(selector: Selector) -> Iterator[Selector]:
    """A selector and all that it builds on; what `exclude` misses is marked all the same."""
    yield selector
    for inner in (*selector.any, *selector.all, *selector.first_of):
        yield from _parts(inner)


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
        language=visible.language,
        unreadable=unreadable,
    )
