"""Marking rules to findings on what they miss: nothing matched, or a heading nearly did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefgen.config import Config
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, warning
from briefgen.errors import ExitCode
from briefgen.lookalikes import latin
from briefgen.model import Document, Section
from briefgen.selection.folding import fold
from briefgen.selection.matching import matches_source
from briefgen.selection.selectors import Selector
from briefgen.tree import line_numbers, plain_text, sections

_NEAR = 85.0  # of 100: how like the words of a rule a heading must be to be meant by it
_SHORTEST = 5  # letters of such words

Hits = Sequence[tuple[Document, frozenset[int]]]


def find_idle_rules(config: Config, hits: Hits) -> Diagnostics:
    """A warning for each rule that matches nothing in any source, and an error (exit 6) where it
    matches nothing in a source with a heading that is nearly the one it asks for: what the rule
    was to protect would go out under a misspelt heading.

    `hits`: each source with the rules, from 0, that match something in it.
    """
    return tuple(found for n in range(len(config.markings)) for found in _of_rule(config, n, hits))


def _of_rule(config: Config, n: int, hits: Hits) -> Iterator[Diagnostic]:
    rule = config.markings[n]
    missed = [document for document, matched in hits if n not in matched]
    near = [
        (document, section, wanted)
        for document in missed
        if matches_source(document, rule.select)
        for wanted in _wanted(config, rule.select)
        for section in sections(document.blocks)
        if _is_near(plain_text(section.title), wanted)
    ]
    if near:
        yield _nearly(*near[0], rule.marking, rule.place)
    elif len(missed) == len(hits):
        yield warning(
            "marking-unused",
            f"this rule marks nothing as {rule.marking} in any source",
            place=rule.place,
            hint="check its selector with `briefgen outline`",
        )


def _nearly(
    document: Document, section: Section, wanted: str, marking: str, place: Place | None
) -> Diagnostic:
    line = min((start for _, start, _ in line_numbers(section.origins)), default=0)
    title = plain_text(section.title)[:60]
    return error(
        "marking-missed",
        f'this rule marks nothing as {marking} in {document.id}, whose heading "{title}" '
        f'(line {line}) is nearly "{wanted[:60]}"',
        place=place,
        hint="mend the heading, state its role under the source's `structure:`, or add its words "
        "under `roles:`",
        exit=ExitCode.MARKING,
    )


def _wanted(config: Config, select: Selector) -> Iterator[str]:
    """The words of headings that a rule asks for, by role or by title."""
    if select.role:
        yield from dict(config.roles.phrases).get(select.role, ())
    if select.title:
        yield select.title.strip("*? ")
    for inner in (*select.any, *select.all, *select.first_of):
        yield from _wanted(config, inner)


def _is_near(title: str, wanted: str) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 (only where a rule has found nothing)

    heading, words = fold(title), fold(wanted)
    long_enough = min(len(heading), len(words)) >= _SHORTEST
    return long_enough and heading != words and fuzz.ratio(latin(heading), words) >= _NEAR
