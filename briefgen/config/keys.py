"""A config and one of its audiences to short hashes of all that shapes the audience's pack.

Whoever made a pack writes them down; where they differ today, the pack is stale. Lines and columns
of the config do not count, nor do keys that concern other audiences alone.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import PurePath
from typing import Any

from briefgen.config.types import Config

# Fields that say where something was written, not what.
_PLACES = frozenset({"place", "shown", "body_file", "inputs"})
# Fields of a source that give rise to findings and change no pack.
_AGES = frozenset({"dated", "max_age"})
# Fields of an audience that have a part of their own, or that say nothing about its pack.
_APART = frozenset({"template", "style", "words", *_PLACES})
_REMEMBERED = 12  # styles, templates and words of other audiences, the newest first
_PLAIN = frozenset({str, int, float, bool, type(None)})  # what stands in a key as it is
_LENGTH = 16  # hexadecimal digits; two packs of one audience are compared, not all packs there are


def keys_of(config: Config, *, dated: bool) -> dict[str, dict[str, str]]:
    """Audience -> part -> hash; the parts are `config` (the series' keys and the audience's own),
    `template`, `style` and `words`.

    The date is left out, since a later date alone makes nothing stale; whether there is one is not.
    """
    shared = _series(config, dated)
    known: deque[tuple[Any, str]] = deque(maxlen=_REMEMBERED)

    def once(value: Any, without: frozenset[str] = _PLACES) -> str:
        """The hash of what many audiences share, reckoned once: to compare costs far less."""
        for other, key in known:
            if value is other or value == other:
                return key
        known.appendleft((value, _hash(_plain(value, without))))
        return known[0][1]

    return {
        audience.name: {
            "config": _hash([shared, _plain(audience, _APART)]),
            "template": once(audience.template, frozenset({"style", *_PLACES})),
            "style": once(audience.style),
            "words": once(audience.words),
        }
        for audience in config.audiences
    }


def _series(config: Config, dated: bool) -> list[Any]:
    """What all packs of a series have in common."""
    shared = (
        *(config.series, config.slug, config.ladder, config.roles),
        *(config.markings, config.glyphs, config.levels),
    )
    fonts = [font.as_posix().removeprefix(f"{config.root.as_posix()}/") for font in config.fonts]
    sources = [_plain(rule, _PLACES | _AGES) for rule in config.sources]
    return [*map(_plain, shared), sources, fonts, dated]


def _hash(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _plain(value: Any, without: frozenset[str] = _PLACES) -> Any:
    """A frozen value as plain data, each type told apart.

    Raises TypeError for one that it cannot tell from its equals.
    """
    kind = type(value)  # by far the most values are of these kinds: told sooner than by matching
    if kind in _PLAIN:
        return value
    if kind is tuple:
        return [_plain(inner) for inner in value]
    match value:
        case Enum():
            return [type(value).__name__, value.value]
        case None | bool() | int() | float() | str():
            return value
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case datetime.date() | PurePath():
            return str(value)
        case Mapping():
            return [[_plain(key), _plain(inner)] for key, inner in value.items()]
        case set() | frozenset():
            return sorted(map(_plain, value))
        case _ if is_dataclass(value) and not isinstance(value, type):
            named = (f.name for f in fields(value) if f.name not in without)
            return [type(value).__name__, *([n, _plain(getattr(value, n))] for n in named)]
        case Iterable():
            return [_plain(inner) for inner in value]
        case _:
            raise TypeError(f"{type(value).__name__} has no place in a key")
