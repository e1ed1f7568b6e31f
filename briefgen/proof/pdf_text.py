"""A content stream of a PDF to the words it shows, whatever their colour, with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from itertools import pairwise
from typing import Any, Final

import pikepdf

from briefgen.proof.cmaps import CodeMap, read_font
from briefgen.proof.pdf_objects import Stream, stream_of
from briefgen.proof.pdf_runs import SPACE_EM, Drawn, Run, merge
from briefgen.proof.pdf_state import IDENTITY, State, matrix_of, times
from briefgen.proof.pdf_tokens import (
    NAME,
    Token,
    name_of,
    operations,
    string_bytes,
    text_of,
    tokens,
)
from briefgen.proof.sharing import Shared
from briefgen.slotted import dataclass

Fonts = dict[Any, CodeMap]
_DEEPEST_FORM = 8
_SHOWING = frozenset(b"BT ET Tf Tc Tw TL Tz Tm Td TD T* Tj TJ ' \"".split())
# Colours and shapes, which neither show words nor move them: the operators met most.
_SILENT: Final = frozenset(b"rg RG g G k K w re m l c h f S s n".split())
# Operators whose strings are read as what they are.
_SAYING: Final = frozenset(b"Tj TJ ' \" BDC".split())
_END_OF_PIECE = b"\nEMC\n"
_END_OF_STREAM = re.compile(rb"\n(?:EMC|Q)\s*\Z")
_NAME = re.compile(NAME)
_PICTURE = re.compile(rb"(?<![^\s\])>])ID\s")  # inside the text
# What is told of one may name a way of packing, by a name that may be disguised.
_PACKED = re.compile(rb"/F(?:ilter)?(?![A-Za-z0-9])|#")
_LONGEST_OPERATOR = 3  # letters; a longer word is none


_NamedFonts = tuple[tuple[bytes, CodeMap], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """Everything that the meaning of instructions depends on at a place, one for all places that
    are alike: fonts by their names, and a state, which is not changed any more.
    """

    fonts: _NamedFonts
    state: State


@dataclass(slots=True)
class _Reader:
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


def read_drawn(
    stream: pikepdf.Object | pikepdf.Page,
    fonts: Fonts | None = None,
    shared: Shared | None = None,
) -> Drawn:
    """All words of a page or a form, pictures passed over; `fonts` keeps what was read of fonts for
    the next page, `shared` what the files of a run have in common.

    Raises:
        ValueError: its instructions cannot be read.
    """
    return merge(read_streams(stream, fonts, shared, strict=False))


def read_streams(
    stream: pikepdf.Object | pikepdf.Page,
    fonts: Fonts | None = None,
    shared: Shared | None = None,
    *,
    strict: bool = True,
) -> tuple[Drawn, ...]:
    """The same, stream by stream where no marked content goes on from one into the next: many pages
    have such a stream in common. `strict`: a picture in the text that is packed is refused.
    """
    owner = stream.obj if isinstance(stream, pikepdf.Page) else stream
    shared = shared or Shared()
    reader = _Reader(
        fonts={} if fonts is None else fonts,
        shared=shared,
        resources=owner.get("/Resources", {}),
        strict=strict,
    )
    return tuple(_read(owner, reader, State(font=read_font(None, shared))))


def read_alone(
    streams: Sequence[Stream], fonts: Mapping[bytes, CodeMap], shared: Shared
) -> tuple[Drawn, ...] | None:
    """The same for a page that uses nothing but these fonts, by their names; None where its streams
    cannot be read each by itself.
    """
    reader = _Reader(fonts={}, shared=shared, resources={}, strict=True, named=dict(fonts))
    drawn = _read_shared(streams, reader, State(font=read_font(None, shared)))
    return None if drawn is None else tuple(drawn)


def _drawn(reader: _Reader) -> Drawn:
    return Drawn(
        runs=tuple(reader.runs),
        said=tuple(reader.said),
        strings=tuple(reader.strings),
        loose=tuple(reader.loose),
    )


def _read(owner: Any, reader: _Reader, state: State) -> list[Drawn]:
    """All that a page or a form draws. What uses nothing but fonts means the same in every file: it
    is read once, each stream, and each stretch of it to the end of a piece of marked content.
    """
    resources = reader.resources
    if all(key == "/Font" for key in resources):
        for name in resources.get("/Font", {}):
            _font(name.encode(), reader)
        drawn = _read_shared(_streams(owner), reader, state)
        if drawn is not None:
            return drawn
    _read_stretch(b"\n".join(stream.content() for stream in _streams(owner)), reader, state)
    return [_drawn(reader)]


def _read_shared(streams: Sequence[Stream], reader: _Reader, state: State) -> list[Drawn] | None:
    """What each stream draws; None where one cannot be read by itself."""
    found: list[Drawn] = []
    for place, stream in enumerate(streams, start=1):
        written = stream.key, stream.head
        names = reader.shared.once(("names", written), partial(_names_in, stream))
        if b" R" in stream.head or any(b"#" in name for name in names):
            return None  # unpacked as another object says, or a font under another name
        before = _spot(reader, names, state)
        last = place == len(streams)
        make = partial(_read_stream, stream, reader, before, last=last)
        one, after = reader.shared.once((written, before, last), make)
        if one is None:
            return None
        if found and _goes_on(found[-1], one):
            found[-1] = merge((found[-1], one))
        else:
            found.append(one)
        state = after.state
    return found


def _goes_on(before: Drawn, one: Drawn) -> bool:
    """Whether words may go on from one stream into the next, or over one without words."""
    return not before.runs or not one.runs or before.runs[-1].mark == one.runs[0].mark


def _spot(reader: _Reader, names: Iterable[bytes], state: State) -> _Spot:
    """The fonts that have these names, and a state."""
    fonts = tuple((name, reader.named[name]) for name in names if name in reader.named)
    return _spot_of(reader.shared, fonts, state)


def _spot_of(shared: Shared, fonts: _NamedFonts, state: State) -> _Spot:
    return shared.once((fonts, state.key()), lambda: _Spot(fonts, state))


def _names_in(stream: Stream) -> tuple[bytes, ...]:
    """The names in a stream: what it draws depends on the fonts of these names alone."""
    return tuple(sorted(set(_NAME.findall(stream.content()))))


def _read_stream(
    stream: Stream, reader: _Reader, spot: _Spot, *, last: bool
) -> tuple[Drawn | None, _Spot]:
    """What a stream draws and the state that it leaves; None for one with pictures, and for one
    whose end may be inside an instruction.
    """
    content = stream.content()
    pictures = b"BI" in content and _PICTURE.search(content)
    if pictures or not (last or _END_OF_STREAM.search(content)):
        return None, spot
    drawn = []
    *stretches, end = content.split(_END_OF_PIECE)
    try:
        for stretch in (*(one + _END_OF_PIECE for one in stretches), end):
            make = partial(_read_apart, stretch, reader, spot)
            one, spot = reader.shared.once((stretch, spot), make)
            drawn.append(one)
    except ValueError:  # a string goes over the end of a piece
        return None, spot
    return merge(drawn), spot


def _read_apart(stretch: bytes, reader: _Reader, spot: _Spot) -> tuple[Drawn, _Spot]:
    """What a stretch shows, and the state that it leaves."""
    apart = _Reader(reader.fonts, reader.shared, reader.resources, reader.strict, reader.named)
    left = spot.state.copy()
    _read_stretch(stretch, apart, left)
    return _drawn(apart), _spot_of(reader.shared, spot.fonts, left)


def _read_stretch(content: bytes, reader: _Reader, state: State) -> None:
    for operator, written in operations(content):
        if operator not in _SAYING and (b"(" in written or b"<" in written):
            reader.said += _unshown(written)
        if operator in _SHOWING:
            _text_operator(operator, written, state, reader)
            continue
        if operator in _SILENT:
            continue
        match operator:
            case b"q":
                state.saved = (*state.saved, (state.matrix, state.font, state.size))
            case b"Q":
                if state.saved:
                    state.matrix, state.font, state.size = state.saved[-1]
                    state.saved = state.saved[:-1]
            case b"cm":
                state.matrix = times(matrix_of(written), state.matrix)
            case b"Do":
                _draw_form(tokens(written), state, reader)
            case b"BDC" | b"BMC":
                outer = state.marks[-1] if state.marks else -1
                mark = _enter(tokens(written), reader)
                state.marks = (*state.marks, mark if mark >= 0 else outer)
            case b"EMC":
                state.marks = state.marks[:-1]
            case b"ID":
                if reader.strict and _PACKED.search(written):
                    raise ValueError("a picture in it cannot be read")
            case b"":
                reader.loose.append(written)
            case _ if len(operator) > _LONGEST_OPERATOR:
                reader.loose += (written, operator)


def _unshown(written: bytes) -> Iterator[str]:
    """Strings among the operands of an operator that shows none: viewers pass them over."""
    strings = (raw for kind, raw in tokens(written) if kind in ("string", "hex"))
    return (text_of(string_bytes(raw)) for raw in strings)


def _streams(owner: Any) -> list[Stream]:
    """The streams of a page's instructions, which count as one behind the other; or a form."""
    if isinstance(owner, pikepdf.Stream):
        return [_instructions(owner)]
    contents = owner.get("/Contents")
    parts: list[Any] = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    return [_instructions(part) for part in parts if part is not None]


