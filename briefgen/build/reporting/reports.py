"""Changes to the `changes.md` of an audience and of a series, each at its own marking."""

from __future__ import annotations

from briefgen.build.packs.brief import Pack
from briefgen.build.reporting.markdown import pack_report
from briefgen.build.reporting.series import SeriesChanges, series_report
from briefgen.compose.wording import strung
from briefgen.config import Audience, Config
from briefgen.editions.changes.comparing import PackChanges
from briefgen.selection.markings import highest


def audience_report(config: Config, pack: Pack, *, old_words: bool = True) -> bytes:
    """The report of one audience; `old_words` False leaves out what the edition before said."""
    audience = pack.audience
    return pack_report(
        pack.changes,
        title=report_title(config, audience),
        banner=report_banner(config, pack.banner, pack.changes),
        words=audience.words,
        language=audience.language,
        old_words=old_words,
    )


def report_title(config: Config, audience: Audience) -> str:
    words = audience.words
    about = f"{config.series}, {audience.name}"
    return strung((words["what_is_new"], about), "said_of", words)


def report_banner(config: Config, banner: str, changes: PackChanges | None) -> str:
    """The highest marking of a pack and of all that its report repeats."""
    if changes is None:
        return banner
    told = [one.passage.marking for c in changes.passages for one in (c.before, c.after) if one]
    typed = [edit.marking for edit in (*changes.edits, *changes.conflicts) if edit.marking]
    return highest(config.ladder, (banner, *told, *typed))


def whole_report(config: Config, changes: SeriesChanges | None, banner: str) -> bytes:
    """The report of a series, in the language of its first audience."""
    first = config.audiences[0]
    return series_report(
        changes,
        title=strung((first.words["what_is_new"], config.series), "said_of", first.words),
        banner=banner,
        words=first.words,
        language=first.language,
    )
