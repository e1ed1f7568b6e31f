"""Edited memos on disk and recorded overrides to the edits of each audience, before packs are made.

A memo on disk that is not the one that was written holds somebody's edits: they are recorded
first, and only then may it be replaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.build.memos.unused import edits_gone
from briefgen.build.options import BuildOptions, series_folder
from briefgen.build.standing.names import file_path
from briefgen.config import Audience, Config
from briefgen.counts import counted
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, info, reason_of, warning
from briefgen.editions.disk import read_bytes, replace_file, sha256
from briefgen.editions.output import OutFile
from briefgen.editions.previous import read_manifests
from briefgen.errors import BriefgenError, ExitCode
from briefgen.ooxml import PackageFault
from briefgen.roundtrip.edits import Overrides
from briefgen.roundtrip.overrides import read_overrides, write_overrides
from briefgen.slotted import dataclass

if TYPE_CHECKING:
    from briefgen.roundtrip.differences import Differences
    from briefgen.roundtrip.memo import Memo
    from briefgen.roundtrip.store import Store

# Below this share of its places found by words alone, a file is no version of the memo.
_LEAST_SHARE = 0.2
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What people changed for one audience. `shown` names the file that records it.

    `known`: hashes of edited memos that may be replaced; `copies`: such memos under dated names;
    `faults`: why the audience cannot be built.
    """

    overrides: Overrides
    shown: str
    known: Mapping[str, str] = field(default_factory=dict)
    copies: tuple[OutFile, ...] = ()
    faults: Diagnostics = ()


NO_EDITS = Edits(overrides=Overrides(series="", audience=""), shown="")


def overrides_path(config: Config, audience: str) -> Path:
    """`overrides/<series>/<audience>.yaml` beside the config."""
    return config.path.parent / "overrides" / config.slug / f"{audience}.yaml"


def shown_overrides(config: Config, audience: str) -> str:
    """The same path as the user named the config, for findings."""
    return (Path(config.shown).parent / "overrides" / config.slug / f"{audience}.yaml").as_posix()


def load_edits(config: Config, audience: str) -> Edits:
    """What is recorded for an audience; nothing where there is no file."""
    shown = shown_overrides(config, audience)
    recorded, faults = read_overrides(overrides_path(config, audience), shown)
    empty = Overrides(series=config.series, audience=audience)
    return Edits(overrides=recorded or empty, shown=shown, faults=faults)


def gather_edits(
    config: Config, audiences: Sequence[Audience], options: BuildOptions
) -> tuple[Mapping[str, Edits], Diagnostics]:
    """The edits of each audience, those in its memo on disk pulled first where that is wanted."""
    folder = series_folder(config, options)
    before = read_manifests(folder)
    found: list[Diagnostic] = []
    edits: dict[str, Edits] = {}
    for audience in audiences:
        own = load_edits(config, audience.name)
        path = file_path(config, audience, "docx")
        data = _read_if_possible(folder / path)
        recorded = overrides_path(config, audience.name).exists()
        gone = () if recorded else edits_gone(before.of(audience.name), own.shown)
        found += gone
        if data is not None and before.hashes.get(path) != sha256(data) and not own.faults:
            own, more = _take(own, config, folder / path, data, options)
            own = replace(own, known={path: sha256(data)} if own.copies else {})
            found += more
        elif data is not None and gone:
            own = replace(own, copies=(_copy(own, folder / path, data),))
        edits[audience.name] = own
    return edits, tuple(found)


def _read_if_possible(path: Path) -> bytes | None:
    """A memo that cannot be read stops its audience when its files are to be written."""
    try:
        return read_bytes(path)
    except OSError:
        return None


def _take(
    own: Edits, config: Config, file: Path, data: bytes, options: BuildOptions
) -> tuple[Edits, Diagnostics]:
    """The edits of a memo that is not the one written; left alone where nobody wants a pull."""
    shown = str(file)
    if sha256(data) in own.overrides.pulled:
        return replace(own, copies=(_copy(own, file, data),)), ()
    if options.discard_edits:
        message = "the edits in this memo are dropped; a copy is kept beside it"
        return (
            replace(own, copies=(_copy(own, file, data),)),
            (warning("edits-discarded", message, place=Place(shown)),),
        )
    if not options.pull:
        return own, ()
    pulled, found = pull_into(own, data, shown, config, None)
    if pulled is None:
        return own, found
    try:
        if not options.dry_run:
            save_edits(config, pulled.overrides)
    except BriefgenError as fault:  # the memo stays, and with it this audience alone
        return replace(own, faults=fault.found), found
    return replace(pulled, copies=(_copy(own, file, data),)), found


