"""A content stream of a PDF to the words it shows, whatever their colour, with their marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple

import pikepdf

from briefgen.proof.cmaps import CodeMap, read_font
from briefgen.proof.pdf_tokens import Token, name_of, operations, string_bytes, text_of, tokens
from briefgen.proof.sharing import Shared

Matrix = tuple[float, float, float, float, float, float]
Fonts = dict[Any, CodeMap]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST_FORM = 8
_SHOWING = frozenset(b"BT Tf Tc Tw TL Tz Tm Td TD T* Tj TJ ' \"".split())
# Colours and shapes, which neither show words nor move them: the operators met most.
_SILENT: Final = frozenset(b"rg RG g G k K w re m l c h f S s n ET".split())
_LONGEST_OPERATOR = 3  # letters; a longer word is none
# A gap wider than this share of the type size parts two words; a shift of the baseline by more
# than the second is a new line, by more than the third a raised note mark.
_SPACE_EM = 0.15
_LINE_EM = 0.6
_RAISED_EM = 0.1


class Run(NamedTuple):
    """Words shown by one operator: from `x` to `end` on the baseline `y`, in points.

    `mark` is the number of the marked content that it stands in, -1 for none.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    mark: int


@dataclass(slots=True)
class _State:
    """The graphics and text state that decides where words stand (ISO 32000-1, 8.4 and 9.3)."""

    font: CodeMap
    size: float = 0.0
    between: float = 0.0  # Tc
    space: float = 0.0  # Tw
    leading: float = 0.0
    scale: float = 1.0
    matrix: Matrix = _IDENTITY
    line: Matrix = _IDENTITY
    text: Matrix = _IDENTITY


@dataclass(slots=True)
class _Reader:
    """What is collected while one stream is read."""

    fonts: Fonts
    shared: Shared
    named: dict[bytes, CodeMap] = field(default_factory=dict)  # by the names of this stream
    runs: list[Run] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    strings: list[bytes] = field(default_factory=list)
    loose: list[bytes] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)  # of what is open, each with its outer's number


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What a page or a form shows: runs in drawing order, replacement texts of marked content, the
    strings as they stand, whatever their font, parted where the marks change, and what is neither
    string nor operator.
    """

    runs: tuple[Run, ...]
    said: tuple[str, ...]
    strings: tuple[bytes, ...]
    loose: tuple[bytes, ...]


def read_drawn(
    stream: pikepdf.Object | pikepdf.Page,
    fonts: Fonts | None = None,
    shared: Shared | None = None,
) -> Drawn:
    """All words of a page or a form; `fonts` keeps what was read of fonts for the next page,
    `shared` what the files of a run have in common.

    Raises:
        ValueError: its instructions cannot be read.
    """
    reader = _Reader(fonts={} if fonts is None else fonts, shared=shared or Shared())
    owner = stream.obj if isinstance(stream, pikepdf.Page) else stream
    _read(stream, owner.get("/Resources", {}), _IDENTITY, reader, 0)
    return Drawn(
        runs=tuple(reader.runs),
        said=tuple(reader.said),
        strings=tuple(reader.strings),
        loose=tuple(reader.loose),
    )


def join_runs(runs: Iterable[Run], *, parted: bool = False) -> str:
    """The runs as text: a space where a gap or a raised mark is, a newline where a line ends;
    `parted`: a form feed between two pieces of marked content.
    """
    out: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None:
            shift = abs(run.y - last.y) / max(run.size, last.size, 1e-6)
            if parted and run.mark != last.mark:
                out.append("\f")
            elif shift > _LINE_EM:
                out.append("\n")
            elif shift > _RAISED_EM or run.x < last.x or run.x - last.end > _SPACE_EM * run.size:
                out.append(" ")
        out.append(run.text)
        last = run
    return "".join(out)


def _read(stream: Any, resources: Any, matrix: Matrix, reader: _Reader, depth: int) -> None:
    state = _State(font=read_font(None, reader.shared), matrix=matrix)
    saved: list[tuple[Matrix, CodeMap, float]] = []
    for operator, written in operations(_content(stream)):
        if operator in _SHOWING:
            _text_operator(operator, written, resources, state, reader)
            continue
        if operator in _SILENT:
            continue
        match operator:
            case b"q":
                saved.append((state.matrix, state.font, state.size))
            case b"Q":
                if saved:
                    state.matrix, state.font, state.size = saved.pop()
            case b"cm":
                state.matrix = _times(_matrix(written), state.matrix)
            case b"Do":
                _draw_form(tokens(written), resources, state.matrix, reader, depth)
            case b"BDC" | b"BMC":
                _enter(tokens(written), resources, reader)
            case b"EMC":
                if reader.marks:
                    reader.marks.pop()
            case b"":
                reader.loose.append(written)
            case _ if len(operator) > _LONGEST_OPERATOR:
                reader.loose += (written, operator)


def _content(stream: Any) -> bytes:
    """The instructions of a page, its streams one after the other, or of a form."""
    owner = stream.obj if isinstance(stream, pikepdf.Page) else stream
    if isinstance(owner, pikepdf.Stream):
        return bytes(owner.read_bytes())
    contents = owner.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return b"\n".join(bytes(part.read_bytes()) for part in parts if part is not None)


def _text_operator(
    operator: bytes, written: bytes, resources: Any, state: _State, reader: _Reader
) -> None:
    if operator == b"Tm":
        state.line = state.text = _matrix(written)
        return
    match operator:
        case b"Tj" | b"TJ":
            _show(written, state, reader)
        case b"Tf":
            font, size = (written.split() or [b""])[0], _numbers(written)
            state.font, state.size = _font(font, resources, reader), size[-1]
        case b"BT":
            state.line = state.text = _IDENTITY
        case b"Tc":
            state.between = _numbers(written)[-1]
        case b"Tw":
            state.space = _numbers(written)[-1]
        case b"TL":
            state.leading = _numbers(written)[-1]
        case b"Tz":
            state.scale = _numbers(written)[-1] / 100
        case b"Td":
            _move(state, *_numbers(written)[-2:])
        case b"TD":
            x, y = _numbers(written)[-2:]
            state.leading = -y
            _move(state, x, y)
        case b"T*":
            _move(state, 0.0, -state.leading)
        case _:  # ' and "
            _move(state, 0.0, -state.leading)
            last = tokens(written)[-1:]
            _show(last[0][1] if last else b"", state, reader)


def _numbers(written: bytes) -> list[float]:
    """The numbers among operands; as many noughts before them as any operator asks for."""
    return [0.0, 0.0, *(float(raw) for kind, raw in tokens(written) if kind == "number")]


def _show(written: bytes, state: _State, reader: _Reader) -> None:
    """Adds one run. The same line stands in many packs: it is read once."""
    font, start = state.font, state.text
    key = (written, id(font), state.size, state.between, state.space)
    text, moved, strings, _ = reader.shared.once(key, lambda: _read_shown(written, state))
    mark = reader.marks[-1] if reader.marks else -1
    if reader.runs and reader.runs[-1].mark != mark:
        reader.strings.append(b"\f")
    reader.strings += strings
    a, b, c, d, x, y = start
    along = moved * state.scale
    state.text = (a, b, c, d, along * a + x, along * b + y)
    at, end = start, state.text
    if state.matrix is not _IDENTITY:
        at, end = _times(start, state.matrix), _times(end, state.matrix)
    size = state.size * max(abs(at[3]), abs(at[1]), 1e-6)
    reader.runs.append(Run(text, at[4], end[4], at[5], size, mark))


def _read_shown(written: bytes, state: _State) -> tuple[str, float, tuple[bytes, ...], CodeMap]:
    """(text, way along the line, strings, font) of what one operator shows; a wide step back inside
    `TJ` is a space. The font is kept, so that no other one gets its identity.
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
            text += " " if width > _SPACE_EM * state.size and not text.endswith(" ") else ""
            moved += width
    return text, moved, tuple(strings), state.font


