"""The `sources:` of a config to the files they stand for, each with the rule that names it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from briefgen.config.globs import could_match_below, has_wildcard, matches, split_glob
from briefgen.config.naming import make_name
from briefgen.config.types import Config, SourceRule
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, info, warning
from briefgen.errors import ExitCode

SEEDS = "seeds"  # the folder that --seeds stands for
DEFAULT_GLOB = "seeds/**/*"
MAX_FILES = 20_000  # entries looked at; a mistyped folder could be a whole disk
MAX_DEPTH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A source to read. `shown` is how messages name it; `id` is unique among the sources;
    `name` is its path below the project folder (`seeds/report.txt`), the same under `--seeds`.
    """

    path: Path
    shown: str
    id: str
    rule: SourceRule
    name: str


def check_seeds(seeds: Path | None) -> Diagnostics:
    """Whether the folder of `--seeds` is one."""
    if seeds is None or seeds.is_dir():
        return ()
    what = "is a file, not a folder" if seeds.exists() else "does not exist"
    return (error("seeds-folder", f"--seeds {seeds.as_posix()} {what}", exit=ExitCode.SOURCE),)


def find_sources(
    config: Config, seeds: Path | None = None
) -> tuple[tuple[SourceFile, ...], Diagnostics]:
    """The files that the config's globs name, by name; the first rule that fits a file counts.

    `seeds` stands for the folder `seeds` of the globs. Hidden files are passed over. A symbolic
    link that a glob reaches is refused (`source-link`), a rule without a file is a warning
    (`source-rule-unused`), no file at all an error (`no-source`). A marking that came from a glob
    is named (`source-marking`, info) with the line of the config that states it.
    """
    if found := check_seeds(seeds):
        return (), found
    search = _Search(config=config, seeds=seeds)
    for top, path, shown in _tops(config, seeds):
        search.walk(path, shown, (top,) if top else ())
    files = tuple(_with_ids(sorted(search.hits, key=lambda hit: hit.name)))
    return files, (*search.found, *_check_rules(config, files, search))


def _tops(config: Config, seeds: Path | None) -> Iterator[tuple[str, Path, str]]:
    """The folders to walk: the project, and what --seeds puts in the place of its seeds."""
    yield "", config.root, shown_root(config.path, config.shown)
    if seeds is not None:
        yield SEEDS, seeds, _as_folder(seeds.as_posix())


def shown_root(path: Path, shown: str) -> str:
    """The project folder of a config as messages name it, "" or with a slash at the end."""
    folder = PurePosixPath(shown).parent
    if path.absolute().parent.name == "configs":
        folder = folder.parent if folder.name == "configs" else folder / ".."
    return _as_folder(folder.as_posix())


def _as_folder(text: str) -> str:
    return "" if text in {"", "."} else f"{text.rstrip('/')}/"


