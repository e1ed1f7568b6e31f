"""Finished files to what each sentence is: a source's, repaired, the pack's own, or nobody's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.proving.arrangement import question_order, question_rows, rows_of
from briefgen.build.proving.attributions import merged
from briefgen.build.proving.bypeople import (
    Written,
    notes_by_hand,
    tell_people,
    written_by_people,
)
from briefgen.build.proving.concerns import edition_of, findings_of, named_lines, touches
from briefgen.build.proving.editions import PackRecord, find_record
from briefgen.build.proving.ownwords import FORMAT_WORDS, labels, own_texts
from briefgen.build.proving.projects import Project, load_projects
from briefgen.build.proving.witnesses import call_witnesses, question
from briefgen.compose.wording import change_words, when_in_words
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, reason_of
from briefgen.errors import ExitCode
from briefgen.files.nearfiles import path_hint
from briefgen.model import Milestone, Repair
from briefgen.proof.change_marks import change_mark, unmarked_claims, unmarked_pieces
from briefgen.proof.claims import read_claims
from briefgen.proof.comparing import Misattribution, compare_claims
from briefgen.proof.finished import Piece, read_pieces, with_claims
from briefgen.proof.matching import Index, Saying, build_index, say_all, squeezed
from briefgen.proof.verdicts import OwnWords, Status, Verdict, judge, make_own_words
from briefgen.selection.sentences import split
from briefgen.slotted import dataclass
from briefgen.tree import plain_text, sections, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One file with the verdicts on its texts; `repairs` are those behind repaired ones,
    `misattributions` what is said of texts that neither manifest nor source says of them.
    """

    file: str
    edition: str
    verdicts: tuple[Verdict, ...]
    repairs: dict[Saying, tuple[Repair, ...]]
    misattributions: tuple[Misattribution, ...] = ()


def verify_files(
    files: Sequence[Path], configs: Sequence[Path], seeds: Path | None, out: Path | None
) -> tuple[tuple[Checked, ...], Diagnostics]:
    """Each file against the sources as they are now and against its manifest, where there is one.

    An error where something that claims a source stands in none; a warning where a source changed
    since the edition, or a passage is not one of those that the manifest names.
    """
    projects, found = load_projects(configs, seeds)
    sources = _all_sources(projects)
    index = build_index(say_all(source.document for source in sources))
    checked: list[Checked] = []
    for file in files:
        one, faults = _verify(file, projects, sources, index, out)
        found = (*found, *faults)
        checked += [one] if one is not None else []
    return tuple(checked), found


def _all_sources(projects: Sequence[Project]) -> tuple[LabelledSource, ...]:
    """The sources of all series, each file once."""
    unique = {s.reading.sha256: s for project in projects for s in project.sources}
    return tuple(unique.values())


def _verify(
    file: Path,
    projects: Sequence[Project],
    sources: Sequence[LabelledSource],
    index: Index,
    out: Path | None,
) -> tuple[Checked | None, Diagnostics]:
    shown = file.as_posix()
    try:
        data = file.read_bytes()
        pieces = read_pieces(data)
    except OSError as fault:
        reason = reason_of(fault)
        return None, (_unreadable(shown, reason, path_hint(file, ".pdf", ".docx")),)
    except ValueError as fault:
        return None, (_unreadable(shown, str(fault), "name a PDF or a Word file"),)
    record = find_record(file, data, (project.config for project in projects), out)
    mark = _change_mark(projects, record)
    pieces = unmarked_pieces(pieces, mark)
    verdicts = judge(
        with_claims(pieces, _cited_headings(record)),
        index,
        _own_words(projects, sources, record),
        [partial(split, language=name) for name in _languages(projects, sources, record)],
    )
    written = written_by_people(_audiences(projects, record))
    verdicts = tell_people(verdicts, written)
    verdicts = tuple(_nearest(verdict, record) for verdict in verdicts)
    checked = Checked(
        file=shown,
        edition=edition_of(record),
        verdicts=verdicts,
        repairs=_repairs(verdicts, sources),
        misattributions=(
            *_misattributions(pieces, verdicts, projects, sources, record, mark, written),
            *_misarranged(pieces, verdicts, sources, index, written),
        ),
    )
    found = findings_of(shown, verdicts, checked.misattributions, record, sources)
    return checked, tuple(found)


def _unreadable(shown: str, why: str, hint: str) -> Diagnostic:
    return error(
        "file-not-verified",
        f"the file cannot be verified: {why}",
        place=Place(shown),
        hint=hint,
        exit=ExitCode.USAGE,
    )


def _misattributions(
    pieces: Sequence[Piece],
    verdicts: Sequence[Verdict],
    projects: Sequence[Project],
    sources: Sequence[LabelledSource],
    record: PackRecord | None,
    mark: re.Pattern[str],
    written: Written,
) -> tuple[Misattribution, ...]:
    """By the manifest, and apart from it by the sources as they are now."""
    chosen = _audiences(projects, record)
    witnesses = call_witnesses([s.document for s in sources], (a.language for _, a in chosen))
    own = frozenset(squeezed(text) for c, a in chosen for text in labels(c, a))
    claims = read_claims(record.audience.get("claims", ())) if record else ()
    claims = unmarked_claims(claims, mark)
    by_source = question(pieces, verdicts, witnesses, own, written.texts, notes_by_hand(chosen))
    return merged(compare_claims(pieces, claims), by_source)


