"""Markdown, HTML, Word, PDF and mail: a small reader for each, all to the same document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.diagnostics import Diagnostics
    from briefgen.reading.source import Reading, ReadOptions

    Reader = Callable[[bytes, str, str, ReadOptions], tuple[Reading | None, Diagnostics]]

FORMATS = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "word",
    ".pdf": "pdf",
    ".eml": "mail",
}


def find_reader(suffix: str) -> Reader | None:
    """The reader for a suffix in lower case (".docx"), None where there is none.

    Loads nothing heavy: each format's parser is imported when its first file is read.
    """
    form = FORMATS.get(suffix)
    if form is None:
        return None

    def read(
        data: bytes, source_id: str, shown: str, options: ReadOptions
    ) -> tuple[Reading | None, Diagnostics]:
        from briefgen.reading.formats.child import read_guarded  # noqa: PLC0415

        return read_guarded(form, data, source_id, shown, options)

    return read
