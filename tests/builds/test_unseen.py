"""What no pack of a series shows is told by its lines: wholly, in part, and bare headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.proving.coverage import cover_series

SERIES = """\
series: Papers
as_of: 2021-11-30
sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]
levels: {shown-to-nobody: warning}
audiences:
  readers:
    template: bluf-memo
    formats: [docx]
    sections:
"""
QUOTED = 'The port is open. "We will open again soon," said Ann Kovac, minister of ports.\n'
QUOTES = "{id: q, label: Q, layout: quotes, select: {kind: quote}}"
RISKS = "{id: risks, layout: full, select: {role: risks}}"
CASES = {
    # name: (source in Markdown, sections, what is said of it)
    "all is shown": (
        "## Risks\n\nA storm may come.\n\n- Ice may come.\n  - Much ice.\n",
        [RISKS],
        "",
    ),
    "a paragraph of which the quotation alone is shown": (
        f"## Risks\n\n{QUOTED}",
        [QUOTES],
        "1 line of which audiences get only a part: 3",
    ),
    "a quotation shown beside its text": (f"## Risks\n\n{QUOTED}", [QUOTES, RISKS], ""),
    "a paragraph that a limit cuts": (
        "## Risks\n\nA storm may come to the port. The ice may stay.\n",
        ["{id: risks, select: {role: risks}, limit: {sentences: 1}}"],
        "1 line of which audiences get only a part: 3",
    ),
    "a section that nobody asks for": (
        "## Risks\n\nA storm may come.\n\n## Outlook\n\nAll is well.\n",
        [RISKS],
        "1 line of this source that no audience gets: 7",
    ),
    "a heading without text": (
        "## Risks\n\n### The minister resigned\n\n### Next\n\nWords here.\n",
        [RISKS],
        "1 line of headings with nothing under them, which no pack shows: 3",
    ),
    "a heading over nothing but headings and pictures": (
        "## Risks\n\nWords.\n\n### Roof\n\n#### Inner\n\n![](a.png)\n",
        [RISKS],
        "1 line of this source that no audience gets: 9;"
        " 2 lines of headings with nothing under them, which no pack shows: 5, 7",
    ),
    "a heading whose text another section takes along": (
        "## Risks\n\n### Storms\n\nThey may come.\n",
        [RISKS],
        "",
    ),
}


def project(folder: Path, source: str, sections: list[str]) -> Path:
    (folder / "seeds").mkdir()
    (folder / "seeds" / "a.md").write_text(source, encoding="utf-8")
    config = folder / "briefgen.yaml"
    config.write_text(SERIES + "".join(f"      - {s}\n" for s in sections), encoding="utf-8")
    return config


@pytest.mark.parametrize("name", CASES)
def test_what_nobody_gets_is_said_by_its_lines(tmp_path: Path, name: str) -> None:
    source, sections, said = CASES[name]
    outcome = build(BuildOptions(configs=(project(tmp_path, source, sections),), dry_run=True))
    found = [d.message for d in outcome.diagnostics if d.code == "shown-to-nobody"]
    assert found == ([said] if said else [])


def test_coverage_counts_bare_headings_and_pictures_as_open(tmp_path: Path) -> None:
    source, sections, _ = CASES["a heading over nothing but headings and pictures"]
    config = project(tmp_path, source, sections)
    build(BuildOptions(configs=(config,)))
    (series,), _ = cover_series((config,), None, None)
    nobody = {n for section in series.sources[0].sections for n in section.nobody}
    assert nobody == {5, 7, 9}


@pytest.mark.parametrize(
    ("picture", "code", "severity", "said"),
    [
        ("![](a.png)", "picture-left-out", "warning", "1 picture without words"),
        ("![A port](a.png)", "picture-not-read", "info", "1 picture was not read (line 3)"),
        ('![](a.png "The port")', "picture-not-read", "info", "1 picture was not read (line 3)"),
    ],
)
def test_pictures_are_said_with_their_lines(
    tmp_path: Path, picture: str, code: str, severity: str, said: str
) -> None:
    config = project(tmp_path, f"## Risks\n\n{picture}\n\nWords.\n", [RISKS])
    outcome = build(BuildOptions(configs=(config,), dry_run=True))
    told = [d for d in outcome.diagnostics if d.code.startswith("picture-")]
    (found,) = (d for d in told if d.code == code)
    assert (len(told) == 1) == (code == "picture-not-read")  # what has words is said once
    assert (found.severity.word, found.message.startswith(said)) == (severity, True)
    assert found.place is not None
    assert found.place.line == 3
