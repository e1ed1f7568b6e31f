"""From the manifests of the last edition to what a new run must know of it.

Each function raises `loading.UnreadableError` where the disk refuses a manifest (exit 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, warning
from briefgen.editions import pooling
from briefgen.editions.jsontext import Json, JsonObject
from briefgen.editions.loading import load_manifest
from briefgen.editions.names import MANIFEST
from briefgen.editions.paths import is_safe
from briefgen.editions.records import Output
from briefgen.slotted import dataclass


def read_previous(folder: Path) -> tuple[Mapping[str, str], Diagnostics]:
    """What earlier runs wrote to a series' folder: path relative to it -> SHA-256.

    Each audience's own manifest counts before the series' one. A manifest that cannot be read is
    a warning, and its files are unknown: `output.publish` takes those for edited.
    """
    hashes: dict[str, str] = {}
    found: Diagnostics = ()
    for path, prefix in _manifests(folder):
        entry, fault = _load(path)
        found += fault
        entries = entry.get("audiences") if not prefix else [entry]
        for audience in entries if isinstance(entries, list) else ():
            hashes |= dict(_hashes(audience, prefix))
    return hashes, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """The audiences' parts of a series' manifest as the last run left it, and the `shared` entries
    that they name: for `SeriesRecord.carried`.
    """

    by_name: Mapping[str, Json] = field(default_factory=dict)
    shared: Mapping[str, Json] = field(default_factory=dict)


def read_entries(folder: Path) -> Entries:
    """What the series' manifest in a folder says of each audience; nothing where it is unreadable,
    or lacks an entry that it names.
    """
    entry, _ = _load(folder / MANIFEST)
    audiences, shared = entry.get("audiences"), entry.get("shared")
    named = {
        name: one
        for one in (audiences if isinstance(audiences, list) else ())
        if isinstance(one, dict) and isinstance(name := one.get("audience"), str)
    }
    entries = Entries(by_name=named, shared=shared if isinstance(shared, dict) else {})
    try:
        pooling.resolved(entry)
    except (KeyError, TypeError):
        return Entries()
    return entries


def read_own(folder: Path, audience: str) -> JsonObject:
    """An audience's own manifest, {} where there is none that can be read."""
    return _load(folder / audience / MANIFEST)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an audience's own manifest says of the files in its folder: those of a date, or ""."""

    as_of: str = ""
    outputs: tuple[Output, ...] = ()


def read_earlier(folder: Path, audience: str) -> Earlier:
    """What earlier runs wrote to an audience's folder; nothing where its manifest is not there."""
    entry = read_own(folder, audience)
    outputs = (output for output in _outputs(entry) if is_safe(f"{audience}/{output.path}"))
    return Earlier(as_of=str(entry.get("as_of") or ""), outputs=tuple(outputs))


def _manifests(folder: Path) -> Iterator[tuple[Path, str]]:
    """(manifest, prefix of its paths): the series' first, so that an audience's own wins."""
    if (folder / MANIFEST).exists():
        yield folder / MANIFEST, ""
    for path in sorted(folder.glob(f"*/{MANIFEST}")):
        if not path.parent.is_symlink():
            yield path, f"{path.parent.name}/"


def _load(path: Path) -> tuple[JsonObject, Diagnostics]:
    """The object in a manifest, {} where there is none or nothing in it counts."""
    loaded = load_manifest(path)
    if loaded is None:
        return {}, ()
    if loaded.entry is None:
        return {}, (_unreadable(path),)
    return ({}, (_altered(path),)) if loaded.altered else (loaded.entry, ())


def _hashes(entry: Json, prefix: str) -> Iterator[tuple[str, str]]:
    for output in _outputs(entry):
        if is_safe(path := prefix + output.path):
            yield path, output.sha256


def _outputs(entry: Json) -> tuple[Output, ...]:
    """The files that an audience's entry lists; what is no such entry counts for nothing."""
    listed = entry.get("outputs") if isinstance(entry, dict) else None
    return tuple(
        Output(
            path=path,
            sha256=sha256,
            bytes=size if isinstance(size := one.get("bytes"), int) else 0,
            pages=pages if isinstance(pages := one.get("pages"), int) else 0,
        )
        for one in (listed if isinstance(listed, list) else ())
        if isinstance(one, dict)
        and isinstance(path := one.get("path"), str)
        and isinstance(sha256 := one.get("sha256"), str)
    )


def _altered(path: Path) -> Diagnostic:
    return warning(
        "manifest-unreadable",
        "this manifest is not as it was written, so nothing in it counts",
        place=Place(str(path)),
        hint="nothing to do: every pack is made anew, and this file with them",
    )


def _unreadable(path: Path) -> Diagnostic:
    return warning(
        "manifest-unreadable",
        "this manifest cannot be read, so the files beside it count as unknown",
        place=Place(str(path)),
        hint="nothing to do: the next run that writes here makes it anew",
    )
