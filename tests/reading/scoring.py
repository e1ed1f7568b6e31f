"""What was read and what is true, as kinds of things that can be counted against each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable

from briefgen.model import ListItem, Milestone, Paragraph, Section
from briefgen.reading import Reading
from briefgen.tree import node_text, plain_text, walk
from tests.reading import damage

Things = dict[str, list[Hashable]]
LEAST = {"heading": 0.90, "paragraph": 0.93, "item": 0.93, "row": 0.95}
LEAST_JOINS = 0.95


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def found_things(reading: Reading) -> Things:
    found: Things = {kind: [] for kind in LEAST}
    for node in walk(reading.document.blocks):
        match node:
            case Section():
                if node.title:
                    title = folded(plain_text(node.title))
                    found["heading"].append((node.number, node.level, title))
                inner = [b for b in node.blocks if isinstance(b, Paragraph)]
                found["paragraph"] += [folded(plain_text(p.content)) for p in inner]
            case ListItem():
                found["item"].append(folded(node_text(node)))
            case Milestone():
                if node.when is not None:  # the outline sets a row apart that cannot be read
                    years = (node.when.start.year, node.when.end.year)
                    found["row"].append((years, folded(plain_text(node.content))))
            case _:
                continue
    return found


def true_things(units: Iterable[damage.Unit]) -> Things:
    truth: Things = {kind: [] for kind in LEAST}
    for unit in units:
        text = folded(unit.text)
        match unit.kind:
            case "heading":
                truth["heading"].append((unit.number, unit.level, text))
            case "row":
                truth["row"].append((unit.years, text))
            case _:
                truth[unit.kind].append(text)
    return truth


def f1(found: Iterable[Hashable], truth: Iterable[Hashable]) -> float:
    one, two = Counter(found), Counter(truth)
    both = sum((one & two).values())
    total = sum(one.values()) + sum(two.values())
    return 2 * both / total if total else 1.0


def joined(reading: Reading, units: Iterable[damage.Unit]) -> tuple[int, int]:
    """(broken units found whole, broken units)."""
    found = found_things(reading)
    whole = Counter([*found["paragraph"], *found["item"]])
    broken = [folded(u.text) for u in units if u.broken and u.kind in ("paragraph", "item")]
    return sum(whole[text] > 0 for text in broken), len(broken)
