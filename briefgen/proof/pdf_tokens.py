"""Bytes in the syntax of PDF to their tokens: strings, names, numbers, operators, comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# A string in brackets may hold balanced brackets (ISO 32000-1, 7.3.4.2), here down to this depth.
_DEEPEST: Final = 6


def _literal(depth: int) -> bytes:
    inner = b"|" + _literal(depth - 1) if depth else b""
    return rb"\((?:[^()\\]++|\\.%s)*+\)" % inner


STRING: Final = _literal(_DEEPEST)
HEX: Final = rb"<[0-9A-Fa-f\s]*>"
NAME: Final = rb"/[^\s()<>\[\]{}/%]*"
_TOKEN: Final = re.compile(
    b"(?P<string>" + STRING + b")|(?P<hex>" + HEX + b")|(?P<name>" + NAME + rb")"
    rb"|(?P<number>[-+.\d]+)",
    re.DOTALL,
)
# Operands and the operator behind them, or what is neither: pictures in the text, comments, noise.
_OPERATION: Final = re.compile(
    rb"((?:\s++|[-+.\d]++|\[|\]|<<|>>|" + STRING + b"|" + HEX + b"|" + NAME + rb")*+)"
    rb"(?:(%[^\r\n]*)|([A-Za-z'\"*][A-Za-z0-9'\"*]*)|(\S)|\Z)",
    re.DOTALL,
)
_PICTURE_END: Final = re.compile(rb"\sEI(?!\S)")
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN: Final = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
    b"\n": b"", b"\r": b"", b"\r\n": b"",
    **{b"%o" % n: bytes([n]) for n in range(256)},
    **{b"%02o" % n: bytes([n]) for n in range(8)},
    **{b"%03o" % n: bytes([n & 255]) for n in range(512)},
}  # fmt: skip
# Escapes that mean nothing to Python, or something else.
_ODD_ESCAPE: Final = re.compile(rb"\\(?![0-3nrtbf\\()])")
_OCTAL: Final = ((b"\\\\", b"\\134"), (b"\\(", b"\\050"), (b"\\)", b"\\051"))
_NAME_CODE: Final = re.compile(r"#([0-9A-Fa-f]{2})")

Token = tuple[str, bytes]


def operations(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(operator, its operands as written) of a content stream, in order; the operator is b"" for
    what is neither: pictures inside the text, comments, noise, and operands that are followed by
    them or by nothing.

    Raises:
        ValueError: a string is written as no writer writes them, or `ID` has no `BI`.
    """
    at, last = 0, b""
    while at < len(data):
        for match in _OPERATION.finditer(data, at):
            operands, comment, operator, noise = match.groups()
            at = max(match.end(), at + 1)
            if operator == b"ID":
                if last != b"BI":
                    raise ValueError("a picture in it cannot be read")
                yield operator, operands
                picture = _PICTURE_END.search(data, at)
                yield b"", data[at : picture.start() if picture else len(data)]
                at = picture.end() if picture else len(data)
                break
            if operator is not None:
                yield operator, operands
                last = operator
                continue
            if noise is not None and noise in b"()<>":
                raise ValueError("a string in it cannot be read")
            if rest := (operands + (comment or noise or b"")).strip():
                yield b"", rest
        else:
            return


def tokens(operands: bytes) -> list[Token]:
    """(kind, bytes) of each string, name and number."""
    return [(match.lastgroup or "", match.group()) for match in _TOKEN.finditer(operands)]


def string_bytes(token: bytes) -> bytes:
    """The bytes of a string token of either kind."""
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    inner = token[1:-1]
    if b"\\" not in inner:
        return inner
    if _ODD_ESCAPE.search(inner):
        return _ESCAPE.sub(_unescaped, inner)
    for escape, octal in _OCTAL:  # what is left means the same to Python, which is faster
        inner = inner.replace(escape, octal)
    return inner.decode("unicode_escape").encode("latin-1")


def _unescaped(match: re.Match[bytes]) -> bytes:
    return _PLAIN.get(match[1], match[1])


def text_of(data: bytes) -> str:
    """A text string: UTF-16 or UTF-8 behind its mark, else PDFDocEncoding (as good as Latin-1)."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    if data.startswith(b"\xff\xfe"):
        return data[2:].decode("utf-16-le", "replace")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace")
    return data.decode("latin-1")


def name_of(token: bytes) -> str:
    """A name without its slash, codes such as `#20` read."""
    text = token[1:].decode("utf-8", "replace")
    return _NAME_CODE.sub(lambda match: chr(int(match[1], 16)), text) if "#" in text else text
