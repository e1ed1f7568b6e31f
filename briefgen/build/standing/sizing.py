"""The least that a series' manifest will hold, told before its packs are made: one that the next
run would not read is a night's work for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.build.standing.names import REPORT, file_name
from briefgen.config import Audience, Config
from briefgen.diagnostics import Diagnostic, Place, error
from briefgen.editions.manifest import entry_size
from briefgen.editions.names import MANIFEST
from briefgen.editions.records import AudienceInSeries, AudienceRecord, Output
from briefgen.editions.standing import MOST_BYTES
from briefgen.errors import BriefgenError, ExitCode

# No audience's entry is as long: of fewer audiences none is reckoned.
_MOST_EACH = 16 * 1024
_NAMED = len('"0123456789abcdef", ')  # a passage, among those that audiences have in common
_HASH = "0" * 64


class TooLargeError(BriefgenError):
    """The manifest of a series would be larger than the next run reads."""


def check_size(
    config: Config,
    audiences: Iterable[tuple[Audience, int]],
    made_from: Mapping[str, Mapping[str, str]],
) -> None:
    """Stops a run whose manifest is bound to be too large. `audiences` come with the passages that
    are selected for each, `made_from` is what tells whether their packs are to be made again.

    Raises:
        TooLargeError: with exit code 7; nothing was made.
    """
    listed = list(audiences)
    if len(listed) * _MOST_EACH < MOST_BYTES:
        return
    least = sum(
        entry_size(_least(config, audience, made_from[audience.name])) + passages * _NAMED
        for audience, passages in listed
    )
    if least > MOST_BYTES:
        raise TooLargeError(too_large(config, least))


def too_large(config: Config, size: int) -> Diagnostic:
    """The finding on a manifest of so many bytes."""
    return error(
        "series-too-large",
        f"the manifest of these {len(config.audiences)} audiences has {size >> 20} MB, more than"
        " the next run would read",
        place=Place(config.shown),
        hint="nothing was written: part the audiences among several configs, each with its series",
        exit=ExitCode.OUTPUT,
    )


def _least(config: Config, audience: Audience, made_from: Mapping[str, str]) -> AudienceInSeries:
    """An audience's entry, of a pack with neither passages nor findings."""
    record = AudienceRecord(
        series=config.series,
        audience=audience.name,
        as_of="",
        banner=config.ladder.labels[0],
        ceiling=audience.ceiling,
        template=audience.template.name,
        outputs=tuple(
            Output(path=file_name(config, audience, form), sha256=_HASH, bytes=0)
            for form in (*audience.formats, REPORT)
        ),
        sections=(),
    )
    return AudienceInSeries(
        record=record,
        formats=audience.formats,
        made_from=made_from,
        files=((f"{audience.name}/{MANIFEST}", _HASH),),
    )
