"""The page fit: the most that keeps the limit, in few layouts; what people edited stays."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from briefgen.build import BuildOptions, build
from briefgen.build.packs.bisection import RETURNS, Composed, Extent, FilledSlot, Fitted, fit
from briefgen.compose import ColumnContent, SlotContent
from briefgen.diagnostics import Severity
from briefgen.model import Document, Passage, Text
from briefgen.proof.pdf_text import read_drawn
from briefgen.selection import TLP_2_0, Limit, Selector, mark, select
from tests.builds.document import bullets, document, section
from tests.places import PROJECT

LINES = 20  # on one made-up page; a passage takes as many lines as its text has letters


def points(name: str, *lengths: int) -> tuple[Passage, ...]:
    block = section(f"s{name}", "Views", bullets(f"l{name}", *("x" * n for n in lengths)))
    marked = mark(document(block), "TLP:CLEAR", [], TLP_2_0)
    return select((marked.document,), Selector(), TLP_2_0)


def slot(name: str, *columns: tuple[Passage, ...], least: int = 1) -> FilledSlot:
    content = SlotContent(
        id=name,
        label=name,
        layout="bullets" if len(columns) == 1 else "side-by-side",
        passages=columns[0] if len(columns) == 1 else (),
        columns=tuple(ColumnContent(heading="", passages=c) for c in columns[1:] and columns),
    )
    return FilledSlot(content=content, limit=Limit(min=least))


def length(passage: Passage) -> int:
    return sum(len(inline.text) for inline in passage.pieces[0] if isinstance(inline, Text))


def compose_slots(slots: Sequence[FilledSlot]) -> Composed:
    """Columns stand beside each other, so that the longest of them counts."""
    lines = sum(max(sum(map(length, lane)) for lane in s.content.lanes) for s in slots)
    return Document(id=str(lines), title=(), language="en", blocks=()), ()


class Measuring:
    """A measure that counts its layouts."""

    def __init__(self) -> None:
        self.layouts = 0

    def __call__(self, made: Document) -> Extent:
        self.layouts += 1
        pages, over = divmod(int(made.id), LINES)
        return Extent(pages=pages + bool(over), fill=over / LINES if over else 1.0)


def kept(fitted: Fitted) -> list[list[int]]:
    return [[length(p) for p in lane] for s in fitted.slots for lane in s.content.lanes]


def test_what_fits_is_laid_out_once() -> None:
    measure = Measuring()
    fitted, _ = fit([slot("a", points("a", 9, 9))], 1, compose_slots, measure)
    assert (fitted.keeps(1), kept(fitted), measure.layouts) == (True, [[9, 9]], 1)


def test_the_most_that_fits_is_kept() -> None:
    slots = [slot("a", points("a", 8, 8, 1)), slot("b", points("b", 8))]
    fitted, _ = fit(slots, 1, compose_slots, Measuring())
    # the short point left with the long one and is taken back
    assert fitted.keeps(1)
    assert kept(fitted) == [[8, 1], [8]]
    assert [len(s.no_room) for s in fitted.slots] == [1, 0]


def test_two_views_are_shortened_alike() -> None:
    slots = [slot("v", points("a", 4, 4, 4, 4), points("b", 4, 4, 4, 4)), slot("c", points("c", 9))]
    fitted, _ = fit(slots, 1, compose_slots, Measuring())
    assert kept(fitted) == [[4, 4], [4, 4], [9]]


def test_a_long_pack_costs_few_layouts() -> None:
    measure = Measuring()
    fitted, _ = fit([slot("a", points("a", *[1] * 500))], 1, compose_slots, measure)
    assert len(kept(fitted)[0]) == LINES
    assert measure.layouts <= 2 + 9 + RETURNS  # whole, least, log2 of 500, taken back


def test_what_people_edited_stays_although_it_ranks_low() -> None:
    found = points("a", 8, 8, 8)
    worst = max(found, key=lambda p: p.rank)
    fitted, _ = fit([slot("a", found)], 1, compose_slots, Measuring(), {worst.id})
    assert worst.id in {p.id for p in fitted.slots[0].content.passages}
    assert len(fitted.slots[0].content.passages) == 2


def test_what_does_not_fit_at_its_least_comes_back_with_its_length() -> None:
    found = points("a", 25, 25)
    fitted, _ = fit([slot("a", found)], 1, compose_slots, Measuring())
    assert not fitted.keeps(1)
    assert fitted.extent.length == pytest.approx(1.25)
    pinned = frozenset(p.id for p in found)
    fitted, _ = fit([slot("a", found)], 1, compose_slots, Measuring(), pinned)
    assert fitted.extent.length == pytest.approx(2.5)


# --- the minister's memo --------------------------------------------------------------------------

CONFIG = PROJECT / "configs" / "nato-china.yaml"
FOOT_PT = 60.0  # below this stand the page number and the banner
TOP_PT, BOTTOM_PT = 110.0, 62.0  # of the body, from the edges of an A4 page in this style
A4_PT = 841.89


def memo(out: Path, seeds: Path) -> tuple[Path, list[str]]:
    """The memo as built, and why passages that were selected are not on it."""
    outcome = build(BuildOptions(configs=(CONFIG,), seeds=seeds, out=out, audiences=("minister",)))
    assert [d for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
    folder = out / "nato-china-relations" / "minister"
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    left = [passage["why"] for s in manifest["sections"] for passage in s["left_out"]]
    return folder / "nato-china-relations-minister.pdf", left


def last_baseline(path: Path) -> tuple[int, float]:
    """(pages, share of the last page's body above its last line of text)."""
    with pikepdf.open(path) as pdf:
        runs = read_drawn(pdf.pages[-1]).runs
        lowest = min(run.y for run in runs if run.y > FOOT_PT and run.text.strip())
        return len(pdf.pages), (A4_PT - TOP_PT - lowest) / (A4_PT - TOP_PT - BOTTOM_PT)


@pytest.mark.parametrize("whose", ["samples", "real_seeds"])
def test_the_memo_is_one_full_page(
    tmp_path: Path, whose: str, request: pytest.FixtureRequest
) -> None:
    """At least 85 in 100 of the page are used, unless every selected passage is on it."""
    path, left = memo(tmp_path, request.getfixturevalue(whose))
    pages, full = last_baseline(path)
    assert pages == 1
    assert full >= 0.85 or "pages" not in left


def test_a_memo_that_cannot_fit_says_by_how_much(tmp_path: Path) -> None:
    config = tmp_path / "plain.yaml"
    text = CONFIG.read_text("utf-8")
    plain = text.replace("    template: bluf-memo", "    template: bluf-memo\n    style: plain")
    config.write_text(plain, encoding="utf-8")
    options = BuildOptions(
        configs=(config,), seeds=PROJECT / "seeds", audiences=("minister",), dry_run=True
    )
    (fault,) = (d for d in build(options).diagnostics if d.code == "pages-over")
    assert "1.27 pages, 0.27 more than its limit of 1" in fault.message
    assert "history 2" in fault.message
    assert "compact" in fault.hint
