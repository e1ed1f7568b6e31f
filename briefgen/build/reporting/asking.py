"""Series and two of their editions to what is new in the later one, for all or for one audience."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.build.packs.since import Bases, higher_on, pack_changes
from briefgen.build.proving.projects import Project, load_projects
from briefgen.build.reporting.markdown import pack_report
from briefgen.build.reporting.reports import report_banner, report_title, whole_report
from briefgen.build.reporting.series import SeriesChanges, compare_editions
from briefgen.config import Audience
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.editions.changes.comparing import PackChanges
from briefgen.editions.changes.told import ToldEdition
from briefgen.editions.kept import edition_path, find_base, kept_dates, read_edition
from briefgen.editions.names import MANIFEST
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.selection.ceilings import Ceilings
from briefgen.selection.markings import highest
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is new in a series, or for one of its audiences; None for a first edition."""

    series: str
    report: bytes
    whole: SeriesChanges | None = None
    pack: PackChanges | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One series as it stands, and the edition that it is to be held against."""

    project: Project
    now: ToldEdition
    before: ToldEdition | None


def report_changes(
    configs: Sequence[Path], seeds: Path | None, out: Path | None, since: str, audience: str
) -> tuple[tuple[Answer, ...], Diagnostics]:
    """What the edition in `out` has that an earlier one had not.

    `since` is a date ("" for the edition that it was compared with when it was made); `audience`
    "" asks for the whole series. What an audience may not see today is not repeated to it.
    """
    projects, found = load_projects(configs, seeds)
    answers: list[Answer] = []
    for project in projects:
        asked, faults = _ask(project, out, since)
        found = (*found, *faults)
        if asked is None:
            continue
        if not audience:
            answers.append(_whole(asked))
            continue
        named = [one for one in project.config.audiences if one.name == audience]
        if not named or audience not in asked.now.packs:
            found = (*found, _unknown_audience(audience, asked))
            continue
        answers.append(_pack(asked, named[0]))
    return tuple(answers), found


def _ask(project: Project, out: Path | None, since: str) -> tuple[_Asked | None, Diagnostics]:
    folder = (out or project.config.root / "out") / project.config.slug
    now, found = read_edition(folder, MANIFEST)
    if now is None:
        return None, (_unreadable(project, found[0]) if found else _not_built(project, folder),)
    if not since:
        before, faults = find_base(folder, now.as_of) if now.as_of else (None, ())
        return _Asked(project=project, now=now, before=before), (*found, *faults)
    if since not in kept_dates(folder):
        return None, (*found, _unknown_edition(since, folder))
    before, faults = read_edition(folder, edition_path(since))
    asked = _Asked(project=project, now=now, before=before)
    return (asked if before else None), (*found, *faults)


def _whole(asked: _Asked) -> Answer:
    config = asked.project.config
    changes: SeriesChanges | None = None
    banner = asked.now.banner
    if asked.before is not None:
        changes = compare_editions(asked.before, asked.now, higher_on(config.ladder))
        banner = highest(config.ladder, (banner, asked.before.banner))
    report = whole_report(config, changes, banner)
    return Answer(series=config.series, report=report, whole=changes)


def _pack(asked: _Asked, audience: Audience) -> Answer:
    config, sources = asked.project.config, asked.project.sources
    documents = tuple(source.document for source in sources)
    views = Ceilings(documents=documents, ladder=config.ladder)
    bases = Bases(config=config, sources=sources, views=views)
    base = bases.of(audience, asked.before)
    told = asked.now.packs[audience.name]
    changes = pack_changes(config, base, told) if base else None
    report = pack_report(
        changes,
        title=report_title(config, audience),
        banner=report_banner(config, told.banner, changes),
        words=audience.words,
        language=audience.language,
    )
    return Answer(series=config.series, report=report, pack=changes)


def _not_built(project: Project, folder: Path) -> Diagnostic:
    return error(
        "not-built",
        f"the series {project.config.series!r} has no edition yet",
        place=Place(str(folder)),
        hint="run `briefgen build` first",
        exit=ExitCode.OUTPUT,
    )


def _unreadable(project: Project, fault: Diagnostic) -> Diagnostic:
    return error(
        fault.code,
        f"the standing edition of {project.config.series!r} cannot be read, so nothing can be"
        " said of what is new in it",
        place=fault.place,
        hint="`briefgen build` makes it anew",
        exit=ExitCode.OUTPUT,
    )


def _unknown_edition(since: str, folder: Path) -> Diagnostic:
    return error(
        "edition-unknown",
        f"no edition of {since!r} is kept",
        place=Place(str(folder)),
        hint=suggestion(since, kept_dates(folder)),
        exit=ExitCode.USAGE,
    )


def _unknown_audience(name: str, asked: _Asked) -> Diagnostic:
    return error(
        "audience-unknown",
        f"there is no pack of {name!r} in the series {asked.project.config.series!r}",
        hint=suggestion(name, sorted(asked.now.packs)),
        exit=ExitCode.USAGE,
    )
