"""What was read wrongly is corrected by hand, survives shifted lines, and is named once stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.build import read_outline
from briefgen.config import load_config
from briefgen.diagnostics import Diagnostics
from briefgen.model import ListItem, Paragraph, Repair, Section
from briefgen.reading import Reading, ReadOptions, read_bytes
from briefgen.reading.corrections import SKIPPABLE
from briefgen.tree import node_text, plain_text, sections, walk
from tests.reading import damage

CONFIG = """\
series: Coast
sources:
  - path: "seeds/*"
    marking: "TLP:CLEAR"
    structure:
{structure}
audiences:
  desk: {{template: bluf-memo}}
"""
TEXT = """\
Report on the coast

STATE OF THE PORTS

The ports are open, and a treaty-based order holds them together through the whole winter.

Each treaty is based on trust.

What the harbour masters want

They defend the treatybased order of the coast. They asked Harbor masters of the north for

a second boat, which none of the ports has had since the great storm of last winter.

THREATS AHEAD

Storms may close the port for weeks, and trade could move away to the south in that time.
"""
SHIFTED = "A note of the registry stands first.\n\n\nIt is long.\n\n"


def _project(tmp_path: Path, structure: str, text: str = TEXT) -> Path:
    (tmp_path / "configs").mkdir(exist_ok=True)
    (tmp_path / "seeds").mkdir(exist_ok=True)
    (tmp_path / "seeds" / "report.txt").write_text(text, encoding="utf-8")
    config = tmp_path / "configs" / "coast.yaml"
    lines = "".join(f"      - {line}\n" for line in structure.splitlines())
    config.write_text(CONFIG.format(structure=lines.rstrip("\n") or "      []"), encoding="utf-8")
    return config


def _outline(tmp_path: Path, structure: str, text: str = TEXT) -> tuple[Reading, Diagnostics]:
    config = _project(tmp_path, structure, text)
    reading, found = read_outline(tmp_path / "seeds" / "report.txt", config=config)
    assert reading is not None
    return reading, found


def _titles(reading: Reading) -> list[tuple[int, str]]:
    shown = [s for s in sections(reading.document.blocks) if s.title]
    return [(s.level, plain_text(s.title)) for s in shown]


def _words(reading: Reading) -> str:
    return "\n".join(node_text(block) for block in reading.document.blocks)


def _log(reading: Reading) -> list[str]:
    return [repair.rule for repair in reading.repairs]


@pytest.fixture(params=["as it was", "with lines before it"])
def text(request: pytest.FixtureRequest) -> str:
    return TEXT if request.param == "as it was" else TEXT.replace("\n\n", f"\n\n{SHIFTED}", 1)


def test_a_line_becomes_a_heading_or_none(tmp_path: Path, text: str) -> None:
    before, _ = _outline(tmp_path, "", text)
    assert "Threats ahead" in [title for _, title in _titles(before)]
    after, found = _outline(
        tmp_path,
        '{line: "THREATS AHEAD", heading: 0}\n'
        '{line: "What the harbour masters want", heading: 3}\n'
        '{line: "The ports are open", heading: 2}',
        text,
    )
    titles = _titles(after)
    assert not any("hreats" in title for _, title in titles)
    assert (3, "What the harbour masters want") in titles
    assert any(level == 2 and title.startswith("The ports") for level, title in titles)
    assert found == ()


def test_a_heading_may_stand_right_over_its_text(tmp_path: Path) -> None:
    text = "One\ntwo three of the coast\nfour, and so on.\n\nMore words of the coast follow here.\n"
    reading, found = _outline(tmp_path, '{line: "two three of the coast", heading: 1}', text)
    assert (1, "two three of the coast") in _titles(reading)
    assert found == ()


def test_a_section_gets_the_stated_role(tmp_path: Path, text: str) -> None:
    reading, found = _outline(tmp_path, '{section: "state of*", role: outlook}', text)
    roles = {plain_text(s.title): s.role for s in sections(reading.document.blocks)}
    assert roles["State of the ports"] == "outlook"
    assert roles["What the harbour masters want"] == "outlook"  # it stands inside
    assert roles["Threats ahead"] != "outlook"
    assert found == ()


def test_a_repair_is_left_out(tmp_path: Path, text: str) -> None:
    before, _ = _outline(tmp_path, "", text)
    assert {"lost-hyphen", "broken-paragraph"} <= set(_log(before))
    after, found = _outline(
        tmp_path, '{line: "They defend the treatybased order", skip: lost-hyphen}', text
    )
    assert "lost-hyphen" not in _log(after)
    assert "broken-paragraph" in _log(after)
    assert "treatybased" in _words(after)
    whole, found_too = _outline(
        tmp_path, '{line: "They defend the treatybased order", skip: broken-paragraph}', text
    )
    assert _log(whole) == ["lost-hyphen"]
    assert (found, found_too) == ((), ())


def test_a_text_is_mended_with_a_log_entry_and_its_original(tmp_path: Path, text: str) -> None:
    fix = '{line: "They defend the treaty", replace: "Harbor", with: "Harbour"}'
    stale, found = _outline(tmp_path, fix, text)
    assert "Harbor masters" in _words(stale)  # "treatybased" is one word: the line starts otherwise
    assert [f.code for f in found] == ["structure-stale"]
    reading, found = _outline(tmp_path, fix.replace("treaty", "treatybased"), text)
    assert "Harbour masters" in _words(reading)
    number = text.splitlines().index(next(x for x in text.splitlines() if "treatybased" in x)) + 1
    entry = Repair(
        lines=(number,), before="Harbor", after="Harbour", rule="by-hand", confidence=1.0
    )
    assert entry in reading.repairs
    paragraph = next(
        n
        for n in walk(reading.document.blocks)
        if isinstance(n, Paragraph) and "Harbour masters of" in node_text(n)
    )
    assert "Harbor masters" in (paragraph.original or "")
    assert found == ()


@pytest.mark.parametrize(
    ("structure", "code", "hint"),
    [
        ('{line: "THREATS AHEED", heading: 1}', "structure-stale", "THREATS AHEAD"),
        ('{line: "Nothing of the kind", skip: lost-hyphen}', "structure-stale", "take"),
        ('{line: "THREATS AHEAD", skip: lost-hyphen}', "structure-stale", "take"),
        ('{line: "They", heading: 1}', "structure-stale", ""),
        ('{line: "THREATS AHEAD", replace: "storm", with: "gale"}', "structure-stale", "write"),
        ('{section: "Weather*", role: risks}', "structure-stale", "outline"),
    ],
)
def test_what_fits_nothing_is_named(tmp_path: Path, structure: str, code: str, hint: str) -> None:
    _, found = _outline(tmp_path, structure)
    if structure.startswith('{line: "They"'):
        assert found == ()  # one line starts with the word
        return
    (finding,) = found
    assert finding.code == code
    assert hint in finding.hint
    assert finding.place is not None
    assert finding.place.file.endswith("coast.yaml")
    assert finding.place.line == 6


def test_what_fits_several_lines_is_named(tmp_path: Path) -> None:
    text = TEXT + "\nThey defend the treatybased order of the coast again, say the masters.\n"
    reading, found = _outline(tmp_path, '{line: "They defend", heading: 1}', text)
    (finding,) = found
    assert finding.code == "structure-ambiguous"
    assert not any(title.startswith("They") for _, title in _titles(reading))


@pytest.mark.parametrize(
    ("structure", "code", "hint"),
    [
        ('{line: "A", skip: lost-hyfen}', "unknown-rule", "lost-hyphen"),
        ('{section: "A", role: risk}', "unknown-role", "risks"),
        ('{line: "A", heading: 1, skip: lost-hyphen}', "wrong-structure", "keys"),
        ('{line: "A"}', "wrong-structure", "keys"),
        ('{line: "A", heading: 9}', "out-of-range", ""),
        ('{line: "A", replace: "a", with: "a"}', "wrong-structure", ""),
        ('{lin: "A", heading: 1}', "unknown-key", "line"),
    ],
)
def test_a_wrong_correction_is_a_fault_of_the_config(
    tmp_path: Path, structure: str, code: str, hint: str
) -> None:
    config, found = load_config(_project(tmp_path, structure))
    assert config is None
    assert code in [f.code for f in found]
    fault = next(f for f in found if f.code == code)
    assert hint in fault.hint
    assert fault.place is not None
    assert fault.place.line == 6


def test_every_rule_that_the_log_knows_can_be_left_out() -> None:
    seen = {
        repair.rule
        for layout in damage.LAYOUTS
        for seed in range(4)
        for repair in _read(damage.damaged(seed, layout).text).repairs
    }
    assert seen <= set(SKIPPABLE)
    assert len(seen) > 5


def _read(text: str) -> Reading:
    reading, _ = read_bytes(text.encode(), source_id="s", shown="s.txt", suffix=".txt")
    assert reading is not None
    return reading


def test_corrections_of_lines_are_refused_where_there_are_none(tmp_path: Path) -> None:
    config, _ = load_config(_project(tmp_path, '{line: "THREATS AHEAD", heading: 1}'))
    assert config is not None
    options = ReadOptions(structure=config.sources[0].structure)
    reading, found = read_bytes(
        b"# A title\n\nWords.\n", source_id="s", shown="s.md", suffix=".md", options=options
    )
    assert reading is not None
    assert [f.code for f in found] == ["structure-stale"]


def test_points_lose_no_words_when_a_join_is_left_out(tmp_path: Path) -> None:
    text = (
        "Aims of the coast\n\nThe ports named two aims in the letter that they sent:\n\n"
        "- Pilots need more time in the outer channel and better charts. They asked for new\n\n"
        "- buoys before the winter, and for a second boat.\n- Dredging should begin in spring.\n"
    )
    reading, found = _outline(tmp_path, '{line: "- buoys before", skip: false-bullet}', text)
    items = [n for n in walk(reading.document.blocks) if isinstance(n, ListItem)]
    assert len(items) == 3
    assert found == ()
    assert not [s for s in walk(reading.document.blocks) if isinstance(s, Section) and s.number]


@pytest.mark.parametrize("sign", ["* * *", "***", "____", "- - - -", "~~~~"])
def test_a_line_of_signs_parts_and_is_no_point(sign: str) -> None:
    reading, found = read_bytes(
        f"[1] One note.\n{sign}\n2 Another note.\n".encode(),
        source_id="s",
        shown="s.txt",
        suffix=".txt",
    )
    assert reading is not None, found
    texts = [
        plain_text(n.content) for n in walk(reading.document.blocks) if isinstance(n, Paragraph)
    ]
    assert texts == ["[1] One note.", "2 Another note."]


def test_a_link_is_refused_as_build_refuses_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.\n", encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    assert read_outline(tmp_path / "a.txt")[0] is not None
    reading, found = read_outline(tmp_path / "b.txt")
    assert reading is None
    assert [d.code for d in found] == ["source-link"]
