"""A config with its templates and styles to frozen types: what is inherited, what stops what."""

from __future__ import annotations

import datetime
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from briefgen.compose.wording import date_in_words
from briefgen.config import Audience, Config, load_config, load_roles
from briefgen.diagnostics import Diagnostics, Severity, has_errors
from briefgen.errors import ExitCode
from briefgen.selection.limits import Limit
from briefgen.selection.selectors import Position, Years
from briefgen.yamltext import read_yaml
from tests.places import CASES, PROJECT

CONFIG_CASES = CASES / "config"
Edit = Callable[[str, str], None]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CONFIG_CASES / "project", tmp_path / "project"))


@pytest.fixture
def edit(place: Path) -> Edit:
    """Replaces words in the good config."""

    def replace(old: str, new: str) -> None:
        path = place / "configs" / "good.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return replace


def load(place: Path) -> tuple[Config | None, Diagnostics]:
    return load_config(place / "configs" / "good.yaml", shown="configs/good.yaml")


def load_sound(place: Path) -> Config:
    config, found = load(place)
    assert not found
    assert config is not None
    return config


def audience(config: Config, name: str) -> Audience:
    return next(a for a in config.audiences if a.name == name)


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "series.yaml"
    path.write_text(text, encoding="utf-8")
    return path


# --- what the keys become -----------------------------------------------------------------------


def test_the_keys_of_the_series(place: Path) -> None:
    config = load_sound(place)
    assert (config.series, config.slug) == ("Harbour talks", "harbour-talks")
    assert config.as_of == datetime.date(2021, 11, 30)
    assert config.ladder.name == "tlp-2.0"
    assert config.ladder.top == "TLP:RED"
    assert (config.glyphs, config.fail_on) == ("code", Severity.WARNING)
    assert config.root == place
    assert config.shown == "configs/good.yaml"


def test_the_project_folder_is_the_parent_only_of_configs(tmp_path: Path) -> None:
    text = "series: x\naudiences: {a: {template: bluf-memo}}\n"
    config, _ = load_config(write(tmp_path, text))
    assert config is not None
    assert config.root == tmp_path


def test_sources_keep_their_line_and_the_top_is_left_to_the_ladder(place: Path) -> None:
    first, second = load_sound(place).sources
    assert (first.path, first.marking, first.encoding) == ("seeds/*.txt", "TLP:CLEAR", "utf-8")
    assert (first.title, first.language) == ("The record", "en")
    assert second.marking == ""
    assert (first.place.line, second.place.line) == (5, 6)


def test_named_selectors_are_resolved_where_they_are_used(place: Path) -> None:
    views = audience(load_sound(place), "minister").slots[1]
    theirs = views.columns[1].select
    assert theirs.any[0].position == Position(first=2, last=2)
    assert theirs.any[1].first_of[0].title == "Our view*"
    assert theirs.exclude[0].contains == ("draft", "sketch")


def test_a_number_may_stand_where_text_is_wanted(place: Path) -> None:
    tide = audience(load_sound(place), "minister").slots[3]
    assert tide.select is not None
    assert tide.select.number == "1.10"


def test_roles_extend_the_table(place: Path) -> None:
    builtin, _ = load_roles()
    table = dict(load_sound(place).roles.phrases)
    assert table["tides"] == ("tide tables",)
    assert "the waterfront" in table["landscape"]
    assert set(dict(builtin.phrases)) < set(table)


# --- audiences, defaults, templates -------------------------------------------------------------


def test_sections_hold_the_order_and_inherit_by_id(place: Path) -> None:
    slots = audience(load_sound(place), "minister").slots
    assert [slot.id for slot in slots] == ["summary", "views", "history", "tide"]
    summary = slots[0]
    assert (summary.layout, summary.required) == ("callout", True)
    assert summary.select is not None
    assert summary.select.role == "summary"
    assert summary.limit == Limit(words=60, each=Limit(sentences=1))
    assert summary.place.file == "configs/good.yaml"


