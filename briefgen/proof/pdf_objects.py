"""The objects of an open PDF to their text and to plain values."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import pikepdf

from briefgen.proof.pdf_tokens import HEX, NAME, STRING

# As pikepdf writes them: no comments, brackets in a string always escaped.
_TOKEN: Final = re.compile(
    b"<<|>>|" + STRING + b"|" + HEX + b"|" + NAME + rb"|[\[\]]|[^\s()<>\[\]{}/%]+",
    re.DOTALL,
)


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
    open_: list[list[Any]] = [[]]
    for token in _TOKEN.findall(written):
        if token.isdigit():
            open_[-1].append(int(token))
        elif token in (b"<<", b"["):
            open_.append([])
        elif token in (b">>", b"]") and len(open_) > 1:
            items = open_.pop()
            value = dict(zip(items[::2], items[1::2], strict=False)) if token == b">>" else items
            open_[-1].append(value)
        elif token == b"R" and len(open_[-1]) > 1:
            generation, number = open_[-1].pop(), open_[-1].pop()
            open_[-1].append(Ref(number, generation))
        else:
            open_[-1].append(token)
    return open_[0][0] if open_[0] else None
