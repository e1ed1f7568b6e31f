"""Splits words by script, so that each run can name the font slot and the language it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from briefgen.regexes import compile_later

Script = Literal["western", "east-asian", "right-to-left"]

_EAST_ASIAN = (
    "\u1100-\u11ff\u2e80-\u303f\u3040-\u31ff\u3200-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_FIRST = "\u0590"  # no script but the western ones has a letter before it
_SPECIAL = compile_later(f"[{_EAST_ASIAN}{_RIGHT_TO_LEFT}]")
# A run of one script may hold spaces inside it, not at its ends.
_PIECES = compile_later(
    f"(?P<east>[{_EAST_ASIAN}]+(?: +[{_EAST_ASIAN}]+)*)"
    f"|(?P<right>[{_RIGHT_TO_LEFT}]+(?:[ ]+[{_RIGHT_TO_LEFT}]+)*)"
)
_KANA = compile_later("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = compile_later("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")


def split_scripts(text: str) -> Iterator[tuple[Script, str]]:
    """The pieces of a text in order, none empty; together they are the text."""
    if text.isascii() or max(text) < _FIRST or not _SPECIAL.search(text):
        if text:
            yield "western", text
        return
    at = 0
    for match in _PIECES.finditer(text):
        if match.start() > at:
            yield "western", text[at : match.start()]
        yield ("east-asian" if match.lastgroup == "east" else "right-to-left"), match.group()
        at = match.end()
    if at < len(text):
        yield "western", text[at:]


def east_asian_language(text: str, stated: str = "") -> str:
    """The language tag for East Asian words: as stated, else by the script's own letters.

    Han characters alone are taken for Chinese, which is what Word would take them for.
    """
    primary = stated.replace("_", "-").split("-")[0].lower()
    if primary in ("zh", "ja", "ko"):
        return stated if "-" in stated else {"zh": "zh-CN", "ja": "ja-JP", "ko": "ko-KR"}[primary]
    if _KANA.search(text):
        return "ja-JP"
    if _HANGUL.search(text):
        return "ko-KR"
    return "zh-CN"


# Fonts that Word brings along on Windows and macOS; the first stands in the document's defaults.
EAST_ASIAN_FONTS = {
    "zh-CN": "Microsoft YaHei",
    "zh-TW": "Microsoft JhengHei",
    "zh-HK": "Microsoft JhengHei",
    "zh-Hant": "Microsoft JhengHei",
    "ja-JP": "Yu Gothic",
    "ko-KR": "Malgun Gothic",
}


def east_asian_font(language: str) -> str:
    """The font named for East Asian words of a language."""
    return EAST_ASIAN_FONTS.get(language, EAST_ASIAN_FONTS["zh-CN"])


# The region that spelling is checked by where a language alone is stated.
_REGIONS = {
    "ar": "SA", "cs": "CZ", "da": "DK", "de": "DE", "el": "GR", "en": "GB", "es": "ES", "et": "EE",
    "fi": "FI", "fr": "FR", "he": "IL", "hu": "HU", "it": "IT", "ja": "JP", "ko": "KR", "lt": "LT",
    "lv": "LV", "nb": "NO", "nl": "NL", "pl": "PL", "pt": "PT", "ro": "RO", "ru": "RU", "sv": "SE",
    "tr": "TR", "uk": "UA", "zh": "CN",
}  # fmt: skip
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def proofing_language(stated: str) -> str:
    """A language tag as Word's spelling checker knows it: `en` is `en-GB`; no tag, `und`."""
    tag = stated.replace("_", "-")
    if not _TAG.fullmatch(tag):
        return "und"
    return f"{tag}-{_REGIONS[tag]}" if tag in _REGIONS else tag


def western_language(stated: str) -> str:
    """What Latin letters without a tag are in: English in a Chinese, Japanese or Korean document.

    As Word does. Under an East Asian language words in Latin letters break at any letter.
    """
    east_asian = stated.replace("_", "-").partition("-")[0].lower() in {"zh", "ja", "ko"}
    return proofing_language("en" if east_asian else stated)
