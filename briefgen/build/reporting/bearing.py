"""Findings of a series to the same with their markings, without the words that are too high."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefgen.build.options import BuildOutcome
from briefgen.diagnostics import Diagnostic, Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.selection.markings import Ladder, highest, is_above

LOWEST: Final = "lowest"  # as a report's ceiling: the lowest label of whatever ladder a series has

# Findings in words of our own around paths, dates, labels, counts and names of the config: they
# quote no source and nobody's edits. A code that is not here may quote what its series holds.
_CODES: Final = """
another-run audience-unknown cannot-write changed-pdf edited-by-people edition-ahead
edition-changed edition-format edition-older edition-removed edition-unchanged
edition-unreadable file-above-ceiling file-kept file-outdated file-removed file-withheld
lock-changed lock-gone lock-missing lock-new lock-unreadable manifest-unreadable no-lock
no-source orphan-kept orphan-removed output-path overrides-gone overrides-unused pack-orphaned
pack-stale release-kept restored-edition seeds-folder series-too-large series-twice
source-date-epoch source-marking source-missing source-old source-rule-unused source-twice
source-twice-marked source-undated source-unmarked undated worker-differs worker-lost
"""
_QUOTELESS: Final = frozenset(_CODES.split())


def mark_outcome(outcome: BuildOutcome, ladder: Ladder, ceiling: str) -> BuildOutcome:
    """What a run found in one series, each finding with its marking: the series' banner where
    nobody has said, the ladder's top where there is no banner, the lowest label where it quotes
    nothing.

    `ceiling` is the highest marking that reports may hold, "" for any: findings above it keep code,
    place and audience alone. The banner that comes back is that of what is left.
    """
    banner = highest(ladder, outcome.banners or (ladder.top,))
    found = _marked(outcome.diagnostics, ladder, banner)
    banner = highest(ladder, (*outcome.banners, *(d.marking for d in found)))
    if ceiling:
        most = ladder.labels[0] if ceiling == LOWEST else ceiling
        found = tuple(_below(d, ladder, most) for d in found)
        banner = most if is_above(ladder, banner, most) else banner
    return replace(outcome, diagnostics=found, banners=(banner,))


def _marked(found: Diagnostics, ladder: Ladder, banner: str) -> Diagnostics:
    """What an audience's ceiling lets through is no higher than the series; the same words are no
    higher for one audience than for another.
    """
    lowest: dict[Diagnostic, str] = {}
    for one in found:
        quoteless = one.code in _QUOTELESS
        own = ladder.labels[0] if quoteless else one.marking or banner
        own = banner if one.audience and is_above(ladder, own, banner) else own
        other = lowest.setdefault(_words(one), own)
        if is_above(ladder, other, own):
            lowest[_words(one)] = own
    return tuple(replace(one, marking=lowest[_words(one)]) for one in found)


def _words(one: Diagnostic) -> Diagnostic:
    return replace(one, audience="", marking="")


def _below(one: Diagnostic, ladder: Ladder, ceiling: str) -> Diagnostic:
    if not is_above(ladder, one.marking, ceiling):
        return one
    kept = without_words(one, f"its words may bear {one.marking}")
    return replace(kept, marking=ladder.labels[0])


def without_words(one: Diagnostic, why: str) -> Diagnostic:
    """The finding by code, place and audience alone."""
    return replace(
        one,
        message=f"{why}, more than this report may hold",
        hint=f"`briefgen help {one.code}`; a run without --report-ceiling has the words",
    )


def unmarked(found: Sequence[Diagnostic], ceiling: str) -> Diagnostics:
    """The findings of a config that cannot be read: nobody knows its ladder, so a report with a
    ceiling holds none of their words.
    """
    if not ceiling:
        return tuple(found)
    return tuple(
        one if one.code in _QUOTELESS else without_words(one, "nobody knows what its words bear")
        for one in found
    )


def check_report_ceiling(ceiling: str, ladder: Ladder, shown: str) -> Diagnostics:
    """An error for a report's ceiling that the ladder of a config, named `shown`, does not have."""
    if not ceiling or ceiling == LOWEST or ceiling in ladder.labels:
        return ()
    fault = error(
        "report-ceiling",
        f"{ceiling!r} is no label of the ladder of {shown}",
        hint=f"{suggestion(ceiling, ladder.labels)}; or {LOWEST}",
        exit=ExitCode.USAGE,
    )
    return (replace(fault, marking=ladder.labels[0]),)
