"""The memos on disk and the overrides to what state each memo is in; no source is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from briefgen.build.memos.editing import load_edits
from briefgen.build.memos.unused import find_unused
from briefgen.build.standing.names import file_path
from briefgen.config import Audience, Config, load_config
from briefgen.diagnostics import Diagnostics
from briefgen.editions.changes.comparing import CONFLICT
from briefgen.editions.disk import read_bytes, sha256
from briefgen.editions.freshness import look_beside
from briefgen.editions.jsontext import Json
from briefgen.editions.previous import read_own, read_previous
from briefgen.slotted import dataclass

State = Literal["none", "clean", "edited", "conflict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoState:
    """One memo. `edited`: somebody changed the file since it was written or pulled; `conflict`:
    the last build found one that is still open. `edits` are those recorded; `beside` are people's
    files that are kept beside it.
    """

    path: str
    series: str
    audience: str
    state: State
    edits: int
    conflicts: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def memo_states(
    configs: Sequence[Path], out: Path | None = None
) -> tuple[tuple[MemoState, ...], Diagnostics]:
    """The state of every audience's memo, in the order of the configs."""
    states: list[MemoState] = []
    found: Diagnostics = ()
    for path in configs:
        config, faults = load_config(path)
        found = (*found, *faults)
        if config is None:
            continue
        folder = (out or config.root / "out") / config.slug
        previous, _ = read_previous(folder)
        beside = look_beside(str(folder))
        for audience in config.audiences:
            kept = tuple(str(folder / path) for path in beside.get(audience.name, ()))
            if "docx" in audience.formats or kept:
                state, faults = _state(config, audience, folder, previous)
                states.append(replace(state, beside=kept))
                found = (*found, *faults)
        names = [audience.name for audience in config.audiences]
        found = (*found, *find_unused(path, config.slug, names))
    return tuple(states), found


def _state(
    config: Config,
    audience: Audience,
    folder: Path,
    previous: Mapping[str, str],
) -> tuple[MemoState, Diagnostics]:
    own = load_edits(config, audience.name)
    path = file_path(config, audience, "docx")
    data = read_bytes(folder / path)
    digest = sha256(data) if data is not None else ""
    written = previous.get(path)
    conflicts = tuple(_conflicts(read_own(folder, audience.name).get("edits")))
    state: State = "clean"
    if data is None:
        state = "none"
    elif digest not in (written, *own.overrides.pulled):
        state = "edited"
    elif conflicts:
        state = "conflict"
    return MemoState(
        path=str(folder / path),
        series=config.series,
        audience=audience.name,
        state=state,
        edits=len(own.overrides.edits),
        conflicts=conflicts,
    ), own.faults


def _conflicts(edits: Json) -> Iterator[str]:
    """The blocks of the open conflicts among the edits of an audience's manifest."""
    for edit in edits if isinstance(edits, list) else ():
        if isinstance(edit, dict) and edit.get("fate") == CONFLICT:
            yield str(edit.get("block"))