def test_a_new_section_is_complete_by_itself(place: Path) -> None:
    slots = audience(load_sound(place), "minister").slots
    assert (slots[3].label, slots[3].layout) == ("Tide", "paragraphs")
    assert slots[2].select is not None
    assert slots[2].select.years == Years(first=2015)


def test_without_sections_all_slots_of_the_template_stand(place: Path) -> None:
    desk = audience(load_sound(place), "desk")
    assert [slot.id for slot in desk.slots] == ["summary", "setting", "sides"]
    assert desk.slots[1].select is not None
    assert [part.role for part in desk.slots[1].select.any] == ["landscape", "background"]
    assert desk.slots[2].columns[1].select.position == Position(first=2, last=-1)
    assert desk.slots[0].place.file == "templates/note/template.yaml"


def test_labels_of_defaults_and_audience_are_laid_over_the_slots(place: Path) -> None:
    config = load_sound(place)
    assert [s.label for s in audience(config, "minister").slots[:2]] == ["In short", "Two views"]
    assert audience(config, "desk").slots[0].label == "In short"


def test_keys_that_are_left_out_come_from_defaults_then_template_then_series(place: Path) -> None:
    config = load_sound(place)
    minister, desk = config.audiences
    assert (minister.formats, desk.formats) == (("pdf",), ("pdf", "docx"))
    assert desk.offices == ("Port Desk", "Harbour Office")
    assert (minister.readers, desk.readers) == (("The Minister",), ())
    assert (minister.title, desk.title) == ("The harbour: where we stand", "Harbour talks")
    assert (minister.limit, desk.limit) == (Limit(pages=1), Limit(pages=4))
    assert (minister.citations, desk.citations) == ("notes", "list")


def test_without_a_ceiling_an_audience_may_see_the_lowest_label_alone(place: Path) -> None:
    assert audience(load_sound(place), "desk").ceiling == "TLP:CLEAR"


def test_a_label_may_be_taken_away(place: Path, edit: Edit) -> None:
    edit("labels: {views: Two views}", 'labels: {views: ""}')
    assert audience(load_sound(place), "minister").slots[1].label == ""


def test_columns_alone_make_a_side_by_side(place: Path, edit: Edit) -> None:
    edit("        layout: side-by-side\n", "")
    assert audience(load_sound(place), "minister").slots[1].layout == "side-by-side"


def test_another_layout_drops_the_columns_of_the_template(place: Path, edit: Edit) -> None:
    edit("    style: classic\n", "    sections: [{id: sides, layout: bullets, select: ours}]\n")
    (sides,) = audience(load_sound(place), "desk").slots
    assert (sides.layout, sides.columns) == ("bullets", ())
    assert sides.label == "Both sides"


def test_text_of_several_lines_becomes_one(place: Path, edit: Edit) -> None:
    edit('"The harbour: where we stand"', "|\n      The harbour:\n        where\twe stand\n")
    assert audience(load_sound(place), "minister").title == "The harbour: where we stand"


def test_the_template_of_the_project_comes_before_the_built_in_one(place: Path) -> None:
    shutil.move(place / "templates" / "note", place / "templates" / "bluf-memo")
    path = place / "configs" / "good.yaml"
    text = path.read_text(encoding="utf-8").replace("template: note", "template: bluf-memo")
    path.write_text(text, encoding="utf-8")
    template = load_sound(place).audiences[0].template
    assert template.kind == "Note for {readers}"
    assert template.body_file == "templates/bluf-memo/body.md.j2"


def test_an_audience_with_a_built_in_template_alone_is_complete(tmp_path: Path) -> None:
    names = ("bluf-memo", "read-ahead", "dialogue-brief", "press-brief")
    audiences = "".join(f"  {name}: {{template: {name}}}\n" for name in names)
    config, found = load_config(write(tmp_path, f"series: x\naudiences:\n{audiences}"))
    assert not found
    assert config is not None
    assert [a.template.name for a in config.audiences] == list(names)
    assert all(a.slots and a.words and a.style.text for a in config.audiences)


# --- styles and words ---------------------------------------------------------------------------


