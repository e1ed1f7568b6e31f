"""Which clumps are headings: contents first, then numbering, then capitals and short lines."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from rapidfuzz import fuzz

from briefgen.reading.clumps import Clump, ends_sentence
from briefgen.reading.corrections import NO_SKIPS, Skips
from briefgen.reading.lexicon import PEOPLE_SECTIONS, fold_name
from briefgen.reading.numbering import Number, as_letter, is_annex, split_number
from briefgen.reading.plain.candidates import Candidate, Heading, find_candidates
from briefgen.reading.plain.contents import ContentsTable, Entry, fold
from briefgen.reading.plain.looks import looks_like_heading, over_lists, over_text
from briefgen.reading.plain.runins import find_run_ins
from briefgen.reading.titles import is_capitals

_ALIKE = 85.0  # of 100: two titles are one
_CUT = 10  # letters that a title cut short must have kept
_FAR = 400  # candidates after the last match among which the next entry is sought


def find_headings(
    clumps: Sequence[Clump],
    contents: ContentsTable,
    stated: Mapping[int, int] | None = None,
    measure: int = 0,
    skips: Skips = NO_SKIPS,
) -> tuple[Heading, ...]:
    """Headings in reading order, levels not yet set; a clump gives one at most.

    `stated`: line -> its level as the config states it (0: no heading); such a line that is one
    stands in a clump of its own. `measure`: characters of a full line, 0 where lines have none.
    """
    cands = find_candidates(clumps)
    found: dict[int, Heading] = {}
    if stated:
        cands = [c for c in cands if not any(line.number in stated for line in c.lines)]
        found |= _stated_headings(clumps, stated)
    found |= _match_contents(cands, contents)
    found |= _numbered(clumps, cands, found)
    for candidate in cands:
        if candidate.clump in found:
            continue
        if reason := looks_like_heading(clumps, candidate, found, measure):
            found[candidate.clump] = Heading(
                candidate=candidate, reason=reason, number=None, title=candidate.text
            )
    found |= find_run_ins(clumps, contents, found, skips)
    found |= over_text(clumps, cands, found, measure)
    found |= over_lists(clumps, cands, found, measure)
    return tuple(found[index] for index in sorted(found))


def _stated_headings(clumps: Sequence[Clump], stated: Mapping[int, int]) -> dict[int, Heading]:
    found: dict[int, Heading] = {}
    for index, clump in enumerate(clumps):
        if level := stated.get(clump.first, 0):
            text = " ".join(clump.text.split())
            number, title = split_number(text)
            candidate = Candidate(
                clump=index,
                lines=clump.lines,
                text=text,
                number=number,
                title=title or text,
                whole=True,
            )
            found[index] = Heading(
                candidate=candidate,
                reason="stated",
                number=number,
                title=candidate.title,
                level=level,
            )
    return found


# --- by the table of contents ---------------------------------------------------------------------


def _match_contents(cands: Sequence[Candidate], contents: ContentsTable) -> dict[int, Heading]:
    """Give each entry the first candidate after the last match that bears its title.

    Looks at so many candidates after the last match, and no further, so that the work grows with
    the length of the text alone.
    """
    found: dict[int, Heading] = {}
    if not contents.entries:
        return found
    after = max(contents.lines, default=0)
    body = [
        (c, fold(c.title), fold(c.text))
        for c in cands
        if c.lines[0].number > after and not ends_sentence(c.text)
    ]
    exact = {title: index for index, (_, title, _) in reversed(list(enumerate(body)))}
    start = 0
    for entry in contents.entries:
        index = exact.get(fold(entry.title), -1)
        if index < start or index > start + _FAR:
            index = _likest(entry, body, start)
        if index >= 0:
            candidate = body[index][0]
            found[candidate.clump] = Heading(
                candidate=candidate,
                reason="contents",
                number=candidate.number,  # one that only the contents print is not taken
                title=candidate.title,
                entry=entry,
            )
            start = index + 1
    return found


_Folded = tuple[Candidate, str, str]


def _likest(entry: Entry, body: Sequence[_Folded], start: int) -> int:
    """Index of the first candidate that is like an entry enough, and none is liker; -1 for none."""
    best, score = -1, _ALIKE
    for index in range(start, min(start + _FAR, len(body))):
        now = _likeness(entry, body[index])
        if now > score or (best < 0 and now >= score):
            best, score = index, now
    return best


def _likeness(entry: Entry, folded: _Folded) -> float:
    """0 to 109: how alike two titles are; a title cut short in the contents counts as 92."""
    candidate, title, whole = folded
    one = fold(entry.title)
    if not one or not title or (candidate.over and one != whole):
        return 0.0
    score = max(fuzz.ratio(one, title), fuzz.ratio(one, whole))
    if len(one) >= _CUT and len(title) > len(one) and fuzz.ratio(one, title[: len(one)]) >= 90:
        score = max(score, 92.0)
    same_number = (
        entry.number is not None
        and candidate.number is not None
        and entry.number.values == candidate.number.values
    )
    return score + (10.0 if same_number else 0.0)


_Run = list[tuple[Candidate, Number]]


# --- by numbering ---------------------------------------------------------------------------------


def _numbered(
    clumps: Sequence[Clump], cands: Sequence[Candidate], found: Mapping[int, Heading]
) -> dict[int, Heading]:
    """Candidates whose numbers count on, and that have text under them rather than the next point.

    A run starts at 1 (or A, I), of annexes at any number, and each member is the last one plus 1
    or 2; nested numbers count inside their parent. A roman I, V or X that fits no roman run is
    tried as a letter.
    """
    chosen: dict[int, Heading] = {}
    people = {c.clump for c in cands if fold_name(c.title) in PEOPLE_SECTIONS}
    for run in _runs(cands, found):
        vouched = any(c.clump in found for c, _ in run)
        if len(run) < 2 and not vouched and not _surely_one(run[0][0], run[0][1]):
            continue
        if not vouched and (_is_list(clumps, run) or _are_initials(run, people)):
            continue
        for candidate, number in run:
            if candidate.clump not in found and _may_bear_number(candidate):
                chosen[candidate.clump] = Heading(
                    candidate=candidate, reason="number", number=number, title=candidate.title
                )
    return chosen


def _are_initials(run: _Run, people: Container[int]) -> bool:
    """Names on a page of authors ("A. Keeper", "B. Warden"), rather than lettered sections."""
    first = run[0][0].clump
    return run[0][1].kind == "letter" and (first - 1 in people or first in people)


def _surely_one(candidate: Candidate, number: Number) -> bool:
    return bool(number.word) or (number.kind == "roman" and is_capitals(candidate.title))


def _may_bear_number(candidate: Candidate) -> bool:
    title = candidate.title
    return not title.endswith((".", ";", ",", ":")) and not title[:1].islower()


def _runs(cands: Sequence[Candidate], found: Mapping[int, Heading]) -> list[_Run]:
    """Numbered candidates as runs that count on; each depth and parent has its own run."""
    runs: list[_Run] = []
    open_runs: dict[tuple[str, tuple[int, ...]], _Run] = {}
    for candidate in cands:
        number = candidate.number
        if number is None or not (_may_bear_number(candidate) or candidate.clump in found):
            continue
        for reading in filter(None, (number, as_letter(number))):
            key = (reading.kind + reading.word.casefold(), reading.values[:-1])
            run = open_runs.get(key)
            last = run[-1][1].values[-1] if run else 0
            if run and 1 <= reading.values[-1] - last <= 2:
                run.append((candidate, reading))
                break
            first = reading.values[-1] == 1 or (run is None and is_annex(reading))
            if first and (reading is number or run is None):
                open_runs[key] = [(candidate, reading)]
                runs.append(open_runs[key])
                break
    return runs


def _is_list(clumps: Sequence[Clump], run: _Run) -> bool:
    """Whether most members stand directly before the next one: points of a list, no headings."""
    after = {candidate.clump for candidate, _ in run}
    bare = sum(c.clump + 1 in after and c.whole for c, _ in run)
    last = run[-1][0]
    no_text = last.whole and last.clump + 1 >= len(clumps)
    return bare * 2 >= len(run) or (no_text and len(run) == 1)
