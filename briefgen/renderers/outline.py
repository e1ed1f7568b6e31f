"""A source as read to its outline: JSON for programs, text for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, assert_never

from briefgen.counts import counted
from briefgen.model import (
    Block,
    Boilerplate,
    BulletList,
    Callout,
    Code,
    Columns,
    Contents,
    Document,
    Figure,
    FromSource,
    Head,
    Milestone,
    Milestones,
    Notes,
    OrderedList,
    Organisation,
    Origin,
    Paragraph,
    Person,
    Quirk,
    Quote,
    Repair,
    Row,
    Section,
    Sources,
    Table,
)
from briefgen.renderers.outline_summary import contents_and_speech, summary
from briefgen.tree import node_text, plain_text

Json = dict[str, Any]


def outline_json(document: Document, repairs: Sequence[Repair], quirks: Sequence[Quirk]) -> Json:
    """What `outline --json` prints (`briefgen help outline`): null where a source says nothing."""
    meta = document.metadata
    loose = [block for block in document.blocks if not isinstance(block, Section)]
    sections = [_section(b) for b in document.blocks if isinstance(b, Section)]
    if loose:
        sections.insert(0, _untitled(loose))
    return {
        "title": plain_text(document.title) or None,
        "sections": sections,
        "toc": [
            {"number": e.number or None, "title": e.title, "page": e.page or None} for e in meta.toc
        ],
        "metadata": {
            "authors": [_person(p) for p in meta.authors],
            "contributors": [_person(p) for p in meta.contributors],
            "publishers": [_organisation(o) for o in meta.publishers],
            "dateline": meta.dateline or None,
        },
        "quotes": [
            {
                "text": said.text,
                "speaker": said.speaker or None,
                "kind": said.kind,
                "lines": _lines(said.origins),
            }
            for said in meta.speeches
        ],
        "dates_in_text": [
            {"value": date.value.iso(), "lines": _lines(date.origins)} for date in meta.dates
        ],
        "repairs": [_repair(repair) for repair in repairs],
        "quirks": [{"lines": list(q.lines), "text": q.text, "reason": q.reason} for q in quirks],
    }


def _person(person: Person) -> Json:
    return {
        "name": person.name,
        "rank": person.rank or None,
        "role": person.role or None,
        "organisation": person.organisation or None,
    }


def _organisation(organisation: Organisation) -> Json:
    return {"name": organisation.name, "name_native": organisation.name_native or None}


def _repair(repair: Repair) -> Json:
    return {
        "lines": list(repair.lines),
        "before": repair.before,
        "after": repair.after,
        "rule": repair.rule,
        "confidence": repair.confidence,
    }


def _lines(origins: Iterable[Origin]) -> list[list[int]]:
    """Spans of all sources' origins, 1-based, end inclusive."""
    return [
        [span.start, span.end]
        for origin in origins
        if isinstance(origin, FromSource)
        for span in origin.spans
    ]


def _section(section: Section) -> Json:
    """One section; its title is the source's own form, in capitals where it has them."""
    return {
        "number": section.number or None,
        "title": section.original or plain_text(section.title) or None,
        "level": section.level,
        "role": section.role or None,
        "lines": _lines(section.origins),
        "blocks": _blocks([b for b in section.blocks if not isinstance(b, Section)]),
        "sections": [_section(b) for b in section.blocks if isinstance(b, Section)],
    }


def _untitled(blocks: Sequence[Block]) -> Json:
    return {
        "number": None,
        "title": None,
        "level": 1,
        "role": None,
        "lines": [],
        "blocks": _blocks(blocks),
        "sections": [],
    }


def _blocks(blocks: Iterable[Block]) -> list[Json]:
    """A row whose date cannot be read is no milestone: it follows its table, set apart."""
    found: list[Json] = []
    for block in blocks:
        found.append(_block(block))
        if isinstance(block, Milestones):
            found += [_unreadable(row) for row in block.rows if row.when is None]
    return found


def _unreadable(row: Milestone) -> Json:
    return {
        "kind": "boilerplate",
        "text": f"{row.label} {plain_text(row.content)}".strip(),
        "reason": "unreadable row",
        "lines": _lines(row.origins),
    }


def _block(block: Block) -> Json:
    lines = _lines(block.origins)
    match block:
        case BulletList() | OrderedList():
            return {"kind": "list", "items": list(_items(block, 1)), "lines": lines}
        case Milestones():
            rows = [_milestone(row) for row in block.rows if row.when is not None]
            return {"kind": "table", "rows": rows, "lines": lines}
        case Table():
            head = (block.header,) if block.header else ()
            cells = [_cells(row) for row in (*head, *block.rows)]
            return {"kind": "table", "rows": cells, "lines": lines}
        case Code():
            return {"kind": "code", "text": "\n".join(block.lines), "lines": lines}
        case Quote():
            return {"kind": "quote", "text": plain_text(block.content), "lines": lines}
        case Boilerplate():
            return {
                "kind": "boilerplate",
                "text": plain_text(block.content),
                "reason": block.reason or None,
                "lines": lines,
            }
        case Figure():
            return {"kind": "figure", "text": block.alt, "lines": lines}
        case (
            Paragraph()
            | Section()
            | Head()
            | Contents()
            | Callout()
            | Columns()
            | Sources()
            | Notes()
        ):
            return {"kind": "paragraph", "text": node_text(block), "lines": lines}
        case _:
            assert_never(block)


