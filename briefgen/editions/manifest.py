"""From what went into a pack and what came out to JSON that says so: one file per audience that
holds only what it may see, and one for the series.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Final

from briefgen.diagnostics import Diagnostic, Diagnostics
from briefgen.model import Quirk, Repair, Span

NAME: Final = "manifest.json"
FORMAT: Final = 2
_NO_DIGEST: Final = b'\n  "digest": ""'

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
JsonObject = dict[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of an audience: `path` is its name in the audience's folder; `pages` 0 if unknown.

    `carried` files were not built by the last run (`--format`), and stand as an earlier one
    wrote them.
    """

    path: str
    sha256: str
    bytes: int
    pages: int = 0
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRecord:
    """Where a passage stands in its source. `rank` orders one section, 0 was the first to keep.

    `why` it was left out: `limit` (of its section), `pages` (of the pack), `double` (another source
    tells it in like words, and is shown), `people` (they took it out of the memo); "" where it was
    not.

    `words` are the sentences (of a table the rows) that the pack shows, () for one that it does
    not show; `date` is that of a dated row: `2021-09-26`, `2010/2014`. `cut` are the digests of its
    sentences that limits leave out, so that a later edition can tell them from those that a source
    no longer says.
    """

    id: str
    source: str
    letter: str
    section: str
    lines: tuple[Span, ...]
    marking: str
    sentences_left_out: int = 0
    rank: int = 0
    why: str = ""
    date: str = ""
    words: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRecord:
    """What a section of a pack shows, and what a limit cut although the audience may see it."""

    id: str
    label: str
    passages: tuple[PassageRecord, ...]
    left_out: tuple[PassageRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A source as the pack cites it."""

    letter: str
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRecord:
    """A repair inside a passage that the pack shows."""

    source: str
    repair: Repair


@dataclass(frozen=True, slots=True, kw_only=True)
class QuirkRecord:
    """Something odd inside a passage that the pack shows, left as it stands in the source."""

    source: str
    quirk: Quirk


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRecord:
    """What became of one edit of people's: `block` is its place in the pack, "" for none.

    `section` is the heading that it stands under; `before` what the source said there when it was
    typed and `says` what it says now, "" for nothing; `after` are people's words.
    """

    what: str
    fate: str
    block: str
    marking: str = ""
    section: str = ""
    before: str = ""
    after: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceRecord:
    """All that one audience may know of its pack; what was withheld has no place in here.

    `as_of` is an ISO date, "" for an undated pack; `since` is that of the edition that it was
    compared with, "" for none; `findings` are those this audience may see. `claims` say of each
    text, by a digest of it, what stands around it (`proof.claims`): for `verify`.
    """

    series: str
    audience: str
    as_of: str
    banner: str
    ceiling: str
    template: str = ""
    outputs: tuple[Output, ...]
    sections: tuple[SectionRecord, ...]
    sources: tuple[SourceRecord, ...] = ()
    repairs: tuple[RepairRecord, ...] = ()
    quirks: tuple[QuirkRecord, ...] = ()
    edits: tuple[EditRecord, ...] = ()
    findings: Diagnostics = ()
    since: str = ""
    claims: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What a run read; `lines` 0 where it has none.

    `kind` is config, audiences (a table of them), source, template, letterhead or
    edition.
    `path` is relative to the project folder (of an edition: the series' folder); `marking` is the
    one that the config gives a source, `id` names it in passages, `words` is the SHA-256 of its
    words, which stays where lines only shift.
    """

    kind: str
    path: str
    sha256: str
    lines: int = 0
    marking: str = ""
    id: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceInSeries:
    """An audience's record with what was kept from it: for the series' manifest alone.

    `formats` are those that the config asks for, `made_from` the hashes of `config.keys`, `files`
    what lies beside the outputs: (path in the series' folder, SHA-256).
    """

    record: AudienceRecord
    withheld: tuple[PassageRecord, ...] = ()
    findings: Diagnostics = ()
    formats: tuple[str, ...] = ()
    made_from: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What the next run must know to tell whether it has anything to do.

    `packages` are those that shape a pack, with their versions; `globs` where sources are looked
    for; `files` the series' own beside its manifest; `outdated` the audiences that were not made
    anew although they should be; `dated_by` whether the config or the run says the date;
    `best_before` the first date at which a source is too old.
    """

    packages: Mapping[str, str] = field(default_factory=dict)
    globs: tuple[str, ...] = ()
    fail_on: str = "error"
    outdated: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    dated_by: str = "run"
    best_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRecord:
    """One edition of a series. `banner` is the highest marking of anything named in here.

    `carried` are audiences that this run did not write (`--audience`, edited by people, failed),
    as the last manifest has them: see `previous.read_entries`.
    """

    series: str
    as_of: str
    banner: str
    version: str
    inputs: tuple[Input, ...]
    audiences: tuple[AudienceInSeries, ...]
    carried: tuple[tuple[str, Json], ...] = ()
    findings: Diagnostics = ()
    recall: Recall = Recall()


def sentence_digest(text: str) -> str:
    """Twelve digits that say whether a sentence is still the same."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:12]


def audience_manifest(record: AudienceRecord) -> bytes:
    """`manifest.json` of one audience: paths are names in its own folder."""
    claims: list[Json] = [dict(claim) for claim in record.claims]
    return json_bytes({"format": FORMAT, **_audience(record, folder=""), "claims": claims})


def series_manifest(record: SeriesRecord) -> bytes:
    """`manifest.json` of a series: paths are relative to its folder, `minister/x.pdf`."""
    built = {one.record.audience: _in_series(one) for one in record.audiences}
    entries: dict[str, Json] = {**dict(record.carried), **built}
    return _with_digest(
        {
            "digest": "",
            "format": FORMAT,
            "series": record.series,
            "as_of": record.as_of or None,
            "banner": record.banner,
            "tool": {
                "name": "briefgen",
                "version": record.version,
                "with": dict(record.recall.packages),
            },
            "inputs": [_input(one) for one in record.inputs],
            "audiences": [entries[name] for name in sorted(entries)],
            "findings": [_finding(one) for one in record.findings],
            "fail_on": record.recall.fail_on,
            "files": _files(record.recall.files),
            "globs": list(record.recall.globs),
            "outdated": list(record.recall.outdated),
            "dated_by": record.recall.dated_by,
            "best_before": record.recall.best_before or None,
        }
    )


def _with_digest(entry: JsonObject) -> bytes:
    """The JSON with the SHA-256 of itself without it, so that a changed manifest is known."""
    data = json_bytes(entry)
    digest = hashlib.sha256(data).hexdigest()
    return data.replace(_NO_DIGEST, _NO_DIGEST[:-1] + digest.encode() + b'"', 1)


def is_unchanged(data: bytes, digest: str) -> bool:
    """Whether a series' manifest is the one that was written under this digest."""
    written = _NO_DIGEST[:-1] + digest.encode() + b'"'
    bare = data.replace(written, _NO_DIGEST, 1)
    return hashlib.sha256(bare).hexdigest() == digest


def _in_series(one: AudienceInSeries) -> JsonObject:
    return {
        **_audience(one.record, folder=f"{one.record.audience}/"),
        "findings": [_finding(found) for found in (*one.record.findings, *one.findings)],
        "withheld": [_passage(passage, passage.rank) for passage in one.withheld],
        "formats": list(one.formats),
        "made_from": dict(one.made_from),
        "files": _files(one.files),
    }


def _files(listed: Sequence[tuple[str, str]]) -> list[JsonObject]:
    return [{"path": path, "sha256": sha256} for path, sha256 in sorted(listed)]


def _audience(record: AudienceRecord, folder: str) -> JsonObject:
    return {
        "series": record.series,
        "audience": record.audience,
        "as_of": record.as_of or None,
        "banner": record.banner,
        "ceiling": record.ceiling,
        "template": record.template or None,
        "since": record.since or None,
        "outputs": [_output(one, folder) for one in record.outputs],
        "sections": [_section(section) for section in record.sections],
        "sources": [
            {"letter": one.letter, "id": one.id, "title": one.title} for one in record.sources
        ],
        "repairs": [_repair(one) for one in record.repairs],
        "quirks": [_quirk(one) for one in record.quirks],
        "edits": [
            {
                "what": e.what,
                "fate": e.fate,
                "block": e.block or None,
                "marking": e.marking or None,
                "section": e.section,
                "before": e.before,
                "after": e.after,
                "says": e.says,
            }
            for e in record.edits
        ],
        "findings": [_finding(one) for one in record.findings],
    }


def _output(output: Output, folder: str) -> JsonObject:
    entry: JsonObject = {
        "path": folder + output.path,
        "sha256": output.sha256,
        "bytes": output.bytes,
        "pages": output.pages or None,
    }
    return {**entry, "carried": True} if output.carried else entry


def _section(section: SectionRecord) -> JsonObject:
    """Ranks are counted anew over what is named: a gap would tell of something withheld."""
    named = sorted((*section.passages, *section.left_out), key=lambda passage: passage.rank)
    rank = {passage.id: place for place, passage in enumerate(named)}
    return {
        "id": section.id,
        "label": section.label,
        "passages": [_passage(one, rank[one.id]) for one in section.passages],
        "left_out": [_passage(one, rank[one.id]) for one in section.left_out],
    }


def _passage(passage: PassageRecord, rank: int) -> JsonObject:
    entry: JsonObject = {
        "id": passage.id,
        "source": passage.source,
        "letter": passage.letter or None,
        "section": passage.section or None,
        "lines": [[span.start, span.end] for span in passage.lines],
        "marking": passage.marking,
        "sentences_left_out": passage.sentences_left_out,
        "rank": rank,
        "date": passage.date or None,
        "words": list(passage.words),
    }
    entry |= {"cut": list(passage.cut)} if passage.cut else {}
    return {**entry, "why": passage.why} if passage.why else entry


def _repair(one: RepairRecord) -> JsonObject:
    return {
        "source": one.source,
        "lines": list(one.repair.lines),
        "before": one.repair.before,
        "after": one.repair.after,
        "rule": one.repair.rule,
        "confidence": one.repair.confidence,
    }


def _quirk(one: QuirkRecord) -> JsonObject:
    return {
        "source": one.source,
        "lines": list(one.quirk.lines),
        "text": one.quirk.text,
        "reason": one.quirk.reason,
    }


def _input(one: Input) -> JsonObject:
    return {
        "kind": one.kind,
        "path": one.path,
        "sha256": one.sha256 or None,
        "lines": one.lines or None,
        "marking": one.marking or None,
        "id": one.id or None,
        "words": one.words or None,
    }


def _finding(found: Diagnostic) -> JsonObject:
    """What a finding is and where, without its words and with the bare name of its file.

    The lines of a config or a template shift with every edit that changes no pack, so they are
    left out; those of a source belong to what it says.
    Words and ways name paths as the run was given them, which would tell where it was started;
    `briefgen help codes` says what a code means.
    """
    place = found.place
    return {
        "severity": found.severity.word,
        "code": found.code,
        "file": PurePath(place.file).name if place else None,
        "line": place.line or None if place and not _is_settings(place.file) else None,
    }


def _is_settings(file: str) -> bool:
    """Whether a file is a config, a table of audiences, a style or a template."""
    return file.lower().endswith((".yaml", ".yml", ".csv", ".j2"))


def json_bytes(value: Json) -> bytes:
    """UTF-8 JSON with sorted keys and a newline at the end; innermost objects on one line each,
    so that a changed passage is one changed line.
    """
    # A file name that is no UTF-8 arrives with lone surrogates: JSON's own escapes hold them.
    return ("\n".join(_lines(value)) + "\n").encode("utf-8", "backslashreplace")


def _lines(value: Json) -> list[str]:
    match value:
        case dict() if any(_is_deep(inner) for inner in value.values()):
            keyed = [_keyed(key, _lines(inner)) for key, inner in sorted(value.items())]
            return _block("{", keyed, "}")
        case list() if any(isinstance(inner, dict) for inner in value):
            return _block("[", [_lines(inner) for inner in value], "]")
        case _:
            return [json.dumps(value, ensure_ascii=False, sort_keys=True)]


def _is_deep(value: Json) -> bool:
    """Whether there is an object inside."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(inner, dict) for inner in value)
    )


def _keyed(key: str, lines: list[str]) -> list[str]:
    return [f"{json.dumps(key, ensure_ascii=False)}: {lines[0]}", *lines[1:]]


def _block(start: str, parts: Sequence[list[str]], end: str) -> list[str]:
    lines = [start]
    for number, part in enumerate(parts, 1):
        comma = "," if number < len(parts) else ""
        lines += [f"  {line}" for line in part[:-1]] + [f"  {part[-1]}{comma}"]
    return [*lines, end]
