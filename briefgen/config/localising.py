"""A template's tree with texts by language to the tree in one language."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from briefgen.config.pruning import prune
from briefgen.config.wording import ENGLISH
from briefgen.diagnostics import Diagnostic, Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.yamltext import YamlData, YamlPath, YamlTree

_OF_TEMPLATE = ("kind", "head_kind")
_OF_SLOT = ("label", "group", "caption", "remark", "detail")


def localise(tree: YamlTree, language: str, known: Collection[str]) -> tuple[YamlTree, Diagnostics]:
    """The tree of a template.yaml with one text wherever it has a text per language.

    A language that a text lacks is that without its region, else English, else the first written.
    Keys that are none of `known`, the languages that there are words in, are refused.
    """
    chosen: dict[YamlPath, YamlData] = {}
    found: list[Diagnostic] = []
    for path, texts in _by_language(tree.data):
        found += _check(tree, path, texts, known)
        wanted = (language, language.partition("-")[0], ENGLISH, *texts)
        chosen[path] = next((texts[name] for name in wanted if name in texts), "")
    return (prune(tree, (), chosen) if chosen else tree), tuple(found)


def _by_language(data: YamlData) -> Iterator[tuple[YamlPath, dict[str, YamlData]]]:
    """Every text of a template that is written as a mapping."""
    for path, value in _texts(data):
        if isinstance(value, dict):
            yield path, value


def _texts(data: YamlData) -> Iterator[tuple[YamlPath, YamlData]]:
    for key, value in _mapping(data).items():
        if key in _OF_TEMPLATE:
            yield (key,), value
    for at, slot in enumerate(_listing(_mapping(data).get("slots"))):
        for key, value in _mapping(slot).items():
            if key in _OF_SLOT:
                yield ("slots", at, key), value
        for number, column in enumerate(_listing(_mapping(slot).get("columns"))):
            path: YamlPath = ("slots", at, "columns", number, "heading")
            yield path, _mapping(column).get("heading")


def _mapping(data: YamlData) -> dict[str, YamlData]:
    return data if isinstance(data, dict) else {}


def _listing(data: YamlData) -> list[YamlData]:
    return data if isinstance(data, list) else []


def _check(
    tree: YamlTree, path: YamlPath, texts: dict[str, YamlData], known: Collection[str]
) -> Iterator[Diagnostic]:
    for language, text in texts.items():
        here = (*path, language)
        if language not in known:
            message = f'there are no words for the language "{language[:60]}"'
            hint = suggestion(language, sorted(known))
            place = tree.key_place(here)
            yield error("unknown-language", message, place=place, hint=hint, exit=ExitCode.CONFIG)
        elif not isinstance(text, str):
            message = f"{path[-1]} must be text in each language"
            place = tree.place(here)
            yield error("wrong-type", message, place=place, exit=ExitCode.CONFIG)
    if not texts:
        message, hint = f"{path[-1]} names no language", 'write it as text, or as {en: "..."}'
        yield error(
            "value-missing", message, place=tree.place(path), hint=hint, exit=ExitCode.CONFIG
        )
