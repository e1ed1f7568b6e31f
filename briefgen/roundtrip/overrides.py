"""What people changed, as a YAML file that can be read, reviewed and edited, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, get_args

from briefgen.anchored import Kind
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.roundtrip.edits import Edit, Form, Overrides, What, digest
from briefgen.slotted import dataclass
from briefgen.yamltext import YamlData, YamlPath, YamlTree, dump_yaml, read_yaml

FORMAT: Final = 1
_WHATS: Final[tuple[What, ...]] = get_args(What)
_HEAD: Final = """\
# What people changed in the Word memo. `briefgen pull` and `briefgen build --pull` write this
# file, every build puts it into the PDF and the Word memo; see `briefgen help editing`.
# Take an entry out to drop an edit; put `marking: LABEL` to one to raise what it counts as.
"""
# Keys of an entry and the field that each fills; the first key names the block.
_TEXTS: Final[Mapping[str, str]] = {
    "text": "text",
    "base": "base",
    "after": "after",
    "near": "near",
    "who": "who",
    "when": "when",
    "edition": "edition",
    "banner": "banner",
    "marking": "marking",
    "earlier": "earlier",
}
_KEYS: Final = (*_WHATS, *_TEXTS, "kind", "form", "level", "rows", "outside", "base_sha256")


def write_overrides(overrides: Overrides) -> str:
    """The file's text; the same overrides give the same text."""
    data: dict[str, YamlData] = {
        "format": FORMAT,
        "series": overrides.series,
        "audience": overrides.audience,
    }
    if overrides.pulled:
        data["pulled"] = list(overrides.pulled)
    data["edits"] = [_entry(edit) for edit in overrides.edits]
    return _HEAD + dump_yaml(data)


def _entry(edit: Edit) -> dict[str, YamlData]:
    found: dict[str, YamlData] = {edit.what: edit.block}
    if edit.what in ("change", "delete"):
        found |= {"kind": edit.kind, "base": edit.base, "base_sha256": digest(edit.base)}
    elif edit.base:
        found["base"] = edit.base
    if edit.what == "add":
        found["form"] = edit.form
        found |= {"level": edit.level} if edit.level else {}
    elif edit.form == "table":
        found["form"] = edit.form
    if edit.what in ("add", "move"):
        found |= {"after": edit.after, "near": edit.near}
        found |= {"outside": True} if edit.outside else {}
    if edit.rows:
        found["rows"] = [list(row) for row in edit.rows]
    elif edit.what in ("change", "add", "comment"):
        found["text"] = edit.text
    signed = ("who", "when", "edition", "banner", "marking", "earlier")
    return found | {key: value for key in signed if (value := getattr(edit, key))}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry of the file while it is read."""

    tree: YamlTree
    path: YamlPath
    data: Mapping[str, YamlData]

    def fault(self, message: str, key: str = "", hint: str = "") -> Diagnostic:
        place = self.tree.key_place((*self.path, key) if key else self.path)
        return error(
            "override",
            message,
            place=place,
            hint=hint or "see `briefgen help editing`",
            exit=ExitCode.CONFIG,
        )


def read_overrides(path: Path, shown: str) -> tuple[Overrides | None, Diagnostics]:
    """The overrides in a file, or None with every fault of it. Where there is no file: None, ()."""
    if not path.exists():
        return None, ()
    tree, found = read_yaml(path, shown)
    if tree is None or found:
        return None, found
    data = tree.data
    if not isinstance(data, Mapping) or data.get("format") != FORMAT:
        message = f"this is no overrides file of format {FORMAT}"
        hint = "`briefgen pull MEMO.docx` writes one"
        place = Place(shown, 1)
        return None, (error("override", message, place=place, hint=hint, exit=ExitCode.CONFIG),)
    listed = data.get("edits") or []
    entries = listed if isinstance(listed, list) else []
    edits: list[Edit] = []
    faults: list[Diagnostic] = []
    for n, entry in enumerate(entries):
        one = _Entry(
            tree=tree,
            path=("edits", n),
            data={str(k): v for k, v in entry.items()} if isinstance(entry, Mapping) else {},
        )
        wrong = list(_faults(one))
        faults += wrong
        if not wrong:
            edits.append(_edit(one))
    if faults:
        return None, tuple(faults)
    pulled = data.get("pulled")
    return Overrides(
        series=str(data.get("series") or ""),
        audience=str(data.get("audience") or ""),
        edits=tuple(edits),
        pulled=tuple(str(p) for p in pulled) if isinstance(pulled, list) else (),
    ), ()


def _faults(entry: _Entry) -> Iterator[Diagnostic]:
    whats = [key for key in entry.data if key in _WHATS]
    if len(whats) != 1:
        yield entry.fault(f"an entry has one of the keys {', '.join(_WHATS)}")
    for key, value in entry.data.items():
        if key not in _KEYS:
            message, hint = f"unknown key {key!r}", suggestion(key, _KEYS)
            yield entry.fault(message, key, hint)
        elif key in (*_WHATS, *_TEXTS) and not isinstance(value, str):
            yield entry.fault(f"{key!r} must be text", key, "put it in quotes")
    allowed = {"kind": get_args(Kind), "form": get_args(Form)}
    for key, words in allowed.items():
        if entry.data.get(key, words[0]) not in words:
            yield entry.fault(f"{key!r} is one of {', '.join(words)}", key)
    rows = entry.data.get("rows", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        yield entry.fault("'rows' is a list of lists of text", "rows")


def _edit(entry: _Entry) -> Edit:
    what = next(name for name in _WHATS if name in entry.data)
    rows = entry.data.get("rows", [])
    level = entry.data.get("level")
    return Edit(
        what=what,
        block=str(entry.data[what]),
        kind=entry.data.get("kind", "paragraph"),  # type: ignore[arg-type]  # checked above
        form=entry.data.get("form", "paragraph"),  # type: ignore[arg-type]  # checked above
        level=level if isinstance(level, int) else 0,
        rows=tuple(tuple(str(cell) for cell in row) for row in rows if isinstance(row, list))
        if isinstance(rows, list)
        else (),
        outside=entry.data.get("outside") is True,
        **{name: str(entry.data.get(key) or "") for key, name in _TEXTS.items()},
    )
