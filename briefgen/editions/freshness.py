"""What stands in `out/` and what it was made from, to what has changed since: nothing is parsed.

Used by `check` and by every build before it does anything; loads next to nothing, so that a run
with nothing to do ends at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from briefgen.editions.hashes import ABSENT, Hashes, names_hash
from briefgen.editions.names import COPIES, FINAL, JOURNAL, MANIFEST, SWEEP
from briefgen.editions.standing import (
    ERROR,
    RANKS,
    Standing,
    StandingPack,
    from_state,
    read_standing,
)
from briefgen.editions.state import read_state, write_state
from briefgen.files import resources
from briefgen.files.folders import find_entries
from briefgen.files.versions import tool_versions

SEEDS = "seeds"
# Inputs whose bytes may change without a change of what they say: their meaning is compared.
MEANT = frozenset({"config", "people", "template", "style", "letterhead", "words", "roles"})


# The kinds of files that a part of `config.keys` is read from, where they are not named like it.
_BEHIND = {"config": ("config", "people", "roles"), "style": ("style", "letterhead")}


class Project(NamedTuple):
    """Where a series lies. `root` is the project folder, `seeds` the folder of `--seeds` or ""."""

    config: str
    name: str  # the config's path below the project folder
    root: str
    out: str
    seeds: str = ""


class Change(NamedTuple):
    """A file that is not what it was: `what` is changed, new or gone."""

    kind: str
    path: str
    what: str


class Look(NamedTuple):
    """A series as it stands. `folder` is "" where it has no edition, `manifest` the SHA-256 of its
    manifest, "" where there is none; `unclean` is set where a killed run left temporary files,
    `cut_short` where it left the edition half replaced; `standing` is None where its
    manifest cannot be read or is of another version; `changes` are those of the inputs, `damage`
    those of each audience's files, `others` those of the series' own, `strays` the folders of
    audiences that the manifest does not know, `beside` people's files that stand beside the packs.
    """

    folder: str = ""
    manifest: str = ""
    standing: Standing | None = None
    cut_short: bool = False
    unclean: bool = False
    changes: tuple[Change, ...] = ()
    damage: Mapping[str, tuple[Change, ...]] = {}
    others: tuple[Change, ...] = ()
    strays: tuple[str, ...] = ()
    beside: Mapping[str, tuple[str, ...]] = {}

    @property
    def is_whole(self) -> bool:
        """Whether everything is as the last run left it and nothing of it was left undone."""
        clean = not self.cut_short and not self.unclean
        known = self.standing is not None and not self.standing.outdated and clean
        return known and not (self.changes or any(self.damage.values()) or self.others)


def look_at(project: Project, folder: str = "") -> Look:
    """A series as it stands, everything hashed that is not remembered; nothing is written.

    `folder` is the series' own where it is known.
    """
    return _look(project, folder, read_state(project.out, project.config))[0]


def remember(project: Project, folder: str = "") -> Look:
    """The same, and what was seen is left for the next run."""
    state = read_state(project.out, project.config)
    look, hashes = _look(project, folder, state)
    seen = {"folder": os.path.basename(look.folder), "standing": look.standing}
    news = hashes.has_news or seen["folder"] != state.get("folder")
    if look.standing is not None and news:
        write_state(project.out, project.config, {**seen, "files": hashes.seen()})
    return look


def _look(project: Project, folder: str, state: Mapping[str, object]) -> tuple[Look, Hashes]:
    files = state.get("files")
    hashes = Hashes(files if isinstance(files, dict) else {})
    folder = folder or _find_folder(project, str(state.get("folder") or ""))
    if not folder:
        return Look(), hashes
    manifest, standing = _standing(folder, state, hashes)
    cut_short = os.path.lexists(os.path.join(folder, JOURNAL))
    if standing is None:
        return Look(folder=folder, manifest=manifest, cut_short=cut_short), hashes
    return Look(
        folder=folder,
        manifest=manifest,
        standing=standing,
        cut_short=cut_short,
        unclean=os.path.lexists(os.path.join(folder, SWEEP)),
        changes=tuple(_changes(project, folder, standing, hashes)),
        damage={
            name: tuple(_damage(folder, pack, hashes)) for name, pack in standing.packs.items()
        },
        others=tuple(_differing("file", folder, standing.files, hashes)),
        strays=tuple(_strays(folder, standing)),
        beside={name: tuple(_beside(folder, pack)) for name, pack in standing.packs.items()},
    ), hashes


def _find_folder(project: Project, remembered: str) -> str:
    """The folder in `out` whose manifest names this config."""
    if remembered and os.path.isdir(os.path.join(project.out, remembered)):
        return os.path.join(project.out, remembered)
    try:
        names = sorted(os.listdir(project.out))
    except OSError:
        return ""
    for name in names:
        folder = os.path.join(project.out, name)
        standing = None if name.startswith(".") else read_standing(folder)
        if standing is not None and standing.config == project.name:
            return folder
    return ""


def _standing(
    folder: str, state: Mapping[str, object], hashes: Hashes
) -> tuple[str, Standing | None]:
    """The hash of the manifest and what it says, remembered where it is the same."""
    path = os.path.join(folder, MANIFEST)
    known = hashes.knows(path) and state.get("folder") == os.path.basename(folder)
    sha256 = hashes.of(path)
    return sha256, (from_state(state.get("standing")) if known else None) or read_standing(folder)


def _changes(project: Project, folder: str, standing: Standing, hashes: Hashes) -> Iterator[Change]:
    sources = {path for kind, path, _ in standing.inputs if kind == "source"}
    for kind, path, sha256 in standing.inputs:
        place = _place(project, folder, kind, path)
        now = names_hash(place) if path.endswith("/") else hashes.of(place)
        if now != sha256:
            yield Change(kind, path, _what(sha256, now))
    replaced = (SEEDS, project.seeds) if project.seeds else None
    for entry in find_entries(project.root, standing.globs, replaced):
        name = "/".join(entry.parts)
        if entry.kind != "file" or name not in sources:
            yield Change("source", name, "new")
    now_with = tool_versions(sources)
    for package in sorted({*standing.tool, *now_with}):
        then, now = standing.tool.get(package, "none"), now_with.get(package, "none")
        if then != now:
            yield Change("tool", f"{package} {then}", f"now {now}")


def _place(project: Project, folder: str, kind: str, path: str) -> str:
    """Where an input lies."""
    if kind == "edition":
        return os.path.join(folder, path)
    if kind in MEANT and path.startswith("briefgen/"):
        return str(resources.shipped(path.removeprefix("briefgen/")))
    if kind == "source" and project.seeds and path.startswith(f"{SEEDS}/"):
        return os.path.join(project.seeds, path.removeprefix(f"{SEEDS}/"))
    return os.path.join(project.root, path)


def _damage(folder: str, pack: StandingPack, hashes: Hashes) -> Iterator[Change]:
    yield from _differing("output", folder, pack.outputs, hashes)
    yield from _differing("file", folder, pack.files, hashes)


def _differing(
    kind: str, folder: str, files: Mapping[str, str], hashes: Hashes
) -> Iterator[Change]:
    for path, sha256 in files.items():
        now = hashes.of(os.path.join(folder, path))
        if now != sha256:
            yield Change(kind, path, _what(sha256, now))


def _what(then: str, now: str) -> str:
    if now == ABSENT:
        return "gone"
    return "changed" if then else "new"


def _strays(folder: str, standing: Standing) -> Iterator[str]:
    """Folders with a manifest of a pack that the series no longer has."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    for name in names:
        if name not in standing.packs and os.path.isfile(os.path.join(folder, name, MANIFEST)):
            yield name


