"""The manifests of kept editions to what each edition told.

An edition is kept as `editions/<date>/manifest.json`: the bytes of the series' manifest of then.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, Final

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, info, warning
from briefgen.editions.changes.told import ToldEdition, ToldPack, cut_in, told_in
from briefgen.editions.disk import sha256
from briefgen.editions.jsontext import JsonObject
from briefgen.editions.loading import Loaded, load_manifest
from briefgen.editions.manifest import READ_FORMATS, SERIES_FORMAT
from briefgen.editions.names import MANIFEST
from briefgen.editions.output import Removal
from briefgen.editions.pooling import resolved
from briefgen.editions.previous import read_entries
from briefgen.editions.records import EditRecord, Input, PassageRecord, SectionRecord, SourceRecord
from briefgen.model import Span

EDITIONS: Final = "editions"
UNDATED: Final = "undated"
_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def edition_path(as_of: str) -> str:
    """Where the edition of an ISO date is kept, below the series' folder."""
    return f"{EDITIONS}/{as_of}/{MANIFEST}"


def away_path(as_of: str, path: str, sha256: str) -> str:
    """Where a file of an audience's folder is put away: with the edition that it belongs to, by a
    name of its own.
    """
    place = PurePosixPath(path)
    stem, _, kind = place.name.partition(".")
    name = f"{stem}.{sha256[:8]}.{kind}"
    return f"{EDITIONS}/{as_of if is_date(as_of) else UNDATED}/{place.parent.name}/{name}"


def kept_dates(folder: Path) -> tuple[str, ...]:
    """The dates of all kept editions of a series' folder, the earliest first."""
    place = folder / EDITIONS
    if place.is_symlink() or not place.is_dir():
        return ()
    found = (path.parent for path in place.glob(f"*/{MANIFEST}"))
    return tuple(
        sorted(path.name for path in found if is_date(path.name) and not path.is_symlink())
    )


def is_date(text: str) -> bool:
    """Whether a text is a day of the calendar as `2021-11-30`."""
    if not _DATE.fullmatch(text):
        return False
    with suppress(ValueError):
        return datetime.date.fromisoformat(text).isoformat() == text
    return False


def find_base(folder: Path, as_of: str) -> tuple[ToldEdition | None, Diagnostics]:
    """The newest edition before a date that can be read, with a finding for each that cannot.

    An edition that stands in the series' folder counts also where it was not kept.
    """
    found: Diagnostics = ()
    places = {date: edition_path(date) for date in kept_dates(folder)}
    standing = standing_date(folder)
    if standing is not None:
        places.setdefault(standing, MANIFEST)
    for date in sorted(places, reverse=True):
        if date >= as_of:
            continue
        edition, faults = read_edition(folder, places[date])
        found += faults
        if edition is not None and edition.as_of == date:
            return edition, found
    return None, found


def standing_date(folder: Path) -> str | None:
    """The date of the edition that stands in a series' folder, "" for an undated one; None where
    none can be read. Of a large series that is a tenth of reading what it told.

    Raises:
        UnreadableError: the disk refuses it (exit 7).
    """
    written, _ = _read_written(folder, MANIFEST)
    as_of = written.entry.get("as_of") if written is not None and written.entry else None
    return None if written is None else str(as_of or "")


def read_edition(folder: Path, path: str) -> tuple[ToldEdition | None, Diagnostics]:
    """What the manifest at `path` below the series' folder told; None, with the reason, for one
    that cannot be read, was written by another version, or is not as it was written.

    Raises:
        UnreadableError: the disk refuses it (exit 7).
    """
    written, found = _read_written(folder, path)
    if written is None or written.entry is None:
        return None, found
    try:
        return _edition(resolved(written.entry), path, sha256(written.data)), ()
    except (KeyError, TypeError, ValueError, AttributeError):
        return None, (_unreadable(Place(str(folder / path))),)


def _read_written(folder: Path, path: str) -> tuple[Loaded | None, Diagnostics]:
    """A series' manifest that is as it was written, by a version that is known."""
    place = Place(str(folder / path))
    loaded = load_manifest(folder / path)
    if loaded is None:
        return None, ()
    entry = loaded.entry
    if entry is None or not isinstance(written := entry.get("format"), int):
        return None, (_unreadable(place),)
    if written not in READ_FORMATS:
        return None, (_other_format(place, written),)
    if loaded.altered or "digest" not in entry:
        return None, (_changed(place),)
    return loaded, ()


def editions_beyond(folder: Path, keep: int, needed: Sequence[str]) -> tuple[Removal, ...]:
    """The manifests of the earliest editions beyond so many, to be removed with what a run writes.

    `needed` are the dates of editions that stay: the one that is made, and that before it. What is
    not as it was written stays too.
    """
    dates = sorted({*kept_dates(folder), *needed})
    found: list[Removal] = []
    for date in dates[: len(dates) - keep] if keep else ():
        edition, _ = read_edition(folder, edition_path(date))
        if date not in needed and edition is not None and edition.as_of == date:
            found.append(Removal(path=edition_path(date), sha256=edition.sha256))
    return tuple(found)


