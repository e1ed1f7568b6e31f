"""Font files to faces: which characters they have, how wide those are, and which face steps in."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from operator import add
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase.ttfonts import TTFError, TTFont

from briefgen.renderers.facefiles import face_file, face_name
from briefgen.renderers.pdf.codes import END, Codes
from briefgen.renderers.pdf.lines.kerning import Kerning, read_kerning
from briefgen.slotted import dataclass
from briefgen.style import Family, Weight

# (ascender - descender) / 2 of the hhea table in em: where a line box that is shared evenly above
# and below the type puts its baseline, measured from the middle of the box.
_BASELINE_EM: dict[Family, float] = {"sans": 0.3555, "serif": 0.3505}

# Characters that look like another one; drawn with its glyph where a face lacks their own.
_LOOKALIKES = {
    0x2010: 0x2D, 0x2011: 0x2D, 0x00AD: 0x2D,
    0x00A0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x2004: 0x20, 0x2005: 0x20, 0x2006: 0x20,
    0x2007: 0x20, 0x2008: 0x20, 0x2009: 0x20, 0x200A: 0x20, 0x202F: 0x20, 0x205F: 0x20,
}  # fmt: skip

# Where Linux and macOS keep TrueType faces with Chinese, Japanese and Korean characters. Faces
# with PostScript outlines (Noto CJK) cannot be embedded by ReportLab and are not listed.
SYSTEM_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/wenquanyi/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
)


class Pairs(dict[str, float]):
    """Two characters to what stands between them on top of their advances, in thousandths of an em;
    the font's table is read when the first pair is asked for.
    """

    def __init__(self, font: TTFont) -> None:
        self._font = font
        self._kerning: Kerning | None = None

    def __missing__(self, pair: str) -> float:
        glyphs: dict[int, int] = self._font.face.charToGlyph
        first, second = (glyphs.get(ord(char)) for char in pair)
        moved = 0.0
        # Figures stand below each other, and a number may be filled in for another.
        if first is not None and second is not None and not pair.isdigit():
            self._kerning = self._kerning or _kerning_of(self._font)
            moved = self._kerning.between(first, second) * 1000 / self._font.face.unitsPerEm
        self[pair] = moved
        return moved


class Steps(dict[str, float]):
    """Two characters to how far the second begins from the first."""

    def __init__(self, advances: Mapping[int, float], pairs: Pairs) -> None:
        self._advances = advances
        self._pairs = pairs

    def __missing__(self, pair: str) -> float:
        moved = 0.0 if pair[1] == END else self._pairs[pair]
        step = self[pair] = self._advances[ord(pair[0])] + moved
        return step


class Widths(dict[str, float]):
    """Words to their advances in `scale` times thousandths of an em, computed when asked for."""

    def __init__(self, steps: Steps, scale: float = 1.0) -> None:
        self.steps = steps
        self._step = steps.__getitem__
        self._scale = scale

    def __missing__(self, text: str) -> float:
        following = map(add, text, text[1:] + END)
        width = self[text] = sum(map(self._step, following)) * self._scale
        return width


class Program(NamedTuple):
    """What is embedded of a face for a choice of characters: the length of its glyphs, those
    compressed, the widths of its codes as they are written, and their mapping to Unicode.
    """

    length: int
    glyphs: bytes
    widths: str
    mapping: bytes


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file. `advances` are thousandths of an em by code point, `pairs` what neighbours get
    on top of them. `words` caches the widths of words, `sizes` those in points by the size of type,
    `codes` what words are encoded to, `programs` what is embedded of the font, by the characters in
    it (see `embedding`), `first_fonts` its codes by the characters that are not in every file.
    `heavy`: its outlines are drawn too, where bold is asked of a font that has but one weight;
    `ascii`: it has all of ASCII that prints.
    """

    name: str
    font: TTFont
    chars: frozenset[str]
    advances: dict[int, float]
    aliases: dict[int, int]
    pairs: Pairs
    words: Widths
    codes: Codes
    sizes: dict[float, Widths] = field(default_factory=dict)
    programs: dict[tuple[tuple[int, int], ...], Program] = field(default_factory=dict)
    first_fonts: dict[frozenset[str], dict[int, int]] = field(default_factory=dict)
    heavy: bool = False
    ascii: bool = False

    def shows(self, text: str) -> bool:
        """Whether the face has each character and none of them only steers layout."""
        if self.ascii and text.isascii() and text.isprintable():
            return True
        return self.chars.issuperset(text) and "\u00ad" not in text

    def width(self, text: str) -> float:
        """Advance of a text in thousandths of an em; every character must be in `chars`."""
        return self.words[text]

    def sized(self, size: float) -> Widths:
        """The widths of words in points, in a size in points."""
        known = self.sizes.get(size)
        if known is None:
            known = self.sizes[size] = Widths(self.words.steps, size / 1000)
        return known


