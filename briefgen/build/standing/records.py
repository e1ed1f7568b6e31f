"""What a manifest says of a pack: for its audience what it may know, for the series the rest."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from briefgen import __version__
from briefgen.build.inputs.ages import best_before
from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.memos.editing import overrides_path
from briefgen.build.packs.brief import Pack, Runs
from briefgen.build.packs.telling import (
    edit_records,
    passage_record,
    source_records,
    words_hash,
)
from briefgen.build.standing.names import file_name
from briefgen.compose.wording import change_words, marked_date, when_in_words
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostics
from briefgen.editions.changes.told import ToldEdition
from briefgen.editions.disk import read_bytes
from briefgen.editions.freshness import Look
from briefgen.editions.hashes import names_hash
from briefgen.editions.jsontext import row_texts
from briefgen.editions.previous import Entries
from briefgen.editions.records import (
    AudienceInSeries,
    AudienceRecord,
    Input,
    Output,
    QuirkRecord,
    Recall,
    RepairRecord,
    SeriesRecord,
)
from briefgen.files.project import config_name
from briefgen.files.versions import tool_versions
from briefgen.model import Milestone, Unit
from briefgen.selection.ceilings import Ceilings, lines_of
from briefgen.selection.markings import highest, is_above


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def audience_record(
    config: Config,
    pack: Pack,
    sources: Sequence[LabelledSource],
    as_of: datetime.date | None,
    found: Diagnostics,
    runs: Runs,
) -> AudienceRecord:
    """All that this audience may know of its pack."""
    open_lines = _open_lines(pack, runs.views)
    return AudienceRecord(
        series=config.series,
        audience=pack.audience.name,
        as_of=as_of.isoformat() if as_of else "",
        banner=pack.banner,
        ceiling=pack.audience.ceiling,
        template=pack.audience.template.name,
        outputs=tuple(_output(config, pack, form) for form in pack.files),
        sections=pack.sections,
        sources=source_records(pack.cards),
        repairs=tuple(
            RepairRecord(source=source.file.id, repair=repair)
            for source in sources
            for repair in source.reading.repairs
            if open_lines >= _at(source, repair.lines)
        ),
        since=pack.changes.since if pack.changes else "",
        quirks=tuple(
            QuirkRecord(source=source.file.id, quirk=quirk)
            for source in sources
            for quirk in source.reading.quirks
            if open_lines >= _at(source, quirk.lines)
        ),
        edits=edit_records(pack.slots, pack.edits),
        findings=found,
        claims="\n".join(_claim_rows(pack, runs)),
    )


def _claim_rows(pack: Pack, runs: Runs) -> Iterator[str]:
    """The claims of each block that makes some, as lines of JSON."""
    for claims in runs.claims.of(pack.document, _owners(pack)):
        if claims:
            yield runs.rows.of((claims,), (), partial(row_texts, claims))


def _owners(pack: Pack) -> frozenset[str]:
    """The names and dates that a pack may show with a colon before a text."""
    shown = [p for s in pack.slots for p in (*s.content.shown, *s.content.passages)]
    language = pack.audience.language
    dates = {date for passage in shown for date in _dates(passage.unit, language)}
    changes = ("", *change_words(pack.audience.words))
    return frozenset(
        (
            *(passage.whose for passage in shown if passage.whose),
            *(marked_date(date, change) for date in dates for change in changes),
        )
    )


def _dates(unit: Unit, language: str) -> Iterator[str]:
    if isinstance(unit, Milestone):
        yield from (unit.label,) if unit.label else ()
        yield from (when_in_words(unit.when, language),) if unit.when else ()


def _output(config: Config, pack: Pack, form: str) -> Output:
    data = pack.files[form]
    return Output(
        path=file_name(config, pack.audience, form),
        sha256=sha256(data),
        bytes=len(data),
        pages=pack.pages if form == "pdf" else 0,
    )


def _open_lines(pack: Pack, views: Ceilings) -> frozenset[tuple[str, int]]:
    """The lines that the pack shows and that hold nothing above the ceiling.

    What a repair or an oddity says of any other line could tell of something withheld.
    """
    shown = (passage for slot in pack.slots for passage in slot.content.shown)
    lines = lines_of(origin for passage in shown for origin in passage.unit.origins)
    return lines - views.lines_above(pack.audience.ceiling)


def _at(source: LabelledSource, lines: Iterable[int]) -> set[tuple[str, int]]:
    return {(source.file.id, line) for line in lines}


def in_series(record: AudienceRecord, audience: Audience, views: Ceilings) -> AudienceInSeries:
    """The record with what was withheld from this audience, for the series' manifest alone."""
    selectors = [
        *(slot.select for slot in audience.slots),
        *(column.select for slot in audience.slots for column in slot.columns),
    ]
    withheld = {
        passage.id: passage
        for selector in selectors
        if selector is not None
        for passage in views.whole.select(selector)
        if is_above(views.ladder, passage.marking, audience.ceiling)
    }
    return AudienceInSeries(
        record=record,
        withheld=tuple(passage_record(p, {}) for p in withheld.values()),
        formats=audience.formats,
    )