def test_styles_lie_on_each_other_in_order(place: Path) -> None:
    minister, desk = load_sound(place).audiences
    note = desk.template.style
    assert (note.name, note.numbers["timeline.axis_pt"]) == ("plain", 2)
    assert note.numbers["timeline.dot_radius_pt"] == 3
    assert (minister.style.name, minister.style.page.name) == ("compact", "letter")
    assert minister.style.text["paragraph"].size_pt == 10
    assert minister.style.text["paragraph"].leading_pt > 10
    assert desk.style.name == "classic"
    assert desk.style.numbers["timeline.axis_pt"] != 2  # a base style replaces the template's


def test_changes_without_extends_lie_on_the_style_of_the_template(place: Path, edit: Edit) -> None:
    edit("style: classic", "style: {page: letter}")
    style = audience(load_sound(place), "desk").style
    assert (style.name, style.page.name, style.numbers["timeline.axis_pt"]) == (
        "plain",
        "letter",
        2,
    )


def test_base_styles_that_extend_each_other_in_a_circle(place: Path, edit: Edit) -> None:
    (place / "templates" / "styles").mkdir()
    for name, other in (("mine", "yours"), ("yours", "mine")):
        path = place / "templates" / "styles" / f"{name}.yaml"
        path.write_text(f"extends: {other}\n", encoding="utf-8")
    edit("style: classic", "style: mine")
    _, found = load(place)
    assert [(d.code, str(d.place)) for d in found] == [
        ("style-circle", "templates/styles/yours.yaml:1:10")
    ]


def test_an_incomplete_base_style_says_what_it_lacks(place: Path, edit: Edit) -> None:
    (place / "templates" / "styles").mkdir()
    (place / "templates" / "styles" / "mine.yaml").write_text("font: sans\n", encoding="utf-8")
    edit("style: classic", "style: mine")
    _, found = load(place)
    assert {d.code for d in found} == {"style-incomplete"}
    assert any("lacks grid_pt" in d.message for d in found)


@pytest.mark.parametrize("group", ["numbers", "text", "rules", "colours"])
def test_a_base_style_of_ones_own_names_all_that_the_shipped_ones_name(
    place: Path, edit: Edit, project: Path, group: str
) -> None:
    """Each entry of `plain` in turn is left out of a copy of it."""
    tree, _ = read_yaml(project / "templates" / "styles" / "plain.yaml", "plain.yaml")
    assert tree is not None
    assert isinstance(tree.data, dict)
    plain = tree.data
    entries = plain[group]
    assert isinstance(entries, dict)
    (place / "templates" / "styles").mkdir()
    path = place / "templates" / "styles" / "mine.yaml"
    edit("style: classic", "style: mine")
    path.write_text(json.dumps(plain), encoding="utf-8")
    assert audience(load_sound(place), "desk").style.name == "mine"
    for name in entries:
        left = {key: value for key, value in entries.items() if key != name}
        path.write_text(json.dumps({**plain, group: left}), encoding="utf-8")
        config, found = load(place)
        assert config is not None
        assert [a.name for a in config.audiences] == ["minister"]
        lacking = [d for d in found if d.code == "style-incomplete"]
        assert any(f'the style "mine" lacks {group}.{name}' in d.message for d in lacking)
        assert all(d.place and d.place.file == "templates/styles/mine.yaml" for d in lacking)


