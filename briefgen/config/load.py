"""A config file, with everything it names, to a frozen `Config`: the order of the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from briefgen.config.audiences import Surroundings, read_audience
from briefgen.config.dating import read_date
from briefgen.config.fonts import check_font
from briefgen.config.labelling import read_ladder, read_marking_rules, read_source_rules
from briefgen.config.letterheads import Letterheads, load_letterhead
from briefgen.config.libraries import Library, find_template, library_of
from briefgen.config.naming import make_slug, one_line
from briefgen.config.people import read_people
from briefgen.config.roletable import read_roles
from briefgen.config.selecting import SelectorNames, name_selectors
from briefgen.config.shapes import MISSING, UNSTATED, RawConfig, RawPeople, RawStyle
from briefgen.config.shaping import Fitted, fit_shape
from briefgen.config.sources import check_seeds, shown_root
from briefgen.config.templating import LoadedTemplate, Templates, load_template
from briefgen.config.types import Audience, Config, InputFile, Levels
from briefgen.config.wording import ENGLISH, LoadedWords, WordTable, language_in, load_words
from briefgen.diagnostics import Diagnostics, Place, Severity, error, has_errors
from briefgen.errors import ExitCode
from briefgen.files import resources
from briefgen.files.project import config_name, project_folder
from briefgen.yamltext import YamlTree, read_yaml

_FAIL_ON: Mapping[str, Severity | None] = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "never": None,
}
_LEVELS: Mapping[str, Severity | None] = {
    "off": None,
    **{severity.word: severity for severity in Severity},
}


def load(path: Path, shown: str, seeds: Path | None) -> tuple[Config | None, Diagnostics]:
    """See `briefgen.config.load_config`."""
    written, found = read_yaml(path, shown)
    found = (*check_seeds(seeds), *found)
    if written is None:
        return None, found
    fitted = fit_shape(written, RawConfig)
    if fitted.shape is None:
        return None, (*found, *fitted.found)
    config, names, faults = _read_shared(fitted.shape, fitted.tree, path, shown)
    library = _library(config)
    words, more = load_words(library)
    more = (*more, *_check_any(fitted.shape, written))
    audiences, tables, inside = _read_audiences(fitted, written, config, names, library, words)
    # What is wrong outside the audiences concerns them all.
    outside = any(len(at) < 2 or at[0] != "audiences" for at in fitted.at)
    sound = bool(audiences) and not outside and not has_errors((*found, *faults, *more))
    if any(at[:1] == ("ladder",) for at in fitted.at):  # no label can be right or wrong
        faults = tuple(fault for fault in faults if fault.code != "unknown-label")
        inside = tuple(fault for fault in inside if fault.code != "unknown-label")
    # Several audiences may meet the same fault of a template or of `defaults`.
    found = tuple(dict.fromkeys((*found, *fitted.found, *faults, *more, *inside)))
    inputs = (*config.inputs, *tables, *(words.inputs if words else ()))
    return (replace(config, audiences=audiences, inputs=inputs) if sound else None), found


def _read_shared(
    raw: RawConfig, tree: YamlTree, path: Path, shown: str
) -> tuple[Config, SelectorNames, Diagnostics]:
    """Everything but the audiences; of value only where there is no error."""
    root = project_folder(path)
    ladder, found = read_ladder(raw.ladder, tree)
    table, roles_file, faults = read_roles(raw.roles, tree)
    names, more = name_selectors(raw.selectors, tree, tuple(role for role, _ in table.phrases))
    found = (*found, *faults, *more)
    sources, faults = read_source_rules(raw.sources, tree, ladder, names.roles)
    markings, more = read_marking_rules(raw.markings, names, ladder)
    found = (*found, *faults, *more)
    as_of, faults = read_date(raw.as_of, tree.place(("as_of",)))
    slug, more = _read_series(raw.series, tree.place(("series",)))
    config = Config(
        path=path,
        shown=shown,
        root=root,
        series=one_line(raw.series),
        slug=slug,
        as_of=as_of,
        ladder=ladder,
        roles=table,
        sources=sources,
        markings=markings,
        audiences=(),
        glyphs=raw.glyphs,
        fail_on=_FAIL_ON[raw.fail_on],
        portion_marks=raw.portion_marks,
        levels=Levels(**{key: _LEVELS[level] for key, level in raw.levels}),
        fonts=tuple(root / font for font in raw.fonts),
        inputs=(_config_input(tree, path), roles_file),
    )
    return config, names, (*found, *faults, *more, *_check_fonts(raw, tree, root))


def _config_input(tree: YamlTree, path: Path) -> InputFile:
    return InputFile(kind="config", path=config_name(path), sha256=tree.sha256)


def _read_series(written: str, place: Place) -> tuple[str, Diagnostics]:
    """The name of the series in paths."""
    slug = make_slug(written)
    if slug or written == MISSING:
        return slug, ()
    message = f'"{written[:60]}" has no letter and no digit to name the files with'
    hint = "add a word"
    return "", (error("wrong-name", message, place=place, hint=hint, exit=ExitCode.CONFIG),)


def _check_fonts(raw: RawConfig, tree: YamlTree, root: Path) -> Diagnostics:
    return tuple(
        fault
        for at, font in enumerate(raw.fonts)
        for fault in check_font(font, root, tree.place(("fonts", at)))
    )


def _library(config: Config) -> Library:
    shown = shown_root(config.path, config.shown)
    return library_of(config.root, shown, resources.builtin("templates"))


def _read_audiences(
    fitted: Fitted[RawConfig],
    written: YamlTree,
    config: Config,
    names: SelectorNames,
    library: Library,
    words: LoadedWords | None,
) -> tuple[tuple[Audience, ...], tuple[InputFile, ...], Diagnostics]:
    """The sound audiences, and what is wrong inside each.

    Those of `audiences_from` come after those of the config itself.
    """
    raw = fitted.shape
    if raw is None or words is None:
        return (), (), ()
    around = Surroundings(
        root=config.root,
        series=config.series,
        ladder=config.ladder,
        names=names,
        library=library,
        templates=_load_templates(raw, library, names, words.table),
        letterheads=_load_letterheads(raw, config.root),
        words=words.table,
        defaults=raw.defaults or UNSTATED,
        written=written,
    )
    audiences: list[Audience] = []
    inside: list[Diagnostics] = []
    for name, own in raw.audiences.items():
        if name == MISSING:
            continue
        audience, faults = read_audience(name, own, around)
        inside.append(faults)
        if audience and not any(at[:2] == ("audiences", name) for at in fitted.at):
            audiences.append(audience)
    rows_of = _people_files(raw)
    people, tables, faults = read_people(rows_of, audiences, raw.audiences, around)
    inside.append(faults)
    made = (*audiences, *people)
    return made, tables, tuple(fault for faults in inside for fault in faults)


def _people_files(raw: RawConfig) -> tuple[RawPeople, ...]:
    """The files of `audiences_from`, however it is written."""
    written = raw.audiences_from
    listed = written if isinstance(written, tuple) else (written,) if written else ()
    return tuple(RawPeople(path=one) if isinstance(one, str) else one for one in listed)


def _check_any(raw: RawConfig, written: YamlTree) -> Diagnostics:
    if raw.audiences or {("audiences",), ("audiences_from",)} & written.keys.keys():
        return ()
    message = 'the file lacks the key "audiences"'
    hint = "or `audiences_from`, a table with an audience in each row"
    place = written.key_place(())
    return (error("missing-key", message, place=place, hint=hint, exit=ExitCode.CONFIG),)


def _load_letterheads(raw: RawConfig, root: Path) -> Letterheads:
    """Every letterhead that the config names, each read once."""
    named = [a.style for a in (raw.defaults, *raw.audiences.values()) if a is not None]
    wanted = [style.word for style in named if isinstance(style, RawStyle) and style.word]
    return {name: load_letterhead(name, root) for name in dict.fromkeys(wanted)}


def _load_templates(
    raw: RawConfig, library: Library, names: SelectorNames, words: WordTable
) -> Templates:
    """Every template that the config names and that exists, once in each language it is used in.

    Rows of `audiences_from` may ask for any.
    """
    shared = raw.defaults or UNSTATED
    every = raw.audiences_from is not None
    tags = {a.language or shared.language or ENGLISH for a in raw.audiences.values()}
    used = {ENGLISH, *(language_in(words, tag) for tag in (*tags, shared.language or ENGLISH))}
    languages = sorted(words if every else used - {""})
    wanted = dict.fromkeys((shared.template, *(a.template for a in raw.audiences.values())))
    templates: dict[tuple[str, str], tuple[LoadedTemplate | None, Diagnostics]] = {}
    for name in wanted:
        folder, _ = find_template(name, Place(""), library) if name else (None, ())
        if not name or not folder:
            continue
        for language in languages:
            loaded = load_template(*folder, library, names.roles, (language, tuple(words)))
            templates[name, language] = loaded
    return templates
