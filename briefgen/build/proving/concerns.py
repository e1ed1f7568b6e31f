"""Verdicts on a finished file to findings: what is nobody's, misattributed or not on record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from briefgen.build.inputs.sources import LabelledSource
from briefgen.build.proving.attributions import attribution_findings
from briefgen.build.proving.editions import PackRecord
from briefgen.diagnostics import Diagnostic, Place, error, info, warning
from briefgen.proof.comparing import Misattribution
from briefgen.proof.matching import Saying
from briefgen.proof.verdicts import Verdict

# Of a sentence that is nowhere the message shows so many characters.
_SHOWN = 80


def edition_of(record: PackRecord | None) -> str:
    """The date of the edition on record; "" where nothing is."""
    return str(record.audience.get("as_of") or "undated") if record else ""


def named_lines(record: PackRecord) -> set[tuple[str, int]]:
    """(source, line) of all that the manifest names as shown."""
    return {
        (str(passage.get("source")), line)
        for _, passage, shown in record.passages()
        if shown
        for first, last in passage.get("lines", ())
        for line in range(first, last + 1)
    }


def touches(place: Saying, named: set[tuple[str, int]]) -> bool:
    """Whether a place is on one of these lines."""
    return any((place.source, n) in named for a, b in place.lines for n in range(a, b + 1))


def findings_of(
    file: str,
    verdicts: Sequence[Verdict],
    misattributions: Sequence[Misattribution],
    record: PackRecord | None,
    sources: Sequence[LabelledSource],
) -> Iterator[Diagnostic]:
    """Those about the edition, then wrong attributions, then texts that stand in no source or not
    in the manifest.
    """
    changed = tuple(_changed_sources(record, sources)) if record else ()
    yield from _about_edition(file, record, changed)
    yield from attribution_findings(file, misattributions)
    named = named_lines(record) if record else None
    # In a file as it was written a heading that is nobody's is one that the config had then.
    touched = record is None or record.changed
    for verdict in verdicts:
        if not verdict.cites and not (verdict.frames and touched):
            continue
        if verdict.status == "not-in-source":
            yield _not_in_source(file, verdict, changed)
        elif named is not None and verdict.cites and _is_unnamed(verdict, named):
            yield warning(
                "not-in-manifest",
                f"{_excerpt(verdict)} stands in a source, but its manifest names no such passage",
                place=Place(file),
                hint="the file was changed, or belongs to another edition",
            )


def _is_unnamed(verdict: Verdict, named: set[tuple[str, int]]) -> bool:
    return bool(verdict.places) and not any(touches(place, named) for place in verdict.places)


def _about_edition(
    file: str, record: PackRecord | None, changed: Sequence[str]
) -> Iterator[Diagnostic]:
    place = Place(file)
    if record is None:
        yield info(
            "no-manifest",
            "no manifest knows this file, so it is matched by its text alone",
            place=place,
            hint="leave manifest.json beside it, or name its folder with --out",
        )
        return
    if record.changed:
        yield warning(
            "file-changed",
            "the file is not byte for byte the one that was written",
            place=place,
            hint="its sentences are checked one by one all the same",
        )
    for name in changed:
        yield warning(
            "source-changed",
            f"source changed since: {name} is not what the edition of {edition_of(record)} was"
            " made from",
            place=place,
            hint="build again, or name the folder with the old sources with --seeds",
        )


def _changed_sources(record: PackRecord, sources: Sequence[LabelledSource]) -> Iterator[str]:
    now = {source.file.name: source.reading.sha256 for source in sources}
    drawn_on = {str(p.get("source")) for _, p, shown in record.passages() if shown}
    for path, digest in record.source_hashes().items():
        if Path(path).stem in drawn_on and now.get(path) != digest:
            yield path


def _not_in_source(file: str, verdict: Verdict, changed: Sequence[str]) -> Diagnostic:
    since = "; a source changed since" if changed else ""
    where = f" under {verdict.section!r}" if verdict.section and verdict.cites else ""
    claim = "claims a source and is in none"
    if not verdict.cites:
        claim = "stands with a source's words and is neither a source's nor the pack's own"
    return error(
        "not-in-source",
        f"{_excerpt(verdict)}{where} {claim}{since}",
        place=Place(file),
        hint="compare it with the lines that its note names",
    )


def _excerpt(verdict: Verdict) -> str:
    text = verdict.text
    return f'"{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"}"'
