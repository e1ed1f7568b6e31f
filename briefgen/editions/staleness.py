"""A series as it stands to why each of its packs is stale, and whether a build has things to do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from briefgen.editions.freshness import MEANT, Change, Look
from briefgen.editions.names import COPIES, FINAL
from briefgen.editions.standing import ERROR, RANKS, Standing

# The kinds of files that a part of `config.keys` is read from, where they are not named like it.
_BEHIND = {"config": ("config", "people", "roles"), "style": ("style", "letterhead")}


class Cause(Enum):
    """Why a pack is not what a build would make, with its wording."""

    NO_EDITION = "no edition"
    ALTERED = "the series' manifest is not as it was written"
    NOT_BUILT = "not built yet"
    NOT_MADE = "not made by the last run"
    SOURCE = "source {}"
    INPUT = "{}"
    CARRIED = "output {} of an earlier run"
    MISSING = "output missing: {}"
    EDITED = "edited by hand: {}"
    OUTDATED = "outdated, edited by hand: {}"
    CUT_SHORT = "a run was cut short"


class Reason(NamedTuple):
    """A cause and what it is about: a file, a format, a file and what became of it; "" for none."""

    cause: Cause
    about: str = ""

    def __str__(self) -> str:
        return self.cause.value.format(self.about)


Why = Mapping[str, tuple[Reason, ...]]


def needs_meaning(look: Look) -> bool:
    """Whether only the meaning of what changed can tell which audiences it concerns."""
    return any(change.kind in MEANT for change in look.changes)


def reasons(
    look: Look, keys: Mapping[str, Mapping[str, str]] | None = None, formats: Sequence[str] = ()
) -> dict[str, tuple[Reason, ...]]:
    """Why each audience's pack is stale, () for a fresh one.

    `keys` are the audiences of the config with what their packs would be made from today (see
    `config.keys`); None where nothing of that changed. `formats` are those asked for, () for all.
    """
    standing = look.standing
    if standing is None:
        cause = Cause.ALTERED if look.manifest else Cause.NO_EDITION
        return dict.fromkeys(keys or (), (Reason(cause),))
    names = list(keys) if keys is not None else list(standing.packs)
    return {name: tuple(_reasons(name, look, standing, keys, formats)) for name in names}


def _reasons(
    name: str,
    look: Look,
    standing: Standing,
    keys: Mapping[str, Mapping[str, str]] | None,
    formats: Sequence[str],
) -> Iterator[Reason]:
    pack = standing.packs.get(name)
    if pack is None:
        yield Reason(Cause.NOT_BUILT)
        return
    if name in standing.outdated:
        yield Reason(Cause.NOT_MADE)
    for change in look.changes:
        if change.kind not in MEANT and _concerns(change, name):
            yield _changed(change)
    for part, key in (keys or {}).get(name, {}).items():
        if pack.made_from.get(part) != key:
            yield from _named(part, look)
    wanted = formats or pack.formats
    for path in pack.carried:
        if path.rpartition(".")[2] in wanted and not path.endswith(FINAL):
            yield Reason(Cause.CARRIED, path)
    made = {path.rpartition(".")[2] for path in pack.outputs}
    yield from (Reason(Cause.MISSING, form) for form in wanted if form not in made)
    yield from (_damaged(change) for change in look.damage.get(name, ()))
    if look.cut_short:
        yield Reason(Cause.CUT_SHORT)


def outdated_files(look: Look) -> dict[str, tuple[str, ...]]:
    """The files of earlier editions beside each pack that people changed, so that no run removes
    them; copies that were put aside for their edits are not among them.
    """
    return {
        name: tuple(path for path in paths if not any(mark in path for mark in COPIES))
        for name, paths in look.beside.items()
    }


def _concerns(change: Change, audience: str) -> bool:
    """Whether an input that is read for one audience is read for this one."""
    if change.kind != "override":
        return True
    return os.path.splitext(os.path.basename(change.path))[0] == audience


def _named(part: str, look: Look) -> Iterator[Reason]:
    """The changed files behind a part that differs; what a template says stands in the config's
    part too, so that the config is not blamed while it is as it was.
    """
    kinds = _BEHIND.get(part, (part,))
    files = [change for change in look.changes if change.kind in kinds]
    if not files and part == "config" and any(change.kind in MEANT for change in look.changes):
        return
    yield from map(_changed, files)
    if not files:
        yield Reason(Cause.INPUT, part)


def _changed(change: Change) -> Reason:
    """An input that is not what it was: `template templates/x.md changed`."""
    what = f"{change.path} {change.what}"
    if change.kind == "source":
        return Reason(Cause.SOURCE, what)
    return Reason(Cause.INPUT, f"{change.kind} {what}")


def _damaged(change: Change) -> Reason:
    return Reason(Cause.MISSING if change.what == "gone" else Cause.EDITED, change.path)


# --- whether a build has anything to do -----------------------------------------------------------


def has_nothing_to_do(
    look: Look,
    *,
    audiences: Sequence[str] = (),
    formats: Sequence[str] = (),
    as_of: str = "",
    epoch: str = "",
    fail_on: str = "",
) -> bool:
    """Whether a build that is asked for this would write nothing and find nothing that counts.

    `as_of` is the date asked for, `epoch` SOURCE_DATE_EPOCH, `fail_on` the severity asked for, ""
    each where there is none. A finding that makes a run fail is said again by every run.
    """
    standing = look.standing
    if standing is None or not look.is_whole or look.strays or any(outdated_files(look).values()):
        return False
    asked = audiences or tuple(standing.packs)
    if not standing.packs.keys() >= set(asked) or not _date_holds(standing, as_of, epoch):
        return False
    why = reasons(look, None, formats)
    loud = RANKS.get(fail_on or standing.fail_on, ERROR)
    worst = max(standing.worst, *(standing.packs[name].worst for name in asked))
    if any(look.beside.values()):
        worst = max(worst, RANKS["info"])  # they are named
    return not any(why[name] for name in asked) and worst < min(loud, ERROR)


def _date_holds(standing: Standing, as_of: str, epoch: str) -> bool:
    """Whether the date is there or not as it was, no earlier, and no source too old at it."""
    date = as_of or (standing.as_of if standing.dated_by == "config" else "")
    if not date and epoch:
        date = standing.as_of  # which day it is needs a calendar: any later one is as good
        return bool(date) and not standing.best_before
    held = bool(date) == bool(standing.as_of) and date >= standing.as_of
    return held and not (standing.best_before and date >= standing.best_before)
