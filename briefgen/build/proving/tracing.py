"""Words and a pack to where they come from, or to why the pack does not have them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from briefgen.build.proving.bypeople import typed_texts
from briefgen.build.proving.editions import (
    JsonObject,
    PackRecord,
    audience_record,
    find_record,
    is_quotation,
)
from briefgen.build.proving.ownwords import labels
from briefgen.build.proving.projects import Project, load_projects
from briefgen.config import Audience, Slot
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.editions.changes.told import stands_in
from briefgen.errors import ExitCode
from briefgen.model import Document, Origin, Repair
from briefgen.nearness import nearest
from briefgen.proof.finished import read_pieces
from briefgen.proof.folding import fold_words
from briefgen.proof.matching import Saying, say_all
from briefgen.selection.markings import Ladder, allowed, position
from briefgen.selection.selecting import select
from briefgen.selection.selectors import Selector
from briefgen.slotted import dataclass
from briefgen.tree import line_numbers

Answer = Literal[
    "in-the-pack",
    "over-the-limit",
    "no-room",
    "by-people",
    "merged",
    "not-selected",
    "above-the-ceiling",
    "own-words",
    "typed-by-people",
    "nowhere",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One place in a source that says the words, and what became of it in the pack.

    `lines` are (first, last) pairs; `rank` is 1 for the first to keep of `ranked`; `selector` is
    the config's or template's line that chose it. Of words that people typed `day` is the ISO date
    and `file` the overrides that record them.
    """

    answer: Answer
    source: str = ""
    lines: tuple[tuple[int, int], ...] = ()
    section: str = ""
    slot: str = ""
    label: str = ""
    selector: str = ""
    rank: int = 0
    ranked: int = 0
    sentences_left_out: int = 0
    repairs: tuple[Repair, ...] = ()
    day: str = ""
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Everything that an answer is made from; `visible` is what the asker may know."""

    words: str
    record: PackRecord
    project: Project
    audience: Audience
    clearance: str
    visible: tuple[Document, ...]
    pack_text: str


def trace_words(
    pack: str,
    words: str,
    configs: Sequence[Path],
    *,
    seeds: Path | None = None,
    out: Path | None = None,
    clearance: str = "",
) -> tuple[tuple[Trace, ...], Diagnostics]:
    """Every place that says the words; one trace `nowhere` for none.

    `pack` is a finished file or the name of an audience. What stands above `clearance` (by default
    the pack's own ceiling) is answered exactly like what no source says: it is filtered out before
    anything is looked up.
    """
    if not _folded(words).strip():
        return (), (_no_words(words),)
    projects, found = load_projects(configs, seeds)
    record, data = _find_pack(pack, projects, out)
    if record is None:
        return (), (*found, _unknown_pack(pack, projects))
    pair = _whose(record, projects)
    if pair is None:
        return (), (*found, _unknown_pack(pack, projects))
    project, audience = pair
    ladder = project.config.ladder
    label = clearance or str(record.audience.get("ceiling", ""))
    if label not in ladder.labels:
        return (), (*found, _unknown_clearance(label, ladder))
    asked = _Asked(
        words=_folded(words),
        record=record,
        project=project,
        audience=audience,
        clearance=label,
        visible=tuple(allowed(s.document, ladder, label) for s in project.sources),
        pack_text=_pack_text(data),
    )
    return _answer(asked), found


def _find_pack(
    pack: str, projects: Sequence[Project], out: Path | None
) -> tuple[PackRecord | None, tuple[bytes, ...]]:
    """The pack's record and its files: the one named, or all that the manifest lists."""
    file = Path(pack)
    if file.is_file():
        data = file.read_bytes()
        return find_record(file, data, (p.config for p in projects), out), (data,)
    for project in projects:
        if any(audience.name == pack for audience in project.config.audiences):
            record = audience_record(project.config, pack, out)
            if record is not None:
                return record, tuple(_outputs(record))
    return None, ()


def _outputs(record: PackRecord) -> Iterator[bytes]:
    for output in record.audience.get("outputs", ()):
        path = record.folder / Path(str(output.get("path"))).name
        if path.is_file():
            yield path.read_bytes()


def _whose(record: PackRecord, projects: Sequence[Project]) -> tuple[Project, Audience] | None:
    for project in projects:
        for audience in project.config.audiences:
            same = record.audience.get("series") == project.config.series
            if same and audience.name == record.name:
                return project, audience
    return None


def _unknown_pack(pack: str, projects: Sequence[Project]) -> Diagnostic:
    names = [audience.name for project in projects for audience in project.config.audiences]
    near = "" if pack in names else nearest(pack, names)
    how = "name a built PDF or Word file, or an audience; --out says where the packs are"
    how = "build it first, or say with --out where it is" if pack in names else how
    return error(
        "pack-unknown",
        f"there is no pack {pack!r} with a manifest",
        hint=f'did you mean "{near}"?' if near else how,
        exit=ExitCode.USAGE,
    )


def _no_words(words: str) -> Diagnostic:
    return error(
        "no-words",
        f"{words!r} has no words that could be sought",
        hint="write some words of the pack in quotation marks",
        exit=ExitCode.USAGE,
    )


def _unknown_clearance(label: str, ladder: Ladder) -> Diagnostic:
    return error(
        "clearance-unknown",
        f"{label!r} is no label of the ladder",
        hint=_labels_hint(label, ladder),
        exit=ExitCode.USAGE,
    )


def _labels_hint(label: str, ladder: Ladder) -> str:
    near = nearest(label, ladder.labels)
    known = f"its labels, from the lowest: {', '.join(ladder.labels)}"
    return f'did you mean "{near}"? {known}' if near else known


def _folded(text: str) -> str:
    return f" {' '.join(fold_words(text))} "


def _pack_text(files: Sequence[bytes]) -> str:
    """All words of the pack, folded; pieces parted by a mark that no words have."""
    found: list[str] = []
    for data in files:
        try:
            found += [_folded(piece.text) for piece in read_pieces(data)]
        except ValueError:
            continue
    return "|".join(found)


# --- the answer -----------------------------------------------------------------------------------


def _answer(asked: _Asked) -> tuple[Trace, ...]:
    hits: dict[tuple[str, tuple[tuple[int, int], ...]], Saying] = {}
    for saying in say_all(asked.visible):
        if saying.lines and asked.words in _folded(saying.text):
            hits.setdefault((saying.source, saying.lines), saying)
    found = tuple(_trace(asked, saying) for saying in hits.values())
    if any(trace.answer == "in-the-pack" for trace in found):
        return found
    found = (*_typed(asked), *found)
    if found:
        return found
    own = labels(asked.project.config, asked.audience)
    if any(asked.words in _folded(text) for text in (*own, *asked.audience.words.values())):
        return (Trace(answer="own-words"),)
    return (Trace(answer="nowhere"),)


def _typed(asked: _Asked) -> Iterator[Trace]:
    """Where people typed words that the pack has; one with less clearance than it is not told."""
    ladder, config = asked.project.config.ladder, asked.project.config
    ceiling = str(asked.record.audience.get("ceiling", ""))
    cleared = position(ladder, asked.clearance) >= position(ladder, ceiling)
    if cleared and asked.words in asked.pack_text:
        said = typed_texts(config, asked.audience.name)
        days = {(t.day, t.file): None for t in said if asked.words in _folded(t.text)}
        yield from (Trace(answer="typed-by-people", day=day, file=file) for day, file in days)


def _trace(asked: _Asked, saying: Saying) -> Trace:
    shown = {source.file.id: source.file.shown for source in asked.project.sources}
    for section, passage, is_shown in asked.record.passages():
        if _is_same(passage, saying):
            kept = is_shown and asked.words in asked.pack_text
            return Trace(
                answer="in-the-pack" if kept else _why_not(asked, section, passage),
                source=shown[saying.source],
                lines=saying.lines,
                section=str(passage.get("section") or ""),
                slot=str(section.get("id", "")),
                label=str(section.get("label", "")),
                selector=_selector(asked, str(section.get("id", "")), saying),
                rank=1 + sum(p["rank"] < passage["rank"] for p in _known(asked, section)),
                ranked=len(_known(asked, section)),
                sentences_left_out=int(passage.get("sentences_left_out", 0)),
                repairs=_repairs(asked, saying) if kept else (),
            )
    above = not any(
        one.source == saying.source and one.lines == saying.lines
        for one in say_all(_at_ceiling(asked))
    )
    answer: Answer = "above-the-ceiling" if above else "not-selected"
    return Trace(answer=answer, source=shown[saying.source], lines=saying.lines)


_REASONS: Mapping[str, Answer] = MappingProxyType(
    {"double": "merged", "people": "by-people", "pages": "no-room"}
)


def _why_not(asked: _Asked, section: JsonObject, passage: JsonObject) -> Answer:
    """Why words of a passage that the pack's manifest names are not in the pack."""
    if reason := _REASONS.get(str(passage.get("why"))):
        return reason
    names = str(section.get("id")), str(passage.get("id"))
    edited = any(
        stands_in(str(edit.get("block")), *names) for edit in asked.record.audience.get("edits", ())
    )
    whole = not passage.get("why") and not passage.get("sentences_left_out")
    if edited and whole:
        return "by-people"
    quoted = is_quotation(passage) and asked.words not in _folded(" ".join(passage["words"]))
    return "not-selected" if quoted and whole else "over-the-limit"


def _is_same(passage: JsonObject, saying: Saying) -> bool:
    return passage.get("source") == saying.source and any(
        first <= end and start <= last
        for first, last in passage.get("lines", ())
        for start, end in saying.lines
    )


def _known(asked: _Asked, section: JsonObject) -> list[JsonObject]:
    """The passages of a section that the asker may know of: ranks are counted over these alone."""
    ladder = asked.project.config.ladder
    top = position(ladder, asked.clearance)
    return [
        passage
        for key in ("passages", "left_out")
        for passage in section.get(key, ())
        if passage.get("marking") in ladder.labels[: top + 1]
    ]


def _at_ceiling(asked: _Asked) -> tuple[Document, ...]:
    """What the pack could have held, as far as the asker may know it."""
    ladder = asked.project.config.ladder
    return tuple(allowed(doc, ladder, asked.audience.ceiling) for doc in asked.visible)


def _selector(asked: _Asked, slot_id: str, saying: Saying) -> str:
    """The place of the selector that chose the words, "" where the config has changed."""
    for slot in asked.audience.slots:
        if slot.id == slot_id:
            for place, selector in _selectors(slot):
                chosen = select(asked.visible, selector, asked.project.config.ladder)
                if any(_overlaps(saying, p.unit.origins, p.source) for p in chosen):
                    return str(selector.place or place)
            return str(slot.place)
    return ""


def _selectors(slot: Slot) -> Iterator[tuple[Place, Selector]]:
    if slot.select is not None:
        yield slot.place, slot.select
    yield from ((column.place, column.select) for column in slot.columns)


def _overlaps(saying: Saying, origins: tuple[Origin, ...], source: str) -> bool:
    places = line_numbers(origins)
    return source == saying.source and any(
        first <= end and start <= last for _, first, last in places for start, end in saying.lines
    )


def _repairs(asked: _Asked, saying: Saying) -> tuple[Repair, ...]:
    """The logged repairs of the pack's manifest on these lines."""
    lines = {n for start, end in saying.lines for n in range(start, end + 1)}
    return tuple(
        Repair(
            lines=tuple(one["lines"]),
            before=one["before"],
            after=one["after"],
            rule=one["rule"],
            confidence=one["confidence"],
        )
        for one in asked.record.audience.get("repairs", ())
        if one.get("source") == saying.source and lines.intersection(one["lines"])
    )
