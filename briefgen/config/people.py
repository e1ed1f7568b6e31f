"""The rows of `audiences_from:` over a template audience to audiences ready to build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from briefgen.config.audiences import Surroundings, read_audience, wrong_name
from briefgen.config.labelling import check_label
from briefgen.config.naming import one_line
from briefgen.config.patterns import fault_of_glob
from briefgen.config.peopletable import PersonRow, read_rows
from briefgen.config.shapes import UNSTATED, RawAudience, RawPeople
from briefgen.config.types import Audience, Citations, Format, InputFile, Slot
from briefgen.config.wording import words_for
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.files.globs import has_wildcard
from briefgen.nearness import suggestion
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlPath

_CITATIONS: tuple[Citations, ...] = get_args(Citations)
_FORMATS: tuple[Format, ...] = get_args(Format)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pattern:
    """What the rows are laid over: one audience, its slots by id, all that it may refer to."""

    base: Audience
    slots: Mapping[str, Slot]
    around: Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class _Patterns:
    """The pattern in the language of the template audience, and in others that rows ask for."""

    own: _Pattern
    others: Mapping[str, _Pattern]

    def speaking(self, language: str) -> _Pattern:
        return self.others.get(language, self.own)


def read_people(
    written: Sequence[RawPeople],
    listed: Sequence[Audience],
    raws: Mapping[str, RawAudience],
    around: Surroundings,
) -> tuple[tuple[Audience, ...], tuple[InputFile, ...], Diagnostics]:
    """An audience for each sound row of each file, after those listed in the config, and the files.

    `raws` are all under `audiences:` by name, sound or not. A row at fault is named by its line and
    left out; the time taken grows with the number of rows alone.
    """
    made: list[Audience] = []
    tables: list[InputFile] = []
    found: list[Diagnostic] = []
    taken = {audience.name: audience.place for audience in listed}
    for at, raw in enumerate(written):
        path: YamlPath = ("audiences_from", at)
        path = path if path in around.names.tree.values else path[:1]
        base, faults = _find_base(raw, path, listed, tuple(raws), around)
        found += faults
        if reason := _fault_of_path(raw, path, around):
            found.append(reason)
        elif base is not None and "\0" not in raw.path:  # else it stands in for a missing path
            shown = f"{around.library.shown_root}{raw.path}"
            rows, sha256, faults = read_rows(around.root / raw.path, shown)
            tables.append(InputFile(kind="people", path=raw.path, sha256=sha256))
            patterns = _make_patterns(base, raw.like, raws, rows, around)
            found += faults
            for row in rows:
                audience, faults = _lay_over(row, patterns, taken)
                found += faults
                made += [audience] if audience is not None else []
    return tuple(made), tuple(tables), tuple(found)


def _find_base(
    raw: RawPeople,
    path: YamlPath,
    listed: Sequence[Audience],
    names: Sequence[str],
    around: Surroundings,
) -> tuple[Audience | None, Diagnostics]:
    """The audience that is named by `like`, else one of `defaults` alone."""
    tree = around.names.tree
    if raw.like is not None:
        base = next((a for a in listed if a.name == raw.like), None)
        if base is not None or raw.like in names:  # what is wrong with it has been told
            return base, ()
        message = f'there is no audience "{raw.like[:60]}" to take the rest from'
        place, hint = tree.place((*path, "like")), suggestion(raw.like, names)
        return None, (_fault("unknown-audience", message, place, hint),)
    if around.defaults.template is None:
        message = "the rows have no template"
        hint = "set `template` under `defaults`, or name an audience: {path: ..., like: NAME}"
        return None, (_fault("missing-key", message, tree.place(path), hint),)
    return read_audience("defaults", UNSTATED, around)


def _make_patterns(
    base: Audience,
    like: str | None,
    raws: Mapping[str, RawAudience],
    rows: Sequence[PersonRow],
    around: Surroundings,
) -> _Patterns:
    """The template audience, also in each language of the rows: its template's words differ."""
    own = _Pattern(base=base, slots={s.id: s for s in base.slots}, around=around)
    name, raw = like or "defaults", raws.get(like or "", UNSTATED)
    others: dict[str, _Pattern] = {}
    for language in {row.texts.get("language", base.language) for row in rows} - {base.language}:
        asked = raw.model_copy(update={"language": language})
        other, _ = read_audience(name, asked, around)  # an unknown language is told with its row
        if other is not None:
            slots = {slot.id: slot for slot in other.slots}
            others[language] = _Pattern(base=other, slots=slots, around=around)
    return _Patterns(own=own, others=others)