def load_face(name: str, data: bytes, subfont: int = 0) -> Face:
    """A face from the bytes of a TrueType file. Raises TTFError for anything else."""
    font = TTFont(name, io.BytesIO(data), subfontIndex=subfont, asciiReadable=False)
    glyphs: dict[int, int] = font.face.charToGlyph
    default = font.face.defaultWidth
    advances = {code: float(font.face.charWidths.get(code, default)) for code in glyphs}
    aliases = {}
    for code, base in _LOOKALIKES.items():
        if base in glyphs and (code not in glyphs or code == 0xA0):
            aliases[code] = base
            advances[code] = advances[base]
    # A hyphen at a line end is U+00AD, so that the extracted word is whole.
    if 0x00AD in aliases:
        glyphs[0x00AD] = glyphs[0x2D]
        del aliases[0x00AD]
    pairs = Pairs(font)
    chars = frozenset(map(chr, advances))
    codes = Codes(aliases, pairs)
    plain = chars.issuperset(map(chr, range(0x20, 0x7F)))
    widths = Widths(Steps(advances, pairs))
    return Face(name, font, chars, advances, aliases, pairs, widths, codes, ascii=plain)


def _kerning_of(font: TTFont) -> Kerning:
    file: Any = font.face  # ReportLab's types leave its methods open
    return read_kerning(file.get_table("GPOS")) if "GPOS" in file.table else Kerning(())


class FontFile(NamedTuple):
    """A font that may stand in for a packaged one: its bytes, none for a file that is not there."""

    name: str
    path: Path
    data: bytes


class FontsNeededError(Exception):
    """A character is in no packaged face, and no other font was sent along."""


class NotSent:
    """The fonts of a worker that was sent none: whoever looks for one is told."""

    def __iter__(self) -> NotSent:
        return self

    def __next__(self) -> FontFile:
        raise FontsNeededError


def find_fonts(extra: tuple[Path, ...]) -> Iterator[FontFile]:
    """The config's fonts and those of the system, each read when it is asked for."""
    return (FontFile(name, path, _read_if_there(path)) for name, path in _candidates(extra))


class FontSet:
    """The faces of a run, loaded when first asked for. `files` are those that stand in, where they
    are not to be read from this disk.

    `consulted` are the files in which characters were looked for that the packaged faces lack:
    path -> SHA-256, "" for one that is not there. What is in them can change a pack.
    """

    def __init__(
        self, extra: tuple[Path, ...] = (), files: Iterator[FontFile] | None = None
    ) -> None:
        self._faces: dict[tuple[Family, Weight, bool], Face] = {}
        self._searched: list[Face] = []
        self._waiting = find_fonts(extra) if files is None else files
        self._stand_ins: dict[str, Face | None] = {}
        self._heavy: dict[Face, Face] = {}
        self.consulted: dict[Path, str] = {}

    def face(self, family: Family, weight: Weight, italic: bool = False) -> Face:
        """The packaged face; bold italics exist too, but are loaded only where used."""
        key = (family, weight, italic)
        if key not in self._faces:
            stem = face_name(family, weight, italic=italic)
            data = face_file(family, weight, italic=italic)
            self._faces[key] = load_face(stem, data)
        return self._faces[key]

    def stand_in(self, char: str) -> Face | None:
        """The first face of the config's fonts, then of the system's, that has a character."""
        if char not in self._stand_ins:
            self._stand_ins[char] = self._search(char)
        return self._stand_ins[char]

    def heavier(self, face: Face) -> Face:
        """The same face made heavier."""
        if face not in self._heavy:
            self._heavy[face] = replace(face, heavy=True)
        return self._heavy[face]

    def _search(self, char: str) -> Face | None:
        for face in self._searched:
            if char in face.chars:
                return face
        for name, path, data in self._waiting:
            self.consulted[path] = hashlib.sha256(data).hexdigest() if data else ""
            face_ = _load_if_usable(name, data)
            if face_ is None:
                continue
            self._searched.append(face_)
            if char in face_.chars:
                return face_
        return None


def _candidates(extra: tuple[Path, ...]) -> Iterator[tuple[str, Path]]:
    for number, path in enumerate(_font_files(extra), start=1):
        yield f"config-{number}", path
    for number, known in enumerate(SYSTEM_FONTS, start=1):
        yield f"system-{number}", Path(known)


def _font_files(extra: tuple[Path, ...]) -> Iterator[Path]:
    for path in extra:
        if path.is_dir():
            found = [p for p in path.rglob("*") if p.suffix.lower() in {".ttf", ".ttc"}]
            yield from sorted(found, key=lambda p: p.relative_to(path).as_posix())
        else:
            yield path


def _read_if_there(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _load_if_usable(name: str, data: bytes) -> Face | None:
    try:
        return load_face(name, data) if data else None
    except TTFError:
        return None


def baseline(family: Family, size_pt: float, leading_pt: float) -> float:
    """Points from the top of a line box down to the baseline, spare leading shared evenly."""
    return leading_pt / 2 + _BASELINE_EM[family] * size_pt
