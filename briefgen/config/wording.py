"""The words that briefgen puts on a page, by language, English where a language lacks one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefgen.config.libraries import Library
from briefgen.config.naming import one_line
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.yamltext import YamlData, YamlPath, YamlTree, read_yaml

ENGLISH = "en"

Words = Mapping[str, str]
WordTable = Mapping[str, Words]


def load_words(library: Library) -> tuple[WordTable | None, Diagnostics]:
    """Language -> key -> text; the project's `templates/words.yaml` over the built-in one."""
    table: dict[str, dict[str, str]] = {}
    found: list[Diagnostic] = []
    for folder, shown in reversed(library.folders):
        path = folder / "words.yaml"
        if not path.is_file():
            continue
        known = tuple(table.get(ENGLISH, ()))
        words, faults = _read_words(path, f"{shown}/words.yaml", known)
        found += faults
        for language, texts in words.items():
            table[language] = table.get(language, {}) | texts
    return (None if found else table), tuple(found)


def words_for(language: str, table: WordTable, place: Place) -> tuple[Words | None, Diagnostics]:
    """The words of a language ("fr", also for "fr-BE"), with English in the gaps."""
    for name in (language, language.partition("-")[0]):
        if name in table:
            return {**table.get(ENGLISH, {}), **table[name]}, ()
    hint = suggestion(language, sorted(table))
    message = f'there are no words for the language "{language[:60]}"'
    return None, (error("unknown-language", message, place=place, hint=hint, exit=ExitCode.CONFIG),)


def _read_words(
    path: Path, shown: str, known: tuple[str, ...]
) -> tuple[dict[str, dict[str, str]], Diagnostics]:
    tree, found = read_yaml(path, shown)
    if tree is None:
        return {}, found
    if not isinstance(tree.data, dict):
        return {}, (*found, _fault(tree, (), "must be a mapping of languages"))
    words: dict[str, dict[str, str]] = {}
    faults: list[Diagnostic] = [*found]
    for language, texts in tree.data.items():
        if not isinstance(texts, dict):
            faults.append(_fault(tree, (language,), f"{language} must be a mapping of texts"))
            continue
        words[language] = {}
        for key, text in texts.items():
            faults += _check(tree, (language, key), text, known)
            words[language][key] = one_line(text) if isinstance(text, str) else ""
    return words, tuple(faults)


def _check(tree: YamlTree, path: YamlPath, text: YamlData, known: tuple[str, ...]) -> Diagnostics:
    key = str(path[-1])
    if known and key not in known:
        message, hint = f'there is no word "{key[:60]}" to set', suggestion(key, known)
        return (_fault(tree, path, message, hint),)
    if not isinstance(text, str):
        return (_fault(tree, path, f"{key} must be text", "put it in quotation marks"),)
    return ()


def _fault(tree: YamlTree, path: YamlPath, message: str, hint: str = "") -> Diagnostic:
    return error("words-file", message, place=tree.place(path), hint=hint, exit=ExitCode.CONFIG)
