"""A config and the command line to the edition's date and the audiences to build."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from briefgen.build.options import AudienceLine, BuildOptions, BuildOutcome, join_outcomes
from briefgen.build.reporting.bearing import mark_outcome, unmarked
from briefgen.config import Audience, Config, load_config
from briefgen.diagnostics import Diagnostics, Place, error, has_errors, warning
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion


def edition_date(config: Config, options: BuildOptions) -> tuple[datetime.date | None, Diagnostics]:
    """`--as-of`, the config's `as_of`, SOURCE_DATE_EPOCH (UTC), or an undated edition."""
    if options.as_of or config.as_of:
        return options.as_of or config.as_of, ()
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if epoch:
            return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date(), ()
    except (ValueError, OverflowError, OSError):
        return None, (
            warning(
                "source-date-epoch",
                f"SOURCE_DATE_EPOCH is no number of seconds: {epoch!r}; the packs are undated",
                hint="set `as_of` in the config or pass --as-of",
            ),
        )
    return None, (
        warning(
            "undated",
            f"series {config.series!r} has no date, so its packs are undated",
            hint="set `as_of` in the config, pass --as-of, or set SOURCE_DATE_EPOCH",
        ),
    )


def find_ahead(as_of: datetime.date | None, folder: Path) -> Diagnostics:
    """A warning for a date that is more than a day ahead of the clock: once its edition stands, no
    earlier one may take its place. The clock is read for this alone, and stands in no file.
    """
    today = datetime.datetime.now(datetime.UTC).date()
    if as_of is None or as_of <= today + datetime.timedelta(days=1):
        return ()
    return (
        warning(
            "edition-ahead",
            f"the edition of {as_of.isoformat()} is ahead of the clock ({today.isoformat()}): until"
            " that day others would stand before it, and are refused",
            place=Place(str(folder)),
            hint="set the right date and build with --force, which replaces this edition",
        ),
    )


def choose_audiences(
    config: Config, options: BuildOptions, *, sound: bool
) -> tuple[tuple[Audience, ...], Diagnostics]:
    """The audiences asked for that have one of the formats asked for.

    In a config with faults an audience may be missing because of its own, which are named already.
    """
    known = {audience.name: audience for audience in config.audiences}
    found = tuple(
        error(
            "audience-unknown",
            f"there is no audience {name!r} in {config.shown}",
            hint=suggestion(name, known),
            exit=ExitCode.USAGE,
        )
        for name in options.audiences
        if sound and name not in known
    )
    chosen = [a for a in config.audiences if not options.audiences or a.name in options.audiences]
    wanted = set(options.formats)
    return tuple(a for a in chosen if not wanted or wanted & set(a.formats)), found


def list_audiences(options: BuildOptions) -> BuildOutcome:
    """The audiences of every config, without reading a source."""
    outcome = BuildOutcome(fail_on=options.fail_on)
    for path in options.configs:
        config, found = load_config(path, seeds=options.seeds)
        if config is None:
            found = unmarked(found, options.report_ceiling)
            outcome = join_outcomes(outcome, BuildOutcome(diagnostics=found))
            continue
        audiences, faults = choose_audiences(config, options, sound=not has_errors(found))
        lines = tuple(_line(config, audience) for audience in audiences)
        done = BuildOutcome(diagnostics=(*found, *faults), listing=lines)
        outcome = join_outcomes(outcome, mark_outcome(done, config.ladder, options.report_ceiling))
    return outcome


def _line(config: Config, audience: Audience) -> AudienceLine:
    return AudienceLine(
        series=config.series,
        name=audience.name,
        template=audience.template.name,
        ceiling=audience.ceiling,
        formats=audience.formats,
        sections=tuple(slot.id for slot in audience.slots),
    )
