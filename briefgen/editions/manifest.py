"""From what went into a pack and what came out to JSON that says so: one file per audience that
holds only what it may see, and one for the series.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath
from typing import Final, TypeVar

from briefgen.diagnostics import Diagnostic
from briefgen.editions.jsontext import (
    Json,
    JsonObject,
    Text,
    json_bytes,
    list_text,
    object_text,
)
from briefgen.editions.pooling import Pool
from briefgen.editions.records import (
    AudienceInSeries,
    AudienceRecord,
    Input,
    Output,
    PassageRecord,
    QuirkRecord,
    RepairRecord,
    SectionRecord,
    SeriesRecord,
    SourceRecord,
)
from briefgen.editions.sealing import sealed
from briefgen.remembered import Remembered

Thing = TypeVar("Thing")

FORMAT: Final = 2  # of an audience's manifest
SERIES_FORMAT: Final = 3  # 2 had every entry in place, and is read still
READ_FORMATS: Final = (2, SERIES_FORMAT)


def sentence_digest(text: str) -> str:
    """Twelve digits that say whether a sentence is still the same."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:12]


def audience_manifest(record: AudienceRecord, sections: Remembered[Text] | None = None) -> bytes:
    """`manifest.json` of one audience: paths are names in its own folder.

    `sections` are those that were written for other audiences, which show the same ones.
    """
    known = sections or Remembered()
    entry: JsonObject = {
        "format": FORMAT,
        **_facts(record, folder=""),
        "sections": [known.of((one,), (), partial(_section, one)) for one in record.sections],
        "sources": [_source(one) for one in record.sources],
        "repairs": [_repair(one) for one in record.repairs],
        "quirks": [_quirk(one) for one in record.quirks],
        "findings": [_finding(one) for one in record.findings],
        "claims": list_text(record.claims, 1),
    }
    return json_bytes(entry)


def series_manifest(record: SeriesRecord) -> bytes:
    """`manifest.json` of a series: paths are relative to its folder, `minister/x.pdf`; what its
    audiences have in common stands in it once, under `shared`.
    """
    pool = Pool()
    built = {one.record.audience: _in_series(one, pool) for one in record.audiences}
    carried = {name: pool.take(entry, record.shared) for name, entry in record.carried}
    entries: dict[str, Json] = {**carried, **built}
    entry: JsonObject = {
        "digest": "",
        "format": SERIES_FORMAT,
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
        "shared": pool.shared,
        "findings": [_finding(one) for one in record.findings],
        "fail_on": record.recall.fail_on,
        "files": _files(record.recall.files),
        "globs": list(record.recall.globs),
        "outdated": list(record.recall.outdated),
        "dated_by": record.recall.dated_by,
        "best_before": record.recall.best_before or None,
    }
    return sealed(json_bytes(entry))


def entry_size(one: AudienceInSeries) -> int:
    """Bytes of an audience's entry in the series' manifest, without what others have as well."""
    return len(json_bytes(_in_series(one, Pool())))


def _in_series(one: AudienceInSeries, pool: Pool) -> JsonObject:
    record = one.record
    found = (*record.findings, *one.findings)
    return {
        **_facts(record, folder=f"{record.audience}/"),
        "sections": [
            {
                "id": section.id,
                "label": section.label,
                "passages": _pooled(section.passages, _passage, pool),
                "left_out": _pooled(section.left_out, _passage, pool),
            }
            for section in record.sections
        ],
        "sources": _pooled(record.sources, _source, pool),
        "repairs": _pooled(record.repairs, _repair, pool),
        "quirks": _pooled(record.quirks, _quirk, pool),
        "findings": [pool.add(_finding(finding)) for finding in found],
        "withheld": _pooled(one.withheld, _passage, pool),
        "formats": list(one.formats),
        "made_from": dict(one.made_from),
        "files": _files(one.files),
        "beside": [
            {"path": f"{one.record.audience}/{file.path}", "sha256": file.sha256}
            for file in one.beside
        ],
        "away": _files(one.away),
    }


def _pooled(things: Sequence[Thing], entry: Callable[[Thing], JsonObject], pool: Pool) -> list[str]:
    return [pool.name(thing, partial(entry, thing)) for thing in things]


def _files(listed: Sequence[tuple[str, str]]) -> list[JsonObject]:
    return [{"path": path, "sha256": sha256} for path, sha256 in sorted(listed)]


def _facts(record: AudienceRecord, folder: str) -> JsonObject:
    """What an audience's entry says in both manifests."""
    return {
        "series": record.series,
        "audience": record.audience,
        "as_of": record.as_of or None,
        "banner": record.banner,
        "ceiling": record.ceiling,
        "template": record.template or None,
        "since": record.since or None,
        "outputs": [_output(one, folder) for one in record.outputs],
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
    }


def _source(one: SourceRecord) -> JsonObject:
    return {"letter": one.letter, "id": one.id, "title": one.title}


def _output(output: Output, folder: str) -> JsonObject:
    entry: JsonObject = {
        "path": folder + output.path,
        "sha256": output.sha256,
        "bytes": output.bytes,
        "pages": output.pages or None,
    }
    return {**entry, "carried": True} if output.carried else entry


def _section(section: SectionRecord) -> Text:
    """Ranks are counted anew over what is named: a gap would tell of something withheld."""
    named = sorted((*section.passages, *section.left_out), key=lambda passage: passage.rank)
    rank = {passage.id: place for place, passage in enumerate(named)}
    entry: JsonObject = {
        "id": section.id,
        "label": section.label,
        "passages": [{**_passage(one), "rank": rank[one.id]} for one in section.passages],
        "left_out": [{**_passage(one), "rank": rank[one.id]} for one in section.left_out],
    }
    return object_text(entry, 2)


def _passage(passage: PassageRecord) -> JsonObject:
    entry: JsonObject = {
        "id": passage.id,
        "source": passage.source,
        "letter": passage.letter or None,
        "section": passage.section or None,
        "lines": [[span.start, span.end] for span in passage.lines],
        "marking": passage.marking,
        "sentences_left_out": passage.sentences_left_out,
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
