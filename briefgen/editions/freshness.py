"""What stands in `out/` and what it was made from, to what has changed since: nothing is parsed.

Used by `check` and by every build before it does anything; loads next to nothing, so that a run
with nothing to do ends at once. `staleness` says what it means for each audience.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterator, Mapping
from typing import NamedTuple

from briefgen.editions.hashes import ABSENT, Hashes, names_hash
from briefgen.editions.names import JOURNAL, MANIFEST, SWEEP
from briefgen.editions.standing import Standing, StandingPack, from_state, read_standing
from briefgen.editions.state import read_state, write_state
from briefgen.files import resources
from briefgen.files.folders import find_entries
from briefgen.files.versions import tool_versions

SEEDS = "seeds"
# Inputs whose bytes may change without a change of what they say: their meaning is compared.
MEANT = frozenset({"config", "people", "template", "style", "letterhead", "words", "roles"})


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
        strays = tuple(_strays(folder, ())) if os.path.isdir(folder) else ()
        return Look(folder=folder, manifest=manifest, cut_short=cut_short, strays=strays), hashes
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
        strays=tuple(_strays(folder, standing.packs)),
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


def _strays(folder: str, known: Container[str]) -> Iterator[str]:
    """Folders with a manifest of a pack that the series no longer has."""
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    for name in names:
        if name not in known and os.path.isfile(os.path.join(folder, name, MANIFEST)):
            yield name


def look_beside(folder: str) -> dict[str, tuple[str, ...]]:
    """People's files that stand beside each pack of a series, {} where its manifest has none."""
    standing = read_standing(folder)
    packs = standing.packs if standing else {}
    return {name: tuple(_beside(folder, pack)) for name, pack in packs.items()}


def _beside(folder: str, pack: StandingPack) -> Iterator[str]:
    return (path for path in pack.beside if os.path.lexists(os.path.join(folder, path)))