def no_longer_kept(removed: Iterable[Removal]) -> Diagnostics:
    """A remark on each edition that was removed."""
    dates = (PurePosixPath(one.path).parent.name for one in removed)
    return tuple(
        info("edition-removed", f"the edition of {date} is kept no longer") for date in dates
    )


def clear_dates(folder: Path) -> None:
    """Removes the folders of editions that hold nothing any more."""
    with suppress(OSError):
        for path in (folder / EDITIONS).iterdir():
            with suppress(OSError):  # one that holds something stays
                if is_date(path.name):
                    path.rmdir()


def parse_edition(data: bytes) -> ToldEdition:
    """What a series' manifest tells that this version has just made."""
    return _edition(resolved(json.loads(data)), "", sha256(data))


def shown_sections(folder: Path, audiences: Iterable[str]) -> tuple[SectionRecord, ...] | None:
    """The sections of the packs of these audiences as they stand; None where the series' manifest
    does not know one of them.
    """
    entries = read_entries(folder)
    wanted = sorted(frozenset(audiences))
    if not entries.by_name.keys() >= set(wanted):
        return None
    manifest: JsonObject = {
        "audiences": [entries.by_name[name] for name in wanted],
        "shared": entries.shared,
    }
    try:
        told: Any = resolved(manifest)
        known: dict[int, PassageRecord] = {}  # the manifest holds them meanwhile
        return tuple(s for entry in told["audiences"] for s in _sections(entry, known))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _edition(entry: Mapping[str, Any], path: str, digest: str) -> ToldEdition:
    known: dict[int, PassageRecord] = {}
    packs = [_pack(one, known) for one in entry["audiences"]]
    return ToldEdition(
        as_of=entry["as_of"] or "",
        banner=entry["banner"],
        packs={pack.audience: pack for pack in packs},
        sources=tuple(_input(one) for one in entry["inputs"] if one["kind"] == "source"),
        withheld={
            one["audience"]: tuple(_passage(passage) for passage in one.get("withheld") or ())
            for one in entry["audiences"]
        },
        path=path,
        sha256=digest,
    )


def _pack(entry: Mapping[str, Any], known: dict[int, PassageRecord]) -> ToldPack:
    sections = _sections(entry, known)
    return ToldPack(
        audience=entry["audience"],
        as_of=entry["as_of"] or "",
        banner=entry["banner"],
        passages=told_in(sections),
        cut=cut_in(sections),
        sources=tuple(
            SourceRecord(letter=one["letter"], id=one["id"], title=one["title"])
            for one in entry["sources"]
        ),
        edits=tuple(_edit(one) for one in entry.get("edits") or ()),
    )


def _sections(entry: Any, known: dict[int, PassageRecord]) -> tuple[SectionRecord, ...]:
    """The sections of an audience's entry; `known` are passages by the place of their entries,
    which audiences have in common.
    """

    def passage(one: Any) -> PassageRecord:
        if (made := known.get(id(one))) is None:
            made = known[id(one)] = _passage(one)
        return made

    return tuple(
        SectionRecord(
            id=section["id"],
            label=section["label"],
            passages=tuple(map(passage, section["passages"])),
            left_out=tuple(map(passage, section.get("left_out") or ())),
        )
        for section in entry["sections"]
    )


def _edit(entry: Mapping[str, Any]) -> EditRecord:
    return EditRecord(
        what=entry["what"],
        fate=entry["fate"],
        block=entry["block"] or "",
        marking=entry["marking"] or "",
        **{key: str(entry.get(key) or "") for key in ("section", "before", "after", "says")},
    )


def _passage(entry: Mapping[str, Any]) -> PassageRecord:
    return PassageRecord(
        id=entry["id"],
        source=entry["source"],
        letter=entry["letter"] or "",
        section=entry["section"] or "",
        lines=tuple(Span(start=start, end=end) for start, end in entry["lines"]),
        marking=entry["marking"],
        why=entry.get("why") or "",
        date=entry.get("date") or "",
        words=tuple(str(words) for words in entry.get("words") or ()),
        cut=tuple(str(digest) for digest in entry.get("cut") or ()),
    )


def _input(entry: Mapping[str, Any]) -> Input:
    return Input(
        kind="source",
        path=entry["path"],
        sha256=entry["sha256"],
        marking=entry["marking"] or "",
        id=entry.get("id") or "",
        words=entry.get("words") or "",
    )


def _unreadable(place: Place) -> Diagnostic:
    return warning(
        "edition-unreadable",
        "this edition cannot be read, so nothing is compared with it",
        place=place,
        hint="restore the file, or remove it",
    )


def _other_format(place: Place, written: int) -> Diagnostic:
    return warning(
        "edition-format",
        f"this edition is of format {written}, this version reads format {SERIES_FORMAT}: "
        "nothing is compared with it",
        place=place,
        hint="nothing to do: the next edition is compared with the one that is made now",
    )


def _changed(place: Place) -> Diagnostic:
    return warning(
        "edition-changed",
        "this edition is not as it was written, so nothing is compared with it",
        place=place,
        hint="restore the file, or remove it",
    )
