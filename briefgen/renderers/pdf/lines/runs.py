"""Inlines to runs: words with the face that has their characters, size, colour, tag and target."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, assert_never

from briefgen.model import Emph, Inline, Link, NativeName, NoteRef, Strong, Text
from briefgen.renderers.pdf.boxes import ARTIFACT, NOTE_TARGET, Tag
from briefgen.renderers.pdf.fonts import Face
from briefgen.renderers.pdf.setting import Setting
from briefgen.style import TextStyle

SCHEMES = ("http://", "https://", "mailto:", "#")

# Characters that take no room and only steer layout; they leave no glyph (Unicode 15, chapter 23).
UNSEEN = dict.fromkeys((173, 8203, 8204, 8205, 8206, 8207, 8288, 65279, *range(65024, 65040)))
RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Run(NamedTuple):
    """Words set alike. `target` is what they link to, "" for nothing."""

    text: str
    face: Face
    size: float
    rise: float
    colour: str
    tag: Tag
    target: str = ""


class _Look(NamedTuple):
    style: TextStyle
    colour: str
    italic: bool
    bold: bool
    tag: Tag
    target: str


def build_runs(
    setting: Setting,
    content: Iterable[Inline],
    style: TextStyle,
    tag: Tag,
    colour: str = "",
    *,
    bold: bool = False,
) -> list[Run]:
    """Runs of inlines in a text style; what belongs to links and notes gets a tag below `tag`.

    A character that no font has is an error (or its code, by the run's `glyphs`), right-to-left
    text likewise; a link with another scheme than http, https, mailto or # keeps its words only.
    """
    tongue = setting.tongue
    if tongue != setting.language and tag is not ARTIFACT:
        tag = Tag("Span", tag, (("Lang", tongue),))
    look = _Look(style, setting.colour(colour or style.colour), False, bold, tag, "")
    runs: list[Run] = []
    for inline in content:
        runs += _inline_runs(setting, inline, look)
    return runs


def plain_run(
    setting: Setting, text: str, style: TextStyle, tag: Tag, colour: str = ""
) -> list[Run]:
    """Runs of a plain string, which is in the pack's language."""
    if not text:
        return []
    if setting.tongue != setting.language:
        setting = setting.own_words()
    return build_runs(setting, (Text(text),), style, tag, colour)


def numbered_runs(
    setting: Setting, word: str, slot: str, number: int, style: TextStyle, tag: Tag
) -> list[Run]:
    """`Table 3`, its number a slot of its own."""
    runs = plain_run(setting, f"{word} ", style, tag)
    shown = plain_run(setting, str(number), style, tag)
    return [*runs, *(run._replace(target=f"{slot}{number}") for run in shown)]


def _inline_runs(setting: Setting, inline: Inline, look: _Look) -> Iterable[Run]:
    match inline:
        case Text():
            return _text_runs(setting, inline.text, look)
        case Emph():
            return _all(setting, inline.content, look._replace(italic=True))
        case Strong():
            return _all(setting, inline.content, look._replace(bold=True))
        case Link(target, content):
            return _all(setting, content, _linked(setting, target, look))
        case NativeName(text, language):
            return _native_runs(setting, text, language, look)
        case NoteRef(number):
            return (_note_run(setting, number, look),)
        case _:
            assert_never(inline)


def _all(setting: Setting, content: Iterable[Inline], look: _Look) -> Iterator[Run]:
    for inline in content:
        yield from _inline_runs(setting, inline, look)


def _linked(setting: Setting, target: str, look: _Look) -> _Look:
    if not target.lower().startswith(SCHEMES):
        setting.warn(
            "link-refused",
            f"a link to “{target[:40]}” is shown as plain words",
            "only http, https and mailto links are carried",
        )
        return look
    return look._replace(tag=Tag("Link", look.tag), target=target)


def _note_run(setting: Setting, number: int, look: _Look) -> Run:
    """The raised mark: sans, smaller, in the colour of its text (LOOK.md "Note marks")."""
    size = look.style.size_pt * setting.number("note_mark.size_em")
    rise = size * setting.number("note_mark.rise_em")
    face = setting.run.fonts.face("sans", "regular")
    tag = Tag("Link", Tag("Reference", look.tag))
    ink = setting.colour("secondary") if look.colour == setting.colour("secondary") else look.colour
    return Run(str(number), face, size, rise, ink, tag, f"{NOTE_TARGET}{number}")


def _native_runs(setting: Setting, text: str, language: str, look: _Look) -> Iterable[Run]:
    face = setting.face(look.style, bold=look.bold)
    missing = [c for c in text if c not in face.chars and not setting.run.fonts.stand_in(c)]
    if missing and setting.run.glyphs == "error":
        setting.warn(
            "name-left-out",
            f"the native form of a name is left out: no font has {codes_of(missing)}",
            "install the Debian package fonts-wqy-microhei or name another TrueType font with "
            "these characters under `fonts`",
        )
        return ()
    spanned = look._replace(tag=Tag("Span", look.tag, (("Lang", language),)), italic=False)
    return _text_runs(setting, text, spanned)


def _text_runs(setting: Setting, text: str, look: _Look) -> Iterable[Run]:
    face = setting.face(look.style, look.italic, look.bold)
    if not face.shows(text):
        return _mixed_runs(setting, text.translate(UNSEEN), look, face)
    return (_run(text, face, look),) if text else ()


def _run(text: str, face: Face, look: _Look) -> Run:
    style, colour, _, _, tag, target = look
    return Run(text, face, style.size_pt, 0.0, colour, tag, target)


def _mixed_runs(setting: Setting, text: str, look: _Look, face: Face) -> Iterator[Run]:
    """Run by run in the first face that has the character: own, upright, a stand-in."""
    _refuse_right_to_left(setting, text)
    upright = setting.face(look.style, False, look.bold)
    strong = look.bold or look.style.weight != "regular"
    faces = {c: _face_for(setting, c, (face, upright), strong) for c in dict.fromkeys(text)}
    if missing := [c for c, found in faces.items() if found is None]:
        _report_missing(setting, missing)
        shown = "".join(code_of(c) if faces[c] is None else c for c in text)
        faces |= dict.fromkeys("[]U+0123456789ABCDEF", face)
    else:
        shown = text
    start = 0
    for end in range(1, len(shown) + 1):
        if end == len(shown) or faces[shown[end]] is not faces[shown[start]]:
            yield _run(shown[start:end], faces[shown[start]] or face, look)
            start = end


def _face_for(setting: Setting, char: str, own: tuple[Face, ...], strong: bool) -> Face | None:
    for face in own:
        if char in face.chars:
            return face
    if RIGHT_TO_LEFT.match(char):
        return None
    found = setting.run.fonts.stand_in(char)
    return setting.run.fonts.heavier(found) if found and strong else found


def code_of(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def codes_of(chars: Iterable[str]) -> str:
    return ", ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(chars))


def _report_missing(setting: Setting, missing: list[str]) -> None:
    message = f"no font has the characters {codes_of(missing)}"
    if setting.run.glyphs == "code":
        setting.warn("glyph-as-code", f"{message}; their codes are printed")
        return
    missing = [c for c in missing if not RIGHT_TO_LEFT.match(c)]
    if missing:
        setting.fail(
            "glyph-missing",
            f"no font has the characters {codes_of(missing)}",
            "install a TrueType font that has them (for Chinese the Debian package "
            "fonts-wqy-microhei), name one under `fonts`, or set `glyphs: code`",
        )


def _refuse_right_to_left(setting: Setting, text: str) -> None:
    found = RIGHT_TO_LEFT.findall(text)
    if found and setting.run.glyphs == "error":
        setting.fail(
            "right-to-left",
            f"right-to-left text cannot be set in the right order: {codes_of(found)}",
            "leave the passage out with a selector, or set `glyphs: code`",
        )
