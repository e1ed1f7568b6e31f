"""Counts the words that a writer of PDF files shows, as they are shown."""

from __future__ import annotations

from typing import Any

import pytest

from briefgen.renderers.pdf.boxes import Segment
from briefgen.renderers.pdf.file.scribe import Scribe


def words_written(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows with each piece of text that a strip or page is written with."""
    written: list[str] = []
    text = Scribe.text

    def counted(self: Scribe, segment: Segment, *rest: Any) -> None:
        written.append(segment.text)
        text(self, segment, *rest)

    monkeypatch.setattr(Scribe, "text", counted)
    return written
