"""The modules that a build needs to the CPU time that loading them takes, for `--timings`."""

from __future__ import annotations

import time
from importlib import import_module
from itertools import pairwise
from typing import Final

# What most builds load, in the end. Without `--timings` each is loaded where it is first needed.
_LIBRARIES: Final = (
    *("yaml", "lxml.etree", "pydantic", "pydantic.plugin._loader", "jinja2", "markdown_it"),
    *("rapidfuzz", "reportlab.pdfbase.ttfonts", "docx"),
)
_OURS: Final = ("briefgen.build", "briefgen.cli.results", "briefgen.renderers.word")


def load_timed() -> dict[str, float]:
    """CPU seconds of Python itself with click, of the libraries, of briefgen's own modules."""
    marks = [0.0, time.process_time()]
    for names in (_LIBRARIES, _OURS):
        for name in names:
            import_module(name)
        marks.append(time.process_time())
    stages = ("starting", "loading libraries", "loading briefgen")
    spent = (after - before for before, after in pairwise(marks))
    return dict(zip(stages, spent, strict=True))
