"""YAML text to plain data with the line and column of every key and value, and back.

The only module that knows the YAML library. It reads the core of YAML 1.2 (`no` is a word, a date
is text) and refuses what a hand-written file never needs: anchors, tags, several documents,
hostile depth and size.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import yaml

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.nearfiles import path_hint
from briefgen.yamlfaults import in_plain_words

YamlData: TypeAlias = "bool | int | float | str | list[YamlData] | dict[str, YamlData] | None"
YamlPath: TypeAlias = tuple[str | int, ...]
Mark: TypeAlias = tuple[int, int]

MAX_BYTES = 1 << 20
MAX_DEPTH = 64  # libyaml's loader ends the process at 50,000 nested brackets
MAX_NODES = 50_000
MAX_FINDINGS = 50

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What no page can show and no editor shows: controls, line separators that editors do not count
# as lines, text direction overrides, halves of a surrogate pair, non-characters.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)
# YAML 1.2.2, section 10.3.2: the core schema's tag resolution.
_CORE_WORDS: Mapping[str, bool | None] = MappingProxyType(
    {"": None, "~": None, "null": None, "Null": None, "NULL": None}
    | {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_BASED = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,4})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class YamlTree:
    """Plain data and where it stood. Paths are keys and 0-based indices; marks are 1-based.

    `written` holds the text of plain scalars that were read as something else than text, so that
    `number: 1.10` can still be had as "1.10". `sha256` is that of the file's bytes, "" for text
    that came from no file.
    """

    data: YamlData
    shown: str
    values: Mapping[YamlPath, Mark]
    keys: Mapping[YamlPath, Mark]
    written: Mapping[YamlPath, str]
    sha256: str = ""

    def place(self, path: YamlPath) -> Place:
        """Where the value of a path stands; of the nearest known parent if it has none."""
        return self._nearest(self.values, path)

    def key_place(self, path: YamlPath) -> Place:
        """Where the key of a path stands; for a list item, the item."""
        if path in self.keys:
            return Place(self.shown, *self.keys[path])
        return self.place(path)

    def _nearest(self, marks: Mapping[YamlPath, Mark], path: YamlPath) -> Place:
        for end in range(len(path), -1, -1):
            if mark := marks.get(path[:end]):
                return Place(self.shown, *mark)
        return Place(self.shown, 1, 1)


def read_yaml(
    path: Path, shown: str, *, exit: ExitCode = ExitCode.CONFIG
) -> tuple[YamlTree | None, Diagnostics]:
    """A YAML file on disk as a tree, with its faults; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = (fault.strerror or "unknown reason").lower()
        message, hint = f"cannot be read: {reason}", path_hint(path, ".yaml", ".yml")
        return None, (error("file-unreadable", message, place=Place(shown), hint=hint, exit=exit),)
    text, faults = decode_yaml(raw, shown, exit=exit)
    if text is None:
        return None, faults
    tree, faults = parse_yaml(text, shown, exit=exit)
    return tree and replace(tree, sha256=hashlib.sha256(raw).hexdigest()), faults


def decode_yaml(
    raw: bytes, shown: str, *, exit: ExitCode = ExitCode.CONFIG
) -> tuple[str | None, Diagnostics]:
    """Bytes of a YAML file as text: UTF-8, with or without a byte order mark, at most 1 MiB."""
    if len(raw) > MAX_BYTES:
        return None, (_too_big(shown, exit),)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        message, at = "is written in UTF-16", 0
    else:
        try:
            return raw.decode("utf-8-sig"), ()
        except UnicodeDecodeError as fault:
            # `utf-8-sig` counts from after the mark.
            at = fault.start + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
            message = f"holds the byte 0x{raw[at]:02X}, which is not UTF-8"
    before = raw[:at].decode("utf-8", "replace").removeprefix("\ufeff")
    place = Place(shown, *_line_and_column(before, len(before)))
    hint = "save the file as UTF-8"
    return None, (error("yaml-encoding", message, place=place, hint=hint, exit=exit),)