def series_record(
    config: Config,
    audiences: Sequence[AudienceInSeries],
    sources: Sequence[LabelledSource],
    as_of: datetime.date | None,
    carried: Entries,
    found: Diagnostics,
    before: ToldEdition | None = None,
) -> SeriesRecord:
    """One edition of a series, at the highest marking of its sources and of the edition before,
    whose words its change report repeats.
    """
    return SeriesRecord(
        series=config.series,
        as_of=as_of.isoformat() if as_of else "",
        banner=series_banner(config, sources, before, _pack_banners(audiences, carried)),
        version=__version__,
        inputs=(
            *_inputs(config, sources),
            *_override_inputs(config),
            *_edition_input(before),
        ),
        audiences=tuple(audiences),
        carried=tuple(carried.by_name.items()),
        shared=carried.shared,
        findings=found,
    )


def series_banner(
    config: Config,
    sources: Sequence[LabelledSource],
    before: ToldEdition | None = None,
    packs: Iterable[str] = (),
) -> str:
    """The highest marking of anything in the sources, of the rules for parts of them, of the
    edition before, and of `packs`, whose banners count people's words too.
    """
    markings = [source.highest for source in sources]
    markings += [rule.marking for rule in config.markings]
    markings += [before.banner] if before else []
    return highest(config.ladder, [*markings, *packs] or [config.ladder.top])


def _pack_banners(audiences: Sequence[AudienceInSeries], carried: Entries) -> Iterator[str]:
    """Those of the packs that were made, and of those that stand as they were."""
    yield from (audience.record.banner for audience in audiences)
    for entry in carried.by_name.values():
        yield str(entry.get("banner")) if isinstance(entry, dict) else ""


def _edition_input(before: ToldEdition | None) -> tuple[Input, ...]:
    if before is None:
        return ()
    return (Input(kind="edition", path=before.path, sha256=before.sha256),)


def _inputs(config: Config, sources: Sequence[LabelledSource]) -> tuple[Input, ...]:
    """Everything that was read, with hashes; paths relative to the project, never absolute."""
    files = dict.fromkeys((*config.inputs, *(f for a in config.audiences for f in a.inputs)))
    return (
        *(Input(kind=file.kind, path=file.path, sha256=file.sha256) for file in files),
        *(
            Input(
                kind="source",
                path=source.file.name,
                sha256=source.reading.sha256,
                lines=source.reading.line_count,
                marking=source.file.rule.marking or config.ladder.top,
                id=source.file.id,
                words=words_hash(source.document),
            )
            for source in sources
        ),
    )


def _override_inputs(config: Config) -> Iterator[Input]:
    """What people changed, by audience; without a hash where there is nothing yet."""
    below = PurePosixPath(config_name(config.path)).parent
    for audience in config.audiences:
        path = overrides_path(config, audience.name)
        data = read_bytes(path)
        digest = sha256(data) if data is not None else ""
        name = below / path.relative_to(config.path.parent).as_posix()
        yield Input(kind="override", path=str(name), sha256=digest)


def recall(
    config: Config,
    sources: Sequence[LabelledSource],
    as_of: datetime.date | None,
    outdated: Sequence[str],
) -> Recall:
    """What the next run must know to tell whether it has anything to do."""
    versions = tool_versions(source.file.name for source in sources)
    end = best_before(config, as_of)
    return Recall(
        packages={name: version for name, version in versions.items() if name != "briefgen"},
        globs=tuple(rule.path for rule in config.sources),
        fail_on=config.fail_on.word if config.fail_on is not None else "never",
        outdated=tuple(outdated),
        dated_by="config" if config.as_of else "run",
        best_before=end.isoformat() if end else "",
    )


def font_inputs(config: Config, consulted: Mapping[Path, str], look: Look) -> tuple[Input, ...]:
    """The fonts that stood in for packaged ones, with the folders that the config names.

    What an earlier run looked into still counts for the packs that this one did not make.
    """
    root = config.root.as_posix()
    now = {_below(path, root): digest for path, digest in consulted.items()}
    folders = {
        f"{_below(path, root)}/": names_hash(str(path)) for path in config.fonts if path.is_dir()
    }
    before = {
        path: digest
        for kind, path, digest in (look.standing.inputs if look.standing else ())
        if kind == "font" and not path.endswith("/")
    }
    fonts = {**before, **now, **folders}
    return tuple(Input(kind="font", path=path, sha256=fonts[path]) for path in sorted(fonts))


def _below(path: Path, root: str) -> str:
    return path.as_posix().removeprefix(f"{root}/")
