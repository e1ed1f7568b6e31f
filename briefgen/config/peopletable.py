"""A table of audiences, CSV or YAML, to its rows, each with the line it starts on."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, reason_of
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlData, YamlPath, YamlTree, read_yaml

TEXT_KEYS = ("name", "title", "subtitle", "ceiling", "language", "citations")
LIST_KEYS = ("to", "from", "formats", "sections")
LABELS = "labels"
KEYS = (*TEXT_KEYS, *LIST_KEYS, f"{LABELS}.ID")

MAX_BYTES = 32 << 20
_LABEL = f"{LABELS}."
_PARTED = re.compile(r"[;|\n]")  # inside a cell that holds a list
_DELIMITERS = ",;\t"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """One audience as its row says; keys that the row leaves empty are absent.

    `faults` are what is wrong with the row as such; a row with faults is not to be used.
    """

    place: Place
    texts: Mapping[str, str] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    faults: Diagnostics = ()


Rows = tuple[tuple[PersonRow, ...], str, Diagnostics]


def read_rows(path: Path, shown: str) -> Rows:
    """The rows of a `.yaml` or `.yml` file, or of a CSV file, the SHA-256 of its bytes ("" where
    it cannot be read), and what is wrong with the file.
    """
    if path.suffix.lower() in {".yaml", ".yml"}:
        return _read_yaml_rows(path, shown)
    return _read_csv_rows(path, shown)


def _fault(code: str, message: str, place: Place, hint: str = "") -> Diagnostic:
    return error(code, message, place=place, hint=hint, exit=ExitCode.CONFIG)


def _no_key(name: str, place: Place) -> Diagnostic:
    hint = suggestion(name, KEYS)
    return _fault("unknown-key", f'an audience has no key "{name[:60]}" here', place, hint)


# --- CSV ------------------------------------------------------------------------------------------


def _read_csv_rows(path: Path, shown: str) -> Rows:
    raw, text, found = _read_text(path, shown)
    if text is None:
        return (), "", found
    rows, found = _parse_csv(text, shown)
    return rows, hashlib.sha256(raw).hexdigest(), found


def _parse_csv(text: str, shown: str) -> tuple[tuple[PersonRow, ...], Diagnostics]:
    lines = text.splitlines(keepends=True)
    head = next((line for line in lines if line.strip()), "")
    delimiter = max(_DELIMITERS, key=lambda mark: (head.count(mark), -_DELIMITERS.index(mark)))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[PersonRow] = []
    columns: tuple[str, ...] = ()
    try:
        for line, cells in _numbered(reader):
            if columns:
                rows.append(_csv_row(columns, cells, Place(shown, line)))
                continue
            columns = tuple(cell.strip() for cell in cells)
            if faults := _check_head(columns, Place(shown, line)):
                return (), faults
    except csv.Error as fault:
        place = Place(shown, max(reader.line_num, 1))
        hint = "a quotation mark opens a cell and closes it; inside it is written twice"
        return (), (_fault("people-file", f"is no CSV from here on: {fault}", place, hint),)
    if not columns:
        return (), (_fault("people-file", "holds no row", Place(shown, 1), "name it in line 1"),)
    return tuple(rows), ()


def _read_text(path: Path, shown: str) -> tuple[bytes, str | None, Diagnostics]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = reason_of(fault)
        return b"", None, (_fault("file-unreadable", f"cannot be read: {reason}", Place(shown)),)
    if len(raw) > MAX_BYTES:
        message = f"is larger than {MAX_BYTES >> 20} MiB"
        return b"", None, (_fault("people-file", message, Place(shown), "is this the right file?"),)
    try:
        return raw, raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError as fault:
        place = Place(shown, raw[: fault.start].count(b"\n") + 1)
        message = f"holds the byte 0x{raw[fault.start]:02X}, which is not UTF-8"
        return raw, None, (_fault("people-file", message, place, "save it as CSV UTF-8"),)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, each with its first line: a quoted cell may hold line ends."""
    before = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield before + 1, cells
        before = reader.line_num  # type: ignore[attr-defined]  # csv.reader has it


