"""The lines of one section into pieces: paragraphs, points, rows, and what is set apart."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefgen.model import Person, Quirk, Repair
from briefgen.reading.boilerplate import find_tail
from briefgen.reading.columns import read_columns
from briefgen.reading.corrections import NO_SKIPS, Skips
from briefgen.reading.datelines import match_dateline
from briefgen.reading.drafts import Draft, finish, make_drafts, step_value
from briefgen.reading.joins import flow, join_drafts, log_broken_lines
from briefgen.reading.lines import Line
from briefgen.reading.milestones import Corpus, DatedRow, DatedRows, find_dated_rows
from briefgen.reading.plain.attendance import list_people
from briefgen.reading.plain.lost import restore_bullets
from briefgen.reading.plain.parts import Furnished, Piece
from briefgen.reading.plain.tables import Art, Grid, find_tables
from briefgen.reading.quirks import find_row_quirks, find_text_quirks
from briefgen.reading.vocabulary import Vocabulary
from briefgen.reading.words import mend_parts
from briefgen.slotted import dataclass

_ORNAMENT = 100  # characters of a line that may be drawn
_GOES_ON = 2  # sections whose numbers go on from the one before
_FIRST = 3  # paragraphs among which the dateline is sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the reading of every section needs to know of the whole text."""

    source: str
    language: str
    words: Vocabulary
    corpus: Corpus
    breaks: frozenset[int]
    wrapped: bool
    measure: int
    set_apart: Mapping[int, str]
    set_in: bool = False  # an indent opens a paragraph
    skips: Skips = NO_SKIPS


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionText:
    """Pieces of one section in reading order, with what was mended and what is odd."""

    pieces: tuple[Piece, ...]
    repairs: tuple[Repair, ...] = ()
    quirks: tuple[Quirk, ...] = ()
    dateline: str = ""


def read_section(lines: Sequence[Line], scene: Scene, title: str = "") -> SectionText:
    """Read the lines between two headings. `title`: what the one above them says."""
    furnished = _furnished(lines, scene.set_apart)
    free = [x for x in lines if x.number not in scene.set_apart]
    table = find_dated_rows(free, scene.corpus, scene.breaks, scene.skips)
    if table:
        table = _with_mended_words(table, scene)
        free = [x for x in free if x.number not in table.used]
    tables, drawn = find_tables(free)
    grids = [piece for piece in tables if not (isinstance(piece, Grid) and piece.prose)]
    prose = [piece for piece in tables if isinstance(piece, Grid) and piece.prose]
    drafts, repairs, quirks = _drafts([x for x in free if x.number not in drawn], scene, title)
    if prose:
        columns, odd = read_columns(prose, scene.breaks)
        flowing, more, unsure = _flowing(columns, scene)
        drafts += flowing
        repairs += more
        quirks += (*odd, *unsure)
    written = [_ornament(d) if _is_ornament(d) else d for d in drafts]
    pieces: list[Piece] = [*furnished, *written, *grids, *((table,) if table else ())]
    quirks += [q for draft in drafts for q in find_text_quirks(draft)]
    quirks += [q for grid in grids if isinstance(grid, Grid) for q in grid.quirks]
    if table:
        repairs += table.repairs
        quirks += table.quirks
        quirks += [q for row in table.rows for q in find_row_quirks(row)]
    return SectionText(
        pieces=in_order(pieces),
        repairs=tuple(repairs),
        quirks=tuple(quirks),
    )


def _is_ornament(draft: Draft) -> bool:
    """Dots, dashes, stars or specks of a scan, without one letter or figure."""
    text = draft.text
    return draft.kind != "step" and len(text) <= _ORNAMENT and not any(map(str.isalnum, text))


def _ornament(draft: Draft) -> Furnished:
    return Furnished(lines=draft.lines, text=draft.text, reason="ornament")


def _with_mended_words(table: DatedRows, scene: Scene) -> DatedRows:
    rows: list[DatedRow] = []
    repairs: list[Repair] = []
    for row in table.rows:
        ((_, text),), found = mend_parts(((row.lines[0], row.text),), scene.words, scene.skips)
        rows.append(replace(row, text=text, original=row.original or row.text) if found else row)
        repairs += found
    return replace(table, rows=tuple(rows), repairs=(*table.repairs, *repairs))