def parse_yaml(
    text: str, shown: str, *, exit: ExitCode = ExitCode.CONFIG
) -> tuple[YamlTree | None, Diagnostics]:
    """YAML text as a tree, with every fault; None where a fault ends the reading.

    A duplicate key, an anchor, a tag and an escape that no page can show leave the rest readable:
    then there is a tree (the first of two equal keys counts) besides the errors.
    Findings: `yaml-syntax`, `yaml-character`, `yaml-duplicate-key` (names both lines),
    `yaml-anchor`, `yaml-tag`, `yaml-key`, `yaml-too-deep`, `yaml-too-big`, `yaml-documents`.
    An empty text gives a tree whose data is None.
    """
    text = text.removeprefix("\ufeff")
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        return None, (_too_big(shown, exit),)
    if bad := _FORBIDDEN.search(text):
        mark = _line_and_column(text, bad.start())
        return None, (_bad_character(bad.group(), Place(shown, *mark), exit),)
    growing = _Growing(shown=shown, exit=exit)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            growing.take(event)
            if growing.stopped:
                break
    except yaml.YAMLError as fault:
        growing.found.append(_syntax_error(fault, text, shown, exit))
        growing.stopped = True
    return (None if growing.stopped else growing.tree()), tuple(growing.found)


def resolve_plain(text: str) -> YamlData:
    """What an unquoted word means in YAML 1.2 core; infinities and huge numbers stay text."""
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
        return number if not _is_long_integer(text) else text
    return text


def _is_long_integer(text: str) -> bool:
    return text.lstrip("+-").isdigit()


def dump_yaml(data: YamlData) -> str:
    """Data as block-style YAML in the order of its keys; `parse_yaml` gives the same data back.

    Raises ValueError for a number that is not finite.
    """
    text: str = yaml.dump(
        data,
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=96,
    )
    return text


# --- from events to data ------------------------------------------------------------------------


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    node: list[YamlData] | dict[str, YamlData]
    path: YamlPath
    key: str | None = None  # of a mapping: read, its value is next
    twice: bool = False  # that key stood there before: its value is read and thrown away


