"""What stands in manifests, as typed records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from briefgen.diagnostics import Diagnostics
from briefgen.editions.jsontext import Json
from briefgen.model import Quirk, Repair, Span
from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file of an audience: `path` is its name in the audience's folder; `pages` 0 if unknown.

    `carried` files were not built by the last run (`--format`), and stand as an earlier one
    wrote them.
    """

    path: str
    sha256: str
    bytes: int
    pages: int = 0
    carried: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRecord:
    """Where a passage stands in its source. `rank` orders one section, 0 was the first to keep.

    `why` it was left out: `limit` (of its section), `pages` (of the pack), `double` (another source
    tells it in like words, and is shown), `people` (they took it out of the memo); "" where it was
    not.

    `words` are the sentences (of a table the rows) that the pack shows, () for one that it does
    not show; `date` is that of a dated row: `2021-09-26`, `2010/2014`. `cut` are the digests of its
    sentences that limits leave out, so that a later edition can tell them from those that a source
    no longer says.
    """

    id: str
    source: str
    letter: str
    section: str
    lines: tuple[Span, ...]
    marking: str
    sentences_left_out: int = 0
    rank: int = 0
    why: str = ""
    date: str = ""
    words: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionRecord:
    """What a section of a pack shows, and what a limit cut although the audience may see it."""

    id: str
    label: str
    passages: tuple[PassageRecord, ...]
    left_out: tuple[PassageRecord, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A source as the pack cites it."""

    letter: str
    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairRecord:
    """A repair inside a passage that the pack shows."""

    source: str
    repair: Repair


@dataclass(frozen=True, slots=True, kw_only=True)
class QuirkRecord:
    """Something odd inside a passage that the pack shows, left as it stands in the source."""

    source: str
    quirk: Quirk


@dataclass(frozen=True, slots=True, kw_only=True)
class EditRecord:
    """What became of one edit of people's: `block` is its place in the pack, "" for none.

    `section` is the heading that it stands under; `before` what the source said there when it was
    typed and `says` what it says now, "" for nothing; `after` are people's words.
    """

    what: str
    fate: str
    block: str
    marking: str = ""
    section: str = ""
    before: str = ""
    after: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceRecord:
    """All that one audience may know of its pack; what was withheld has no place in here.

    `as_of` is an ISO date, "" for an undated pack; `since` is that of the edition that it was
    compared with, "" for none; `findings` are those this audience may see. `claims` say of each
    text, by a digest of it, what stands around it (`proof.claims`), as lines of JSON: for `verify`.
    """

    series: str
    audience: str
    as_of: str
    banner: str
    ceiling: str
    template: str = ""
    outputs: tuple[Output, ...]
    sections: tuple[SectionRecord, ...]
    sources: tuple[SourceRecord, ...] = ()
    repairs: tuple[RepairRecord, ...] = ()
    quirks: tuple[QuirkRecord, ...] = ()
    edits: tuple[EditRecord, ...] = ()
    findings: Diagnostics = ()
    since: str = ""
    claims: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """What a run read; `lines` 0 where it has none.

    `kind` is config, audiences (a table of them), source, template, letterhead or
    edition.
    `path` is relative to the project folder (of an edition: the series' folder); `marking` is the
    one that the config gives a source, `id` names it in passages, `words` is the SHA-256 of its
    words, which stays where lines only shift.
    """

    kind: str
    path: str
    sha256: str
    lines: int = 0
    marking: str = ""
    id: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudienceInSeries:
    """An audience's record with what was kept from it: for the series' manifest alone.

    `formats` are those that the config asks for, `made_from` the hashes of `config.keys`, `files`
    what lies beside the outputs: (path in the series' folder, SHA-256). `beside` is what people
    made and no run makes, in the audience's folder; `away` are files that were put away among the
    editions: (path in the series' folder, SHA-256).
    """

    record: AudienceRecord
    withheld: tuple[PassageRecord, ...] = ()
    findings: Diagnostics = ()
    formats: tuple[str, ...] = ()
    made_from: Mapping[str, str] = field(default_factory=dict)
    files: tuple[tuple[str, str], ...] = ()
    beside: tuple[Output, ...] = ()
    away: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """What the next run must know to tell whether it has anything to do.

    `packages` are those that shape a pack, with their versions; `globs` where sources are looked
    for; `files` the series' own beside its manifest; `outdated` the audiences that were not made
    anew although they should be; `dated_by` whether the config or the run says the date;
    `best_before` the first date at which a source is too old.
    """

    packages: Mapping[str, str] = field(default_factory=dict)
    globs: tuple[str, ...] = ()
    fail_on: str = "error"
    outdated: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    dated_by: str = "run"
    best_before: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRecord:
    """One edition of a series. `banner` is the highest marking of anything named in here.

    `carried` are audiences that this run did not write (`--audience`, edited by people, failed),
    as the last manifest has them, whose `shared` entries they name: see `previous.read_entries`.
    """

    series: str
    as_of: str
    banner: str
    version: str
    inputs: tuple[Input, ...]
    audiences: tuple[AudienceInSeries, ...]
    carried: tuple[tuple[str, Json], ...] = ()
    shared: Mapping[str, Json] = field(default_factory=dict)
    findings: Diagnostics = ()
    recall: Recall = Recall()
