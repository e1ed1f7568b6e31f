"""A content stream of a PDF to the words it shows, whatever their colour, with their marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import pikepdf

from briefgen.proof.cmaps import CodeMap, read_font
from briefgen.proof.pdf_objects import Stream, stream_of
from briefgen.proof.pdf_operators import Fonts, Reader, enter, font_at, text_operator, unshown
from briefgen.proof.pdf_placing import lift, put_back
from briefgen.proof.pdf_runs import Drawn, merge
from briefgen.proof.pdf_state import State, matrix_of, times
from briefgen.proof.pdf_tokens import (
    Token,
    name_of,
    operations,
    tokens,
)
from briefgen.proof.sharing import Shared
from briefgen.slotted import dataclass

_DEEPEST_FORM = 8
_SHOWING = frozenset(b"BT ET Tf Tc Tw TL Tz Tm Td TD T* Tj TJ ' \"".split())
# Colours and shapes, which neither show words nor move them: the operators met most.
_SILENT: Final = frozenset(b"rg RG g G k K w re m l c h f S s n".split())
# Operators whose strings are read as what they are.
_SAYING: Final = frozenset(b"Tj TJ ' \" BDC".split())
_END_OF_PIECE = b"\nEMC\n"
_END_OF_STREAM = re.compile(rb"\n(?:EMC|Q)\s*\Z")
_ODD_NAME = re.compile(rb"/[^\s()<>\[\]{}/%#]*#")
_PICTURE = re.compile(rb"(?<![^\s\])>])ID\s")  # inside the text
# What is told of one may name a way of packing, by a name that may be disguised.
_PACKED = re.compile(rb"/F(?:ilter)?(?![A-Za-z0-9])|#")
# All others there are (ISO 32000-1, annex A).
_OTHERS: Final = frozenset(
    b"b b* B B* BI BX CS cs d d0 d1 DP EI EX F f* gs i j J M MP ri SC sc SCN scn sh Tr Ts v W W*"
    b" y".split()
)
# Such as may be words; shorter ones are those of fonts and marks.
_LONG_NAME: Final = re.compile(rb"/[^\s()<>\[\]{}/%]{10,}")


_NamedFonts = tuple[tuple[bytes, CodeMap], ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Spot:
    """Everything that the meaning of instructions depends on at a place, one for all places that
    are alike: fonts by their names, and a state, which is not changed any more.
    """

    fonts: _NamedFonts
    state: State


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
    reader = Reader(
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
    reader = Reader(fonts={}, shared=shared, resources={}, strict=True, named=dict(fonts))
    drawn = _read_shared(streams, reader, State(font=read_font(None, shared)))
    return None if drawn is None else tuple(drawn)


def _drawn(reader: Reader) -> Drawn:
    return Drawn(
        runs=tuple(reader.runs),
        said=tuple(reader.said),
        strings=tuple(reader.strings),
        loose=tuple(reader.loose),
    )


def _read(owner: Any, reader: Reader, state: State) -> list[Drawn]:
    """All that a page or a form draws. What uses nothing but fonts means the same in every file: it
    is read once, each stream, and each stretch of it to the end of a piece of marked content.
    """
    resources = reader.resources
    if all(key == "/Font" for key in resources):
        for name in resources.get("/Font", {}):
            font_at(name.encode(), reader)
        drawn = _read_shared(_streams(owner), reader, state)
        if drawn is not None:
            return drawn
    _read_stretch(b"\n".join(stream.content() for stream in _streams(owner)), reader, state)
    return [_drawn(reader)]


def _read_shared(streams: Sequence[Stream], reader: Reader, state: State) -> list[Drawn] | None:
    """What each stream draws; None where one cannot be read by itself."""
    fonts = tuple(reader.named.items())
    spot = _spot_of(reader.shared, fonts, state)
    found: list[Drawn] = []
    for place, stream in enumerate(streams, start=1):
        last = place == len(streams)
        make = partial(_read_stream, stream, reader, spot, last=last)
        one, spot = reader.shared.once((stream.key, stream.head, spot, last), make)
        if one is None:
            return None
        if found and _goes_on(found[-1], one):
            found[-1] = merge((found[-1], one))
        else:
            found.append(one)
    return found


def _goes_on(before: Drawn, one: Drawn) -> bool:
    """Whether words may go on from one stream into the next, or over one without words."""
    return not before.runs or not one.runs or before.runs[-1].mark == one.runs[0].mark


def _spot_of(shared: Shared, fonts: _NamedFonts, state: State) -> _Spot:
    return shared.once((fonts, state.key()), lambda: _Spot(fonts, state))


def _read_stream(
    stream: Stream, reader: Reader, spot: _Spot, *, last: bool
) -> tuple[Drawn | None, _Spot]:
    """What a stream draws and the state that it leaves; None for one with pictures, for one whose
    end may be inside an instruction, and for one that is unpacked as another object says, or names
    a font in another way.
    """
    content = stream.content()
    pictures = b"BI" in content and _PICTURE.search(content)
    odd = b" R" in stream.head or (b"#" in content and _ODD_NAME.search(content))
    if odd or pictures or not (last or _END_OF_STREAM.search(content)):
        return None, spot
    drawn = []
    *stretches, end = content.split(_END_OF_PIECE)
    try:
        for stretch in (*(one + _END_OF_PIECE for one in stretches), end):
            key = stretch, spot
            one, spot = reader.shared.once(key, _read_anywhere, stretch, reader, spot)
            drawn.append(one)
    except ValueError:  # a string goes over the end of a piece
        return None, spot
    return merge(drawn), spot


def _read_anywhere(stretch: bytes, reader: Reader, spot: _Spot) -> tuple[Drawn, _Spot]:
    """What a stretch shows, and the state that it leaves; what can stand in other places of a page
    is read for all of them.
    """
    lifted = lift(stretch) if spot.state.is_at_rest() else None
    if lifted is not None:
        written = lifted.written
        drawn, after = reader.shared.once((written, spot), _read_apart, written, reader, spot)
        if after.state.is_at_rest():
            return put_back(drawn, lifted), after
    return _read_apart(stretch, reader, spot)


def _read_apart(stretch: bytes, reader: Reader, spot: _Spot) -> tuple[Drawn, _Spot]:
    """What a stretch shows, and the state that it leaves."""
    apart = Reader(reader.fonts, reader.shared, reader.resources, reader.strict, reader.named)
    left = spot.state.copy()
    _read_stretch(stretch, apart, left)
    return _drawn(apart), _spot_of(reader.shared, spot.fonts, left)


def _read_stretch(content: bytes, reader: Reader, state: State) -> None:
    reader.loose += map(str.encode, map(name_of, _LONG_NAME.findall(content)))
    for operator, written in operations(content):
        if operator not in _SAYING and (b"(" in written or b"<" in written):
            reader.said += unshown(written)
        if operator in _SHOWING:
            text_operator(operator, written, state, reader)
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
                mark = enter(tokens(written), reader)
                state.marks = (*state.marks, mark if mark >= 0 else outer)
            case b"EMC":
                state.marks = state.marks[:-1]
            case b"ID":
                if reader.strict and _PACKED.search(written):
                    raise ValueError("a picture in it cannot be read")
            case b"":
                reader.loose.append(written)
            case _:
                reader.loose += () if operator in _OTHERS else (written, operator)


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


def _draw_form(operands: Sequence[Token], state: State, reader: Reader) -> None:
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
