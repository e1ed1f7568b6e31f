"""A finished file or an audience's name to the manifests that speak of it, read as plain data."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from briefgen.config import Config
from briefgen.editions.names import MANIFEST
from briefgen.editions.pooling import resolved
from briefgen.slotted import dataclass

JsonObject = dict[str, Any]

_QUOTATION: Final = re.compile(r"\.quote-\d+\Z")  # as the corpus names what it takes out of a text


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRecord:
    """What manifests say of one pack. `changed`: its bytes are not those that were written."""

    folder: Path
    audience: JsonObject
    series: JsonObject
    changed: bool = False

    @property
    def name(self) -> str:
        return str(self.audience.get("audience", ""))

    def passages(self) -> Iterator[tuple[JsonObject, JsonObject, bool]]:
        """(section, passage, whether it is shown) of all that the manifest names."""
        for section in self.audience.get("sections", ()):
            yield from ((section, passage, True) for passage in section.get("passages", ()))
            yield from ((section, passage, False) for passage in section.get("left_out", ()))

    def source_hashes(self) -> dict[str, str]:
        """Path below the project -> SHA-256 of each source of that edition."""
        inputs = self.series.get("inputs", ())
        return {i["path"]: i["sha256"] for i in inputs if i.get("kind") == "source"}


def is_quotation(passage: JsonObject) -> bool:
    """Whether a passage is speech within a text, whose lines are those of the whole text."""
    return _QUOTATION.search(str(passage.get("id"))) is not None


def find_record(
    file: Path, data: bytes, configs: Iterable[Config], out: Path | None
) -> PackRecord | None:
    """The record of a finished file: the one beside it, else the one in `out` that knows its bytes
    or at least its name.
    """
    beside = _read_record(file.parent)
    digest = hashlib.sha256(data).hexdigest()
    if beside is not None and (hashes := _hashes(beside, file.name)):
        return _with_change(beside, digest not in hashes)
    known = [record for config in configs for record in _records(_series_folder(config, out))]
    for record in known:
        outputs = record.audience.get("outputs", ())
        if any(output.get("sha256") == digest for output in outputs):
            return record
    named = [record for record in known if _hashes(record, file.name)]
    return _with_change(named[0], True) if named else None


def _with_change(record: PackRecord, changed: bool) -> PackRecord:
    return PackRecord(
        folder=record.folder, audience=record.audience, series=record.series, changed=changed
    )


def audience_record(config: Config, name: str, out: Path | None) -> PackRecord | None:
    """The record of an audience's pack in the series' folder."""
    return _read_record(_series_folder(config, out) / name)


def series_manifest(config: Config, out: Path | None) -> JsonObject | None:
    """The manifest of a series."""
    manifest = _read_json(_series_folder(config, out) / MANIFEST)
    try:
        return resolved(manifest) if manifest is not None else None
    except (KeyError, TypeError):
        return None


def _series_folder(config: Config, out: Path | None) -> Path:
    return (out or config.root / "out") / config.slug


def _hashes(record: PackRecord, name: str) -> list[str]:
    outputs = record.audience.get("outputs", ())
    return [str(o.get("sha256")) for o in outputs if o.get("path") == name]


def _records(folder: Path) -> Iterator[PackRecord]:
    names = sorted(folder.glob(f"*/{MANIFEST}")) if folder.is_dir() else []
    return (record for path in names if (record := _read_record(path.parent)))


def _read_record(folder: Path) -> PackRecord | None:
    audience = _read_json(folder / MANIFEST)
    if audience is None or "audience" not in audience:
        return None
    series = _read_json(folder.parent / MANIFEST) or {}
    return PackRecord(folder=folder, audience=audience, series=series)


def _read_json(path: Path) -> JsonObject | None:
    try:
        value = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None
    return value if isinstance(value, dict) else None