def _fault_of_path(raw: RawPeople, path: YamlPath, around: Surroundings) -> Diagnostic | None:
    reason, hint = fault_of_glob(raw.path)
    if not reason and has_wildcard(raw.path):
        reason, hint = "must name one file", "without * and ?"
    if not reason:
        return None
    place = around.names.tree.place((*path, "path"))
    return _fault("wrong-path", f'the path "{raw.path[:60]}" {reason}', place, hint)


def _lay_over(
    row: PersonRow, patterns: _Patterns, taken: dict[str, Place]
) -> tuple[Audience | None, Diagnostics]:
    """One row over the template audience, or None and every reason why not."""
    texts = row.texts
    language = texts.get("language", patterns.own.base.language)
    pattern = patterns.speaking(language)
    base = pattern.base
    words, silent = words_for(language, pattern.around.words, row.place)
    slots, missing = _choose_slots(row, pattern)
    found = (
        *row.faults,
        *(() if row.faults else _check_name(texts.get("name", ""), row.place, taken)),
        *check_label(texts.get("ceiling"), row.place, pattern.around.ladder),
        *silent,
        *missing,
        *_check_choices(row),
    )
    if name := texts.get("name"):
        taken.setdefault(name, row.place)
    if found or words is None:
        return None, found
    audience = replace(
        base,
        name=texts["name"],
        title=one_line(texts.get("title", base.title)),
        subtitle=one_line(texts.get("subtitle", base.subtitle)),
        readers=tuple(map(one_line, row.lists.get("to", base.readers))),
        offices=tuple(map(one_line, row.lists.get("from", base.offices))),
        ceiling=texts.get("ceiling", base.ceiling),
        formats=tuple(f for f in _FORMATS if f in row.lists.get("formats", base.formats)),
        citations=next((c for c in _CITATIONS if c == texts.get("citations")), base.citations),
        language=language,
        words=words,
        slots=slots,
        place=row.place,
    )
    return audience, ()


def _check_name(name: str, place: Place, taken: Mapping[str, Place]) -> Diagnostics:
    if not name:
        return (_fault("missing-key", "the row has no name", place),)
    if wrong := wrong_name(name):
        return (_fault("wrong-name", wrong[0], place, wrong[1]),)
    if name in taken:
        message = f'the audience "{name}" stands twice, first at {taken[name]}'
        return (_fault("audience-twice", message, place, "give one of the two another name"),)
    return ()


def _choose_slots(row: PersonRow, pattern: _Pattern) -> tuple[tuple[Slot, ...], Diagnostics]:
    """The template audience's slots that the row names, in its order, under its labels."""
    wanted = row.lists.get("sections") or tuple(pattern.slots)
    unknown = [name for name in (*wanted, *row.labels) if name not in pattern.slots]
    found = [
        _fault("unknown-slot", f'there is no slot "{name[:60]}"', row.place, hint)
        for name in dict.fromkeys(unknown)
        for hint in (suggestion(name, pattern.slots),)
    ]
    if len(set(wanted)) < len(wanted):
        twice = next(name for n, name in enumerate(wanted) if name in wanted[:n])
        found.append(_fault("slot-twice", f'the section "{twice[:60]}" stands twice', row.place))
    slots = (pattern.slots[name] for name in wanted if name in pattern.slots)
    labelled = tuple(
        replace(slot, label=one_line(row.labels[slot.id])) if slot.id in row.labels else slot
        for slot in slots
    )
    return labelled, tuple(found)


def _check_choices(row: PersonRow) -> Iterator[Diagnostic]:
    """Formats and ways of citing that there are not."""
    yield from _unknown("formats", row.lists.get("formats", ()), _FORMATS, row.place)
    cited = row.texts.get("citations")
    yield from _unknown("citations", (cited,) if cited else (), _CITATIONS, row.place)


def _unknown(
    key: str, wanted: Sequence[str], known: Sequence[str], place: Place
) -> Iterator[Diagnostic]:
    for one in wanted:
        if one not in known:
            message = f'{key} must be one of {", ".join(known)}, not "{one[:60]}"'
            yield _fault("wrong-value", message, place, suggestion(one, known))


def _fault(code: str, message: str, place: Place, hint: str = "") -> Diagnostic:
    return error(code, message, place=place, hint=hint, exit=ExitCode.CONFIG)
