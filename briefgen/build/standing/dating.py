"""An edition at a later date to whether it says anything that the standing one does not."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

from briefgen.build.edition import Edition, edited_copies, pack_files
from briefgen.build.packs.finished import Finished
from briefgen.diagnostics import Diagnostic, Place, has_errors, info
from briefgen.editions.changes.told import ToldEdition, told_in
from briefgen.editions.kept import read_edition, standing_date
from briefgen.editions.names import MANIFEST
from briefgen.editions.output import preview
from briefgen.editions.previous import read_previous


def find_same(
    edition: Edition, folder: Path, make_again: Callable[[datetime.date], Edition]
) -> Edition | None:
    """The same packs at the date of the standing edition, where the later date alone is new; else
    None.

    Where the words are the same the packs are made again at the standing date: if not a byte would
    change, neither did template, style or config.
    """
    if edition.as_of is None or has_errors(edition.found):
        return None
    date = standing_date(folder)
    if date is None or date >= edition.as_of.isoformat():
        return None
    standing, _ = read_edition(folder, MANIFEST)
    if standing is None:
        return None
    if not edition.packs or not all(_tells_the_same(p, standing) for p in edition.packs):
        return None
    again = make_again(datetime.date.fromisoformat(standing.as_of))
    previous, _ = read_previous(folder)
    published, found = preview(folder, [*pack_files(again), *edited_copies(again)], previous)
    return None if published.written or published.held or found else again


def _tells_the_same(pack: Finished, standing: ToldEdition) -> bool:
    then, now = standing.packs.get(pack.audience), pack.entry.record
    return then is not None and (then.passages, then.sources, then.banner) == (
        told_in(now.sections),
        now.sources,
        now.banner,
    )


def nothing_new(standing: Edition, folder: Path) -> Diagnostic:
    """Says that a later date alone changes no pack."""
    date = standing.as_of.isoformat() if standing.as_of else ""
    return info(
        "edition-unchanged",
        f"nothing is new since the edition of {date}, so it stands as it is",
        place=Place(str(folder)),
        hint="`build --force` writes an edition of the later date all the same",
    )