@dataclass(slots=True, kw_only=True)
class _Growing:
    """The tree while the events of the parser come in; no recursion, so depth costs nothing."""

    shown: str
    exit: ExitCode
    data: YamlData = None
    open: list[_Open] = field(default_factory=list)
    values: dict[YamlPath, Mark] = field(default_factory=dict)
    keys: dict[YamlPath, Mark] = field(default_factory=dict)
    written: dict[YamlPath, str] = field(default_factory=dict)
    found: list[Diagnostic] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0
    stopped: bool = False

    def tree(self) -> YamlTree:
        return YamlTree(
            data=self.data,
            shown=self.shown,
            values=self.values,
            keys=self.keys,
            written=self.written,
        )

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._begin_document(event)
            case yaml.AliasEvent() | yaml.ScalarEvent() | yaml.CollectionStartEvent():
                self._take_node(event)
            case yaml.CollectionEndEvent():
                self.open.pop()
            case _:  # the ends of documents, the start and the end of the file
                pass

    def _begin_document(self, event: yaml.Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._refuse("yaml-documents", "a second document starts here", event, "one per file")
            self.stopped = True

    def _take_node(
        self, event: yaml.AliasEvent | yaml.ScalarEvent | yaml.CollectionStartEvent
    ) -> None:
        self._check(event)
        if self.stopped:
            return
        if self._expects_key():
            self._take_key(event)
            return
        path = self._next_path()
        self.values[path] = _mark(event)
        match event:
            case yaml.ScalarEvent():
                self._attach(self._scalar(event, path))
            case yaml.CollectionStartEvent():
                node: list[YamlData] | dict[str, YamlData]
                node = [] if isinstance(event, yaml.SequenceStartEvent) else {}
                self._attach(node)
                self.open.append(_Open(node=node, path=path))
            case _:
                self._attach(None)

    def _check(self, event: yaml.NodeEvent) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse("yaml-too-big", f"more than {MAX_NODES:,} values", event, "split the file")
            self.stopped = True
        if len(self.open) >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
            message = f"lists and mappings are nested deeper than {MAX_DEPTH}"
            self._refuse("yaml-too-deep", message, event, "")
            self.stopped = True
        if event.anchor is not None:
            name = f"{'*' if isinstance(event, yaml.AliasEvent) else '&'}{event.anchor}"
            hint = "repeat the value; quote a text that starts with & or *"
            self._refuse("yaml-anchor", f'anchors such as "{name}" are not used here', event, hint)
        if tag := getattr(event, "tag", None):
            self._refuse("yaml-tag", f'the tag "{tag}" is not used here', event, "quote the value")
        self.stopped = self.stopped or len(self.found) >= MAX_FINDINGS

    def _expects_key(self) -> bool:
        if not self.open:
            return False
        return isinstance(self.open[-1].node, dict) and self.open[-1].key is None

    def _take_key(self, event: yaml.Event) -> None:
        parent = self.open[-1]
        if not isinstance(event, yaml.ScalarEvent) or not event.value:
            hint = "quote a text that starts with a bracket"
            self._refuse("yaml-key", "a key must be a word, not a list or a mapping", event, hint)
            self.stopped = True
            return
        parent.key = self._text(event)
        path = (*parent.path, parent.key)
        parent.twice = path in self.keys
        if parent.twice:
            message = f'the key "{parent.key}" stands twice, first on line {self.keys[path][0]}'
            hint = "keep one of the two"
            self._refuse("yaml-duplicate-key", message, event, hint)
        else:
            self.keys[path] = _mark(event)

    def _next_path(self) -> YamlPath:
        if not self.open:
            return ()
        parent = self.open[-1]
        if isinstance(parent.node, list):
            return (*parent.path, len(parent.node))
        if parent.twice:
            return ("\0", self.nodes)  # apart from every path of the file
        return (*parent.path, parent.key or "")

    def _attach(self, value: YamlData) -> None:
        if not self.open:
            self.data = value
            return
        parent = self.open[-1]
        if isinstance(parent.node, list):
            parent.node.append(value)
            return
        if not parent.twice:
            parent.node[parent.key or ""] = value
        parent.key = None

    def _scalar(self, event: yaml.ScalarEvent, path: YamlPath) -> YamlData:
        text = self._text(event)
        if not event.implicit[0]:
            return text
        value = resolve_plain(text)
        if not isinstance(value, str):
            self.written[path] = text
        return value

    def _text(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        if bad := _FORBIDDEN.search(text):  # can only come from an escape such as "\0"
            place = Place(self.shown, *_mark(event))
            self.found.append(_bad_character(bad.group(), place, self.exit))
        return text

    def _refuse(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        place = Place(self.shown, *_mark(event))
        self.found.append(error(code, message, place=place, hint=hint, exit=self.exit))


def _mark(event: yaml.Event) -> Mark:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


# --- faults in plain words ----------------------------------------------------------------------


def _syntax_error(fault: yaml.YAMLError, text: str, shown: str, exit: ExitCode) -> Diagnostic:
    if not isinstance(fault, yaml.MarkedYAMLError):
        return error("yaml-syntax", "is not YAML", place=Place(shown), exit=exit)
    complaint = in_plain_words(f"{fault.context or ''} {fault.problem or ''}")
    message, hint, from_start = complaint.message, complaint.hint, complaint.at_start
    begun, failed = fault.context_mark, fault.problem_mark
    if failed is not None and failed.line >= text.count("\n") + 1:
        from_start = True  # the parser noticed only at the end of the file
    mark = (begun if from_start and begun is not None else failed) or begun
    # Never behind the last line.
    last = _line_and_column(text, len(text))
    place = Place(shown, *min((mark.line + 1, mark.column + 1), last)) if mark else Place(shown)
    return error(complaint.code, message, place=place, hint=hint, exit=exit)


def _bad_character(char: str, place: Place, exit: ExitCode) -> Diagnostic:
    message = f"holds U+{ord(char):04X}, a character that no page can show"
    return error("yaml-character", message, place=place, hint="delete it", exit=exit)


def _too_big(shown: str, exit: ExitCode) -> Diagnostic:
    message = f"is larger than {MAX_BYTES // 1024:,} KiB"
    hint = "is this the right file?"
    return error("yaml-too-big", message, place=Place(shown), hint=hint, exit=exit)


def _line_and_column(text: str, at: int) -> Mark:
    lines = re.split("\r\n|\r|\n", text[:at])
    return len(lines), len(lines[-1]) + 1


# --- data to text -------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Always the pure dumper, so that the bytes do not depend on how the library was built."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if not isinstance(resolve_plain(text), str):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="'")
    return dumper.represent_str(text)


def _represent_float(dumper: _Dumper, number: float) -> yaml.ScalarNode:
    if not math.isfinite(number):
        raise ValueError(f"{number} cannot be written as YAML")
    return dumper.represent_float(number)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(float, _represent_float)
