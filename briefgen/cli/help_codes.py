"""The code of a finding to what the help pages say of it: its meaning and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefgen.cli.help_pages import page_text

_ROW = re.compile(r"^\| `([^`]+)` \| (.*) \|$")


class CodeEntry(NamedTuple):
    code: str
    meaning: str
    remedy: str


def find(name: str) -> CodeEntry | None:
    """What is said of a code; None for one that there is not."""
    return next((entry for entry in entries() if entry.code == name), None)


def entries() -> Iterator[CodeEntry]:
    """Every code of `codes` with its row in `remedies`; "" for one that has none."""
    remedies = dict(_rows("remedies"))
    yield from (CodeEntry(code, text, remedies.get(code, "")) for code, text in _rows("codes"))


def as_page(entry: CodeEntry, *, below: bool = False) -> str:
    """The entry as a help page of its own, or as a part below the page of the same name."""
    remedy = f"\nWhat to do: {entry.remedy}\n" if entry.remedy else ""
    head = "\n##" if below else "#"
    return f"{head} {entry.code}: a finding\n\n{_sentence(entry.meaning)}\n{remedy}"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _rows(page: str) -> Iterator[tuple[str, str]]:
    for line in page_text(page).splitlines():
        if row := _ROW.match(line):
            yield row[1], row[2]