@pytest.mark.parametrize("language", ["en-GB", "en-US", "fr-BE", "zh-Hant-TW"])
def test_a_language_with_a_region_is_kept_and_its_dates_can_be_written(
    place: Path, edit: Edit, language: str
) -> None:
    edit("language: en\n", f"language: {language}\n")
    minister = audience(load_sound(place), "minister")
    assert minister.language == language
    assert date_in_words(datetime.date(2021, 11, 30), language)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('en: {page_of: "Page {page}"}', "page_of must hold {page} and {pages}"),
        ('fr: {page_of: "Page {pages} sur {page} {n}"}', "page_of must hold {page} and {pages}"),
        ('en: {page_of: "Page {page} of {pages"}', "page_of must hold {page} and {pages}"),
        ('en: {page_of: "Page {page:>999999} of {pages}"}', "must hold {page} and {pages}"),
        ('en: {page_of: "Page {page!r} of {pages}"}', "page_of must hold {page} and {pages}"),
        ('en: {page_of: "Page {} of {}"}', "page_of must hold {page} and {pages}"),
        ('en: {to: "To {whom}"}', "to must hold no placeholders"),
        ('es: {line: "línea"}', "line must hold {lines}"),
    ],
)
def test_words_hold_the_placeholders_of_the_english_ones(place: Path, text: str, told: str) -> None:
    path = place / "templates" / "words.yaml"
    path.write_text(f"{text}\n", encoding="utf-8")
    config, found = load(place)
    assert config is None
    (fault,) = found
    assert told in fault.message
    assert (fault.code, fault.exit) == ("words-file", ExitCode.CONFIG)
    assert str(fault.place).startswith("templates/words.yaml:1:")
    path.write_text('en: {page_of: "{pages}: {page}"}\n', encoding="utf-8")
    assert audience(load_sound(place), "minister").words["page_of"] == "{pages}: {page}"


def test_words_of_another_language_have_english_in_the_gaps(place: Path, edit: Edit) -> None:
    english = audience(load_sound(place), "minister").words
    edit("language: en\n", "language: fr-BE\n")
    french = audience(load_sound(place), "minister")
    assert french.language == "fr-BE"
    assert set(french.words) == set(english)
    assert french.words["to"] != english["to"]


def test_a_project_may_set_its_own_words(place: Path) -> None:
    path = place / "templates" / "words.yaml"
    path.write_text("en: {to: For the attention of}\n", encoding="utf-8")
    words = audience(load_sound(place), "minister").words
    assert words["to"] == "For the attention of"
    assert words["from"]
    path.write_text("en: {too: x}\n", encoding="utf-8")
    config, found = load(place)
    assert config is None
    assert [(d.code, d.hint) for d in found] == [("words-file", 'did you mean "to"?')]


# --- what stops what ----------------------------------------------------------------------------


def test_every_fault_is_told_at_once(place: Path, edit: Edit) -> None:
    edit("as_of: 2021-11-30", "as_of: soon\ncolour: red")
    edit("role: risks", "role: rsks")
    edit("    ceiling:", "    cieling:")
    edit("limit: {words: 60,", "limit: {words: many,")
    edit("style: classic", "style: baroque")
    edit('">=2015"', "later")
    config, found = load(place)
    assert config is None
    assert {d.code for d in found} == {
        "wrong-date",
        "unknown-key",
        "unknown-role",
        "wrong-type",
        "unknown-style",
        "wrong-years",
    }
    assert len(found) == 7


def test_a_fault_in_one_audience_leaves_the_others(place: Path, edit: Edit) -> None:
    edit("style: classic", "style: baroque")
    config, found = load(place)
    assert config is not None
    assert [a.name for a in config.audiences] == ["minister"]
    assert [d.exit for d in found] == [ExitCode.CONFIG]


def test_a_fault_of_shape_in_one_audience_leaves_the_others(place: Path, edit: Edit) -> None:
    edit("limit: {pages: 1}", "limit: {pages: one}")
    config, found = load(place)
    assert config is not None
    assert [a.name for a in config.audiences] == ["desk"]
    assert has_errors(found)


def test_a_template_that_is_at_fault_takes_out_those_who_use_it(place: Path, edit: Edit) -> None:
    (place / "templates" / "note" / "template.yaml").write_text("slots: 3\n", encoding="utf-8")
    edit("  desk:\n    template: note", "  desk:\n    template: read-ahead")
    config, found = load(place)
    assert config is not None
    assert [a.name for a in config.audiences] == ["desk"]
    assert all(d.place and d.place.file == "templates/note/template.yaml" for d in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('marking: "TLP:GREEN"', 'marking: "TLP:PINK"'),
        ("ladder: tlp-2.0", "ladder: [a, A]"),
        ("ours: {first_of:", "ours: {frist_of:"),
        ("  formats: [pdf, docx]", "  formats: [doc]"),
        ("series:", "seires:"),
        ("glyphs: code", "glyphs: code\nglyphs: error"),
    ],
)
def test_a_fault_outside_the_audiences_stops_all(
    place: Path, edit: Edit, old: str, new: str
) -> None:
    edit(old, new)
    config, found = load(place)
    assert config is None
    assert has_errors(found)


