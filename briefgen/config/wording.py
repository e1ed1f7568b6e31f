"""The words that briefgen puts on a page, by language, English where a language lacks one."""

from __future__ import annotations

import string
from collections.abc import Mapping

from briefgen.config.libraries import Library, as_inputs
from briefgen.config.naming import one_line
from briefgen.config.types import InputFile
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlData, YamlPath, YamlTree, read_yaml

ENGLISH = "en"
_PLAIN = frozenset({"en", "fr", "de", "zh"})  # for these alone no table of locales is loaded

Words = Mapping[str, str]
WordTable = Mapping[str, Words]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWords:
    """The words of all languages, and the files that they were read from."""

    table: WordTable
    inputs: tuple[InputFile, ...]


def load_words(library: Library) -> tuple[LoadedWords | None, Diagnostics]:
    """Language -> key -> text; the project's `templates/words.yaml` over the built-in one.

    Each text has the placeholders of the English one that it replaces or translates.
    """
    table: dict[str, dict[str, str]] = {}
    inputs: list[InputFile] = []
    found: list[Diagnostic] = []
    for folder, shown in reversed(library.folders):
        path, name = folder / "words.yaml", f"{shown}/words.yaml"
        if not path.is_file():
            inputs += as_inputs("words", library, name)
            continue
        tree, faults = read_yaml(path, name)
        words, more = _read_words(tree, table.get(ENGLISH, {})) if tree else ({}, ())
        found += (*faults, *more)
        inputs += as_inputs("words", library, name, tree.sha256) if tree else ()
        for language, texts in words.items():
            table[language] = table.get(language, {}) | texts
    own = {file.path for file in inputs if file.sha256}  # looked for beside the shipped one, read
    files = tuple(file for file in inputs if file.sha256 or file.path not in own)
    return (None if found else LoadedWords(table=table, inputs=files)), tuple(found)


def words_for(language: str, table: WordTable, place: Place) -> tuple[Words | None, Diagnostics]:
    """The words of a language ("fr", also for "fr-BE"), with English in the gaps.

    A tag is refused where dates could not be written in it: its region has to be a known one.
    """
    name, base = language_in(table, language), language.partition("-")[0]
    hint = suggestion(language, sorted(table))
    if not name:
        message = f'there are no words for the language "{language[:60]}"'
    elif not _has_dates(language):
        message = f'"{language[:60]}" is no language that dates can be written in'
        hint = f'write "{base}", or a region that there is: "en-GB", "fr-BE"'
    else:
        return {**table.get(ENGLISH, {}), **table[name]}, ()
    return None, (error("unknown-language", message, place=place, hint=hint, exit=ExitCode.CONFIG),)


def language_in(table: WordTable, language: str) -> str:
    """The language of the table for a tag: itself, or that without its region; "" for none."""
    return next((name for name in (language, language.partition("-")[0]) if name in table), "")


def _has_dates(language: str) -> bool:
    if language in _PLAIN:
        return True
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - for other tags alone

    try:
        return Locale.parse(language, sep="-") is not None
    except (UnknownLocaleError, ValueError):
        return False


def _read_words(tree: YamlTree, english: Words) -> tuple[dict[str, dict[str, str]], Diagnostics]:
    """The texts of one file of words by language."""
    if not isinstance(tree.data, dict):
        return {}, (_fault(tree, (), "must be a mapping of languages"),)
    words: dict[str, dict[str, str]] = {}
    faults: list[Diagnostic] = []
    for language, texts in tree.data.items():
        if not isinstance(texts, dict):
            faults.append(_fault(tree, (language,), f"{language} must be a mapping of texts"))
            continue
        words[language] = {}
        for key, text in texts.items():
            faults += _check(tree, (language, key), text, english)
            words[language][key] = one_line(text) if isinstance(text, str) else ""
    return words, tuple(faults)


def _check(tree: YamlTree, path: YamlPath, text: YamlData, english: Words) -> Diagnostics:
    key = str(path[-1])
    if english and key not in english:
        message, hint = f'there is no word "{key[:60]}" to set', suggestion(key, english)
        return (_fault(tree, path, message, hint),)
    if not isinstance(text, str):
        return (_fault(tree, path, f"{key} must be text", "put it in quotation marks"),)
    wanted = _placeholders(english[key]) if english else None
    if wanted is None or _placeholders(text) == wanted:
        return ()
    names = " and ".join(f"{{{name}}}" for name in sorted(wanted))
    message = f"{key} must hold {names or 'no'}{'' if names else ' placeholders'}"
    hint = f'in English it is "{english[key]}"'
    return (_fault(tree, path, message, hint),)


def _placeholders(text: str) -> frozenset[str] | None:
    """The names in braces that are filled in; None where the braces are not sound."""
    try:
        fields = [field for field in string.Formatter().parse(text) if field[1] is not None]
    except ValueError:
        return None
    if any(not name or spec or conversion for _, name, spec, conversion in fields):
        return None
    return frozenset(str(name) for _, name, _, _ in fields)


def _fault(tree: YamlTree, path: YamlPath, message: str, hint: str = "") -> Diagnostic:
    return error("words-file", message, place=tree.place(path), hint=hint, exit=ExitCode.CONFIG)
