"""The parser's events to a tree, one after the other."""

from __future__ import annotations

from dataclasses import field

import yaml

from briefgen.diagnostics import Diagnostic, Place, error
from briefgen.errors import ExitCode
from briefgen.slotted import dataclass
from briefgen.yamltext.limits import FORBIDDEN, MAX_DEPTH, MAX_FINDINGS, MAX_NODES
from briefgen.yamltext.refusals import bad_character
from briefgen.yamltext.scalars import resolve_plain
from briefgen.yamltext.tree import Mark, YamlData, YamlPath, YamlTree


@dataclass(slots=True, kw_only=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    node: list[YamlData] | dict[str, YamlData]
    path: YamlPath
    key: str | None = None  # of a mapping: read, its value is next
    twice: bool = False  # that key stood there before: its value is read and thrown away


@dataclass(slots=True, kw_only=True)
class Growing:
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
        self.values[path] = mark_of(event)
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
            self.keys[path] = mark_of(event)

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
        if bad := FORBIDDEN.search(text):  # can only come from an escape such as "\0"
            place = Place(self.shown, *mark_of(event))
            self.found.append(bad_character(bad.group(), place, self.exit))
        return text

    def _refuse(self, code: str, message: str, event: yaml.Event, hint: str) -> None:
        place = Place(self.shown, *mark_of(event))
        self.found.append(error(code, message, place=place, hint=hint, exit=self.exit))


def mark_of(event: yaml.Event) -> Mark:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
