"""The objects of an open PDF to their text and to plain values."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import pikepdf

from briefgen.proof.pdf_tokens import HEX, NAME, STRING

# As pikepdf writes them: no comments, brackets in a string always escaped; a reference as one.
_TOKEN: Final = re.compile(
    NAME + rb"|\d++ \d++ R\b|<<|>>|[\[\]]|" + STRING + b"|" + HEX + rb"|[^\s()<>\[\]{}/%]+",
    re.DOTALL,
)
_REFERENCE, _SLASH, _DIGITS = ord("R"), ord("/"), b"0123456789"
_OPENING, _CLOSING = frozenset((b"<<", b"[")), frozenset((b">>", b"]"))


class Ref(NamedTuple):
    """A reference to an object, equal to that object's `objgen`."""

    number: int
    generation: int


class Objects:
    """The objects of an open PDF: `texts` of all, of a stream its dictionary; the `streams`."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.texts: dict[tuple[int, int], bytes] = {}
        self.streams: list[pikepdf.Stream] = []
        self._values: dict[tuple[int, int], Any] = {}
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                self.streams.append(thing)
                self.texts[thing.objgen] = thing.stream_dict.unparse()
            else:
                self.texts[thing.objgen] = thing.unparse(resolved=True)

    def value(self, thing: Any) -> Any:
        """What a reference leads to, None if nowhere; anything else is its own value."""
        if not isinstance(thing, Ref):
            return thing
        if thing not in self._values:
            self._values[thing] = parse_value(self.texts.get(thing, b""))
        return self._values[thing]


def parse_value(written: bytes) -> Any:
    """Dictionaries, lists, whole numbers and references; names, strings and all else as written."""
    items: list[Any] = []
    open_: list[list[Any]] = []
    for token in _TOKEN.findall(written):
        if token[0] == _SLASH:
            items.append(token)
        elif token.isdigit():
            items.append(int(token))
        elif token in _OPENING:
            open_.append(items)
            items = []
        elif token in _CLOSING and open_:
            value = dict(zip(items[::2], items[1::2], strict=False)) if token == b">>" else items
            items = open_.pop()
            items.append(value)
        elif token[-1] == _REFERENCE and token[0] in _DIGITS:
            number, generation, _ = token.split()
            items.append(Ref(int(number), int(generation)))
        else:
            items.append(token)
    return items[0] if items else None