def look_beside(folder: str) -> dict[str, tuple[str, ...]]:
    """People's files that stand beside each pack of a series, {} where its manifest has none."""
    standing = read_standing(folder)
    packs = standing.packs if standing else {}
    return {name: tuple(_beside(folder, pack)) for name, pack in packs.items()}


def _beside(folder: str, pack: StandingPack) -> Iterator[str]:
    return (path for path in pack.beside if os.path.lexists(os.path.join(folder, path)))


# --- what it means for each audience ------------------------------------------------------------


def needs_meaning(look: Look) -> bool:
    """Whether only the meaning of what changed can tell which audiences it concerns."""
    return any(change.kind in MEANT for change in look.changes)


def reasons(
    look: Look, keys: Mapping[str, Mapping[str, str]] | None = None, formats: Sequence[str] = ()
) -> dict[str, tuple[str, ...]]:
    """Why each audience's pack is stale, () for a fresh one.

    `keys` are the audiences of the config with what their packs would be made from today (see
    `config.keys`); None where nothing of that changed. `formats` are those asked for, () for all.
    """
    standing = look.standing
    if standing is None:
        why = "the series' manifest is not as it was written" if look.manifest else "no edition"
        return dict.fromkeys(keys or (), (why,))
    names = list(keys) if keys is not None else list(standing.packs)
    return {name: tuple(_reasons(name, look, standing, keys, formats)) for name in names}


def _reasons(
    name: str,
    look: Look,
    standing: Standing,
    keys: Mapping[str, Mapping[str, str]] | None,
    formats: Sequence[str],
) -> Iterator[str]:
    pack = standing.packs.get(name)
    if pack is None:
        yield "not built yet"
        return
    if name in standing.outdated:
        yield "not made by the last run"
    for change in look.changes:
        if change.kind not in MEANT and _concerns(change, name):
            yield f"{change.kind} {change.path} {change.what}"
    for part, key in (keys or {}).get(name, {}).items():
        if pack.made_from.get(part) != key:
            yield from _named(part, look)
    wanted = formats or pack.formats
    for path in pack.carried:
        if path.rpartition(".")[2] in wanted and not path.endswith(FINAL):
            yield f"output {path} of an earlier run"
    made = {path.rpartition(".")[2] for path in pack.outputs}
    yield from (f"output missing: {form}" for form in wanted if form not in made)
    yield from (_damaged(change) for change in look.damage.get(name, ()))
    if look.cut_short:
        yield "a run was cut short"


def outdated_files(look: Look) -> dict[str, tuple[str, ...]]:
    """The files of earlier editions beside each pack that people changed, so that no run removes
    them; copies that were put aside for their edits are not among them.
    """
    return {
        name: tuple(path for path in paths if not any(mark in path for mark in COPIES))
        for name, paths in look.beside.items()
    }


def is_source(reason: str) -> bool:
    """Whether a pack is stale for a source that changed, came or went."""
    return reason.startswith("source ")


def _concerns(change: Change, audience: str) -> bool:
    """Whether an input that is read for one audience is read for this one."""
    if change.kind != "override":
        return True
    return os.path.splitext(os.path.basename(change.path))[0] == audience


def _named(part: str, look: Look) -> Iterator[str]:
    """The changed files behind a part that differs; what a template says stands in the config's
    part too, so that the config is not blamed while it is as it was.
    """
    kinds = _BEHIND.get(part, (part,))
    files = [change for change in look.changes if change.kind in kinds]
    if not files and part == "config" and any(change.kind in MEANT for change in look.changes):
        return
    yield from (f"{change.kind} {change.path} {change.what}" for change in files)
    if not files:
        yield part


def _damaged(change: Change) -> str:
    if change.what == "gone":
        return f"output missing: {change.path}"
    return f"edited by hand: {change.path}"


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
