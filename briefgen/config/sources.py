"""The `sources:` of a config to the files they stand for, each with the rule that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from pathlib import Path, PurePosixPath

from briefgen.config.naming import make_name
from briefgen.config.types import Config, SourceRule
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, info, warning
from briefgen.errors import ExitCode
from briefgen.files.folders import MAX_DEPTH, MAX_FILES, Found, find_entries
from briefgen.files.globs import has_wildcard, matches, split_glob
from briefgen.files.nearfiles import folder_hint, path_hint
from briefgen.slotted import dataclass

SEEDS = "seeds"  # the folder that --seeds stands for
DEFAULT_GLOB = "seeds/**/*"


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
    hint = "name the folder that it lies in" if seeds.exists() else folder_hint(seeds)
    message = f"--seeds {seeds.as_posix()} {what}"
    return (error("seeds-folder", message, hint=hint, exit=ExitCode.SOURCE),)


def find_sources(
    config: Config, seeds: Path | None = None
) -> tuple[tuple[SourceFile, ...], Diagnostics]:
    """The files that the config's globs name, in the order of its entries, those of one entry by
    name; the first rule that fits a file counts.

    `seeds` stands for the folder `seeds` of the globs. Hidden files are passed over. A symbolic
    link that a glob reaches is refused (`source-link`), a pattern without a file is a warning
    (`source-rule-unused`), a file that is named and not there an error (`source-missing`), and so
    is no file at all (`no-source`). A marking that came from a glob is named (`source-marking`,
    info) with the line of the config that states it.
    """
    if found := check_seeds(seeds):
        return (), found
    search = _Search(config=config, seeds=seeds)
    search.run()
    by_name = _with_ids(
        sorted(search.hits, key=lambda hit: hit.name)
    )  # ids hold whatever the order
    rules = {rule.place: number for number, rule in enumerate(config.sources)}
    files = tuple(sorted(by_name, key=lambda file: rules[file.rule.place]))
    return files, (*search.found, *_check_rules(config, files, search))


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
    """What the walk over the folders that some rule can reach turns up."""

    config: Config
    seeds: Path | None
    hits: list[SourceFile] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)  # rules that fit a file, their own or not

    def run(self) -> None:
        replaced = None if self.seeds is None else (SEEDS, str(self.seeds))
        patterns = [rule.path for rule in self.config.sources]
        for entry in find_entries(str(self.config.root), patterns, replaced):
            self._take(entry)

    def _take(self, entry: Found) -> None:
        shown = self._shown(entry.parts)
        reach = (*entry.globs, *entry.leads)
        rule = self.config.sources[min(reach)] if reach else None
        match entry.kind:
            case "link":
                self._refuse("source-link", f"{shown} is a symbolic link", rule)
            case "too-many":
                message = f"the globs reach over {MAX_FILES:,} files"
                self._refuse("too-many-files", message, None)
            case "too-deep":
                message = f"{shown} lies over {MAX_DEPTH} folders deep"
                self._refuse("too-deep", message, None)
            case "unreadable":
                message = f"{shown.rstrip('/')}/ cannot be read: {entry.reason}"
                self._refuse("source-folder", message, None)
            case "file" | "other":
                self.covered.update(entry.globs)
                self._take_file(entry, shown, self.config.sources[min(entry.globs)])

    def _take_file(self, entry: Found, shown: str, rule: SourceRule) -> None:
        path, parts = Path(entry.path), entry.parts
        top = self.seeds if self.seeds is not None and parts[0] == SEEDS else self.config.root
        if entry.kind != "file":
            self._refuse("source-kind", f"{shown} is not a regular file", rule)
        elif not path.resolve().is_relative_to(top.resolve()):
            self._refuse("source-outside", f"{shown} lies outside the folder", rule)
        elif not all(part.isprintable() for part in parts):
            self._refuse("source-name", f"{shown!r} has a name that cannot be shown", rule)
        else:
            name = "/".join(parts)
            self.hits.append(SourceFile(path=path, shown=shown, id="", rule=rule, name=name))

    def _shown(self, parts: tuple[str, ...]) -> str:
        """An entry's path as messages name it."""
        if self.seeds is not None and parts[0] == SEEDS:
            return _as_folder(self.seeds.as_posix()) + "/".join(parts[1:])
        return shown_root(self.config.path, self.config.shown) + "/".join(parts)

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
            yield _unused(rule, config.root, taken=number in search.covered)
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


def _unused(rule: SourceRule, root: Path, *, taken: bool) -> Diagnostic:
    """A pattern may be kept for files to come; a file that is named by itself is expected."""
    if taken:
        message = f'every file that "{rule.path}" matches is named by a rule before it'
        hint = "put the rule for the few before the rule for the many"
    elif has_wildcard(rule.path):
        message, hint = f'no file matches "{rule.path}"', "check the folder and the file's name"
    else:
        message, hint = f'there is no file "{rule.path}"', path_hint(root / rule.path)
        return error("source-missing", message, place=rule.place, hint=hint, exit=ExitCode.SOURCE)
    return warning("source-rule-unused", message, place=rule.place, hint=hint)


def marking_of(config: Config, name: str) -> str:
    """The marking that the config gives a file by its path below the project, whether or not it is
    there; "" where no rule names it.
    """
    parts = tuple(name.split("/"))
    for rule in config.sources:
        if matches(parts, split_glob(rule.path)):
            return rule.marking or config.ladder.top
    return ""
