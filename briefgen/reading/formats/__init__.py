"""Markdown, HTML, Word, PDF and mail: a small reader for each, all to the same document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.diagnostics import Diagnostics
    from briefgen.reading.formats.child import Guard
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


def find_reader(suffix: str, guard: Guard | None = None) -> Reader | None:
    """The reader for a suffix in lower case (".docx"), None where there is none.

    Loads nothing heavy: each format's parser is imported when its first file is read. `guard`:
    whose child reads the file; without one, a child of its own does.
    """
    form = FORMATS.get(suffix)
    if form is None:
        return None

    def read(
        data: bytes, source_id: str, shown: str, options: ReadOptions
    ) -> tuple[Reading | None, Diagnostics]:
        if guard is not None:
            return guard.read(form, data, source_id, shown, options)
        from briefgen.reading.formats.child import read_guarded  # noqa: PLC0415

        return read_guarded(form, data, source_id, shown, options)

    return read
