"""A project for the benchmarks: one source of eleven parts, audiences with three to seven each."""

from __future__ import annotations

import random
from pathlib import Path

from tests.bench.pdf import Chapter, corpus

PARTS = 11
SEED = 7
MARKED = 10  # the last part: not for the audiences, so that the leak check has something to seek


def write_project(folder: Path, audiences: int, *, checked: bool = False) -> None:
    """The source and the config. `checked`: one part is above every ceiling and nobody selects it,
    so that every finished file is searched for its words.
    """
    # Without its number, which the reader would take for one of the source's.
    chapters = [c._replace(title=c.title.split(" ", 1)[1]) for c in corpus(PARTS, parts=2)]
    (folder / "seeds").mkdir(parents=True)
    (folder / "configs").mkdir()
    text = "\n".join(["# A dialogue report\n", *(_markdown(chapter) for chapter in chapters)])
    (folder / "seeds" / "report.md").write_text(text, encoding="utf-8")
    config = "\n".join(_config(chapters, audiences, checked=checked)) + "\n"
    (folder / "configs" / "batch.yaml").write_text(config, encoding="utf-8")


def reword(folder: Path) -> None:
    """Another word in the first part of the source: what shows it is to be made anew."""
    path = folder / "seeds" / "report.md"
    text = path.read_text(encoding="utf-8")
    start = text.index("\n\n", text.index("\n### ")) + 2
    path.write_text(f"{text[:start]}Reworded. {text[start:]}", encoding="utf-8")


def _markdown(chapter: Chapter) -> str:
    lines = [f"## {chapter.title}\n"]
    for part in chapter.parts:
        lines.append(f"### {part.title}\n")
        for before, bold, middle, italic, after in part.paragraphs:
            lines.append(f"{before} **{bold}** {middle} *{italic}* {after}\n")
        lines += [f"- {point}" for point in part.points]
        lines.append("")
        if part.rows:
            lines.append("| Ref | Finding | Count |\n|---|---|---|")
            lines += [f"| R{a} | {b} | {c} |" for a, b, c in part.rows]
            lines.append("")
    return "\n".join(lines)


def _config(chapters: list[Chapter], audiences: int, *, checked: bool) -> list[str]:
    chance = random.Random(SEED)
    lines = [
        "series: Batch",
        "as_of: 2021-11-30",
        "ladder: tlp-2.0",
        'sources: [{path: "seeds/*", marking: "TLP:CLEAR"}]',
    ]
    if checked:
        marked = chapters[MARKED].title
        lines.append(f'markings: [{{select: {{title: "{marked}"}}, marking: "TLP:RED"}}]')
    lines.append("audiences:")
    for number in range(audiences):
        lines += [
            f"  a{number:04d}:",
            f'    title: "Briefing pack for audience {number:04d}"',
            "    template: read-ahead",
            '    ceiling: "TLP:CLEAR"',
            "    sections:",
        ]
        for part in sorted(chance.sample(range(MARKED), chance.randint(3, 7))):
            title = chapters[part].title
            lines.append(
                f'      - {{id: part-{part}, label: "{title}", layout: full,'
                f' select: {{title: "{title}"}}}}'
            )
    return lines