def _check_head(columns: Sequence[str], place: Place) -> Diagnostics:
    found = [
        _no_key(name, place)
        for name in columns
        if name not in {*TEXT_KEYS, *LIST_KEYS} and not (name.startswith(_LABEL) and name != _LABEL)
    ]
    for name in dict.fromkeys(columns):
        if columns.count(name) > 1:
            found.append(_fault("people-file", f'the column "{name[:60]}" stands twice', place))
    if "name" not in columns:
        message = "the first row names no column `name`"
        found.append(_fault("people-file", message, place, f"columns: {', '.join(KEYS)}"))
    return tuple(found)


def _csv_row(columns: Sequence[str], cells: Sequence[str], place: Place) -> PersonRow:
    if len(cells) != len(columns):
        message = f"the row has {len(cells)} cells, the first row has {len(columns)}"
        hint = "put a cell that holds the delimiter into quotation marks"
        return PersonRow(place=place, faults=(_fault("people-row", message, place, hint),))
    filled = {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if cell.strip()}
    lists = {
        key: tuple(part.strip() for part in _PARTED.split(filled[key]) if part.strip())
        for key in LIST_KEYS
        if key in filled
    }
    return PersonRow(
        place=place,
        faults=(_no_ceiling(place),) if "ceiling" in columns and "ceiling" not in filled else (),
        texts={key: filled[key] for key in TEXT_KEYS if key in filled},
        lists={key: parts for key, parts in lists.items() if parts},
        labels={n.removeprefix(_LABEL): t for n, t in filled.items() if n.startswith(_LABEL)},
    )


def _no_ceiling(place: Place) -> Diagnostic:
    """A cell that somebody forgot must not let an audience see all that the pattern's may."""
    message = "the row has no ceiling, and its table has a column for it"
    hint = "write the label; without the column all rows have the pattern's ceiling"
    return error("people-row", message, place=place, hint=hint, exit=ExitCode.MARKING)


# --- YAML -----------------------------------------------------------------------------------------


def _read_yaml_rows(path: Path, shown: str) -> Rows:
    tree, found = read_yaml(path, shown)
    if tree is None or found:
        return (), "", found
    if not isinstance(tree.data, list) or not tree.data:
        hint = "for example: - {name: oslo, ceiling: TLP:GREEN}"
        fault = _fault("people-file", "must be a list of audiences", tree.place(()), hint)
        return (), tree.sha256, (fault,)
    rows = tuple(_yaml_row(tree, n, item) for n, item in enumerate(tree.data))
    return rows, tree.sha256, ()


def _yaml_row(tree: YamlTree, n: int, item: YamlData) -> PersonRow:
    place = tree.place((n,))
    if not isinstance(item, dict):
        fault = _fault("people-row", "an audience must be a mapping of keys", place)
        return PersonRow(place=place, faults=(fault,))
    faults: list[Diagnostic] = []
    texts: dict[str, str] = {}
    lists: dict[str, tuple[str, ...]] = {}
    labels: dict[str, str] = {}
    for key, value in item.items():
        path: YamlPath = (n, key)
        if key in TEXT_KEYS and (text := _as_text(tree, path, value)):
            texts[key] = text
        elif key in LIST_KEYS and (parts := _as_list(tree, path, value)):
            lists[key] = parts
        elif key == LABELS and isinstance(value, dict):
            labels = {k: t for k, v in value.items() if (t := _as_text(tree, (*path, k), v))}
            if len(labels) < len(value):
                faults.append(_fault("people-row", "labels must be texts", tree.key_place(path)))
        elif key in {*TEXT_KEYS, *LIST_KEYS, LABELS}:
            faults.append(_fault("people-row", f"{key} must be {_wanted(key)}", tree.place(path)))
        else:
            faults.append(_no_key(key, tree.key_place(path)))
    return PersonRow(place=place, texts=texts, lists=lists, labels=labels, faults=tuple(faults))


def _as_text(tree: YamlTree, path: YamlPath, value: YamlData) -> str:
    """A text, or a number as it was written; "" for anything else."""
    return value.strip() if isinstance(value, str) else tree.written.get(path, "")


def _as_list(tree: YamlTree, path: YamlPath, value: YamlData) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (text,) if (text := _as_text(tree, path, value)) else ()
    parts = tuple(_as_text(tree, (*path, n), part) for n, part in enumerate(value))
    return parts if all(parts) else ()


def _wanted(key: str) -> str:
    if key in TEXT_KEYS:
        return "text"
    return "a mapping of texts" if key == LABELS else "a text or a list of texts"