def _font(token: bytes, resources: Any, reader: _Reader) -> CodeMap:
    if token not in reader.named:
        fonts = resources.get("/Font", {})
        name = f"/{name_of(token)}"
        font = fonts.get(name) if len(fonts) else None
        key = (name, font.objgen if font is not None else None)
        if key not in reader.fonts:
            reader.fonts[key] = read_font(font, reader.shared)
        reader.named[token] = reader.fonts[key]
    return reader.named[token]


def _enter(operands: Sequence[Token], resources: Any, reader: _Reader) -> None:
    """Opens marked content; its number, and words that stand in for what it shows."""
    mark = -1
    if len(operands) == 2 and operands[1][0] == "name":
        named = resources.get("/Properties", {}).get(f"/{name_of(operands[1][1])}")
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
    outer = reader.marks[-1] if reader.marks else -1
    reader.marks.append(mark if mark >= 0 else outer)


def _draw_form(
    operands: Sequence[Token], resources: Any, matrix: Matrix, reader: _Reader, depth: int
) -> None:
    objects = resources.get("/XObject", {})
    name = f"/{name_of(operands[-1][1])}" if operands else ""
    form = objects.get(name) if name and len(objects) else None
    if form is None or form.get("/Subtype") != "/Form" or depth >= _DEEPEST_FORM:
        return
    own = b" ".join(str(number).encode() for number in form.get("/Matrix", ()))
    inner = _times(_matrix(own), matrix)
    outer, reader.named = reader.named, {}
    _read(form, form.get("/Resources", resources), inner, reader, depth + 1)
    reader.named = outer


def _move(state: _State, x: float, y: float) -> None:
    state.line = state.text = _times((1, 0, 0, 1, x, y), state.line)


def _matrix(written: bytes) -> Matrix:
    try:
        a, b, c, d, e, f = map(float, written.split())
    except ValueError:  # not six numbers
        return _IDENTITY
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
