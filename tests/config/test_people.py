"""Many audiences from one table: each row over a template audience, a bad row named by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.config import Audience, load_config
from briefgen.diagnostics import Diagnostics, Severity
from briefgen.errors import ExitCode
from tests.count_steps import count_steps
from tests.places import PROJECT

SERIES = """\
series: Harbour talks
as_of: 2021-11-30
sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]
defaults: {template: bluf-memo, from: Desk}
"""
PEOPLE = """\
name,to,ceiling,formats,sections,labels.next
oslo,Embassy Oslo,TLP:GREEN,pdf,bottom-line;next,What we ask
rome,"Embassy Rome; Consulate",TLP:CLEAR,,,
"""


def write(folder: Path, people: str | bytes, *, name: str = "people.csv", more: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    raw = people if isinstance(people, bytes) else people.encode()
    (folder / name).write_bytes(raw)
    config = folder / "briefgen.yaml"
    config.write_text(more or f"{SERIES}audiences_from: {name}\n", encoding="utf-8")
    return config


def load(config: Path) -> tuple[tuple[Audience, ...], Diagnostics]:
    loaded, found = load_config(config, shown=config.name)
    return (loaded.audiences if loaded else ()), found


def told(found: Diagnostics) -> list[tuple[str, str]]:
    return [(str(d.place), d.code) for d in found]


def test_each_row_is_an_audience_over_the_defaults(tmp_path: Path) -> None:
    (oslo, rome), found = load(write(tmp_path, PEOPLE))
    assert found == ()
    assert (oslo.name, oslo.readers, oslo.offices) == ("oslo", ("Embassy Oslo",), ("Desk",))
    assert (oslo.ceiling, oslo.formats) == ("TLP:GREEN", ("pdf",))
    assert [(slot.id, slot.label) for slot in oslo.slots] == [
        ("bottom-line", "Bottom line"),
        ("next", "What we ask"),
    ]
    assert (rome.readers, rome.formats) == (("Embassy Rome", "Consulate"), ("pdf", "docx"))
    assert len(rome.slots) == len(rome.template.slots)


YAML = """\
- name: oslo
  to: Embassy Oslo
  ceiling: "TLP:GREEN"
  formats: [pdf]
  sections: [bottom-line, next]
  labels: {next: What we ask}
