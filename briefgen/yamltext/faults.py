"""What a YAML parser complains of, to plain words and a remedy."""

from __future__ import annotations

import re
from dataclasses import field

from briefgen.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Complaint:
    """A pattern for the words of libyaml and of the pure parser, and what to say instead.

    `at_start`: the place to show is where the thing that is wrong began, not where it was noticed.
    """

    pattern: str
    message: str
    hint: str = ""
    at_start: bool = field(default=False, kw_only=True)
    code: str = "yaml-syntax"


# The first that fits counts.
_COMPLAINTS: tuple[Complaint, ...] = (
    # libyaml looks ahead over brackets, and where it is recent has a bound of its own.
    Complaint(
        r"maximum nesting depth", "lists and mappings are nested too deeply", code="yaml-too-deep"
    ),
    Complaint(r"\\t|tab character", "a tab stands where spaces are needed", "indent with spaces"),
    Complaint(
        r"quoted scalar.*(end of stream|document separator)",
        "a quotation mark is opened here and never closed",
        "close it; a quotation mark inside is written twice",
        at_start=True,
    ),
    Complaint(
        r"escape (character|code|sequence)|expected escape",
        "a backslash in double quotation marks starts an escape that does not exist",
        "use single quotation marks",
    ),
    Complaint(
        r"parsing a flow (sequence|mapping|node)",
        "a bracket is opened here and not closed, or a comma is missing in it",
        at_start=True,
    ),
    Complaint(
        r"mapping values are not allowed",
        "a colon stands where no key can stand",
        "put the text that holds it in quotation marks, or check the indentation",
    ),
    Complaint(
        r"cannot start any token",
        "a value cannot start with this character",
        "put the text in quotation marks",
    ),
    Complaint(r"could not find expected ':'", "a key has no colon after it", at_start=True),
    Complaint(
        r"parsing a block|block end|block sequence entries|indentation",
        "the indentation does not fit the lines above",
    ),
)


def in_plain_words(complaint: str) -> Complaint:
    """The entry for what a parser says; its own words where there is none."""
    for known in _COMPLAINTS:
        if re.search(known.pattern, complaint):
            return known
    return Complaint("", f"is not YAML: {complaint.strip()}")
