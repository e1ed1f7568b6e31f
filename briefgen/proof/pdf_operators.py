"""Operators that show words, or say something of them, to what they show (ISO 32000-1, 9.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise
from typing import Any

import pikepdf

from briefgen.proof.cmaps import CodeMap, read_font
from briefgen.proof.pdf_runs import SPACE_EM, Run
from briefgen.proof.pdf_state import IDENTITY, State, matrix_of, times
from briefgen.proof.pdf_tokens import Token, name_of, string_bytes, text_of, tokens
from briefgen.proof.sharing import Shared
from briefgen.slotted import dataclass

Fonts = dict[Any, CodeMap]


@dataclass(slots=True)
class Reader:
    """What is collected while one stream is read."""

    fonts: Fonts
    shared: Shared
    resources: Any
    strict: bool  # what cannot be read is refused, pictures too
    named: dict[bytes, CodeMap] = field(default_factory=dict)  # by the names of this stream
    depth: int = 0
    runs: list[Run] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    strings: list[bytes] = field(default_factory=list)
    loose: list[bytes] = field(default_factory=list)


def unshown(written: bytes) -> Iterator[str]:
    """Strings among the operands of an operator that shows none: viewers pass them over."""
    strings = (raw for kind, raw in tokens(written) if kind in ("string", "hex"))
    return (text_of(string_bytes(raw)) for raw in strings)


def text_operator(operator: bytes, written: bytes, state: State, reader: Reader) -> None:
    if operator == b"Tm":
        state.line = state.text = matrix_of(written)
        return
    match operator:
        case b"Tj" | b"TJ":
            _show(written, state, reader)
        case b"Tf":
            font, size = (written.split() or [b""])[0], _numbers(written)
            state.font, state.size = font_at(font, reader), size[-1]
        case b"BT" | b"ET":
            state.line = state.text = IDENTITY
        case b"Tc":
            state.between = _numbers(written)[-1]
        case b"Tw":
            state.space = _numbers(written)[-1]
        case b"TL":
            state.leading = _numbers(written)[-1]
        case b"Tz":
            state.scale = _numbers(written)[-1] / 100
        case b"Td":
            state.move(*_numbers(written)[-2:])
        case b"TD":
            x, y = _numbers(written)[-2:]
            state.leading = -y
            state.move(x, y)
        case b"T*":
            state.move(0.0, -state.leading)
        case _:  # ' and "
            state.move(0.0, -state.leading)
            last = tokens(written)[-1:]
            _show(last[0][1] if last else b"", state, reader)


def _numbers(written: bytes) -> list[float]:
    """The numbers among operands; as many noughts before them as any operator asks for."""
    return [0.0, 0.0, *(float(raw) for kind, raw in tokens(written) if kind == "number")]


def _show(written: bytes, state: State, reader: Reader) -> None:
    """Adds one run. The same line stands in many packs: it is read once."""
    font, start = state.font, state.text
    key = (written, font, state.size, state.between, state.space)
    text, moved, strings = reader.shared.once(key, lambda: _read_shown(written, state))
    mark = state.marks[-1] if state.marks else -1
    if reader.runs and reader.runs[-1].mark != mark:
        reader.strings.append(b"\f")
    reader.strings += strings
    a, b, c, d, x, y = start
    along = moved * state.scale
    state.text = (a, b, c, d, along * a + x, along * b + y)
    at, end = start, state.text
    if state.matrix is not IDENTITY:
        at, end = times(start, state.matrix), times(end, state.matrix)
    size = state.size * max(abs(at[3]), abs(at[1]), 1e-6)
    reader.runs.append(Run(text, at[4], end[4], at[5], size, mark))


def _read_shown(written: bytes, state: State) -> tuple[str, float, tuple[bytes, ...]]:
    """(text, way along the line, strings) of what one operator shows; a wide step back inside `TJ`
    is a space.
    """
    text, moved = "", 0.0
    strings: list[bytes] = []
    for kind, raw in tokens(written):
        if kind in ("string", "hex"):
            data = string_bytes(raw)
            strings.append(data)
            words, advance, count = state.font.decode(data)
            blanks = words.count(" ") * state.space
            moved += advance / 1000 * state.size + count * state.between + blanks
            text += words
        elif kind == "number":
            width = -float(raw) / 1000 * state.size
            text += " " if width > SPACE_EM * state.size and not text.endswith(" ") else ""
            moved += width
    return text, moved, tuple(strings)


def font_at(token: bytes, reader: Reader) -> CodeMap:
    if token not in reader.named:
        fonts = reader.resources.get("/Font", {})
        name = f"/{name_of(token)}"
        font = fonts.get(name) if len(fonts) else None
        key = (name, font.objgen if font is not None else None)
        if key not in reader.fonts:
            reader.fonts[key] = read_font(font, reader.shared)
        reader.named[token] = reader.fonts[key]
    return reader.named[token]


def enter(operands: Sequence[Token], reader: Reader) -> int:
    """The number of marked content that opens, -1 for none; words that stand in for what it shows
    are read.
    """
    mark = -1
    if len(operands) == 2 and operands[1][0] == "name":
        named = reader.resources.get("/Properties", {}).get(f"/{name_of(operands[1][1])}")
        if isinstance(named, pikepdf.Dictionary):
            mark = int(named.get("/MCID", -1))
            said = [str(v) for v in named.as_dict().values() if isinstance(v, pikepdf.String)]
            reader.said += said
    else:
        for (_, key), (kind, raw) in pairwise(operands):
            if key == b"/MCID" and kind == "number":
                mark = int(raw)
            elif kind in ("string", "hex"):
                reader.said.append(text_of(string_bytes(raw)))
    return mark
