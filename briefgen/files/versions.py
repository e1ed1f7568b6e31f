"""What is installed to the versions that shape a pack's bytes, without importing any of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

from briefgen import __version__

# Packages that read sources, lay out pages or write files; a name as it stands in `*.dist-info`.
_SHAPING = frozenset(
    (
        *("babel", "font_source_sans_pro", "font_source_serif_pro", "jinja2", "lxml"),
        *("markdown_it_py", "pyphen", "python_docx", "rapidfuzz", "reportlab"),
    )
)
# Optional packages, which count only where a source is of their format.
_READERS = {
    ".pdf": ("pikepdf", "pypdfium2"),
    ".html": ("lxml_html_clean", "trafilatura"),
    ".htm": ("lxml_html_clean", "trafilatura"),
}


def tool_versions(sources: Iterable[str]) -> dict[str, str]:
    """Package -> version of briefgen and of what shapes packs from these sources (their names), as
    far as it is installed. Names of folders are read, not their files.
    """
    endings = {os.path.splitext(name)[1].lower() for name in sources}
    shaping = _SHAPING.union(*(_READERS.get(ending, ()) for ending in endings))
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info"):
                package, _, version = name.removesuffix(".dist-info").rpartition("-")
                if package.lower() in shaping:
                    found.setdefault(package.lower(), version)
    return {"briefgen": __version__, **dict(sorted(found.items()))}