def _items(block: BulletList | OrderedList, depth: int) -> Iterator[Json]:
    """The points in reading order, each with its own words; `depth` of those inside others."""
    for item in block.items:
        inner = [b for b in item.blocks if isinstance(b, BulletList | OrderedList)]
        own = [b for b in item.blocks if b not in inner]
        lines = _lines(origin for b in own for origin in getattr(b, "origins", ()))
        found: Json = {
            "text": "\n".join(map(node_text, own)),
            "lines": lines if inner else _lines(item.origins),
        }
        if depth > 1:
            found["depth"] = depth
        yield found
        for one in inner:
            yield from _items(one, depth + 1)


def _cells(row: Row) -> list[str]:
    return [plain_text(cell) for cell in row.cells]


def _milestone(row: Milestone) -> Json:
    return {
        "year_start": row.when.start.year if row.when else None,
        "year_end": row.when.end.year if row.when else None,
        "text": plain_text(row.content),
        "lines": _lines(row.origins),
    }


# --- readable -------------------------------------------------------------------------------------


def outline_text(
    document: Document, repairs: Sequence[Repair], quirks: Sequence[Quirk], *, lines: bool
) -> str:
    """What was understood at a glance, sections with roles and kinds, speech, repairs and quirks.

    `lines` adds every block, every entry of the contents and every stretch of speech.
    """
    title = plain_text(document.title) or "(no title)"
    out = [f"{title} [{document.language}]", *summary(document), ""]
    for block in document.blocks:
        out += _shown(block, 0, lines)
    if lines:
        out += list(contents_and_speech(document))
    out += ["", f"repairs: {len(repairs)}"]
    out += [
        f"  {_numbers(r.lines)} {r.rule} ({r.confidence:.2f}): "
        f"{_one_line(r.before)} -> {_one_line(r.after)}"
        for r in repairs
    ]
    out.append(f"quirks: {len(quirks)}")
    out += [f"  {_numbers(q.lines)} {q.reason}: {_one_line(q.text)}" for q in quirks]
    return "\n".join(out) + "\n"


def _shown(block: Block, depth: int, lines: bool) -> Iterator[str]:
    pad = "  " * depth
    if isinstance(block, Section):
        number = f"{block.number} " if block.number else ""
        role = f" <{block.role}>" if block.role else ""
        title = plain_text(block.title) or "(before the first heading)"
        yield f"{pad}{number}{title}{role}  {_where(block.origins)}".rstrip()
        inner = [b for b in block.blocks if not isinstance(b, Section)]
        if inner and not lines:
            yield f"{pad}  {_counted(inner)}"
        for child in block.blocks:
            if lines or isinstance(child, Section):
                yield from _shown(child, depth + 1, lines)
        return
    yield f"{pad}{_kind(block)} {_where(block.origins)}: {_one_line(node_text(block))}"
    match block:
        case BulletList() | OrderedList():
            for item in _items(block, 1):
                inset = "  " * item.get("depth", 1)
                yield f"{pad}{inset}- {_spans(item['lines'])}: {_one_line(item['text'])}"
        case Milestones():
            for row in block.rows:
                label = row.label if row.when else f"{row.label} (not readable)"
                text = _one_line(plain_text(row.content))
                yield f"{pad}  {label} {_where(row.origins)}: {text}"
        case _:
            return


def _kind(block: Block) -> str:
    match block:
        case Milestones() if unread := sum(row.when is None for row in block.rows):
            return f"milestones ({counted(len(block.rows) - unread, 'row')}, {unread} not readable)"
        case Boilerplate():
            return f"boilerplate ({block.reason})" if block.reason else "boilerplate"
        case BulletList() | OrderedList():
            return f"list of {len(block.items)}"
        case Milestones():
            return f"milestones ({counted(len(block.rows), 'row')})"
        case _:
            return type(block).__name__.lower()


def _counted(blocks: Sequence[Block]) -> str:
    counts: dict[str, int] = {}
    for block in blocks:
        kind = _kind(block)
        counts[kind] = counts.get(kind, 0) + 1
    return ", ".join(f"{count} x {kind}" if count > 1 else kind for kind, count in counts.items())


def _where(origins: Iterable[Origin]) -> str:
    return _spans(_lines(origins))


def _spans(found: Iterable[Sequence[int]]) -> str:
    spans = [f"{a}-{b}" if a != b else str(a) for a, b in found]
    return f"lines {', '.join(spans)}" if spans else ""


def _numbers(lines: Sequence[int]) -> str:
    return "line " + ", ".join(map(str, lines))


def _one_line(text: str, width: int = 72) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"
