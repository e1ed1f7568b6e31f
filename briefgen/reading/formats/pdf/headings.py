"""Headings of a PDF: what its bookmarks name, and what is set as those are; else by the look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from briefgen.reading.formats.headlines import Headline, by_numbers, levels_of, may_be_heading
from briefgen.reading.formats.pdf.lines import PdfLine
from briefgen.reading.formats.pdf.spacing import side_by_side
from briefgen.reading.numbering import split_number
from briefgen.slotted import dataclass

_ALIKE: Final = 92.0  # of 100, between a bookmark and a line of its page
_LARGER: Final = 1.07  # than the text: a heading by its size
_CLOSE: Final = 1.5  # of the size: lines of one heading
_MOST_LINES: Final = 6  # of one heading
_FEW: Final = 2  # headings that a look of headings has at least
_LETTERS: Final = 4  # in capitals: shorter words may be names
_CAPTION: Final = re.compile(
    r"(?:figure|fig\.|table|chart|box|source|sources|note|notes|abbildung|tabelle|tableau|quelle)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])[.):]?\s+")

Style = tuple[int, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """An entry of the PDF's outline; `level` from 1, `page` from 1 (0 where it names none)."""

    title: str
    level: int
    page: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Runs of lines that are headings, each with its level; and the title's lines, () for none."""

    runs: Mapping[int, tuple[tuple[PdfLine, ...], int]]  # number of the first line -> lines, level
    title: tuple[PdfLine, ...] = ()


def style_of(line: PdfLine) -> Style:
    return round(line.size), line.bold


def find_headings(
    lines: Sequence[PdfLine], bookmarks: Sequence[Bookmark], body: Style, stated: str = ""
) -> Headings:
    """Headings among the lines of the text, furniture and notes already taken out.

    `stated` is the title that the file's properties give: it counts where the first page shows it
    too, and then nothing that stands before it is a heading.
    """
    runs = _runs(lines)
    title = _stated_title(runs, stated)
    if not title:
        return _find(runs, bookmarks, body)
    after = [run for run in runs if run[0].number > title[-1].number]
    return replace(_find(after, bookmarks, body), title=title)


def _stated_title(runs: Sequence[tuple[PdfLine, ...]], stated: str) -> tuple[PdfLine, ...]:
    first = runs[0][0].page if runs else 0
    for run in runs:
        for part in _windows(run) if run[0].page == first else ():
            if _score(_text(part), stated) >= _ALIKE:
                return part
    return ()


def _find(
    runs: Sequence[tuple[PdfLine, ...]], bookmarks: Sequence[Bookmark], body: Style
) -> Headings:
    marked = _by_bookmarks(runs, bookmarks)
    if marked and len(marked) * 2 >= len(bookmarks):
        return _with_same_style(runs, marked, body)
    return _by_look(runs, body)


def _runs(lines: Sequence[PdfLine]) -> list[tuple[PdfLine, ...]]:
    """Neighbouring lines of one style and page, close to each other: what can be one heading."""
    runs: list[list[PdfLine]] = []
    for line in lines:
        last = runs[-1][-1] if runs else None
        if (
            last
            and last.page == line.page
            and style_of(last) == style_of(line)
            and 0 < last.base - line.base < _CLOSE * line.size
            and not _opens_anew(line.text)
        ):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [tuple(run) for run in runs]


def _is_entry(run: Sequence[PdfLine]) -> bool:
    """Whether a page number stands at the far end: a line of the contents, not a heading."""
    last = run[-1].cells[-1:]
    return len(run[-1].cells) > 1 and bool(last) and last[0][1].isdigit()


def _opens_anew(text: str) -> bool:
    number, title = split_number(text)
    return bool(number and number.sure and title)


def _text(run: Sequence[PdfLine]) -> str:
    return " ".join(line.text for line in run)


# --- bookmarks ------------------------------------------------------------------------------------

_Found = dict[int, tuple[tuple[PdfLine, ...], int]]


def _by_bookmarks(runs: Sequence[tuple[PdfLine, ...]], bookmarks: Sequence[Bookmark]) -> _Found:
    """The lines that a bookmark names, on its page or the next one; each used once."""
    found: _Found = {}
    for mark in bookmarks:
        near = [run for run in runs if not mark.page or 0 <= run[0].page - mark.page <= 1]
        best: tuple[float, tuple[PdfLine, ...]] | None = None
        for run in near:
            for part in _windows(run):
                score = _score(_text(part), mark.title)
                if (
                    score >= _ALIKE
                    and part[0].number not in found
                    and (not best or score > best[0])
                ):
                    best = (score, part)
        if best:
            found[best[1][0].number] = (best[1], mark.level)
    return found


def _windows(run: Sequence[PdfLine]) -> list[tuple[PdfLine, ...]]:
    """Every part of a run that could be the heading, up to its most lines."""
    return [
        tuple(run[start : start + width])
        for start in range(min(len(run), 60))
        for width in range(1, min(_MOST_LINES, len(run) - start) + 1)
    ]


def _score(text: str, title: str) -> float:
    """How alike two titles are, with and without the number that opens them."""
    one, two = _fold(text), _fold(title)
    if not one or not two or abs(len(one) - len(two)) > 0.4 * max(len(one), len(two)) + 8:
        return 0.0
    bare = fuzz.ratio(_fold(_NUMBER.sub("", text)), _fold(_NUMBER.sub("", title)))
    return max(fuzz.ratio(one, two), bare)


