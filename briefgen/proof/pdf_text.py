"""A content stream of a PDF to the words it shows, whatever their colour, with their marks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from briefgen.proof.cmaps import CodeMap, read_font

Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST_FORM = 8
# A gap wider than this share of the type size parts two words; a shift of the baseline by more
# than the second is a new line, by more than the third a raised note mark.
_SPACE_EM = 0.15
_LINE_EM = 0.6
_RAISED_EM = 0.1


@dataclass(frozen=True, slots=True)
class Run:
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

    fonts: dict[Any, CodeMap] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)


def read_runs(stream: pikepdf.Object | pikepdf.Page) -> tuple[tuple[Run, ...], tuple[str, ...]]:
    """(runs in drawing order, replacement texts of marked content) of a page or a form."""
    reader = _Reader()
    owner = stream.obj if isinstance(stream, pikepdf.Page) else stream
    _read(stream, owner.get("/Resources", {}), _IDENTITY, reader, 0)
    return tuple(reader.runs), tuple(reader.said)


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
    state = _State(font=read_font(None), matrix=matrix)
    saved: list[tuple[Matrix, CodeMap, float]] = []
    try:
        instructions = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, TypeError, ValueError):
        return
    for instruction in instructions:
        operands = list(instruction.operands)
        match str(instruction.operator):
            case "q":
                saved.append((state.matrix, state.font, state.size))
            case "Q":
                if saved:
                    state.matrix, state.font, state.size = saved.pop()
            case "cm":
                state.matrix = _times(_matrix(operands), state.matrix)
            case "Do":
                _draw_form(operands, resources, state.matrix, reader, depth)
            case "BDC" | "BMC":
                _enter(operands, resources, reader)
            case "EMC":
                if reader.marks:
                    reader.marks.pop()
            case operator:
                _text_operator(operator, operands, resources, state, reader)


def _text_operator(
    operator: str, operands: Sequence[Any], resources: Any, state: _State, reader: _Reader
) -> None:
    match operator:
        case "BT":
            state.line = state.text = _IDENTITY
        case "Tf":
            state.font = _font(operands[0], resources, reader)
            state.size = float(operands[1])
        case "Tc":
            state.between = float(operands[0])
        case "Tw":
            state.space = float(operands[0])
        case "TL":
            state.leading = float(operands[0])
        case "Tz":
            state.scale = float(operands[0]) / 100
        case "Tm":
            state.line = state.text = _matrix(operands)
        case "Td":
            _move(state, float(operands[0]), float(operands[1]))
        case "TD":
            state.leading = -float(operands[1])
            _move(state, float(operands[0]), float(operands[1]))
        case "T*":
            _move(state, 0.0, -state.leading)
        case "Tj":
            _show(operands[:1], state, reader)
        case "TJ":
            _show(list(operands[0]), state, reader)
        case "'" | '"':
            _move(state, 0.0, -state.leading)
            _show(operands[-1:], state, reader)
        case _:
            pass  # paths, colours, pictures


def _show(pieces: Sequence[Any], state: _State, reader: _Reader) -> None:
    """Adds one run; a wide step back inside `TJ` is a space."""
    start, text = state.text, ""
    for piece in pieces:
        if isinstance(piece, pikepdf.String):
            words, advance, count = state.font.decode(bytes(piece))
            blanks = words.count(" ") * state.space
            width = advance / 1000 * state.size + count * state.between + blanks
            text += words
        else:
            width = -float(piece) / 1000 * state.size
            text += " " if width > _SPACE_EM * state.size and not text.endswith(" ") else ""
        state.text = _times((1, 0, 0, 1, width * state.scale, 0), state.text)
    at, end = _times(start, state.matrix), _times(state.text, state.matrix)
    size = state.size * max(abs(at[3]), abs(at[1]), 1e-6)
    mark = next((mark for mark in reversed(reader.marks) if mark >= 0), -1)
    reader.runs.append(Run(text, at[4], end[4], at[5], size, mark))


def _font(name: Any, resources: Any, reader: _Reader) -> CodeMap:
    fonts = resources.get("/Font", {})
    font = fonts.get(str(name)) if len(fonts) else None
    key = (str(name), font.objgen if font is not None else None)
    if key not in reader.fonts:
        reader.fonts[key] = read_font(font)
    return reader.fonts[key]


def _enter(operands: Sequence[Any], resources: Any, reader: _Reader) -> None:
    """Opens marked content; its number, and words that stand in for what it shows."""
    properties = operands[1] if len(operands) > 1 else None
    if isinstance(properties, pikepdf.Name):
        properties = resources.get("/Properties", {}).get(str(properties))
    mark = -1
    if isinstance(properties, pikepdf.Dictionary):
        mark = int(properties.get("/MCID", -1))
        said = [str(v) for v in properties.as_dict().values() if isinstance(v, pikepdf.String)]
        reader.said += said
    reader.marks.append(mark)


def _draw_form(
    operands: Sequence[Any], resources: Any, matrix: Matrix, reader: _Reader, depth: int
) -> None:
    objects = resources.get("/XObject", {})
    form = objects.get(str(operands[0])) if operands and len(objects) else None
    if form is None or form.get("/Subtype") != "/Form" or depth >= _DEEPEST_FORM:
        return
    own = _matrix(list(form.get("/Matrix", _IDENTITY)))
    _read(form, form.get("/Resources", resources), _times(own, matrix), reader, depth + 1)


def _move(state: _State, x: float, y: float) -> None:
    state.line = state.text = _times((1, 0, 0, 1, x, y), state.line)


def _matrix(numbers: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers[:6])
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
