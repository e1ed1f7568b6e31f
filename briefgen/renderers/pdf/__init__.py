"""A pack and a style to a tagged PDF (PDF/UA-1 and PDF/A-2a), or to its count of pages alone."""

from __future__ import annotations

from briefgen.renderers.pdf.file.attaching import Attachment
from briefgen.renderers.pdf.fonts import FontFile, FontsNeededError, NotSent, find_fonts
from briefgen.renderers.pdf.lines.glyphs import settle_glyphs
from briefgen.renderers.pdf.run import PdfRun, start_run
from briefgen.renderers.pdf.write import Measure, measure, render

__all__ = [
    "Attachment",
    "FontFile",
    "FontsNeededError",
    "Measure",
    "NotSent",
    "PdfRun",
    "find_fonts",
    "measure",
    "render",
    "settle_glyphs",
    "start_run",
]
