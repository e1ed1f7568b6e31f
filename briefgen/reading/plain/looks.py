"""Clumps that only their looks tell to be headings: capitals, names, short lines over others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefgen.reading.boilerplate import LINKS
from briefgen.reading.chronology import names_chronology
from briefgen.reading.clumps import Clump, bullet_mark, ends_sentence, is_closed
from briefgen.reading.joins import breaks_off
from briefgen.reading.lexicon import OWN_SECTIONS, PEOPLE_SECTIONS, VALEDICTIONS, fold_name
from briefgen.reading.numbering import ANNEXES
from briefgen.reading.plain.candidates import Candidate, Heading, Reason
from briefgen.reading.titles import is_capitals, is_latin

_MAX_WORDS = 22
_SHORT_WORDS = 12
_TEXT_LENGTH = 90
_SENTENCE_LENGTH = 70  # characters of a sentence that a short heading may stand over
_OVER_PARAGRAPH = 48  # characters of a heading right over a line that holds a whole paragraph
_PARAGRAPH = 140  # characters of a line that holds a whole paragraph
_NEARLY_FULL = 0.85  # of the measure: a line that long is the first of a torn paragraph
_LIST_WORDS = 8  # words of a heading over a list
_LABEL = 3  # words of a heading that ends with a colon
_SIGNERS = 6  # of one letter or act
_NAME_WORDS = 5
_FRONT = 4  # clumps of a title page without contents


def looks_like_heading(
    clumps: Sequence[Clump], candidate: Candidate, found: Mapping[int, Heading], measure: int
) -> Reason | None:
    """By which of its looks a candidate is a heading; `measure`: characters of a full line."""
    text = candidate.text
    if candidate.underline:
        return "underline"
    if candidate.number is not None and candidate.number.sure:
        return None
    if not is_latin(text) or (
        text.endswith((".", ",", ";", "-", "–", "—")) and not text.endswith("...")
    ):
        return None
    name = fold_name(text)
    if (candidate.whole or candidate.over) and (name in PEOPLE_SECTIONS or name in OWN_SECTIONS):
        return "name"
    if candidate.over:
        return None
    after = clumps[candidate.clump + 1] if candidate.clump + 1 < len(clumps) else None
    if is_capitals(text):
        leads_in = text.endswith(":") and len(text.split()) > _LABEL
        if _is_signature(clumps, candidate.clump):
            return None
        return "capitals" if _has_text_under(candidate, after) and not leads_in else None
    if measure and len(text) > measure * _NEARLY_FULL:
        return None
    return "short" if _is_short_heading(clumps, candidate, after, found) else None


def _is_signature(clumps: Sequence[Clump], index: int) -> bool:
    """A name under the words that a letter or act closes with; several may sign, one by one, but
    no running text stands under the names of more than one.
    """
    for at in range(index, max(index - _SIGNERS, 0), -1):
        words = clumps[at].lines[0].words.split()
        named = 1 < len(words) <= _NAME_WORDS and words[0].casefold() not in ANNEXES
        if not named or any(map(str.isdigit, clumps[at].lines[0].words)):
            return False
        above = clumps[at - 1].text
        if len(above) < _TEXT_LENGTH and above.lstrip("( ").casefold().startswith(VALEDICTIONS):
            return True
        over_text = index + 1 < len(clumps) and _is_running_text(clumps, index + 1)
        if over_text or not is_capitals(clumps[at - 1].lines[0].words):
            return False
    return False


def _has_text_under(candidate: Candidate, after: Clump | None) -> bool:
    """Text, a list or a further heading under it; capitals at a document's end are no heading."""
    if not candidate.whole:
        return True
    return after is not None and len(candidate.text.split()) <= _MAX_WORDS


def _is_short_heading(
    clumps: Sequence[Clump],
    candidate: Candidate,
    after: Clump | None,
    found: Mapping[int, Heading],
) -> bool:
    """A short line in mixed case over running text, after a text that has come to its end."""
    text = candidate.text
    if not candidate.whole or after is None or len(candidate.lines) > 1 or LINKS.match(text):
        return False
    if len(text.split()) > _SHORT_WORDS or len(text) > 90 or not text[:1].isupper():
        return False
    if text[-1:] in ':!"”»' or "\t" in candidate.lines[0].text:
        return False
    if not _is_running_text(clumps, candidate.clump + 1):
        return False
    if not candidate.clump or candidate.clump - 1 in found:
        return True
    before = clumps[candidate.clump - 1].text
    return is_closed(before) or (candidate.clump <= _FRONT and len(before) < _TEXT_LENGTH)


