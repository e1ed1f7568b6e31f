"""Generated series for the proofs: sources of made-up names, markings, ceilings, selectors."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from pathlib import Path

LADDERS = (
    ("open", "inner", "secret", "top"),
    ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"),
    ("For all", "For the house", "For three people", "For nobody else"),
)
# Headings with the roles that the built-in table gives them.
TITLES = {
    "Executive summary": "summary",
    "NATO perceptions of the north": "perceptions",
    "Risks of the passage": "risks",
    "Recommendations for the council": "recommendations",
    "Roadmap for three years": "roadmap",
    "Outlook": "outlook",
}
TEMPLATES = ("bluf-memo", "read-ahead", "dialogue-brief", "press-brief")
LAYOUTS = ("paragraphs", "bullets", "numbered", "full", "headed", "lead", "message", "callout")
_NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII")
_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "p", "qu", "r", "s", "t", "v", "w", "z", "kr", "str")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
_TALK = (
    "{name} told the council that the {a} convoy left the {b} harbour after midnight.",
    "The {a} report by {name} counts {number} cables below the {b} strait.",
    "Nobody at the {a} desk has answered {name} about the {b} treaty since spring.",
    "Talks with {name} on the {a} fishery and the {b} lighthouse go on.",
    "“The {a} convoy has left the {b} harbour for good,” {name} said.",
)
_PLAIN = ("grey", "northern", "sealed", "old", "narrow", "frozen", "distant", "hidden", "eastern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One series: its files, for each made-up name the label that it stands under, and the ceiling
    of each audience.
    """

    sources: dict[str, str]
    config: str
    ladder: tuple[str, ...]
    labels: dict[str, str]
    ceilings: dict[str, str]

    def write(self, folder: Path) -> Path:
        """The config's path in a new project."""
        (folder / "seeds").mkdir(parents=True, exist_ok=True)
        for name, text in self.sources.items():
            (folder / "seeds" / name).write_text(text, encoding="utf-8")
        path = folder / "series.yaml"
        path.write_text(self.config, encoding="utf-8")
        return path

    def hidden(self, audience: str) -> frozenset[str]:
        """The names that an audience may not meet."""
        rung = self.ladder.index(self.ceilings[audience])
        return frozenset(n for n, label in self.labels.items() if self.ladder.index(label) > rung)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """One sentence with the name in it, and all that a marking rule may go by."""

    name: str
    text: str
    source: str
    title: str
    kind: str  # paragraph, item, milestone
    year: int = 0


@dataclass(slots=True, kw_only=True)
class _Draft:
    """A series while it is being drawn."""

    chance: random.Random
    ladder: tuple[str, ...]
    used: set[str] = field(default_factory=set)
    lines: list[_Line] = field(default_factory=list)
    labels: dict[str, list[str]] = field(default_factory=dict)
    rules: list[str] = field(default_factory=list)

    def label(self) -> str:
        return self.chance.choice(self.ladder)

    def mark(self, select: str, label: str, hit: list[_Line]) -> None:
        """A rule, and the lines that it is meant to hit."""
        self.rules.append(f'  - {{select: {select}, marking: "{label}"}}')
        for line in hit:
            self.labels[line.name].append(label)


def make_case(seed: int, audiences: int = 4) -> Case:
    """A series drawn from a seed: one or two sources of paragraphs, points and dated rows, rules by
    every kind of selector, and audiences of all templates, layouts, limits and ceilings.
    """
    chance = random.Random(seed)
    draft = _Draft(chance=chance, ladder=chance.choice(LADDERS))
    floors = {f"paper{n}": chance.choice(draft.ladder[:2]) for n in range(chance.randint(1, 2))}
    sources = {f"{name}.txt": _source(draft, name) for name in floors}
    for line in draft.lines:
        draft.labels[line.name] = [floors[line.source]]
    for _ in range(chance.randint(1, 5)):
        _add_rule(draft)
    ceilings = {f"readers-{n}": chance.choice(draft.ladder[:-1]) for n in range(audiences)}
    return Case(
        sources=sources,
        config=_config(draft, floors, ceilings),
        ladder=draft.ladder,
        labels={name: max(ls, key=draft.ladder.index) for name, ls in draft.labels.items()},
        ceilings=ceilings,
    )


def _source(draft: _Draft, source: str) -> str:
    chance = draft.chance
    written = ["A PAPER ON THE NORTH", ""]
    for number, title in zip(_NUMBERS, TITLES, strict=False):
        written += [f"{number}. {title}", ""]
        for kind in ("paragraph", "paragraph", "item", "item", "item"):
            text = _sentence(draft, source, title, kind)
            written += [f"- {text}"] if kind == "item" else [text, ""]
        written.append("")
    if chance.random() < 0.7:
        written += ["VII. Milestones", ""]
        for year in sorted(chance.sample(range(2001, 2024), 4)):
            text = _sentence(draft, source, "Milestones", "milestone", year)
            written.append(f"{year}\t{text}")
    return "\n".join(written) + "\n"