- {name: rome, to: [Embassy Rome, Consulate], ceiling: "TLP:CLEAR"}
"""


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("people.yaml", YAML),
        ("people.csv", PEOPLE.replace(";", "|").replace(",", ";")),
        ("people.csv", PEOPLE.replace(",", "\t")),
        ("people.csv", "\ufeff" + PEOPLE.replace("\n", "\r\n")),
        ("people.csv", "\n\n" + PEOPLE + "\n,,,,,\n"),
    ],
)
def test_yaml_and_what_spreadsheets_write_say_the_same(
    tmp_path: Path, name: str, people: str
) -> None:
    def facts(audiences: tuple[Audience, ...]) -> list[object]:
        return [(a.name, a.readers, a.ceiling, a.formats, a.slots, a.words) for a in audiences]

    plain, _ = load(write(tmp_path / "plain", PEOPLE))
    other, found = load(write(tmp_path / "other", people, name=name))
    assert found == ()
    assert facts(other) == facts(plain)


def test_a_listed_audience_can_be_the_pattern(tmp_path: Path) -> None:
    more = (
        f"{SERIES}audiences:\n"
        "  minister: {title: Where we stand, template: press-brief, citations: none}\n"
        "audiences_from: [{path: people.csv, like: minister}]\n"
    )
    audiences, found = load(write(tmp_path, "name,citations\noslo,\nrome,inline\n", more=more))
    assert found == ()
    assert [(a.name, a.title, a.template.name, a.citations) for a in audiences] == [
        ("minister", "Where we stand", "press-brief", "none"),
        ("oslo", "Where we stand", "press-brief", "none"),
        ("rome", "Where we stand", "press-brief", "inline"),
    ]


HEAD = "name,ceiling,sections,formats,language,citations,labels.next\n"
BAD_ROWS = [
    (",TLP:GREEN,,,,,", "missing-key", ExitCode.CONFIG),
    ("Paris Office,TLP:CLEAR,,,,,", "wrong-name", ExitCode.CONFIG),
    ("oslo,TLP:CLEAR,,,,,", "audience-twice", ExitCode.CONFIG),
    ("x,TLP:GREN,,,,,", "unknown-label", ExitCode.MARKING),
    ("x,TLP:CLEAR,bottom-lin,,,,", "unknown-slot", ExitCode.CONFIG),
    ("x,TLP:CLEAR,next;next,,,,", "slot-twice", ExitCode.CONFIG),
    ("x,TLP:CLEAR,,doc,,,", "wrong-value", ExitCode.CONFIG),
    ("x,TLP:CLEAR,,,klingon,,", "unknown-language", ExitCode.CONFIG),
    ("x,TLP:CLEAR,,,,footnotes,", "wrong-value", ExitCode.CONFIG),
    ("x,,", "people-row", ExitCode.CONFIG),
    ("x,,,,,,a,b", "people-row", ExitCode.CONFIG),
    ("x,,,,,,", "people-row", ExitCode.MARKING),
    ("x,  ,,,,,", "people-row", ExitCode.MARKING),
]


@pytest.mark.parametrize(("row", "code", "exit"), BAD_ROWS, ids=[row for row, *_ in BAD_ROWS])
def test_a_bad_row_is_named_by_its_line_and_the_others_stand(
    tmp_path: Path, row: str, code: str, exit: ExitCode
) -> None:
    people = f'{HEAD}oslo,TLP:CLEAR,,,,,"two\nlines"\n{row}\nrome,TLP:CLEAR,,,,,\n'
    audiences, found = load(write(tmp_path, people))
    assert [a.name for a in audiences] == ["oslo", "rome"]
    assert [(str(d.place), d.code, d.exit) for d in found] == [("people.csv:4", code, exit)]
    assert not row.startswith("x,") or found[0].message


@pytest.mark.parametrize(
    ("name", "people", "place", "code"),
    [
        ("people.csv", b"", "people.csv:1", "people-file"),
        ("people.csv", b"nome,ceiling\noslo,\n", "people.csv:1", "unknown-key"),
        ("people.csv", b"name,name\noslo,x\n", "people.csv:1", "people-file"),
        ("people.csv", b"ceiling\nTLP:GREEN\n", "people.csv:1", "people-file"),
        ("people.csv", b"name\noslo\nr\xf8ros\n", "people.csv:3", "people-file"),
        ("people.csv", b'name,to\noslo,"a\n', "people.csv:2", "people-file"),
        ("people.yaml", b"name: oslo\n", "people.yaml:1:1", "people-file"),
        ("people.yaml", b"- name: oslo\n  nam: x\n", "people.yaml:2:3", "unknown-key"),
        ("people.yaml", b"- name: [oslo]\n", "people.yaml:1:9", "people-row"),
        ("people.yaml", b"- [\n", "people.yaml:2:1", "yaml-syntax"),
        ("people.yaml", b"- oslo\n", "people.yaml:1:3", "people-row"),
    ],
)
def test_a_faulty_table_is_told_with_its_place(
    tmp_path: Path, name: str, people: bytes, place: str, code: str
) -> None:
    audiences, found = load(write(tmp_path, people, name=name))
    assert audiences == ()
    assert (place, code) in told(found)


@pytest.mark.parametrize(
    ("more", "place", "code"),
    [
        ("audiences_from: nobody.csv\n", "nobody.csv", "file-unreadable"),
        ("audiences_from: ../people.csv\n", "briefgen.yaml:5:17", "wrong-path"),
        ("audiences_from: '*.csv'\n", "briefgen.yaml:5:17", "wrong-path"),
        ("audiences_from: {path: p.csv, like: no}\n", "briefgen.yaml:5:37", "unknown-audience"),
        ("audiences_from: []\n", "briefgen.yaml:5:1", "too-few"),
        ("audiences_from: [{like: x}]\n", "briefgen.yaml:5:18", "missing-key"),
        ("", "briefgen.yaml:1:1", "missing-key"),
    ],
)  # fmt: skip
def test_a_faulty_reference_is_told_with_its_place(
    tmp_path: Path, more: str, place: str, code: str
) -> None:
    audiences, found = load(write(tmp_path, PEOPLE, more=SERIES + more))
    assert audiences == ()
    assert (place, code) in told(found)


def test_rows_without_a_template_are_told_once(tmp_path: Path) -> None:
    more = "series: x\naudiences_from: people.csv\n"
    assert told(load(write(tmp_path, PEOPLE, more=more))[1]) == [
        ("briefgen.yaml:2:17", "missing-key")
    ]


def test_ten_thousand_rows_with_fifty_bad_ones(tmp_path: Path) -> None:
    """Quick enough to be counted: the work grows with the rows, however many are bad."""

    def people(count: int) -> str:
        rows = (f"a{n},{'TLP:PINK' if n % 200 == 7 else 'TLP:GREEN'}" for n in range(count))
        return "name,ceiling\n" + "\n".join(rows) + "\n"

    audiences, found = load(write(tmp_path, people(10_000)))
    assert (len(audiences), len(found)) == (9_950, 50)
    assert {d.code for d in found} == {"unknown-label"}
    assert str(found[0].place) == "people.csv:9"

    def measure(count: int) -> int:
        config = write(tmp_path, people(count))
        return count_steps(lambda: load(config))

    base, small, large = measure(1), measure(400), measure(1_600)
    assert large - base <= 4 * (small - base) * 1.1


def test_rows_are_built_and_the_table_is_an_input(tmp_path: Path) -> None:
    people = "name,ceiling\noslo,TLP:CLEAR\nrome,TLP:PINK\nbern,TLP:CLEAR\n"
    config = write(tmp_path, people)
    outcome = build(BuildOptions(configs=(config,), seeds=PROJECT / "seeds", formats=("docx",)))
    errors = [d for d in outcome.diagnostics if d.severity is Severity.ERROR]
    assert [(d.place and d.place.line, d.exit) for d in errors] == [(3, ExitCode.MARKING)]
    assert sorted(Path(path).name for path in outcome.written if path.endswith(".docx")) == [
        "harbour-talks-bern.docx",
        "harbour-talks-oslo.docx",
    ]
    manifest = (tmp_path / "out" / "harbour-talks" / "manifest.json").read_text("utf-8")
    assert '"people.csv"' in manifest
