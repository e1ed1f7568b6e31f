"""Scripts that change a made-up series in known ways, each with the findings it must lead to."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

LADDER = ("open", "inner", "secret")
ROLES = {"summary": "Executive summary", "risks": "Risks", "roadmap": "Roadmap"}
AUDIENCES = ("desk", "press")
_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "kr", "st", "tr")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")

Finding = tuple[str, str, str]  # kind, section, first word of the passage ("" for a source)


@dataclass
class Passage:
    """Sentences; the first word of the first one is a name that nothing else bears."""

    sentences: list[str]

    @property
    def name(self) -> str:
        return self.sentences[0].split()[0]


@dataclass
class Paper:
    """One source: its passages by role, its dated rows, and how it is laid out in lines."""

    title: str
    sections: dict[str, list[Passage]]
    rows: list[tuple[int, Passage]]
    order: list[str] = field(default_factory=lambda: [*ROLES])
    gap: int = 1
    broken: bool = False

    def text(self) -> str:
        parts = [f"# {self.title}"]
        for role in self.order:
            mark = "- " if role == "risks" else ""
            lines = [f"{mark}{' '.join(p.sentences)}" for p in self.sections[role]]
            if self.broken and not mark:
                lines = [line.replace(" ", "\n", 5) for line in lines]
            parts += [f"## {ROLES[role]}", *(["\n".join(lines)] if mark else lines)]
        rows = [f"| {year} | {' '.join(p.sentences)} |" for year, p in self.rows]
        if rows:
            parts += ["## Milestones", "\n".join(["| Year | Event |", "|---|---|", *rows])]
        return ("\n" * (self.gap + 1)).join(parts) + "\n"


@dataclass
class Series:
    """All that a script may change, and what it expects to be found, by audience."""

    papers: dict[str, Paper]
    risks: str = "inner"
    ceilings: dict[str, str] = field(default_factory=lambda: {"desk": "secret", "press": "inner"})
    dropped: set[tuple[str, str]] = field(default_factory=set)
    label: str = "Way ahead"
    limited: set[str] = field(default_factory=set)  # sections that show two sentences of each
    edits: list[tuple[str, str]] = field(default_factory=list)  # in the memo of desk
    expected: dict[str, set[Finding]] = field(
        default_factory=lambda: {name: set() for name in AUDIENCES}
    )
    withheld: set[str] = field(default_factory=set)  # names that press may not meet again
    touched: set[str] = field(default_factory=set)  # sections that one script has changed already

    @property
    def main(self) -> Paper:
        return next(iter(self.papers.values()))

    def sees(self, audience: str, role: str) -> bool:
        shut = role == "risks" and LADDER.index(self.risks) > LADDER.index(self.ceilings[audience])
        return not shut and (audience, role) not in self.dropped

    def expect(self, kind: str, role: str, *names: str) -> None:
        """The same finding for every audience that sees the section."""
        for audience in AUDIENCES:
            if self.sees(audience, role):
                self.expected[audience] |= {(kind, role, name) for name in names}

    def write(self, folder: Path) -> Path:
        (folder / "seeds").mkdir(parents=True)
        for name, paper in self.papers.items():
            (folder / "seeds" / name).write_text(paper.text(), encoding="utf-8")
        path = folder / "series.yaml"
        path.write_text(self._config(), encoding="utf-8")
        return path

    def _config(self) -> str:
        lines = [
            "series: Papers",
            f"ladder: [{', '.join(LADDER)}]",
            'sources: [{path: "seeds/*", marking: open}]',
            f"markings: [{{select: {{role: risks}}, marking: {self.risks}}}]",
            "defaults: {formats: [docx]}",
            "audiences:",
        ]
        for name in AUDIENCES:
            lines += [
                f"  {name}:",
                "    template: bluf-memo",
                f"    ceiling: {self.ceilings[name]}",
            ]
            lines += ["    sections:"]
            lines += [
                self._section(role, layout, label)
                for role, layout, label in (
                    ("summary", "paragraphs", ROLES["summary"]),
                    ("risks", "bullets", ROLES["risks"]),
                    ("roadmap", "paragraphs", self.label),
                    ("milestones", "table", "Milestones"),
                )
                if (name, role) not in self.dropped
            ]
        return "\n".join(lines) + "\n"

    def _section(self, role: str, layout: str, label: str) -> str:
        limit = "each: {sentences: 2}" if role in self.limited else ""
        what = f"id: {role}, label: {label}, layout: {layout}, select: {{role: {role}}}"
        return f"      - {{{what}, limit: {{{limit}}}}}"


def make_series() -> Series:
    """The edition before: one paper."""
    return Series(papers={"paper.md": make_paper(random.Random(1), "The northern passage")})


def make_paper(chance: random.Random, title: str) -> Paper:
    sections = {role: [_passage(chance) for _ in range(5)] for role in ROLES}
    rows = [(2001 + 2 * n, _passage(chance, sentences=1)) for n in range(6)]
    return Paper(title=title, sections=sections, rows=rows)


def _word(chance: random.Random) -> str:
    return "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(3))


def _sentence(chance: random.Random) -> str:
    return " ".join(_word(chance) for _ in range(11)).capitalize() + "."


def _passage(chance: random.Random, sentences: int = 3) -> Passage:
    return Passage([_sentence(chance) for _ in range(sentences)])


# --- what a script may do -------------------------------------------------------------------------


Change = Callable[[Series, random.Random], None]


def _free(series: Series, chance: random.Random, roles: tuple[str, ...] = tuple(ROLES)) -> str:
    """A section that this script has not touched yet; "" for none."""
    free = [role for role in roles if role not in series.touched]
    role = chance.choice(free) if free else ""
    series.touched.add(role)
    return role


def reword(series: Series, chance: random.Random) -> None:
    if role := _free(series, chance):
        passage = chance.choice(series.main.sections[role])
        n = chance.randrange(len(passage.sentences))
        words = passage.sentences[n].split(" ")
        words[chance.randrange(2, 9)] = _word(chance)
        passage.sentences[n] = " ".join(words)
        series.expect("reworded", role, passage.name)


def add_sentence(series: Series, chance: random.Random) -> None:
    if role := _free(series, chance):
        passage = chance.choice(series.main.sections[role])
        passage.sentences.insert(chance.randrange(1, 4), _sentence(chance))
        series.expect("reworded", role, passage.name)


def cut_sentence(series: Series, chance: random.Random) -> None:
    if role := _free(series, chance):
        passage = chance.choice(series.main.sections[role])
        del passage.sentences[chance.randrange(1, 3)]
        series.expect("reworded", role, passage.name)


def put_in(series: Series, chance: random.Random) -> None:
    if role := _free(series, chance):
        inside = series.main.sections[role]
        inside.insert(chance.randrange(len(inside) + 1), new := _passage(chance))
        series.expect("new", role, new.name)


def take_out(series: Series, chance: random.Random) -> None:
    if role := _free(series, chance):
        inside = series.main.sections[role]
        gone = inside.pop(chance.randrange(len(inside)))
        series.expect("taken-out", role, gone.name)


def move(series: Series, chance: random.Random) -> None:
    """Two places at least, so that it is clear which one has moved."""
    if role := _free(series, chance):
        inside = series.main.sections[role]
        at = chance.randrange(3)
        inside.insert(at + 2, moved := inside.pop(at))
        series.expect("moved", role, moved.name)


def move_over(series: Series, chance: random.Random) -> None:
    """From the roadmap to the summary, which every audience sees."""
    if not series.touched & {"summary", "roadmap"}:
        series.touched |= {"summary", "roadmap"}
        moved = series.main.sections["roadmap"].pop(chance.randrange(5))
        series.main.sections["summary"].append(moved)
        series.expect("moved", "summary", moved.name)


def shift_lines(series: Series, chance: random.Random) -> None:
    series.main.gap += chance.randrange(1, 5)


def break_lines(series: Series, _: random.Random) -> None:
    series.main.broken = True


def swap_sections(series: Series, chance: random.Random) -> None:
    chance.shuffle(series.main.order)


def relabel(series: Series, _: random.Random) -> None:
    series.label = "What comes next"


def re_date(series: Series, chance: random.Random) -> None:
    if not series.touched & {"rows"}:
        series.touched.add("rows")
        n = chance.randrange(len(series.main.rows))
        year, row = series.main.rows[n]
        series.main.rows[n] = (year + chance.choice((-1, 1)), row)
        series.expect("re-dated", "milestones", row.name)


def add_row(series: Series, chance: random.Random) -> None:
    if not series.touched & {"rows"}:
        series.touched.add("rows")
        series.main.rows.append((2020, row := _passage(chance, sentences=1)))
        series.expect("new", "milestones", row.name)


def cut_row(series: Series, chance: random.Random) -> None:
    if not series.touched & {"rows"}:
        series.touched.add("rows")
        _, row = series.main.rows.pop(chance.randrange(len(series.main.rows)))
        series.expect("taken-out", "milestones", row.name)


def rename_source(series: Series, _: random.Random) -> None:
    name, *others = series.papers
    kept = {other: series.papers[other] for other in others}
    series.papers = {"renamed-paper.md": series.papers[name], **kept}


def add_source(series: Series, chance: random.Random) -> None:
    """A second paper, all of it new; its own risks included."""
    if series.touched or len(series.papers) > 1:
        return
    series.touched |= {*ROLES, "rows"}
    series.papers["z-second.md"] = paper = make_paper(chance, "The southern passage")
    for role, inside in paper.sections.items():
        series.expect("new", role, *(p.name for p in inside))
    series.expect("new", "milestones", *(p.name for _, p in paper.rows))
    series.expect("source-new", "", "")


def raise_marking(series: Series, _: random.Random) -> None:
    """Above the ceiling of one audience, which must not hear of it."""
    if "risks" not in series.touched:
        series.touched.add("risks")
        series.risks = "secret"
        names = [p.name for p in series.main.sections["risks"]]
        series.withheld |= {*names}
        series.expect("marking-raised", "risks", *names)


def lower_marking(series: Series, _: random.Random) -> None:
    if "risks" not in series.touched:
        series.touched.add("risks")
        series.risks = "open"
        names = [p.name for p in series.main.sections["risks"]]
        series.expect("marking-lowered", "risks", *names)


def lower_ceiling(series: Series, _: random.Random) -> None:
    if "risks" not in series.touched:
        series.touched.add("risks")
        series.ceilings["press"] = "open"
        series.withheld |= {p.name for p in series.main.sections["risks"]}


def raise_and_reword(series: Series, chance: random.Random) -> None:
    """The old words of what is withheld now are no words to repeat either."""
    if "risks" not in series.touched:
        raise_marking(series, chance)
        passage = chance.choice(series.main.sections["risks"])
        words = passage.sentences[1].split(" ")
        words[4] = _word(chance)
        passage.sentences[1] = " ".join(words)
        series.expect("reworded", "risks", passage.name)


def limit(series: Series, chance: random.Random) -> None:
    """The source says as before what no pack has room for."""
    if role := _free(series, chance):
        series.limited.add(role)
        series.expect("left-out", role, *(p.name for p in series.main.sections[role]))


def edit_by_hand(series: Series, chance: random.Random) -> None:
    """Somebody changes a word in the memo of desk, and the source says it as before."""
    if role := _free(series, chance):
        passage, n, at = _pick(series, chance, role)
        series.edits.append(_with_word(passage, n, at, chance))
        series.expected["desk"].add(("edited", role, passage.name))


def edit_and_reword(series: Series, chance: random.Random) -> None:
    """Somebody changes a word of a sentence in which the source changes another."""
    if role := _free(series, chance):
        passage, n, at = _pick(series, chance, role)
        series.edits.append(_with_word(passage, n, at, chance))
        words = passage.sentences[n].split(" ")
        words[at + 2] = _word(chance)
        passage.sentences[n] = " ".join(words)
        series.expect("reworded", role, passage.name)
        series.expected["desk"].remove(("reworded", role, passage.name))
        series.expected["desk"] |= {("edited", role, passage.name), ("conflict", role, "")}


def _pick(series: Series, chance: random.Random, role: str) -> tuple[Passage, int, int]:
    """A passage, a sentence of it, and a word in the midst of that."""
    passage = chance.choice(series.main.sections[role])
    return passage, chance.randrange(len(passage.sentences)), chance.randrange(3, 7)


def _with_word(passage: Passage, n: int, at: int, chance: random.Random) -> tuple[str, str]:
    """Some words of a sentence, and the same with one of them changed."""
    before = passage.sentences[n].split(" ")[at - 1 : at + 2]
    return " ".join(before), " ".join((before[0], _word(chance), before[2]))


def drop_section(series: Series, chance: random.Random) -> None:
    if role := _free(series, chance, ("summary", "roadmap")):
        audience = chance.choice(AUDIENCES)
        series.dropped.add((audience, role))
        names = [p.name for p in series.main.sections[role]]
        series.expected[audience] |= {("taken-out", role, name) for name in names}


CHANGES: tuple[Change, ...] = (
    reword,
    add_sentence,
    cut_sentence,
    put_in,
    take_out,
    move,
    move_over,
    shift_lines,
    break_lines,
    swap_sections,
    relabel,
    re_date,
    add_row,
    cut_row,
    rename_source,
    add_source,
    raise_marking,
    lower_marking,
    lower_ceiling,
    raise_and_reword,
    limit,
    edit_by_hand,
    edit_and_reword,
    drop_section,
)
_WORDED = {"new", "reworded", "re-dated", "taken-out"}


def make_script(seed: int) -> Series:
    """The edition after: every kind of change alone first, then up to four at once."""
    chance = random.Random(1000 + seed)
    series = copy.deepcopy(make_series())
    first = CHANGES[seed % len(CHANGES)]
    rest = chance.sample(CHANGES, chance.randrange(4)) if seed >= len(CHANGES) else []
    before = series.main.text()
    for change in (first, *rest):
        change(series, chance)
    _expect_sources(series, before)
    return series


def _expect_sources(series: Series, before: str) -> None:
    """A pack names the source as changed where its words in the pack did change with it."""
    renamed = "paper.md" not in series.papers
    worded = series.main.text().split() != before.split()
    for found in series.expected.values():
        by_source = {kind for kind, role, name in found if not _is_other(series, role, name)}
        if renamed:
            found.add(("source-renamed", "", ""))
        if worded and by_source & _WORDED:
            found.add(("source-changed", "", ""))


def _is_other(series: Series, role: str, name: str) -> bool:
    """Whether a passage is of the second paper."""
    other = series.papers.get("z-second.md")
    if other is None:
        return False
    passages = [
        *(p for inside in other.sections.values() for p in inside),
        *(p for _, p in other.rows),
    ]
    return not role or name in {p.name for p in passages}
