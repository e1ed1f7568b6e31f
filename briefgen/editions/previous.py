"""From the manifests of the last edition to what a new run must know of it.

Each function raises `loading.UnreadableError` where the disk refuses a manifest (exit 7).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, warning
from briefgen.editions import pooling
from briefgen.editions.disk import sha256 as sha256_of
from briefgen.editions.jsontext import Json, JsonObject
from briefgen.editions.loading import Loaded, load_manifest, parse_manifest, read_manifest
from briefgen.editions.names import MANIFEST
from briefgen.editions.paths import is_safe
from briefgen.editions.records import Output
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an audience's own manifest says of the files in its folder, those of a date or "", and
    of people's edits in them.
    """

    as_of: str = ""
    outputs: tuple[Output, ...] = ()
    edits: tuple[JsonObject, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifests:
    """The manifests in a series' folder. `hashes` are what earlier runs wrote, path below it ->
    SHA-256; `earlier` is what each audience's own says; `series` is that of the series, {} where
    there is none that counts.
    """

    hashes: Mapping[str, str]
    earlier: Mapping[str, Earlier]
    series: JsonObject
    found: Diagnostics = ()

    def of(self, audience: str) -> Earlier:
        """What an audience's own manifest says, nothing where it is not there."""
        return self.earlier.get(audience, Earlier())


def read_manifests(folder: Path) -> Manifests:
    """All manifests in a series' folder.

    Each audience's own counts before the series' one. One whose bytes the series' manifest names
    says of its files what stands there too, and is not parsed. One that cannot be read is a
    warning, and its files are unknown: `output.publish` takes those for edited.
    """
    series, found = _load(folder / MANIFEST)
    entries = _listed(series)
    hashes = {path: sha256 for entry in entries for path, sha256 in _hashes(entry)}
    named = _by_manifest(entries) if "digest" in series else {}
    earlier: dict[str, Earlier] = {}
    for path in _own_manifests(folder):
        name = path.parent.name
        if (data := read_manifest(path)) is None:
            continue
        if (entry := named.get((f"{name}/{MANIFEST}", sha256_of(data)))) is not None:
            earlier[name] = _earlier(entry, name, f"{name}/")
            continue
        own, fault = _counted(path, parse_manifest(data))
        found += fault
        earlier[name] = _earlier(own, name)
        hashes |= {f"{name}/{output.path}": output.sha256 for output in earlier[name].outputs}
    return Manifests(hashes=hashes, earlier=earlier, series=series, found=found)


def read_previous(folder: Path) -> tuple[Mapping[str, str], Diagnostics]:
    """What earlier runs wrote to a series' folder: path relative to it -> SHA-256."""
    read = read_manifests(folder)
    return read.hashes, read.found


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
    return entries_in(_load(folder / MANIFEST)[0])


def entries_in(series: JsonObject) -> Entries:
    """The same of a series' manifest that was read."""
    shared = series.get("shared")
    named = {
        name: one
        for one in _listed(series)
        if isinstance(one, dict) and isinstance(name := one.get("audience"), str)
    }
    try:
        pooling.resolved(series)
    except (KeyError, TypeError):
        return Entries()
    return Entries(by_name=named, shared=shared if isinstance(shared, dict) else {})


def read_own(folder: Path, audience: str) -> JsonObject:
    """An audience's own manifest, {} where there is none that can be read."""
    return _load(folder / audience / MANIFEST)[0]


def _own_manifests(folder: Path) -> list[Path]:
    """Those of audiences, by name."""
    found = (path for path in folder.glob(f"*/{MANIFEST}") if not path.parent.is_symlink())
    return sorted(found, key=lambda path: path.parent.name)


def _listed(series: JsonObject) -> list[Json]:
    listed = series.get("audiences")
    return listed if isinstance(listed, list) else []


def _by_manifest(entries: Sequence[Json]) -> dict[tuple[str, str], Json]:
    """The entries of a series' manifest by (path, SHA-256) of the audiences' own."""
    return {
        (str(file.get("path")), str(file.get("sha256"))): entry
        for entry in entries
        if isinstance(entry, dict) and isinstance(files := entry.get("files"), list)
        for file in files
        if isinstance(file, dict)
    }


def _earlier(entry: Json, audience: str, prefix: str = "") -> Earlier:
    """What an entry says of an audience's files; `prefix` is what its paths begin with."""
    if not isinstance(entry, dict):
        return Earlier()
    edits = entry.get("edits")
    return Earlier(
        as_of=str(entry.get("as_of") or ""),
        outputs=tuple(o for o in _outputs(entry, prefix) if is_safe(f"{audience}/{o.path}")),
        edits=tuple(e for e in (edits if isinstance(edits, list) else ()) if isinstance(e, dict)),
    )


def _load(path: Path) -> tuple[JsonObject, Diagnostics]:
    """The object in a manifest, {} where there is none or nothing in it counts."""
    loaded = load_manifest(path)
    return ({}, ()) if loaded is None else _counted(path, loaded)


def _counted(path: Path, loaded: Loaded) -> tuple[JsonObject, Diagnostics]:
    """The object in a manifest as far as it counts."""
    if loaded.entry is None:
        return {}, (_unreadable(path),)
    return ({}, (_altered(path),)) if loaded.altered else (loaded.entry, ())


def _hashes(entry: Json) -> Iterator[tuple[str, str]]:
    return ((one.path, one.sha256) for one in _outputs(entry) if is_safe(one.path))


def _outputs(entry: Json, prefix: str = "") -> tuple[Output, ...]:
    """The files that an audience's entry lists; what is no such entry counts for nothing."""
    listed = entry.get("outputs") if isinstance(entry, dict) else None
    return tuple(
        Output(
            path=path.removeprefix(prefix),
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
