"""How exactly files of each format are read, made from known text by several makers.

    python -m tests.bench.formats [--seeds 4]

F1 of headings (text, then text and level), paragraphs, points and rows, the least over the seeds;
lines of running heads left in the text; our own packs in all styles read back from their PDF.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from briefgen import model
from briefgen.reading import Guard, Reading, read_bytes
from briefgen.renderers.pdf import render, start_run
from briefgen.tree import node_text, plain_text, walk
from tests.bench.format_files import MAKERS, Unit, varied_report
from tests.formats.samples import HEAD
from tests.packs.parts import STYLE_NAMES, load_style
from tests.packs.samples import PACKS

Thing = tuple[str, str, int]
KINDS = ("heading", "paragraph", "point", "row")


def main() -> None:
    parser = argparse.ArgumentParser(description="Figures of the readers of files.")
    parser.add_argument("--seeds", type=int, default=4, help="reports for each maker")
    seeds = range(parser.parse_args().seeds)
    _say(f"{'least F1 of':32} headings levels paragraphs points  rows  heads left")
    with Guard() as guard:
        for name, (suffix, make) in MAKERS.items():
            least, left = [1.0] * 5, 0
            for seed in seeds:
                units = varied_report(seed, numbered=seed % 2 == 0)
                found = list(_things(_read(make(units), suffix, guard)))
                least = [min(a, b) for a, b in zip(least, _scores(units, found), strict=True)]
                left += sum(HEAD.casefold() in text for _, text, _ in found)
            _say(f"{name:32} " + "     ".join(f"{f1:.3f}" for f1 in least) + f"     {left}")
        _print_packs(guard)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _read(data: bytes, suffix: str, guard: Guard) -> Reading:
    reading, found = read_bytes(data, source_id="s", shown="s", suffix=suffix, guard=guard)
    if reading is None:
        raise SystemExit(str(found))
    return reading


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _things(reading: Reading) -> Iterator[Thing]:
    inner: set[int] = set()
    for node in walk(reading.document.blocks):
        match node:
            case model.Section() if node.title:
                title = node.original or plain_text(node.title)
                yield "heading", _folded(f"{node.number} {title}"), node.level
            case model.ListItem():
                inner |= {id(block) for block in node.blocks}
                yield "point", _folded(node_text(node)), 0
            case model.Paragraph() | model.Quote() if id(node) not in inner:
                yield "paragraph", _folded(plain_text(node.content)), 0
            case model.Row():
                yield "row", _folded("|".join(plain_text(cell) for cell in node.cells)), 0
            case _:
                continue


def _truth(units: Sequence[Unit]) -> Iterator[Thing]:
    kinds = {"quote": "paragraph", "step": "point"}
    for unit in units:
        text = re.sub(r"^(\d+)\. ", r"\1 ", unit.text) if unit.kind == "heading" else unit.text
        if unit.kind != "title":
            yield kinds.get(unit.kind, unit.kind), _folded(text), unit.level


def _scores(units: Sequence[Unit], found: Sequence[Thing]) -> list[float]:
    """F1 of headings by text, by text and level, and of each other kind."""
    truth = list(_truth(units))
    bare = [[text for kind, text, _ in some if kind == "heading"] for some in (truth, found)]
    pairs = [tuple(bare)]
    for kind in KINDS:
        pairs.append(tuple([t for t in some if t[0] == kind] for some in (truth, found)))  # type: ignore[misc]
    return [_f1(one, two) for one, two in pairs]


def _f1(one: Sequence[object], two: Sequence[object]) -> float:
    wanted, given = Counter(one), Counter(two)
    total = wanted.total() + given.total()
    return 2 * (wanted & given).total() / total if total else 1.0


# --- our own packs --------------------------------------------------------------------------------


def _print_packs(guard: Guard) -> None:
    for name, make in PACKS.items():
        pack = make()
        heads = [t for t in map(_folded, _pack_titles(pack)) if t]
        texts = [n for n in walk(pack.blocks) if isinstance(n, model.Paragraph)]
        paragraphs = [_folded(plain_text(node.content)) for node in texts]
        least = [1.0, 1.0]
        for style in STYLE_NAMES:
            data, _ = render(pack, load_style(style), start_run())
            document = _read(data, ".pdf", guard).document
            found = [n for n in walk(document.blocks) if isinstance(n, model.Section) and n.title]
            titles = [_folded(f"{n.number} {n.original or plain_text(n.title)}") for n in found]
            kept = [n for n in walk(document.blocks) if isinstance(n, model.Paragraph)]
            read = Counter(_folded(plain_text(n.content)) for n in kept)
            recall = (Counter(paragraphs) & read).total() / max(len(paragraphs), 1)
            least = [min(least[0], _f1(heads, titles)), min(least[1], recall)]
        _say(f"{'own pack, ' + name:32} headings {least[0]:.3f}  paragraphs found {least[1]:.3f}")


def _pack_titles(pack: model.Document) -> Iterator[str]:
    for node in walk(pack.blocks):
        match node:
            case model.Head() | model.Callout() | model.Column() | model.Contents():
                yield plain_text(node.title)
            case model.Section():
                yield f"{node.number} {plain_text(node.title)}" if node.title else ""
            case _:
                continue


if __name__ == "__main__":
    main()