def _copy(own: Edits, file: Path, data: bytes) -> OutFile:
    """The edited memo under a name with its day and hash: no edit is ever lost for good."""
    from briefgen.roundtrip.memo import read_memo  # noqa: PLC0415 (few runs find an edited memo)

    try:
        when = read_memo(data).when[:10]
    except PackageFault:
        when = ""
    day = when if _DAY.fullmatch(when) else "undated"
    name = f"{file.stem}.edited-{day}-{sha256(data)[:8]}.docx"
    return OutFile(path=f"{own.overrides.audience}/{name}", data=data)


def pull_into(
    own: Edits, data: bytes, shown: str, config: Config, base: Store | None
) -> tuple[Edits | None, Diagnostics]:
    """The edits with those of a memo put in, or None with the reason why it cannot be read.

    `base` says what was written in the memo, where the file itself does not any more.
    """
    from briefgen.roundtrip.combining import combine  # noqa: PLC0415 (as above)
    from briefgen.roundtrip.differences import compare  # noqa: PLC0415
    from briefgen.roundtrip.memo import read_memo  # noqa: PLC0415

    try:
        memo = read_memo(data, base)
    except PackageFault as fault:
        return None, (_refused(shown, fault.why),)
    if memo.store is None:
        return None, (_without_base(shown),)
    if (memo.store.series, memo.store.audience) != (config.slug, own.overrides.audience):
        whose = f"{memo.store.series}/{memo.store.audience}"
        return None, (_refused(shown, f"it is a memo of {whose}", "name its own config"),)
    differences = compare(memo, memo.store)
    reading = differences.reading
    if not reading.marked and reading.share < _LEAST_SHARE:
        return None, (_refused(shown, "hardly a word of the memo is left in it"),)
    combined, replaced = combine(own.overrides, differences, own.shown)
    digest = sha256(data)
    pulled = (*(p for p in combined.pulled if p != digest), digest)[-_KEPT_HASHES:]
    found = (*replaced, *_findings(memo, differences, shown))
    return replace(own, overrides=replace(combined, pulled=pulled)), found


_KEPT_HASHES = 4


def _findings(memo: Memo, differences: Differences, shown: str) -> list[Diagnostic]:
    """How much was read, and all that is not carried."""
    place = Place(shown)
    tally = Counter(edit.what for edit in differences.edits)
    names = ", ".join(f"{n} {_COUNTED[what][n > 1]}" for what, n in tally.items())
    found = [info("memo-pulled", f"edits were read: {names or 'none'}", place=place)]
    found += [
        warning(
            "edit-not-carried",
            f"{where}: {what} is not carried into the next edition",
            place=place,
            hint="the edited file is kept; put it into the new memo by hand where it matters",
        )
        for where, what in differences.not_carried
    ]
    if not differences.reading.marked:
        hint = "look through the overrides file before you build"
        message = "the file has lost the marks of the memo; its blocks were told by their words"
        found.append(warning("memo-unmarked", message, place=place, hint=hint))
    if memo.outside:
        what = f"{counted(len(memo.outside), 'part')} outside the file"
        hint = "put pictures into the file itself"
        found.append(
            warning("memo-outside", f"the memo leads to {what}, not read", place=place, hint=hint)
        )
    return found


_COUNTED = {
    "change": ("change", "changes"),
    "delete": ("deletion", "deletions"),
    "add": ("addition", "additions"),
    "move": ("move", "moves"),
    "comment": ("comment", "comments"),
}


def _refused(shown: str, why: str, hint: str = "") -> Diagnostic:
    return error(
        "memo-refused",
        f"the memo cannot be read: {why}; nothing was written",
        place=Place(shown),
        hint=hint or "save it anew as .docx, or move it out of the folder",
        exit=ExitCode.OUTPUT,
    )


def _without_base(shown: str) -> Diagnostic:
    return error(
        "memo-refused",
        "the memo cannot be read: it does not say what was written in it, and nothing else does",
        place=Place(shown),
        hint="pull a memo that briefgen wrote, or leave the last one in the series' folder",
        exit=ExitCode.OUTPUT,
    )


def save_edits(config: Config, overrides: Overrides) -> Path:
    """Writes the overrides file, whole or not at all.

    Raises:
        BriefgenError: it cannot be written (exit 7).
    """
    path = overrides_path(config, overrides.audience)
    try:
        replace_file(path, write_overrides(overrides).encode())
    except OSError as fault:
        message = f"the overrides cannot be written: {reason_of(fault)}"
        place = Place(str(path))
        hint = "make the folder writable; the memo was left as it is"
        fault_found = error("cannot-write", message, place=place, hint=hint, exit=ExitCode.OUTPUT)
        raise BriefgenError(fault_found) from fault
    return path