def test_a_fault_of_a_shared_template_is_told_once(place: Path) -> None:
    (place / "templates" / "note" / "body.md.j2").unlink()
    config, found = load(place)
    assert config is None
    assert [d.code for d in found] == ["template-body"]


def test_a_ladder_of_ones_own(place: Path, edit: Edit) -> None:
    edit("ladder: tlp-2.0", "ladder: [open, desk only, sealed]")
    for label in ("TLP:CLEAR", "TLP:GREEN"):
        edit(f'"{label}"', "open")
    config = load_sound(place)
    assert (config.ladder.name, config.ladder.top) == ("own", "sealed")


def test_labels_are_not_judged_against_a_ladder_that_is_wrong(place: Path, edit: Edit) -> None:
    edit("ladder: tlp-2.0", "ladder: tpl-2.0")
    edit('ceiling: "TLP:GREEN"', "ceiling: sealed")
    _, found = load(place)
    assert [d.code for d in found] == ["wrong-value"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "wrong-type"),
        ("# nothing\n", "wrong-type"),
        ("- a\n", "wrong-type"),
        ("words\n", "wrong-type"),
        ("series: x\naudiences: {}\n", "too-few"),
    ],
)
def test_a_file_that_is_no_config(tmp_path: Path, text: str, code: str) -> None:
    config, found = load_config(write(tmp_path, text), shown="series.yaml")
    assert config is None
    assert [d.code for d in found] == [code]
    assert found[0].place is not None
    assert found[0].place.file == "series.yaml"


def test_a_config_that_is_not_there(tmp_path: Path) -> None:
    config, found = load_config(tmp_path / "none.yaml", shown="none.yaml")
    assert config is None
    assert [str(d) for d in found] == [
        "none.yaml: error [file-unreadable] cannot be read: no such file or directory"
        " hint: look at the path"
    ]


def test_seeds_that_are_no_folder_are_told_with_the_rest(place: Path, edit: Edit) -> None:
    edit("as_of: 2021-11-30", "as_of: soon")
    path = place / "configs" / "good.yaml"
    _, found = load_config(path, shown="good.yaml", seeds=place / "none")
    assert {(d.code, d.exit) for d in found} == {
        ("seeds-folder", ExitCode.SOURCE),
        ("wrong-date", ExitCode.CONFIG),
    }


def test_a_template_behind_a_symbolic_link_is_refused(place: Path) -> None:
    body = place / "templates" / "note" / "body.md.j2"
    body.rename(place / "body.md.j2")
    body.symlink_to(place / "body.md.j2")
    config, found = load(place)
    assert config is None
    assert {d.code for d in found} == {"template-link"}


def test_a_folder_without_template_yaml_is_no_template(place: Path, edit: Edit) -> None:
    (place / "templates" / "letter").mkdir()
    edit("  desk:\n    template: note", "  desk:\n    template: letter")
    config, found = load(place)
    assert config is not None
    assert [(d.code, d.message) for d in found] == [
        ("template-file", "templates/letter has no template.yaml")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n", "must be a mapping of languages"),
        ("en: x\n", "en must be a mapping of texts"),
        ("en: {to: 3}\n", "to must be text"),
        ("en: {to: [a\n", "a bracket is opened here and not closed, or a comma is missing in it"),
    ],
)
def test_a_words_file_that_is_at_fault(place: Path, text: str, message: str) -> None:
    (place / "templates" / "words.yaml").write_text(text, encoding="utf-8")
    config, found = load(place)
    assert config is None
    assert [d.message for d in found] == [message]
    assert found[0].place is not None
    assert found[0].place.file == "templates/words.yaml"


