"""Sources with a date and an age that they may have, to those too old for an edition's date."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from briefgen.config import Config, SourceFile
from briefgen.config.dating import too_old_from
from briefgen.diagnostics import Diagnostic, Diagnostics, warning


def find_old(files: Sequence[SourceFile], as_of: datetime.date | None) -> Diagnostics:
    """A warning for each source that is too old on that date, or that has an age and no date."""
    return tuple(_find_old(files, as_of))


def _find_old(files: Sequence[SourceFile], as_of: datetime.date | None) -> Iterator[Diagnostic]:
    for file in files:
        rule = file.rule
        if not rule.max_age:
            continue
        if rule.dated is None:
            yield warning(
                "source-undated",
                f"{file.shown} has a `max_age` and no `dated` to count it from",
                place=rule.place,
                hint='state its date: {path: ..., dated: "2021-06-30", max_age: 90d}',
            )
        elif (end := too_old_from(rule.dated, rule.max_age)) and as_of and as_of >= end:
            yield warning(
                "source-old",
                f"{file.shown} is of {rule.dated}, more than {rule.max_age} before {as_of}",
                place=rule.place,
                hint="put a newer one in its place, or raise its `max_age`",
            )


def best_before(config: Config, as_of: datetime.date | None) -> datetime.date | None:
    """The first day after `as_of` on which one more of the sources is too old."""
    ends = (
        too_old_from(rule.dated, rule.max_age)
        for rule in config.sources
        if rule.dated is not None and rule.max_age
    )
    return min((end for end in ends if end and (as_of is None or end > as_of)), default=None)