def over_text(
    clumps: Sequence[Clump],
    cands: Sequence[Candidate],
    found: Mapping[int, Heading],
    measure: int,
) -> dict[int, Heading]:
    """Short lines right over text that fills its lines, where the document has two and more.

    In a text without a measure the line under it must be a paragraph.
    """
    chosen: dict[int, Heading] = {}
    for candidate in cands:
        if not candidate.over or candidate.clump in found:
            continue
        first, second = clumps[candidate.clump].lines[:2]
        full = len(second.words) * 4 >= measure * 3 if measure else len(second.words) >= _PARAGRAPH
        most = measure * 3 // 5 if measure else _OVER_PARAGRAPH
        short = len(first.words) <= most and not breaks_off(first.words)
        before = clumps[candidate.clump - 1].text if candidate.clump else "."
        ended = is_closed(before) or candidate.clump - 1 in found
        if full and short and ended and ends_sentence(clumps[candidate.clump].text):
            chosen[candidate.clump] = Heading(
                candidate=candidate, reason="over", number=None, title=candidate.text
            )
    known = any(heading.candidate.over for heading in found.values())
    return chosen if known or len(chosen) > 1 else {}


def over_lists(
    clumps: Sequence[Clump],
    cands: Sequence[Candidate],
    found: Mapping[int, Heading],
    measure: int,
) -> dict[int, Heading]:
    """Short lines without an end over a list or the line that leads it in, in a document with other
    headings or two of these.

    A line that leads a list in ends with a colon, or is a sentence.
    """
    chosen: dict[int, Heading] = {}
    for candidate in cands:
        index, text = candidate.clump, candidate.text
        if index in found or not _may_head_list(candidate, measure):
            continue
        before = clumps[index - 1].text if index else "."
        if (is_closed(before) or index - 1 in found) and _is_over_list(clumps, candidate):
            chosen[index] = Heading(candidate=candidate, reason="short", number=None, title=text)
    known = any(names_chronology(heading.title) for heading in chosen.values())
    return chosen if known or len(chosen) + len(found) > 1 else {}


def _may_head_list(candidate: Candidate, measure: int) -> bool:
    text = candidate.text
    full = measure and len(text) > measure * _NEARLY_FULL
    ended = not text[-1:].isalnum() and text[-1:] not in ')”»"'
    alone = candidate.whole or candidate.over
    if not alone or candidate.number or len(candidate.lines) > 1 or full or ended:
        return False
    if not text[:1].isupper() or len(text.split()) > _LIST_WORDS or LINKS.match(text):
        return False
    return is_latin(text) and not breaks_off(text) and "\t" not in candidate.lines[0].text


def _is_over_list(clumps: Sequence[Clump], candidate: Candidate) -> bool:
    """Whether two points and more stand under it; a line that leads them in may be between."""
    own = clumps[candidate.clump].lines[1:] if candidate.over else ()
    after = clumps[candidate.clump + 1 : candidate.clump + 3]
    lines = [*own, *(line for clump in after for line in clump.lines)]
    if len(lines) > 1 and not candidate.over and lines[0].words.endswith(":"):
        lines = lines[1:]
    marked = sum(bool(bullet_mark(line.words)) for line in lines)
    return marked > 1 and bool(bullet_mark(lines[0].words))


def _is_running_text(clumps: Sequence[Clump], index: int) -> bool:
    """Sentences, or the first line of a sentence that a page's end cut off."""
    clump = clumps[index]
    text = clump.text
    if text[:1].islower() or bullet_mark(clump.lines[0].words):
        return False
    if ends_sentence(text):
        return len(text) >= _SENTENCE_LENGTH
    if len(text) >= 3 * _TEXT_LENGTH or (text.endswith(":") and len(text) >= _TEXT_LENGTH):
        return True
    follows = clumps[index + 1].text if index + 1 < len(clumps) else ""
    return len(text) >= _TEXT_LENGTH // 2 and follows[:1].islower()
