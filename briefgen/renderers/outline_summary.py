"""A source as read to the few lines that say what was understood: people, counts, speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from briefgen.model import (
    Boilerplate,
    Document,
    FromSource,
    ListItem,
    Milestone,
    Origin,
    Paragraph,
    Person,
    Section,
    Table,
)
from briefgen.tree import walk

_WIDTH = 72
_APART = "set apart"
_KINDS = ("section", "paragraph", "point", "dated row", "table", _APART)


def summary(document: Document) -> Iterator[str]:
    """Who made the document and how much of each kind it holds, a line each."""
    meta = document.metadata
    for name, people in (("authors", meta.authors), ("contributors", meta.contributors)):
        if people:
            yield f"{name}: {'; '.join(map(_person, people))}"
    if meta.publishers:
        names = (
            f"{o.name} ({o.name_native})" if o.name_native else o.name for o in meta.publishers
        )
        yield f"publishers: {'; '.join(names)}"
    if meta.dateline:
        yield f"dateline: {meta.dateline}"
    said = Counter(speech.kind for speech in meta.speeches)
    counts = {
        **_counts(document),
        **{f"{kind} quote": said[kind] for kind in ("direct", "indirect")},
        "date": len(meta.dates),
        "line of contents": len(meta.toc),
    }
    shown = ", ".join(_counted(count, name) for name, count in counts.items() if count)
    yield f"read: {shown or 'nothing'}"


def _counted(count: int, name: str) -> str:
    if count == 1 or name == _APART:
        return f"{count} {name}"
    first, _, rest = name.partition(" of ")
    return f"{count} {first}s of {rest}" if rest else f"{count} {name}s"


def _counts(document: Document) -> dict[str, int]:
    """How many of each kind, in the order of `_KINDS`; a point's own paragraph is not counted."""
    found: Counter[str] = Counter()
    for node in walk(document.blocks):
        match node:
            case Section() if node.title:
                found["section"] += 1
            case Paragraph():
                found["paragraph"] += 1
            case ListItem():
                found["point"] += 1
                found["paragraph"] -= sum(isinstance(b, Paragraph) for b in node.blocks)
            case Milestone() if node.when is not None:
                found["dated row"] += 1
            case Table():
                found["table"] += 1
            case Boilerplate():
                found[_APART] += 1
            case _:
                continue
    return {kind: found[kind] for kind in _KINDS}


def _person(person: Person) -> str:
    post = ", ".join(dict.fromkeys(filter(None, (person.role, person.organisation))))
    if person.organisation and person.organisation in person.role:
        post = person.role
    name = f"{person.rank} {person.name}".strip()
    return f"{name} ({post})" if post else name


def contents_and_speech(document: Document) -> Iterator[str]:
    """The entries of the contents, who says what, and the dates of the text, with their lines."""
    meta = document.metadata
    if meta.toc:
        yield ""
        yield f"contents: {len(meta.toc)}"
    for entry in meta.toc:
        page = f"  {entry.page}" if entry.page else ""
        yield f"  {f'{entry.number} {entry.title}'.strip()}{page}"
    if meta.speeches:
        yield ""
        yield f"quotes: {len(meta.speeches)}"
    for said in meta.speeches:
        yield f"  {_lines(said.origins)} {said.kind}, {said.speaker}: {_short(said.text)}"
    if meta.dates:
        yield ""
        shown = (f"{date.value.iso()} ({_lines(date.origins)})" for date in meta.dates)
        yield f"dates: {', '.join(shown)}"


def _lines(origins: Iterable[Origin]) -> str:
    spans = [span for o in origins if isinstance(o, FromSource) for span in o.spans]
    shown = [f"{s.start}-{s.end}" if s.start != s.end else str(s.start) for s in spans]
    return f"line {', '.join(shown)}" if shown else ""


def _short(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
