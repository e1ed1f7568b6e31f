"""Changes to plain data for JSON, with the same words as in `briefgen help changes`."""

from __future__ import annotations

from dataclasses import asdict

from briefgen.editions.changes.comparing import PackChanges, PassageChange
from briefgen.editions.changes.sources import SourceChange
from briefgen.editions.changes.told import Told
from briefgen.editions.jsontext import Json, JsonObject


def pack_data(changes: PackChanges) -> JsonObject:
    """All that is new for one audience."""
    return {
        "audience": changes.audience,
        "since": changes.since,
        "as_of": changes.as_of,
        "banner": changes.banner,
        "changes": [_passage(change) for change in changes.passages],
        "sources": [source_data(change) for change in changes.sources],
        "edits": [asdict(edit) for edit in changes.edits],
        "conflicts": [asdict(conflict) for conflict in changes.conflicts],
        "no_room": [_told(told) for told in changes.no_room],
    }


def source_data(change: SourceChange) -> JsonObject:
    return {"kind": change.kind, "name": change.name, "was": change.was or None}


def _passage(change: PassageChange) -> JsonObject:
    return {
        "kind": change.kind,
        "before": _told(change.before),
        "after": _told(change.after),
        "sentences": [
            {
                "before": step.before or None,
                "after": step.after or None,
                "moved": step.moved,
                "by_limit": step.by_limit,
            }
            for step in change.steps
            if step.changed
        ],
    }


def _told(told: Told | None) -> Json:
    if told is None:
        return None
    passage = told.passage
    return {
        "section": told.section,
        "label": told.label,
        "id": passage.id,
        "source": passage.source,
        "lines": [[span.start, span.end] for span in passage.lines],
        "marking": passage.marking,
        "date": passage.date or None,
        "words": list(passage.words),
    }
