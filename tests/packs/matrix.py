"""Every made pack in every style, language and page format, or a choice of these cases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import Literal, NamedTuple, get_args

import yaml

from briefgen.compose import wording
from briefgen.model import Document, Furniture, FurnitureWords
from briefgen.style import Style
from tests.packs.parts import STYLE_NAMES, STYLES, load_style
from tests.packs.samples import PACKS

Format = Literal["a4", "letter"]
LANGUAGES = ("en", "fr", "de", "zh")


class Case(NamedTuple):
    pack: str
    style: str
    language: str
    page: Format

    @property
    def name(self) -> str:
        return "-".join(self)


ALL = tuple(Case(*values) for values in product(PACKS, STYLE_NAMES, LANGUAGES, get_args(Format)))


def pairwise(cases: Sequence[Case]) -> list[Case]:
    """A choice in which every pair of values of two columns occurs that occurs at all."""
    open_ = {pair for case in cases for pair in _pairs(case)}
    chosen: list[Case] = []
    while open_:
        best = max(cases, key=lambda case: len(open_.intersection(_pairs(case))))
        open_.difference_update(_pairs(best))
        chosen.append(best)
    return chosen


def _pairs(case: Case) -> Iterable[tuple[tuple[int, str], ...]]:
    return combinations(enumerate(case), 2)


@cache
def furniture_words(language: str) -> FurnitureWords:
    """The words of templates/words.yaml in one language."""
    table = yaml.safe_load((STYLES.parent / "words.yaml").read_text(encoding="utf-8"))
    return wording.furniture_words({**table["en"], **table[language]})


def in_language(document: Document, language: str) -> Document:
    """A pack with furniture in a language; its text stays as it is."""
    furniture = document.furniture
    if not isinstance(furniture, Furniture):
        return replace(document, language=language)
    changed = replace(furniture, words=furniture_words(language))
    return replace(document, language=language, furniture=changed)


def made(case: Case) -> tuple[Document, Style]:
    """The pack and the style of a case."""
    return in_language(PACKS[case.pack](), case.language), load_style(case.style, case.page)