def _misarranged(
    pieces: Sequence[Piece],
    verdicts: Sequence[Verdict],
    sources: Sequence[LabelledSource],
    index: Index,
    written: Written,
) -> Iterator[Misattribution]:
    yield from question_rows(pieces, rows_of(s.document for s in sources), written)
    yield from question_order(pieces, verdicts, index, written)


def _cited_headings(record: PackRecord | None) -> frozenset[str]:
    """The headings of sections for which the manifest names passages."""
    found = record.audience.get("sections", ()) if record else ()
    return frozenset(str(s.get("label", "")) for s in found if s.get("passages")) - {""}


# --- what a pack says itself ----------------------------------------------------------------------


def _own_words(
    projects: Sequence[Project], sources: Sequence[LabelledSource], record: PackRecord | None
) -> OwnWords:
    """Labels and furniture of the file's audience, of all where it is not known; and what the
    sources call themselves.
    """
    chosen = _audiences(projects, record)
    whole = [text for config, audience in chosen for text in labels(config, audience)]
    phrases = [text for _, audience in chosen for text in audience.words.values()]
    parts = [text for config, audience in chosen for text in own_texts(config, audience)]
    languages = {audience.language for _, audience in chosen}
    own = make_own_words((*whole, *_named(sources, languages)), phrases, (*parts, FORMAT_WORDS))
    marks = [a.words["left_out_mark"] for _, a in chosen if "left_out_mark" in a.words]
    return replace(own, left_out_mark=marks[0]) if marks else own


def _change_mark(projects: Sequence[Project], record: PackRecord | None) -> re.Pattern[str]:
    """What finds the words that packs put behind the dates of changed rows."""
    chosen = _audiences(projects, record)
    return change_mark(dict.fromkeys(w for _, a in chosen for w in change_words(a.words)))


def _languages(
    projects: Sequence[Project], sources: Sequence[LabelledSource], record: PackRecord | None
) -> tuple[str, ...]:
    """The languages in which sentences may stand: the file's audience's, then the sources' own."""
    packs = (str(audience.language) for _, audience in _audiences(projects, record))
    spoken = (str(source.reading.language) for source in sources)
    return tuple(dict.fromkeys((*packs, *spoken))) or ("en",)


def _audiences(
    projects: Sequence[Project], record: PackRecord | None
) -> list[tuple[Config, Audience]]:
    """The audience that a file was made for; all of them where nobody knows."""
    pairs = [(p.config, a) for p in projects for a in p.config.audiences]
    return [(c, a) for c, a in pairs if record and _is_of(record, c.series, a)] or pairs


def _is_of(record: PackRecord, series: str, audience: Audience) -> bool:
    return record.audience.get("series") == series and record.name == audience.name


def _named(sources: Sequence[LabelledSource], languages: Iterable[str]) -> Iterator[str]:
    """Titles, headings, people, organisations, speakers and dates of the sources, these as each
    language writes them too.
    """
    for source in sources:
        document, data = source.document, source.document.metadata
        yield source.file.id
        yield plain_text(document.title)
        for section in sections(document.blocks):
            yield f"{section.number} {plain_text(section.title)}"
            yield plain_text(section.title)
        for person in (*data.authors, *data.contributors):
            yield from (person.name, person.rank, person.role, person.organisation)
        for publisher in data.publishers:
            yield from (publisher.name, publisher.name_native)
        for speech in data.speeches:
            yield speech.speaker
            yield ", ".join(part for part in (speech.speaker, speech.office) if part)
        for row in (n for n in walk(document.blocks) if isinstance(n, Milestone)):
            yield row.label
            yield from (when_in_words(row.when, tongue) for tongue in languages if row.when)


# --- places and repairs ---------------------------------------------------------------------------


def _nearest(verdict: Verdict, record: PackRecord | None) -> Verdict:
    """Of several places those first that the manifest names."""
    if record is None or len(verdict.places) < 2:
        return verdict
    named = named_lines(record)
    places = sorted(verdict.places, key=lambda place: (not touches(place, named), place.mended))
    mended = places[0].mended
    status: Status = "repaired" if mended else "word-for-word"
    return replace(verdict, places=tuple(places), status=status)


def _repairs(
    verdicts: Sequence[Verdict], sources: Sequence[LabelledSource]
) -> dict[Saying, tuple[Repair, ...]]:
    """The logged repairs on the lines of every repaired text."""
    by_source = {source.file.id: source.reading.repairs for source in sources}
    found: dict[Saying, tuple[Repair, ...]] = {}
    for verdict in verdicts:
        if verdict.status == "repaired":
            place = verdict.places[0]
            lines = {n for a, b in place.lines for n in range(a, b + 1)}
            own = by_source.get(place.source, ())
            found[place] = tuple(r for r in own if lines.intersection(r.lines))
    return found
