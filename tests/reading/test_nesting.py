"""Points inside points keep their depth, in every format, and jitter makes none."""

from __future__ import annotations

import io
import json

import docx
import pytest

from briefgen.reading import Reading, read_bytes
from briefgen.renderers.outline import outline_json

_TREE = [(1, "One of it."), (2, "Inside one."), (3, "Deep down."), (2, "Inside two."), (1, "Two.")]
_LEAD = "The council met in the old customs house, and this is what it found there."


def _word() -> bytes:
    document = docx.Document()
    for depth, text in _TREE:
        style = "List Bullet" if depth == 1 else f"List Bullet {depth}"
        document.add_paragraph(text, style=style)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _lines(marks: str) -> bytes:
    lines = "".join(f"{'  ' * (depth - 1)}{marks[depth - 1]} {text}\n" for depth, text in _TREE)
    return f"{_LEAD}\n\n{lines}".encode()


_HTML = (
    "<ul><li>One of it.<ul><li>Inside one.<ul><li>Deep down.</li></ul></li>"
    "<li>Inside two.</li></ul></li><li>Two.</li></ul>"
)


def _read(data: bytes, suffix: str) -> Reading:
    reading, _ = read_bytes(data, source_id="s", shown=f"s{suffix}", suffix=suffix)
    assert reading is not None
    return reading


def _points(reading: Reading) -> list[list[tuple[int, str]]]:
    """The lists of the outline's JSON, each point with its depth."""
    outline = json.loads(json.dumps(outline_json(reading.document, (), ())))
    return [
        [(item.get("depth", 1), item["text"]) for item in block["items"]]
        for section in outline["sections"]
        for block in section["blocks"]
        if block["kind"] == "list"
    ]


@pytest.mark.parametrize(
    ("data", "suffix"),
    [
        (_lines("---"), ".txt"),
        (_lines("•o-"), ".txt"),
        (_lines("---"), ".md"),
        (_HTML.encode(), ".html"),
        (_word(), ".docx"),
    ],
    ids=["txt", "txt-marks", "md", "html", "docx"],
)
def test_depth_is_kept(data: bytes, suffix: str) -> None:
    assert _points(_read(data, suffix)) == [_TREE]


@pytest.mark.parametrize(
    ("lines", "depths"),
    [
        ("- One.\n - Two.\n- Three.\n", [[1, 1, 1]]),
        ("   - One.\n- Two.\n   - Three.\n", [[1, 1, 1]]),
        ("- One.\n      - Two.\n   - Three.\n", [[1, 1, 1]]),
        ("- One.\n- Two.\n\n1. First.\n2. Second.\n", [[1, 1], [1, 1]]),
        ("1. First.\n   - Inside.\n2. Second.\n", [[1, 2, 1]]),
        ("- The plan has\n  - boats\n  - buoys\n- The end.\n", [[1, 2, 2, 1]]),
    ],
    ids=["jitter", "first is deeper", "no clear steps", "side by side", "numbers", "lower case"],
)
def test_only_clear_steps_nest(lines: str, depths: list[list[int]]) -> None:
    found = _points(_read(f"{_LEAD}\n\n{lines}".encode(), ".txt"))
    assert [[depth for depth, _ in points] for points in found] == depths
