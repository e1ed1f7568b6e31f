"""Findings bear a marking, and a report with a ceiling holds no word above it, in any format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.build import BuildOptions, BuildOutcome, build
from briefgen.build.options import BuildOutcome as Outcome
from briefgen.build.reporting.bearing import mark_outcome
from briefgen.cli import main
from briefgen.diagnostics import Diagnostic, Severity, info
from briefgen.errors import ExitCode
from briefgen.selection.markings import TLP_2_0, is_above, position

LABELS = TLP_2_0.labels
# A word that nothing else has, in a heading of each marking.
CANARIES = dict(
    zip(LABELS, ("Clarwick", "Grenmoor", "Ambleth", "Strinvale", "Rudhollow"), strict=True)
)
SOURCE = "Papers of the harbours\n\n" + "".join(
    f"{n}. The quays of {word}\n\nShips call at {word} twice a week. They stay for a night.\n\n"
    for n, word in enumerate(CANARIES.values(), 1)
)
RULE = """\
  - {{select: {{title: "*{word}"}}, marking: "{label}"}}
"""
# Each audience asks for headings that are nearly there, so that findings name those that are.
CONFIG = """\
series: Papers
as_of: 2021-11-30
sources:
  - {path: seeds/paper.txt, marking: "TLP:CLEAR"}
  - path: seeds/other.txt
    marking: "TLP:GREEN"
    structure: [{line: "A line on Grenmoor that is not there", heading: 2}]
"""
AUDIENCE = """\
  a{n}: {{template: read-ahead, ceiling: "{label}", formats: [docx], sections: [
    {{id: all, label: All, layout: full, select: {{source: paper}}}},
    {{id: near, label: Near, layout: full, select: {{title: "The quay of {word}x"}}}}]}}
"""
OTHER = "Papers of another harbour\n\nA line that is there.\n"


def make_project(folder: Path) -> Path:
    audiences = "".join(
        AUDIENCE.format(n=n, label=label, word=CANARIES[label]) for n, label in enumerate(LABELS)
    )
    rules = "".join(
        RULE.format(label=label, word=CANARIES[label]) for label in LABELS if label != LABELS[0]
    )
    texts = {
        "configs/papers.yaml": f"{CONFIG}markings:\n{rules}audiences:\n{audiences}",
        "seeds/paper.txt": SOURCE,
        "seeds/other.txt": OTHER,
    }
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("papers"))


def run(project: Path, **more: object) -> BuildOutcome:
    options = {"configs": (project / "configs" / "papers.yaml",), "force": True, **more}
    return build(BuildOptions(**options))  # type: ignore[arg-type]  # fields by name


def too_high(text: str, ceiling: str) -> list[str]:
    above = LABELS[position(TLP_2_0, ceiling) + 1 :]
    return [word for label, word in CANARIES.items() if label in above and word in text]


def test_no_finding_quotes_more_than_its_marking(project: Path) -> None:
    outcome = run(project)
    assert not any(
        too_high(f"{one.message} {one.hint}", one.marking) for one in outcome.diagnostics
    )
    quoted = {w for one in outcome.diagnostics for w in too_high(str(one), LABELS[0])}
    assert len(quoted) >= 3, "the findings of this project quote headings of several markings"
    assert outcome.banners == (LABELS[-1],)
    assert {"TLP:CLEAR", "TLP:GREEN"} < {one.marking for one in outcome.diagnostics}


@pytest.mark.parametrize("ceiling", ["lowest", "TLP:GREEN", "TLP:AMBER+STRICT"])
def test_no_report_holds_words_above_its_ceiling(
    project: Path, ceiling: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    names = {form: f"report.{form}" for form in ("text", "json", "github", "sarif", "junit")}
    asked = [f"--findings={form}:{name}" for form, name in names.items()]
    main(["build", "--force", "--summary=report.md", f"--report-ceiling={ceiling}", *asked])
    texts = [Path(name).read_text(encoding="utf-8") for name in (*names.values(), "report.md")]
    label = LABELS[0] if ceiling == "lowest" else ceiling
    assert [too_high(text, label) for text in (*texts, capfd.readouterr().err)] == [[]] * 7
    codes = {one.code for one in run(project).diagnostics}
    lines = Path("report.json").read_text(encoding="utf-8").splitlines()
    said = [json.loads(line) for line in lines]
    assert {one["code"] for one in said} == codes, "what is withheld is told by its code"
    assert not any(is_above(TLP_2_0, one["marking"], label) for one in said)
    assert f'<property name="marking" value="{label}"/>' in Path("report.junit").read_text()
    assert f"**{label}**" in Path("report.md").read_text().replace("\\", "")
    assert json.loads(Path("report.sarif").read_text())["runs"][0]["properties"] == {
        "marking": label
    }


def test_labels_in_the_text_raise_the_banner_of_the_series(tmp_path: Path) -> None:
    """What the series' manifest and change report bear: they name what its packs show."""
    project = make_project(tmp_path)
    config = project / "configs" / "papers.yaml"
    text = re.sub(r"markings:\n(  - .*\n)+", "portion_marks: true\n", config.read_text())
    config.write_text(text, encoding="utf-8")
    source = project / "seeds" / "paper.txt"
    source.write_text(f"{SOURCE}(TLP:AMBER) The quay of Ambleth is sold.\n", encoding="utf-8")
    assert run(project).banners == ("TLP:AMBER",)
    manifest = json.loads((project / "out" / "papers" / "manifest.json").read_text())
    assert manifest["banner"] == "TLP:AMBER"


