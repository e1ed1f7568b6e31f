"""A series' manifest to the few facts that tell whether its packs are still what they should be."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any, NamedTuple

from briefgen.editions.names import MANIFEST
from briefgen.editions.sealing import is_unchanged

# A larger manifest is not read again, so none is written.
MOST_BYTES = 64 * 1024 * 1024
RANKS = {"info": 0, "warning": 1, "error": 2}
ERROR = RANKS["error"]
NONE = -1  # no finding at all


class StandingPack(NamedTuple):
    """One audience's part. Paths start at the series' folder; `carried` outputs were not made by
    the run that made the rest; `worst` is the gravest of its findings, NONE for none; `beside` are
    people's files that no run makes.
    """

    outputs: dict[str, str]  # path -> SHA-256
    carried: tuple[str, ...]
    files: dict[str, str]  # what lies beside the outputs: its manifest, its change report
    formats: tuple[str, ...]
    made_from: dict[str, str]
    worst: int
    beside: tuple[str, ...] = ()


class Standing(NamedTuple):
    """What the last run left. `inputs` are (kind, path, SHA-256); `outdated` names the audiences
    that it did not make anew although something of theirs had changed; `dated_by` is config or
    run; `best_before` the first date at which a source is too old.
    """

    tool: dict[str, str]
    inputs: tuple[tuple[str, str, str], ...]
    globs: tuple[str, ...]
    packs: dict[str, StandingPack]
    files: dict[str, str]
    outdated: tuple[str, ...]
    worst: int
    fail_on: str
    as_of: str
    dated_by: str
    best_before: str
    banner: str = ""

    @property
    def config(self) -> str:
        """The config's path below the project folder."""
        return next((path for kind, path, _ in self.inputs if kind == "config"), "")


def read_standing(folder: str) -> Standing | None:
    """What the manifest in a series' folder says; None where there is none that can be read."""
    path = os.path.join(folder, MANIFEST)
    try:
        if os.path.getsize(path) > MOST_BYTES:
            return None
        with open(path, "rb") as file:
            data = file.read()
        entry = json.loads(data)
        return _parse(entry) if is_unchanged(data, str(entry["digest"])) else None
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def from_state(value: Any) -> Standing | None:
    """What `Standing` became as JSON; None for anything else."""
    try:
        packs = {
            str(name): StandingPack(
                outputs, tuple(carried), files, tuple(formats), made_from, worst, tuple(beside)
            )
            for name, pack in value[3].items()
            for outputs, carried, files, formats, made_from, worst, beside in (pack,)
        }
        inputs = tuple((str(kind), str(path), str(sha256)) for kind, path, sha256 in value[1])
        return Standing(
            value[0], inputs, tuple(value[2]), packs, value[4], tuple(value[5]), *value[6:]
        )
    except (TypeError, ValueError, KeyError, IndexError, AttributeError):
        return None


def _parse(entry: Any) -> Standing:
    audiences, shared = entry["audiences"], entry.get("shared", {})
    return Standing(
        tool={entry["tool"]["name"]: entry["tool"]["version"], **entry["tool"]["with"]},
        inputs=tuple((one["kind"], one["path"], one["sha256"] or "") for one in entry["inputs"]),
        globs=tuple(entry["globs"]),
        packs={one["audience"]: _pack(one, shared) for one in audiences},
        files=dict(_hashes(entry["files"])),
        outdated=tuple(entry["outdated"]),
        worst=_worst(entry["findings"], shared),
        fail_on=entry["fail_on"],
        as_of=entry["as_of"] or "",
        dated_by=entry["dated_by"],
        best_before=entry["best_before"] or "",
        banner=entry["banner"],
    )


def _pack(entry: Any, shared: Any) -> StandingPack:
    return StandingPack(
        outputs=dict(_hashes(entry["outputs"])),
        carried=tuple(one["path"] for one in entry["outputs"] if one.get("carried")),
        files=dict(_hashes(entry["files"])),
        formats=tuple(entry["formats"]),
        made_from=dict(entry["made_from"]),
        worst=_worst(entry["findings"], shared),
        beside=tuple(one["path"] for one in entry.get("beside", ())),
    )


def _hashes(listed: Any) -> Iterator[tuple[str, str]]:
    return ((one["path"], one["sha256"]) for one in listed)


def _worst(findings: Any, shared: Any) -> int:
    """The gravest of findings that stand there or are named."""
    each = (shared[one] if isinstance(one, str) else one for one in findings)
    return max((RANKS[one["severity"]] for one in each), default=NONE)