def _instructions(stream: pikepdf.Stream) -> Stream:
    """A stream whose words, other than those of a picture, are lost if it cannot be unpacked."""
    return stream_of(stream)._replace(content=lambda: bytes(stream.read_bytes()))


def _text_operator(operator: bytes, written: bytes, state: State, reader: _Reader) -> None:
    if operator == b"Tm":
        state.line = state.text = matrix_of(written)
        return
    match operator:
        case b"Tj" | b"TJ":
            _show(written, state, reader)
        case b"Tf":
            font, size = (written.split() or [b""])[0], _numbers(written)
            state.font, state.size = _font(font, reader), size[-1]
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


def _show(written: bytes, state: State, reader: _Reader) -> None:
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


def _font(token: bytes, reader: _Reader) -> CodeMap:
    if token not in reader.named:
        fonts = reader.resources.get("/Font", {})
        name = f"/{name_of(token)}"
        font = fonts.get(name) if len(fonts) else None
        key = (name, font.objgen if font is not None else None)
        if key not in reader.fonts:
            reader.fonts[key] = read_font(font, reader.shared)
        reader.named[token] = reader.fonts[key]
    return reader.named[token]


def _enter(operands: Sequence[Token], reader: _Reader) -> int:
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


def _draw_form(operands: Sequence[Token], state: State, reader: _Reader) -> None:
    objects = reader.resources.get("/XObject", {})
    name = f"/{name_of(operands[-1][1])}" if operands else ""
    form = objects.get(name) if name and len(objects) else None
    if form is None or form.get("/Subtype") != "/Form" or reader.depth >= _DEEPEST_FORM:
        return
    own = b" ".join(str(number).encode() for number in form.get("/Matrix", ()))
    inner = State(
        font=read_font(None, reader.shared),
        matrix=times(matrix_of(own), state.matrix),
        marks=state.marks,
    )
    resources = form.get("/Resources", reader.resources)
    within = replace(
        reader, resources=resources, named={}, depth=reader.depth + 1,
        runs=[], said=[], strings=[], loose=[],
    )  # fmt: skip
    for drawn in _read(form, within, inner):
        if drawn.runs and reader.runs and drawn.runs[0].mark != reader.runs[-1].mark:
            reader.strings.append(b"\f")
        reader.runs += drawn.runs
        reader.said += drawn.said
        reader.strings += drawn.strings
        reader.loose += drawn.loose