@pytest.mark.parametrize("file", ["template.yaml", "style.yaml", "body.md.j2"])
def test_a_file_of_a_template_that_is_no_text(place: Path, file: str) -> None:
    (place / "templates" / "note" / file).write_bytes(b"a: \xff\xfe\x00")
    config, found = load(place)
    assert config is None
    assert [(d.code, d.place and d.place.file) for d in found] == [
        ("yaml-encoding", f"templates/note/{file}")
    ]


def test_a_base_style_that_is_at_fault_is_told_at_its_line(place: Path, edit: Edit) -> None:
    (place / "templates" / "styles").mkdir()
    path = place / "templates" / "styles" / "mine.yaml"
    edit("style: classic", "style: mine")
    for text, where in (("extends: plain\ngrid: 3\n", "2:1"), ("a: [", "1:5")):
        path.write_text(text, encoding="utf-8")
        _, found = load(place)
        assert [str(d.place) for d in found] == [f"templates/styles/mine.yaml:{where}"]


def test_a_style_may_extend_another(place: Path, edit: Edit) -> None:
    (place / "templates" / "styles").mkdir()
    path = place / "templates" / "styles" / "mine.yaml"
    path.write_text("extends: plain\ngrid_pt: 20\n", encoding="utf-8")
    edit("style: classic", "style: mine")
    style = audience(load_sound(place), "desk").style
    assert (style.name, style.grid_pt, style.font) == ("mine", 20, "sans")


def test_a_file_name_that_no_disk_holds(place: Path, edit: Edit) -> None:
    edit("fail_on: warning", f"fonts: [{'a' * 5000}.ttf]")
    _, found = load(place)
    assert [d.code for d in found] == ["named-file"]


def test_fonts_are_looked_up_in_the_project(place: Path, edit: Edit) -> None:
    (place / "extra.ttf").write_bytes(b"font")
    edit("fail_on: warning", "fonts: [extra.ttf]")
    assert load_sound(place).fonts == (place / "extra.ttf",)


def test_fonts_may_be_a_folder(place: Path, edit: Edit) -> None:
    (place / "fonts" / "han").mkdir(parents=True)
    edit("fail_on: warning", "fonts: [fonts]")
    _, found = load(place)
    assert [d.code for d in found] == ["named-file"]
    (place / "fonts" / "han" / "extra.ttc").write_bytes(b"font")
    edit("fonts: [fonts]", "fail_on: warning\nfonts: [fonts]")
    assert load_sound(place).fonts == (place / "fonts",)


def test_a_font_with_cff_outlines_is_refused_with_the_reason(place: Path, edit: Edit) -> None:
    (place / "extra.otf").write_bytes(b"OTTO")
    edit("fail_on: warning", "fonts: [extra.otf]")
    config, found = load(place)
    assert config is None
    assert [(d.code, "CFF" in d.message) for d in found] == [("named-file", True)]


def test_names_with_markup_and_line_breaks_stay_one_line_of_a_message(
    place: Path, edit: Edit
) -> None:
    edit("style: classic", 'style: "<b>\\n\\tx"')
    _, found = load(place)
    assert len(str(found[0]).splitlines()) == 1


def test_the_answer_does_not_depend_on_the_hash_seed(place: Path, edit: Edit) -> None:
    edit("theirs: {any:", "third: {any: [fourth]}\n  fourth: {any: [third]}\n  theirs: {any:")
    edit("style: classic", "style: baroque")
    code = (
        "import sys\nfrom pathlib import Path\nfrom briefgen.config import load_config\n"
        "for d in load_config(Path(sys.argv[1]), shown='c')[1]: print(d)\n"
    )
    command = [sys.executable, "-c", code, str(place / "configs" / "good.yaml")]
    root = str(PROJECT)
    printed = {
        subprocess.run(
            command,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": root},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(printed) == 1
    assert "selector-circle" in printed.pop()
