"""Texts of templates and furniture in each language: none missing, none left in English."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefgen.build.proving.ownwords import labels
from briefgen.config import Config, load_config
from briefgen.diagnostics import Diagnostics
from briefgen.files import resources
from briefgen.renderers.word.look.scripts import western_language

LANGUAGES = ("fr", "de", "zh")
TEMPLATES = ("bluf-memo", "dialogue-brief", "press-brief", "read-ahead")
# Spelt alike in both languages.
ALIKE = {"fr": {"Figure", "Source", "Sources", "Notes", "Note", "Section", "page {pages}"}}
ALIKE["fr"] |= {"{count} passages", "page {page}", "pages {pages}", "Date"}
_TEXTS = {"kind", "head_kind", "label", "group", "caption", "remark", "detail", "heading"}

CONFIG = """\
series: "{series}"
sources: [{{path: "seeds/*", marking: "TLP:RED"}}]
defaults: {{language: {language}, ceiling: "TLP:RED"}}
audiences:
  one: {{template: {template}{more}}}
"""


def shipped(file: str) -> Any:
    path = Path(str(resources.builtin("templates"))) / file
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def load(root: Path, template: str, language: str, more: str = "") -> tuple[Config, Diagnostics]:
    path = root / "configs" / "x.yaml"
    path.parent.mkdir(exist_ok=True)
    (root / "seeds").mkdir(exist_ok=True)
    filled = CONFIG.format(series="7", template=template, language=language, more=more)
    path.write_text(filled, encoding="utf-8")
    config, found = load_config(path)
    return config, found  # type: ignore[return-value]


def texts_of(node: Any, key: str = "") -> list[Any]:
    """Every text of a template, as a mapping of languages or as it stands."""
    if key in _TEXTS:
        return [node]
    if isinstance(node, dict):
        inner = ((name, value) for name, value in node.items() if not name.startswith("select"))
        return [text for name, value in inner for text in texts_of(value, name)]
    return [text for value in node for text in texts_of(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_text_of_a_template_is_there_in_each_language(template: str) -> None:
    texts = texts_of(shipped(f"{template}/template.yaml"))
    assert len(texts) > 3
    bare = [t for t in texts if isinstance(t, str) and re.sub(r"\{\w+\}", "", t)]
    assert bare == []
    for text in texts:
        if isinstance(text, dict):
            assert set(text) == {"en", *LANGUAGES}
            assert all(text[language] != text["en"] for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_furniture_is_there_in_each_language(language: str) -> None:
    words = shipped("words.yaml")
    # The sign for what is left out is the same everywhere.
    assert set(words["en"]) - set(words[language]) == {"left_out_mark"}
    spoken = {key: text for key, text in words[language].items() if re.sub(r"\{\w+\}|\W", "", text)}
    same = {text for key, text in spoken.items() if text == words["en"][key]}
    assert same <= ALIKE.get(language, set())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_no_own_word_of_a_pack_is_english(tmp_path: Path, template: str, language: str) -> None:
    config, found = load(tmp_path, template, language)
    assert found == ()
    english = {
        t["en"] for t in texts_of(shipped(f"{template}/template.yaml")) if isinstance(t, dict)
    }
    sentences = [text for key, text in shipped("words.yaml")["en"].items() if "tlp_" in key]
    own = labels(config, config.audiences[0])
    assert not english & set(own)
    assert not [text for text in own if any(sentence in text for sentence in sentences)]


def test_a_region_has_the_texts_of_its_language(tmp_path: Path) -> None:
    config, _ = load(tmp_path, "bluf-memo", "de-AT")
    assert config.audiences[0].template.head_kind == "Vorlage"


def test_the_words_of_the_config_go_before(tmp_path: Path) -> None:
    more = ", labels: {why: Why it matters}"
    config, _ = load(tmp_path, "bluf-memo", "fr", more)
    assert [s.label for s in config.audiences[0].slots if s.id == "why"] == ["Why it matters"]


def test_rows_of_a_table_speak_each_their_own_language(tmp_path: Path) -> None:
    load(tmp_path, "bluf-memo", "en")
    path = tmp_path / "configs" / "x.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "audiences_from: {path: p.csv, like: one}\n", encoding="utf-8")
    (tmp_path / "p.csv").write_text("name,language\na,fr\nb,\nc,zh\n", encoding="utf-8")
    config, found = load_config(path)
    assert config is not None, found
    kinds = {audience.name: audience.template.head_kind for audience in config.audiences}
    assert kinds == {"one": "Memo", "a": "Note", "b": "Memo", "c": "要报"}
    assert [s.label for s in config.audiences[1].slots][:1] == ["L’essentiel"]


OWN = """\
kind: {kind}
slots:
  - {{id: a, label: {label}, select: {{kind: item}}}}
"""


def own_template(root: Path, kind: str, label: str) -> None:
    folder = root / "templates" / "own"
    folder.mkdir(parents=True)
    (folder / "template.yaml").write_text(OWN.format(kind=kind, label=label), encoding="utf-8")
    (folder / "body.md.j2").write_text("{{ head | place }}\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("Only this", "Only this"),
        ("{en: This, de: Dies}", "This"),
        ("{de: Dies, zh: 此}", "Dies"),
        ("{en: This, fr: Ceci}", "Ceci"),
    ],
)
def test_a_language_that_a_text_lacks_falls_back(tmp_path: Path, label: str, told: str) -> None:
    own_template(tmp_path, "Kind", label)
    config, found = load(tmp_path, "own", "fr")
    assert found == ()
    assert config.audiences[0].slots[0].label == told


@pytest.mark.parametrize(
    ("label", "code", "hint"),
    [
        ("{en: This, zhh: 此}", "unknown-language", 'did you mean "zh"?'),
        ("{en: This, fr: [a]}", "wrong-type", ""),
        ("{}", "value-missing", 'write it as text, or as {en: "..."}'),
    ],
)
def test_texts_by_language_that_are_at_fault(
    tmp_path: Path, label: str, code: str, hint: str
) -> None:
    own_template(tmp_path, "Kind", label)
    _, found = load(tmp_path, "own", "en")
    assert (found[0].code, found[0].hint) == (code, hint)
    place = found[0].place
    assert place is not None
    assert (Path(place.file).parts[-2:], place.line) == (("own", "template.yaml"), 3)


@pytest.mark.parametrize(
    ("language", "western"), [("zh", "en-GB"), ("zh-TW", "en-GB"), ("de", "de-DE"), ("en", "en-GB")]
)
def test_latin_words_in_a_chinese_memo_break_as_words(language: str, western: str) -> None:
    assert western_language(language) == western
