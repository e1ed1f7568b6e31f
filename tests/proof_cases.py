"""Generated series for the proofs: a source of made-up names, markings, ceilings, selectors."""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

LADDER = ("open", "inner", "secret", "top")
TITLES = (
    "Executive summary",
    "NATO perceptions of the north",
    "Risks of the passage",
    "Recommendations for the council",
    "Roadmap for three years",
    "Outlook",
)
TEMPLATES = ("bluf-memo", "read-ahead", "dialogue-brief", "press-brief")
_ONSETS = ("b", "d", "f", "g", "k", "l", "m", "p", "qu", "r", "s", "t", "v", "w", "z", "kr", "str")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ou")
_TALK = (
    "{name} told the council that the {a} convoy left the {b} harbour after midnight.",
    "The {a} report by {name} counts {number} cables below the {b} strait.",
    "Nobody at the {a} desk has answered {name} about the {b} treaty since spring.",
    "Talks with {name} on the {a} fishery and the {b} lighthouse go on.",
)
_PLAIN = ("grey", "northern", "sealed", "old", "narrow", "frozen", "distant", "hidden", "eastern")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One series: its files, and for each made-up name the label that it stands under."""

    source: str
    config: str
    labels: dict[str, str]
    ceiling: str

    def write(self, folder: Path) -> Path:
        """The config's path in a new project."""
        (folder / "seeds").mkdir(parents=True, exist_ok=True)
        (folder / "seeds" / "paper.txt").write_text(self.source, encoding="utf-8")
        path = folder / "series.yaml"
        path.write_text(self.config, encoding="utf-8")
        return path

    @property
    def hidden(self) -> frozenset[str]:
        """The names that the audience may not meet."""
        rung = LADDER.index(self.ceiling)
        return frozenset(n for n, label in self.labels.items() if LADDER.index(label) > rung)


def make_case(seed: int) -> Case:
    """A series drawn from a seed: six sections of paragraphs and points, a table of years."""
    chance = random.Random(seed)
    used: set[str] = set()
    floor = chance.choice(LADDER[:2])
    by_title = {t: chance.choice(LADDER) for t in TITLES if chance.random() < 0.5}
    lines = ["A PAPER ON THE NORTH", ""]
    labels: dict[str, str] = {}
    marked: list[tuple[str, str]] = []
    for number, title in enumerate(TITLES, start=1):
        lines += [f"{_roman(number)}. {title}", ""]
        for kind in ("paragraph", "paragraph", "point", "point", "point"):
            name = _name(chance, used)
            own = [floor, by_title.get(title, LADDER[0])]
            if chance.random() < 0.15:
                own.append(chance.choice(LADDER))
                marked.append((name, own[-1]))
            labels[name] = max(own, key=LADDER.index)
            text = _sentence(chance, name)
            lines += [f"- {text}"] if kind == "point" else [text, ""]
        lines.append("")
    config = _config(chance, floor, by_title, marked)
    ceiling = chance.choice(LADDER[:3])
    return Case(
        source="\n".join(lines) + "\n",
        config=config.replace("CEILING", ceiling),
        labels=labels,
        ceiling=ceiling,
    )


def _roman(number: int) -> str:
    return ("I", "II", "III", "IV", "V", "VI")[number - 1]


def _name(chance: random.Random, used: set[str]) -> str:
    """A name that no language has and that no other name here is part of."""
    while True:
        name = "".join(chance.choice(_ONSETS) + chance.choice(_VOWELS) for _ in range(4))
        if name not in used:
            used.add(name)
            return name.capitalize() + "x"


def _sentence(chance: random.Random, name: str) -> str:
    a, b = chance.sample(_PLAIN, 2)
    number = chance.randint(10_000, 99_999)
    return chance.choice(_TALK).format(name=name, a=a, b=b, number=number)


def _config(
    chance: random.Random, floor: str, by_title: dict[str, str], marked: list[tuple[str, str]]
) -> str:
    rules = [f'  - {{select: {{title: "{t}"}}, marking: {label}}}' for t, label in by_title.items()]
    rules += [f"  - {{select: {{contains: [{n}]}}, marking: {label}}}" for n, label in marked]
    selects = ["{role: any}", "{kind: item}", "{kind: paragraph}", "{source: paper}"]
    selects += [f'{{title: "{title}"}}' for title in TITLES]
    slots = [
        f"      - {{id: part-{n}, label: Part {n}, layout: {chance.choice(['bullets', 'full'])},"
        f" select: {chance.choice(selects)}}}"
        for n in range(1, chance.randint(3, 5))
    ]
    return "\n".join(
        [
            "series: Papers",
            "as_of: 2024-05-01",
            f"ladder: [{', '.join(LADDER)}]",
            "sources:",
            f'  - {{path: "seeds/*", marking: {floor}}}',
            *(["markings:", *rules] if rules else []),
            "audiences:",
            "  readers:",
            "    title: What is known",
            f"    template: {chance.choice(TEMPLATES)}",
            "    ceiling: CEILING",
            f"    formats: [{chance.choice(('pdf', 'docx', 'docx', 'pdf, docx'))}]",
            "    sections:",
            *slots,
            "",
        ]
    )
