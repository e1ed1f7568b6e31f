"""A font of a PDF to the text behind its codes: ToUnicode maps (ISO 32000-1, 9.10.3) and widths."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from briefgen.proof.sharing import Shared
from briefgen.slotted import dataclass

if TYPE_CHECKING:
    import pikepdf

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_CODE_SPACE = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
LARGEST_RANGE = 65_536


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodeMap:
    """Codes of `width` bytes to text; `advances` in thousandths of an em, `default` for others.

    Two are equal only if they are one, so that a map can be a part of a key.
    """

    width: int
    text: Mapping[int, str]
    advances: Mapping[int, float]
    default: float
    # The same for all codes of one byte, as the fastest way of looking them up wants them.
    letters: dict[int, str] = field(init=False, repr=False)
    widths: list[float] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        letters = {code: self.text.get(code, "\ufffd") for code in range(256)}
        object.__setattr__(self, "letters", letters)
        widths = [self.advances.get(code, self.default) for code in range(256)]
        object.__setattr__(self, "widths", widths)

    def decode(self, data: bytes) -> tuple[str, float, int]:
        """(text, advance in thousandths of an em, count of codes) of a shown string."""
        step = self.width
        if step == 1:
            words = data.decode("latin-1").translate(self.letters)
            return words, sum(map(self.widths.__getitem__, data)), len(data)
        codes = [int.from_bytes(data[n : n + step], "big") for n in range(0, len(data), step)]
        words = "".join(self.text.get(code, "\ufffd") for code in codes)
        advance = sum(self.advances.get(code, self.default) for code in codes)
        return words, advance, len(codes)


def parse_to_unicode(data: bytes) -> tuple[int, dict[int, str]]:
    """(bytes per code, code -> text) of a ToUnicode map; what is malformed is passed over."""
    space = _CODE_SPACE.search(data)
    width = max(len(space[1]) // 2, 1) if space else 1
    table: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data):
        tokens = [_token(match) for match in _TOKEN.finditer(body)]
        (_read_chars if kind == b"bfchar" else _read_ranges)(tokens, table)
    return width, table


def _token(match: re.Match[bytes]) -> bytes | str:
    """The bytes of a hexadecimal string, or a bracket."""
    if match[1] is None:
        return match.group().decode()
    digits = b"".join(match[1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _text(data: bytes) -> str:
    return data.decode("utf-16-be", "replace")


def _read_chars(tokens: list[bytes | str], table: dict[int, str]) -> None:
    for code, text in zip(tokens[::2], tokens[1::2], strict=False):
        if isinstance(code, bytes) and isinstance(text, bytes):
            table[int.from_bytes(code, "big")] = _text(text)


def _read_ranges(tokens: list[bytes | str], table: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(tokens):
        first, last, target = tokens[at : at + 3]
        at += 3
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            continue
        low, high = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        codes = range(low, min(high, low + LARGEST_RANGE) + 1)
        if isinstance(target, bytes):
            base = int.from_bytes(target, "big")
            for code in codes:
                table[code] = _text((base + code - low).to_bytes(max(len(target), 2), "big"))
            continue
        for code in codes:
            if at < len(tokens) and isinstance(tokens[at], bytes):
                table[code] = _text(tokens[at])  # type: ignore[arg-type]  # just checked
                at += 1
        at += at < len(tokens) and tokens[at] == "]"


def read_font(font: pikepdf.Object | None, shared: Shared) -> CodeMap:
    """The map of one font; without a ToUnicode map its codes are read as Windows-1252."""
    wide = font is not None and str(font.get("/Subtype", "")) == "/Type0"
    mapped = font.get("/ToUnicode") if font is not None else None
    told = mapped.read_bytes() if mapped is not None and hasattr(mapped, "read_bytes") else None
    advances, default = ({}, 500.0) if font is None else _advances(font, wide=wide)
    key = (told, wide, tuple(advances.items()), default)
    return shared.once(key, lambda: _code_map(told, advances, default, wide=wide))


def _advances(font: Any, *, wide: bool) -> tuple[dict[int, float], float]:
    return _wide_advances(font) if wide else _plain_advances(font)


def _code_map(
    told: bytes | None, advances: Mapping[int, float], default: float, *, wide: bool
) -> CodeMap:
    """`told` is the ToUnicode map as it is written, None for none."""
    width = 2 if wide else 1
    table: dict[int, str] = {}
    if told is not None:
        width, table = parse_to_unicode(told)
    if not table and not wide:
        table = {n: bytes([n]).decode("cp1252", "replace") for n in range(256)}
    return CodeMap(width=2 if wide else width, text=table, advances=advances, default=default)


def _plain_advances(font: Any) -> tuple[dict[int, float], float]:
    first = int(font.get("/FirstChar", 0))
    given = font.get("/Widths")
    written = given.unparse(resolved=True).strip(b"[ ]").split() if given is not None else ()
    try:
        widths = list(map(float, written))
    except ValueError:  # some stand in objects of their own
        widths = [float(width) for width in given]
    return {first + n: width for n, width in enumerate(widths)}, 500.0


def _wide_advances(font: Any) -> tuple[dict[int, float], float]:
    """`/W` of a composite font: `c [w ...]` and `first last w` (ISO 32000-1, 9.7.4.3)."""
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else {}
    given = list(inner.get("/W", []))
    found: dict[int, float] = {}
    at = 0
    while at + 1 < len(given):
        first = int(given[at])
        if hasattr(given[at + 1], "__len__"):
            found |= {first + n: float(width) for n, width in enumerate(given[at + 1])}
            at += 2
        elif at + 2 < len(given):
            last = min(int(given[at + 1]), first + LARGEST_RANGE)
            found |= dict.fromkeys(range(first, last + 1), float(given[at + 2]))
            at += 3
        else:
            break
    return found, float(inner.get("/DW", 1000))
