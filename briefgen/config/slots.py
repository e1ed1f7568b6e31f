"""Sections as written, laid over the template's slots of the same id, to complete slots."""

from __future__ import annotations

from briefgen.config.limiting import read_limit
from briefgen.config.naming import NAME_RULE, is_name, make_name, one_line
from briefgen.config.selecting import SelectorNames, read_selector
from briefgen.config.shapes import MISSING, RawColumn, RawSlot
from briefgen.config.types import ColumnSlot, Layout, Slot
from briefgen.diagnostics import Diagnostic, Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.nearness import nearest
from briefgen.selection.limits import Limit
from briefgen.selection.selectors import Selector
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlPath


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What of a section had to be read: None where it was not written."""

    select: Selector | None
    columns: tuple[ColumnSlot, ...] | None
    limit: Limit | None


def read_slots(
    written: tuple[RawSlot, ...], path: YamlPath, names: SelectorNames, base: tuple[Slot, ...]
) -> tuple[tuple[Slot, ...], Diagnostics]:
    """The slots in the order they are written in, each over the slot of `base` with its id."""
    slots: list[Slot] = []
    found: list[Diagnostic] = []
    known = {slot.id: slot for slot in base}
    seen: dict[str, YamlPath] = {}
    for at, raw in enumerate(written):
        here: YamlPath = (*path, at)
        faults = _check_id(raw.id, here, names, seen)
        seen.setdefault(raw.id, here)
        slot, more = _read_slot(raw, here, names, known)
        found += (*faults, *more)
        if slot and not faults:
            slots.append(slot)
    return tuple(slots), tuple(found)


def _check_id(
    name: str, path: YamlPath, names: SelectorNames, seen: dict[str, YamlPath]
) -> Diagnostics:
    if name == MISSING:
        return ()
    place = names.tree.place((*path, "id"))
    if name in seen:
        first = names.tree.place((*seen[name], "id")).line
        message = f'the id "{name}" stands twice, first on line {first}'
        return (error("slot-twice", message, place=place, exit=ExitCode.CONFIG),)
    if not is_name(name):
        message = f'"{name[:60]}" cannot be an id: use {NAME_RULE}'
        near = make_name(name)
        hint = f'write "{near}"' if near else ""
        return (error("wrong-name", message, place=place, hint=hint, exit=ExitCode.CONFIG),)
    return ()


def _read_slot(
    raw: RawSlot, path: YamlPath, names: SelectorNames, known: dict[str, Slot]
) -> tuple[Slot | None, Diagnostics]:
    base = known.get(raw.id)
    parts, found = _read_parts(raw, path, names)
    layout: Layout = raw.layout or (
        "side-by-side" if raw.columns else base.layout if base else "paragraphs"
    )
    if not found:
        found = _check_layout(raw, layout, base, path, names, tuple(known))
    if found or raw.id == MISSING:
        return None, found
    side_by_side = layout == "side-by-side"
    selects = not side_by_side and layout != "abbreviations"
    slot = Slot(
        id=raw.id,
        label=_text(raw.label, base.label if base else raw.id.replace("-", " ").capitalize()),
        layout=layout,
        select=(parts.select or (base and base.select) or None) if selects else None,
        columns=(parts.columns or (base.columns if base else ())) if side_by_side else (),
        limit=parts.limit or (base.limit if base else Limit()),
        required=bool(base and base.required) if raw.required is None else raw.required,
        group=_text(raw.group, base.group if base else ""),
        caption=_text(raw.caption, base.caption if base else ""),
        remark=_text(raw.remark, base.remark if base else ""),
        detail=_text(raw.detail, base.detail if base else ""),
        cut_note=bool(base and base.cut_note) if raw.cut_note is None else raw.cut_note,
        place=names.tree.place(path),
    )
    return slot, ()


def _text(written: str | None, otherwise: str) -> str:
    return otherwise if written is None else one_line(written)


def _read_parts(raw: RawSlot, path: YamlPath, names: SelectorNames) -> tuple[_Parts, Diagnostics]:
    found: list[Diagnostic] = []
    select: Selector | None = None
    if raw.select is not None:
        select, faults = read_selector(raw.select, (*path, "select"), names)
        found += faults
    columns: tuple[ColumnSlot, ...] | None = None
    if raw.columns is not None:
        columns, faults = _read_columns(raw.columns, (*path, "columns"), names)
        found += faults
    limit, faults = read_limit(raw.limit, (*path, "limit"), names.tree)
    return _Parts(select=select, columns=columns, limit=limit), (*found, *faults)


def _read_columns(
    written: tuple[RawColumn, ...], path: YamlPath, names: SelectorNames
) -> tuple[tuple[ColumnSlot, ...], Diagnostics]:
    columns: list[ColumnSlot] = []
    found: list[Diagnostic] = []
    for at, raw in enumerate(written):
        here: YamlPath = (*path, at)
        select, faults = read_selector(raw.select, (*here, "select"), names)
        limit, more = read_limit(raw.limit, (*here, "limit"), names.tree)
        found += (*faults, *more)
        if select and raw.heading != MISSING:
            columns.append(
                ColumnSlot(
                    heading=one_line(raw.heading),
                    select=select,
                    limit=limit or Limit(),
                    place=names.tree.place(here),
                )
            )
    return tuple(columns), tuple(found)


def _check_layout(
    raw: RawSlot,
    layout: str,
    base: Slot | None,
    path: YamlPath,
    names: SelectorNames,
    known: tuple[str, ...],
) -> Diagnostics:
    """Side-by-side shows columns, every other layout one selection."""
    tree, message, hint, at = names.tree, "", "", path
    if layout == "side-by-side":
        if raw.select is not None:
            message = "layout side-by-side shows columns, not a selection"
            hint, at = "put the selection into a column, or name another layout", (*path, "select")
        elif not raw.columns and not (base and base.columns):
            message = "layout side-by-side needs columns"
            hint, at = "add `columns:` with a heading and a select each", (*path, "layout")
    elif layout == "abbreviations":
        if raw.select is not None:
            message = "layout abbreviations lists what the other sections use"
            hint, at = "take the selection out", (*path, "select")
    elif raw.columns:
        message = f"layout {layout} shows one selection, not columns"
        hint, at = "write `layout: side-by-side`", (*path, "columns")
    elif raw.select is None and not (base and base.select):
        return _without_select(raw, layout, base, path, names, known)
    if not message:
        return ()
    place = tree.key_place(at) if at[-1] != "layout" else tree.place(at)
    return (error("slot-layout", message, place=place, hint=hint, exit=ExitCode.CONFIG),)


def _without_select(
    raw: RawSlot,
    layout: str,
    base: Slot | None,
    path: YamlPath,
    names: SelectorNames,
    known: tuple[str, ...],
) -> Diagnostics:
    if raw.id == MISSING or "select" in raw.model_fields_set:
        return ()
    message = f"layout {layout} needs a select"
    place = names.tree.place((*path, "layout"))
    hint = "add `select:`"
    if base is None and known:
        message = f'the template has no slot "{raw.id[:60]}", so the section needs a select'
        place = names.tree.place((*path, "id"))
        near = nearest(raw.id, known)
        hint = f'did you mean "{near}"?' if near else f"slots of the template: {', '.join(known)}"
    return (error("slot-select", message, place=place, hint=hint, exit=ExitCode.CONFIG),)