def _fold(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _with_same_style(runs: Sequence[tuple[PdfLine, ...]], marked: _Found, body: Style) -> Headings:
    """What is set as the headings of one level are, and as no text is, is a heading of it too."""
    styles: dict[Style, list[int]] = {}
    for part, level in marked.values():
        styles.setdefault(style_of(part[0]), []).append(level)
    used = {line.number for part, _ in marked.values() for line in part}
    found = dict(marked)
    for run, after in zip(runs, (*runs[1:], ()), strict=True):
        levels = styles.get(style_of(run[0]))
        free = not any(line.number in used for line in run)
        short = len(run) <= _MOST_LINES and may_be_heading(_text(run)) and not _is_entry(run)
        beside = bool(after) and side_by_side(run[-1], after[0])  # the first cell of a row
        if levels and free and short and not beside and style_of(run[0]) != body:
            found[run[0].number] = (run, max(sorted(set(levels)), key=levels.count))
    first = min(found)
    return Headings(runs=found, title=_title_before(runs, first, body, found))


def _title_before(
    runs: Sequence[tuple[PdfLine, ...]], first: int, body: Style, found: _Found
) -> tuple[PdfLine, ...]:
    """The largest words of the first page before the first heading."""
    largest = max((part[0].size for part, _ in found.values()), default=body[0])
    before = [
        run
        for run in runs
        if run[0].number < first and run[0].page == 1 and run[0].size > max(largest, body[0]) + 0.5
    ]
    best = max(before, key=lambda run: (run[0].size, -run[0].number), default=())
    return best if best and len(best) <= _MOST_LINES else ()


# --- look -----------------------------------------------------------------------------------------


def _by_look(runs: Sequence[tuple[PdfLine, ...]], body: Style) -> Headings:
    """Larger than the text, or bold or italic where the text is not; levels by the look."""
    shown = [index for index, run in enumerate(runs) if _may_head(runs, index)]
    stand = [index for index in shown if _stands_out(runs[index][0], body)]
    stand = sorted({*stand, *_in_italics(runs, shown, body)})
    looks = _ranks([runs[index] for index in stand])
    lines = [
        Headline(index=index, text=_text(runs[index]), size=size)
        for index, size in zip(stand, looks, strict=True)
    ]
    title, levels = levels_of(lines, len(runs))
    levels = by_numbers(levels, {line.index: line.text for line in lines})
    found = {runs[i][0].number: (runs[i], level) for i, level in levels.items()}
    return Headings(runs=found, title=runs[title] if title is not None else ())


def _may_head(runs: Sequence[tuple[PdfLine, ...]], index: int) -> bool:
    run = runs[index]
    return len(run) <= _MOST_LINES and not _is_lead_in(runs, index) and not _is_entry(run)


def _stands_out(line: PdfLine, body: Style) -> bool:
    return line.size >= _LARGER * body[0] or (
        line.bold and not body[1] and line.size >= 0.95 * body[0]
    )


def _in_italics(
    runs: Sequence[tuple[PdfLine, ...]], shown: Sequence[int], body: Style
) -> list[int]:
    """Single lines in italics right over text of the body's look, where there are several."""
    found: list[int] = []
    slanted = sum(run[0].italic for run in runs if style_of(run[0]) == body)
    if 2 * slanted > len(runs):
        return found
    for index in shown:
        run, after = runs[index], runs[index + 1]
        words = _text(run)
        alike = style_of(run[0]) == body == style_of(after[0])
        if not (alike and run[0].italic and len(run) == 1 and may_be_heading(words)):
            continue
        if not after[0].italic and words[:1].isupper() and not _CAPTION.match(words):
            found.append(index)
    return found if len(found) >= _FEW else []


def _ranks(runs: Sequence[tuple[PdfLine, ...]]) -> list[float]:
    """A number for each run, larger for what stands higher: by size, then weight, then capitals,
    upright before italic. Capitals count where there are several, and others of that size.
    """
    capitals = {
        style
        for style in {style_of(run[0]) for run in runs}
        if sum(_is_capital(r) for r in runs if style_of(r[0]) == style) >= _FEW
    }
    keys = [
        (
            round(run[0].size),
            run[0].bold,
            style_of(run[0]) in capitals and _is_capital(run),
            not run[0].italic,
        )
        for run in runs
    ]
    order = sorted(set(keys))
    return [float(order.index(key)) for key in keys]


def _is_capital(run: Sequence[PdfLine]) -> bool:
    letters = [c for c in _text(run) if c.isalpha()]
    return len(letters) > _LETTERS and all(c.isupper() for c in letters)


def _is_lead_in(runs: Sequence[tuple[PdfLine, ...]], index: int) -> bool:
    """Whether the next run goes on where this one ends: bold words of a paragraph or a row."""
    run, after = runs[index], runs[index + 1 : index + 2]
    if not after:
        return True
    follows = after[0][0]
    down = run[-1].base - follows.base
    if side_by_side(run[-1], follows):
        return True
    close = run[-1].page == follows.page and 0 < down < 1.35 * follows.size
    return close and abs(run[-1].size - follows.size) < 0.6 and follows.text[:1].islower()