@dataclass(slots=True, kw_only=True)
class _Search:
    """One walk over the folders that some rule can reach."""

    config: Config
    seeds: Path | None
    hits: list[SourceFile] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)  # rules that fit a file, their own or not
    looked_at: int = 0

    def walk(self, folder: Path, shown: str, parts: tuple[str, ...]) -> None:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as fault:
            if parts:
                reason = (fault.strerror or "unknown reason").lower()
                self._refuse("source-folder", f"{shown} cannot be read: {reason}", None)
            return
        for entry in entries:
            replaced = self.seeds is not None and (*parts, entry.name) == (SEEDS,)
            if not entry.name.startswith(".") and not replaced:
                self._visit(entry, f"{shown}{entry.name}", (*parts, entry.name))

    def _visit(self, entry: os.DirEntry[str], shown: str, parts: tuple[str, ...]) -> None:
        self.looked_at += 1
        if self.looked_at > MAX_FILES:
            if self.looked_at == MAX_FILES + 1:
                self._refuse("too-many-files", f"the globs reach over {MAX_FILES:,} files", None)
            return
        fitting = [n for n, rule in self._rules() if matches(parts, rule)]
        leading = [n for n, rule in self._rules() if could_match_below(parts, rule)]
        if entry.is_symlink():
            if fitting or leading:
                rule = self.config.sources[min(fitting + leading)]
                self._refuse("source-link", f"{shown} is a symbolic link", rule)
        elif entry.is_dir(follow_symlinks=False):
            if leading and len(parts) > MAX_DEPTH:
                self._refuse("too-deep", f"{shown} lies over {MAX_DEPTH} folders deep", None)
            elif leading:
                self.walk(Path(entry.path), f"{shown}/", parts)
        elif fitting:
            self.covered.update(fitting)
            self._take(entry, shown, parts, self.config.sources[min(fitting)])

    def _rules(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        return ((n, split_glob(rule.path)) for n, rule in enumerate(self.config.sources))

    def _take(
        self, entry: os.DirEntry[str], shown: str, parts: tuple[str, ...], rule: SourceRule
    ) -> None:
        path = Path(entry.path)
        top = self.seeds if self.seeds is not None and parts[0] == SEEDS else self.config.root
        if not entry.is_file(follow_symlinks=False):
            self._refuse("source-kind", f"{shown} is not a regular file", rule)
        elif not path.resolve().is_relative_to(top.resolve()):
            self._refuse("source-outside", f"{shown} lies outside the folder", rule)
        elif not all(part.isprintable() for part in parts):
            self._refuse("source-name", f"{shown!r} has a name that cannot be shown", rule)
        else:
            name = "/".join(parts)
            self.hits.append(SourceFile(path=path, shown=shown, id="", rule=rule, name=name))

    def _refuse(self, code: str, message: str, rule: SourceRule | None) -> None:
        hints = {
            "source-link": "put the file itself there: links are not followed",
            "source-name": "give the file another name",
            "too-many-files": "name the folder of the sources in `sources:`",
        }
        place = rule.place if rule else Place(self.config.shown)
        hint = hints.get(code, "")
        self.found.append(error(code, message, place=place, hint=hint, exit=ExitCode.SOURCE))


def _with_ids(hits: list[SourceFile]) -> Iterator[SourceFile]:
    """Each file with an id from its name; the second of two equal ones gets `-2`."""
    taken: set[str] = set()
    for number, hit in enumerate(hits, 1):
        stem = make_name(PurePosixPath(hit.name).stem) or f"source-{number}"
        name, count = stem, 1
        while name in taken:
            count += 1
            name = f"{stem}-{count}"
        taken.add(name)
        yield SourceFile(path=hit.path, shown=hit.shown, id=name, rule=hit.rule, name=hit.name)


def _check_rules(
    config: Config, files: tuple[SourceFile, ...], search: _Search
) -> Iterator[Diagnostic]:
    used = {rule.place for rule in (file.rule for file in files)}
    for number, rule in enumerate(config.sources):
        if rule.place not in used and files:
            yield _unused(rule, taken=number in search.covered)
    if not files:
        patterns = ", ".join(f'"{rule.path}"' for rule in config.sources)
        yield error(
            "no-source",
            f"no file matches {patterns}",
            place=config.sources[0].place,
            hint="put the documents into seeds/, or name their folder with --seeds DIR",
            exit=ExitCode.SOURCE,
        )
    for file in files:
        if file.rule.marking and has_wildcard(file.rule.path):
            message = f'{file.shown} is {file.rule.marking} by the glob "{file.rule.path}"'
            yield info("source-marking", message, place=file.rule.place)


def _unused(rule: SourceRule, *, taken: bool) -> Diagnostic:
    if taken:
        message = f'every file that "{rule.path}" matches is named by a rule before it'
        hint = "put the rule for the few before the rule for the many"
    else:
        message, hint = f'no file matches "{rule.path}"', "check the folder and the file's name"
    return warning("source-rule-unused", message, place=rule.place, hint=hint)