def _name(draft: _Draft) -> str:
    """A name that no language has and that no other name here is part of."""
    while True:
        syllables = (draft.chance.choice(_ONSETS) + draft.chance.choice(_VOWELS) for _ in range(4))
        name = "".join(syllables).capitalize() + "x"
        if name not in draft.used:
            draft.used.add(name)
            return name


def _sentence(draft: _Draft, source: str, title: str, kind: str, year: int = 0) -> str:
    name, chance = _name(draft), draft.chance
    a, b = chance.sample(_PLAIN, 2)
    talk = _TALK if kind == "paragraph" else _TALK[:-1]
    number = chance.randint(10_000, 99_999)
    text = chance.choice(talk).format(name=name, a=a, b=b, number=number)
    line = _Line(name=name, text=text, source=source, title=title, kind=kind, year=year)
    draft.lines.append(line)
    return text


# --- marking rules --------------------------------------------------------------------------------


def _add_rule(draft: _Draft) -> None:
    chance, lines, label = draft.chance, draft.lines, draft.label()
    title, name = chance.choice(list(TITLES)), chance.choice(lines).name
    number = _NUMBERS[list(TITLES).index(title)]
    under = [line for line in lines if line.title == title]
    points = [line for line in under if line.kind == "item"]
    match chance.randrange(9):
        case 0:
            draft.mark(f'{{title: "{title[:-2]}*"}}', label, under)
        case 1:
            draft.mark(f"{{role: {TITLES[title]}}}", label, under)
        case 2:
            draft.mark(f'{{number: "{number}"}}', label, under)
        case 3:
            draft.mark(f"{{contains: [{name}]}}", label, [x for x in lines if x.name == name])
        case 4:
            draft.mark("{kind: item}", label, [x for x in lines if x.kind == "item"])
        case 5:
            select = f'{{all: [{{title: "{title}"}}, {{kind: item}}]}}'
            draft.mark(select, label, points)
        case 6:
            select = f"{{any: [{{contains: {name}}}, {{role: {TITLES[title]}}}]}}"
            draft.mark(select, label, [*under, *(x for x in lines if x.name == name)])
        case 7:
            select = f'{{title: "{title}", exclude: [{{kind: paragraph}}]}}'
            draft.mark(select, label, points)
        case _:
            draft.mark('{years: ">=2012"}', label, [x for x in lines if x.year >= 2012])


# --- the config -----------------------------------------------------------------------------------


def _config(draft: _Draft, floors: dict[str, str], ceilings: dict[str, str]) -> str:
    written = [
        "series: Papers",
        "as_of: 2024-05-01",
        f"ladder: [{', '.join(repr(label) for label in draft.ladder)}]",
        "sources:",
        *(f'  - {{path: "seeds/{n}.txt", marking: "{label}"}}' for n, label in floors.items()),
        "markings:",
        *draft.rules,
        "audiences:",
    ]
    for name, ceiling in ceilings.items():
        written += _audience(draft, name, ceiling)
    return "\n".join([*written, ""])


def _audience(draft: _Draft, name: str, ceiling: str) -> list[str]:
    chance = draft.chance
    limit = ["    limit: {pages: 2}"] if chance.random() < 0.2 else []
    return [
        f"  {name}:",
        "    title: What is known",
        f"    template: {chance.choice(TEMPLATES)}",
        f'    ceiling: "{ceiling}"',
        f"    formats: [{chance.choice(('pdf', 'docx', 'docx', 'pdf, docx'))}]",
        f"    citations: {chance.choice(('notes', 'list', 'inline', 'none'))}",
        f"    language: {chance.choice(('en', 'en', 'fr', 'de'))}",
        *limit,
        "    sections:",
        *(_slot(draft, n) for n in range(1, chance.randint(3, 5))),
    ]


def _slot(draft: _Draft, n: int) -> str:
    chance = draft.chance
    title = chance.choice(list(TITLES))
    limit = chance.choice(["", "", "limit: {items: 2}, ", "limit: {words: 40}, cut_note: true, "])
    match chance.randrange(8):
        case 0:
            body = "layout: timeline, select: {role: milestones}"
        case 1:
            body = "layout: quotes, select: {kind: quote}"
        case 2:
            columns = "{heading: One, select: {kind: item}}, {heading: Two, select: {role: risks}}"
            body = f"layout: side-by-side, columns: [{columns}]"
        case 3:
            body = "layout: abbreviations"
        case _:
            selects = (
                "{role: any}",
                "{kind: item}",
                "{kind: paragraph}",
                '{source: "paper*"}',
                f'{{title: "{title}"}}',
                "{any: [{role: risks}, {years: '>=2005'}]}",
                "{first_of: [{role: authors}, {role: outlook}]}",
            )
            layout = chance.choice(LAYOUTS)
            body = f"layout: {layout}, select: {chance.choice(selects)}"
    return f"      - {{id: part-{n}, label: Part {n}, {limit}{body}}}"
