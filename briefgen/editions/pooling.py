"""What the audiences of a series' manifest have in common, to entries that stand in it once.

An entry goes by the first digits of its hash, so that one more or less changes no other's name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any, Final

from briefgen.editions.jsontext import Json, JsonObject
from briefgen.slotted import dataclass

# Lists of an audience's entry, and of each of its sections, whose objects stand among `shared`.
OF_AUDIENCES: Final = ("repairs", "quirks", "sources", "findings", "withheld")
OF_SECTIONS: Final = ("passages", "left_out")
_DIGITS: Final = 16


@dataclass(slots=True)
class Pool:
    """The entries of one manifest by name; it grows as names are asked for."""

    shared: dict[str, Json] = field(default_factory=dict)
    _known: dict[int, tuple[object, str]] = field(default_factory=dict)

    def name(self, thing: object, entry: Callable[[], JsonObject]) -> str:
        """The name of a thing's entry, which is made where the thing is new."""
        known = self._known.get(id(thing))
        if known is None:
            # Held, so that no other thing gets its id meanwhile.
            known = self._known[id(thing)] = (thing, self.add(entry()))
        return known[1]

    def add(self, entry: Json) -> str:
        """The name of an entry, which is among `shared` from now on."""
        text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
        name = hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]
        self.shared[name] = entry
        return name

    def take(self, entry: Json, shared: Mapping[str, Json]) -> Json:
        """An audience's entry of an earlier manifest, whose names are those of its `shared`; one of
        a version that had no names is given some.
        """

        def named(one: Json) -> str:
            if isinstance(one, str):
                self.shared[one] = shared[one]
                return one
            return self.add(one)

        taken: Json = _replaced(entry, named)
        return taken


def resolved(manifest: JsonObject) -> JsonObject:
    """A manifest with the entries themselves in the place of their names.

    Raises:
        KeyError: an entry is missing.
    """
    shared: Any = manifest.get("shared") or {}
    audiences: Any = manifest.get("audiences")
    if not isinstance(audiences, list):
        return manifest

    def entry(one: Json) -> Json:
        return shared[one] if isinstance(one, str) else one

    return {**manifest, "audiences": [_replaced(one, entry) for one in audiences]}


def _replaced(entry: Any, by: Callable[[Json], Json]) -> Any:
    """An audience's entry with each object of its pooled lists replaced."""
    if not isinstance(entry, dict):
        return entry
    changed = dict(_lists(entry, OF_AUDIENCES, by))
    sections = entry.get("sections")
    if isinstance(sections, list):
        changed["sections"] = [
            {**one, **dict(_lists(one, OF_SECTIONS, by))} if isinstance(one, dict) else one
            for one in sections
        ]
    return {**entry, **changed}


def _lists(
    entry: Mapping[str, Any], keys: Sequence[str], by: Callable[[Json], Json]
) -> Iterator[tuple[str, Any]]:
    for key in keys:
        if isinstance(entry.get(key), list):
            yield key, [by(one) for one in entry[key]]
