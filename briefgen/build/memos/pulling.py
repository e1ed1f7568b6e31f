"""One edited memo, wherever it lies, to the overrides of its series and audience."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefgen.build.memos.editing import load_edits, pull_into, save_edits, shown_overrides
from briefgen.build.standing.names import file_name
from briefgen.config import Config, load_config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, has_errors, reason_of
from briefgen.editions.disk import read_bytes
from briefgen.errors import ExitCode
from briefgen.files.nearfiles import path_hint
from briefgen.ooxml import PackageFault
from briefgen.roundtrip.edits import Edit
from briefgen.roundtrip.memo import read_memo
from briefgen.roundtrip.store import Store, read_store
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """What a pull did: the file that holds the overrides now, and all edits in it."""

    shown: str
    edits: tuple[Edit, ...]
    written: bool


def pull_memo(
    memo: Path,
    configs: Sequence[Path],
    *,
    audience: str = "",
    out: Path | None = None,
    dry_run: bool = False,
) -> tuple[Pulled | None, Diagnostics]:
    """Reads an edited memo into the overrides of the audience that it was written for.

    A memo that has lost all marks of ours is known by its name or by `audience`, and compared with
    the one that stands in the series' folder.
    """
    shown = memo.as_posix()
    try:
        data = memo.read_bytes()
    except OSError as fault:
        reason = reason_of(fault)
        return None, (_unreadable(shown, reason, path_hint(memo, ".docx")),)
    loaded = [load_config(path) for path in configs]
    known = [config for config, _ in loaded if config is not None]
    if not known:
        return None, tuple(d for _, found in loaded for d in found)
    try:
        store = read_memo(data).store
    except PackageFault as fault:
        return None, (_unreadable(shown, fault.why, _SAVE_ANEW),)
    config, name = _whose(store, memo, known, audience)
    if config is None:
        return None, (_nobodys(shown, store),)
    base = None if store else _last_store(config, name, out)
    own = load_edits(config, name)
    if has_errors(own.faults):
        return None, own.faults
    pulled, found = pull_into(own, data, shown, config, base)
    if pulled is None:
        return None, found
    if not dry_run:
        save_edits(config, pulled.overrides)
    edits = pulled.overrides.edits
    return Pulled(shown=shown_overrides(config, name), edits=edits, written=not dry_run), found


def _whose(
    store: Store | None, memo: Path, configs: Sequence[Config], audience: str
) -> tuple[Config | None, str]:
    """The config and audience that a memo belongs to: as it says, else by option or name."""
    for config in configs:
        for one in config.audiences:
            if store is not None:
                if (store.series, store.audience) == (config.slug, one.name):
                    return config, one.name
            elif one.name == audience or (
                not audience and memo.name.startswith(file_name(config, one, "")[:-1])
            ):
                return config, one.name
    return None, ""


def _last_store(config: Config, audience: str, out: Path | None) -> Store | None:
    """What was written in the memo that stands in the folder."""
    folder = (out or config.root / "out") / config.slug / audience
    data = read_bytes(folder / f"{config.slug}-{audience}.docx")
    try:
        return read_store(data) if data is not None else None
    except PackageFault:
        return None


_SAVE_ANEW = "save it anew as .docx, without macros or a password"


def _unreadable(shown: str, why: str, hint: str) -> Diagnostic:
    return error(
        "memo-refused",
        f"the memo cannot be read: {why}; nothing was written",
        place=Place(shown),
        hint=hint,
        exit=ExitCode.OUTPUT,
    )


def _nobodys(shown: str, store: Store | None) -> Diagnostic:
    of = f"it is a memo of {store.series}/{store.audience}, which" if store else "its audience"
    return error(
        "memo-refused",
        f"the memo cannot be placed: {of} no config here knows",
        place=Place(shown),
        hint="name its config with --config, or its audience with --audience",
        exit=ExitCode.OUTPUT,
    )