def in_order(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces by the first line that they stand on."""
    return tuple(sorted(pieces, key=first_line))


def first_line(piece: Piece) -> int:
    """The line that a piece is placed by."""
    match piece:
        case Draft():
            return piece.at or piece.parts[0][0]
        case Furnished() | Grid():
            return min(piece.lines)
        case Art():
            return piece.lines[0][0]
        case DatedRows():
            return min(n for row in piece.rows for n in row.lines)


def _furnished(lines: Sequence[Line], set_apart: Mapping[int, str]) -> list[Furnished]:
    """Neighbouring lines that are set apart for the same reason, as one piece."""
    found: list[Furnished] = []
    for line in lines:
        reason = set_apart.get(line.number)
        if reason is None or not line.text:
            continue
        words = " ".join(line.words.split())
        last = found[-1] if found else None
        if last and last.reason == reason and last.lines[-1] == line.number - 1:
            found[-1] = replace(last, lines=(*last.lines, line.number), text=f"{last.text} {words}")
        else:
            found.append(Furnished(lines=(line.number,), text=words, reason=reason))
    return found


def _drafts(
    lines: Sequence[Line], scene: Scene, title: str
) -> tuple[list[Draft], list[Repair], list[Quirk]]:
    raw = make_drafts(lines, scene.breaks, wrapped=scene.wrapped, set_in=scene.set_in)
    whole, broken = (raw, ()) if scene.wrapped else log_broken_lines(raw, scene.skips)
    joined, repairs = join_drafts(whole, scene.words, scene.skips, scene.measure)
    listed, lost = restore_bullets(joined, scene.skips)
    people = list_people(listed, scene.measure, title)
    done, mended, quirks = _flowing(people, scene)
    return done, [*broken, *repairs, *lost, *mended], quirks


def _flowing(
    drafts: Sequence[Draft], scene: Scene
) -> tuple[list[Draft], list[Repair], list[Quirk]]:
    """Drafts with their words mended and their lines put together."""
    done: list[Draft] = []
    mended: list[Repair] = []
    quirks: list[Quirk] = []
    for draft in drafts:
        parts, words = mend_parts(draft.parts, scene.words, scene.skips)
        if len(parts) == 1 and not words:
            done.append(draft)
            continue
        text, seams, unsure = flow(parts, scene.words, scene.skips, scene.language)
        mended += (*words, *seams)
        quirks += unsure
        done.append(finish(draft, parts, text, changed=bool(seams or words)))
    return done, mended, quirks


def keep_numbered_paragraphs(texts: Sequence[SectionText]) -> list[SectionText]:
    """Paragraphs whose numbers count on from section to section are no points: they keep them.

    Two sections and more must go on where the one before ended, and none begins again at 1.
    """
    values = [[n for p in part.pieces if (n := _step_number(p)) is not None] for part in texts]
    runs = [run for run in values if run]
    goes_on = sum(b[0] == a[-1] + 1 for a, b in itertools.pairwise(runs))
    if goes_on < _GOES_ON or sum(run[0] == 1 for run in runs) > 1:
        return list(texts)
    return [replace(part, pieces=tuple(map(_as_paragraph, part.pieces))) for part in texts]


def _step_number(piece: Piece) -> int | None:
    return step_value(piece.mark) if isinstance(piece, Draft) and piece.kind == "step" else None


def _as_paragraph(piece: Piece) -> Piece:
    if not isinstance(piece, Draft) or _step_number(piece) is None:
        return piece
    return replace(piece, kind="paragraph", text=f"{piece.mark} {piece.text}", mark="")


def split_off_tail(texts: Sequence[SectionText]) -> tuple[list[SectionText], tuple[Person, ...]]:
    """Set the boilerplate at the end apart, and find the dateline at the start."""
    done = list(texts)
    authors: tuple[Person, ...] = ()
    filled = [i for i, part in enumerate(done) if any(isinstance(p, Draft) for p in part.pieces)]
    if not filled:
        return done, authors
    done[filled[0]] = _with_dateline(done[filled[0]])
    part = done[filled[-1]]
    places = [i for i, p in enumerate(part.pieces) if isinstance(p, Draft)]
    drafts = [p for p in part.pieces if isinstance(p, Draft)]
    tail = find_tail([d.text if d.kind == "paragraph" else "" for d in drafts])
    if not tail.reasons:
        return done, authors
    pieces = list(part.pieces)
    for index, reason in tail.reasons.items():
        draft = drafts[index]
        pieces[places[index]] = Furnished(lines=draft.lines, text=draft.text, reason=reason)
    done[filled[-1]] = replace(part, pieces=tuple(pieces))
    return done, tail.authors


def _with_dateline(part: SectionText) -> SectionText:
    """The first paragraph with a dateline opens the text; a notice may stand before it."""
    drafts = ((i, p) for i, p in enumerate(part.pieces) if isinstance(p, Draft))
    for index, draft in itertools.islice(drafts, _FIRST):
        may_open = draft.kind == "paragraph" and not draft.text[1:3].islower()
        place, _ = match_dateline(draft.text) if may_open else ("", 0)
        if place:
            lead = replace(draft, lead=True)
            pieces = (*part.pieces[:index], lead, *part.pieces[index + 1 :])
            return replace(part, pieces=pieces, dateline=place)
    return part
