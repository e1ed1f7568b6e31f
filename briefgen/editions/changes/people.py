"""What people changed in a memo and what is still open, as the change report names it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words that people put in the place of a source's: `who` and `when` as Word says them.

    `section` is the slot's label; `before` is "" for a text that they added, `after` for one that
    they took out.
    """

    section: str
    before: str
    after: str
    marking: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A place where source and people both changed the words: people's stand till it is settled."""

    section: str
    source_words: str
    people_words: str
    marking: str