def test_a_source_that_is_refused_is_told_without_its_words(tmp_path: Path) -> None:
    work = make_project(tmp_path)
    source = work / "seeds" / "other.txt"
    source.write_text(f"{OTHER}\n(TLP:REDD) A line on Grenmoor.\n", encoding="utf-8")
    (fault,) = (one for one in run(work).diagnostics if one.code == "marking-unknown")
    assert fault.marking == LABELS[-1]


def test_a_config_that_cannot_be_read_is_told_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("series: Rudhollow: {\n", encoding="utf-8")
    assert main(["build", "a.yaml", "--report-ceiling=TLP:GREEN"]) == ExitCode.CONFIG
    told = capsys.readouterr().err
    assert "a.yaml:1:" in told
    assert "nobody knows what its words bear" in told


def test_a_ceiling_that_is_no_label_stops_the_run(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project)
    assert main(["build", "--force", "--report-ceiling=TLP:GREN"]) == ExitCode.USAGE
    assert 'did you mean "TLP:GREEN"' in capsys.readouterr().err


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("label", ["", " "])
def test_a_ceiling_without_a_label_is_no_run_without_a_ceiling(
    command: str, label: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    assert main([command, f"--report-ceiling={label}"]) == ExitCode.USAGE


@given(
    st.lists(
        st.tuples(st.sampled_from(["", *LABELS]), st.sampled_from(["", "a", "b"])), max_size=6
    ),
    st.sampled_from(["", *LABELS]),
    st.sampled_from(LABELS),
)
def test_what_nobody_vouches_for_counts_as_the_highest(
    stated: list[tuple[str, str]], banner: str, ceiling: str
) -> None:
    found = tuple(
        Diagnostic(severity=Severity.INFO, code="x", message=f"m{n}", audience=name, marking=label)
        for n, (label, name) in enumerate(stated)
    )
    outcome = Outcome(diagnostics=found, banners=(banner,) if banner else ())
    done = mark_outcome(outcome, TLP_2_0, ceiling)
    for given_one, one in zip(found, done.diagnostics, strict=True):
        own = given_one.marking or banner or LABELS[-1]
        bounded = given_one.audience and is_above(TLP_2_0, own, banner or LABELS[-1])
        shown = not is_above(TLP_2_0, banner if bounded and banner else own, ceiling)
        assert (one.message == given_one.message) is shown
        assert not is_above(TLP_2_0, one.marking, ceiling)
    assert not is_above(TLP_2_0, done.banners[0], ceiling)


def test_a_remark_that_audiences_share_bears_the_lowest_of_them() -> None:
    """The same words were vouched for at the lowest ceiling, and are said once."""
    remark = info("x", "the same words")
    found = tuple(
        Diagnostic(
            severity=remark.severity, code="x", message=remark.message, audience=name, marking=label
        )
        for name, label in (("a", "TLP:GREEN"), ("b", "TLP:CLEAR"))
    )
    done = mark_outcome(Outcome(diagnostics=found, banners=("TLP:RED",)), TLP_2_0, "")
    assert {one.marking for one in done.diagnostics} == {"TLP:CLEAR"}
