"""How exactly plain text is read, and what it costs: the table of figures of the reader.

    python -m tests.bench.reading [--rounds 25] [--largest 10]

Exactness: documents damaged afresh (10 seeds in each layout) against the truth they were made
from, with how often each kind of damage struck; repairs of clean documents, which should be none.
Cost: CPU time of reading against markdown-it-py's parse of the same text in the same run, pair by
pair; growth from size to size; peak memory. `--largest`: megabytes of the largest text.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from briefgen.reading import Reading, read_bytes
from tests.reading import damage
from tests.reading.scoring import LEAST, LEAST_JOINS, f1, found_things, joined, true_things

TESTS = Path(__file__).resolve().parents[1]
SAMPLES = TESTS.parent / "seeds"
REAL = TESTS.parent.parent / "shared" / "seeds"
SEEDS = range(10)
MEGABYTE = 1_000_000


def main() -> None:
    options = _parse()
    _print_damage()
    _print_clean()
    _print_ratios(options.rounds)
    _print_growth(options.largest)
    _print_hard_texts()


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Figures of the plain-text reader.")
    parser.add_argument("--rounds", type=int, default=25, help="pairs for each ratio")
    parser.add_argument("--largest", type=float, default=10.0, help="megabytes")
    return parser.parse_args()


def _say(line: str = "") -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _read(text: str) -> Reading:
    reading, _ = read_bytes(text.encode(), source_id="s", shown="s.txt", suffix=".txt")
    if reading is None:
        raise SystemExit("a text was refused")
    return reading


def _cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


# --- exactness ------------------------------------------------------------------------------------


def _print_damage() -> None:
    _say("fresh damage, 10 seeds a layout: least F1 (and the bound)")
    bounds = "  ".join(f"{kind} {least:.2f}" for kind, least in LEAST.items())
    _say(f"  {'bound':8} {bounds}  joins {LEAST_JOINS:.2f}")
    for layout in damage.LAYOUTS:
        scores: dict[str, list[float]] = {kind: [] for kind in LEAST}
        struck: Counter[str] = Counter()
        sites: Counter[str] = Counter()
        whole = broken = words = 0
        for seed in SEEDS:
            made = damage.damaged(seed, layout)
            reading = _read(made.text)
            found, truth = found_things(reading), true_things(made.truth)
            for kind, values in scores.items():
                values.append(f1(found[kind], truth[kind]))
            one, two = joined(reading, made.truth)
            whole, broken, words = whole + one, broken + two, words + len(made.text.split())
            for kind, (hits, places) in made.struck.items():
                struck[kind] += hits
                sites[kind] += places
        least = "  ".join(f"{kind} {min(values):.3f}" for kind, values in scores.items())
        _say(f"  {layout:8} {least}  joins {whole}/{broken}  words {words // len(SEEDS)}")
        rates = ", ".join(f"{k} {struck[k]}/{n} ({struck[k] / n:.0%})" for k, n in sites.items())
        _say(f"           {rates}")


def _print_clean() -> None:
    made = sum(
        len(_read(damage.clean(seed, layout).text).repairs)
        for layout in damage.LAYOUTS
        for seed in SEEDS
    )
    others = sorted((TESTS / "cases" / "reading" / "clean").glob("*.txt"))
    kinds = ", ".join(path.stem for path in others)
    false = sum(len(_read(path.read_text(encoding="utf-8")).repairs) for path in others)
    _say(f"false repairs: {made} of {len(damage.LAYOUTS) * len(SEEDS)} clean documents made here;")
    _say(f"  {false} of {len(others)} other clean texts ({kinds})")


# --- cost -----------------------------------------------------------------------------------------


def _texts() -> Iterator[tuple[str, str]]:
    for folder in (REAL, SAMPLES):
        for path in sorted(folder.glob("*.txt")):
            yield path.name, path.read_text(encoding="utf-8")


def _print_ratios(rounds: int) -> None:
    _say(f"CPU time of reading over markdown-it-py's parse, median of {rounds} pairs (bound 5)")
    parser = MarkdownIt()
    for name, text in _texts():
        pairs = [_pair(parser, text) for _ in range(rounds)]
        ratio = statistics.median(one / two for one, two in pairs)
        mine, theirs = (statistics.median(column) * 1000 for column in zip(*pairs, strict=True))
        _say(f"  {name:28} {len(text):6} characters {mine:6.1f} / {theirs:5.1f} ms = {ratio:.2f}")


def _pair(parser: MarkdownIt, text: str) -> tuple[float, float]:
    return _cpu(lambda: _read(text)), _cpu(lambda: parser.parse(text))


def _print_growth(largest: float) -> None:
    _say("growth: the text of all sources again and again (bound 2.3 for twice the text)")
    whole = "\n\n".join(text for _, text in _texts())
    _print_sizes("as paragraphs", whole + "\n\n", largest)
    _print_sizes("on one line", " ".join(whole.split()) + " ", largest)


def _print_sizes(name: str, piece: str, largest: float) -> None:
    last = 0.0
    size = int(largest * MEGABYTE / 16)
    while size < len(piece):  # less than all of it is another text at each size
        size *= 2
    while size <= largest * MEGABYTE:
        text = (piece * (size // len(piece) + 1))[:size]
        seconds, memory = _apart(text)
        grown = f"x {seconds / last:.2f}" if last else ""
        _say(f"  {name:14} {size / MEGABYTE:6.2f} MB {seconds:7.2f} s {memory:5} MB peak {grown}")
        last, size = seconds, size * 2


def _apart(text: str) -> tuple[float, int]:
    """CPU seconds and peak memory in MB of reading a text in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (text,))


def _measure(text: str) -> tuple[float, int]:
    seconds = _cpu(lambda: _read(text))
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _print_hard_texts() -> None:
    _say("hard texts of 2 MB (bound 5 s)")
    pieces = {
        "points": "- item one of it\n",
        "quotation marks": '"',
        "opened quotations": '"a b c d ',
        "headings": "ABC DEF\n===\n\nSome text under the heading that goes on.\n\n",
        "rows": "\t2002\tText of the row here.\n",
        "bars": "| one | two | three |\n",
        "asterisks": "*a ",
    }
    for name, piece in pieces.items():
        seconds, memory = _apart("x" + piece * (2 * MEGABYTE // len(piece)))
        _say(f"  {name:18} {seconds:6.2f} s {memory:5} MB peak")


if __name__ == "__main__":
    main()
