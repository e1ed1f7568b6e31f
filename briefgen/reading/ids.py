"""Ids of blocks from their place in the source, the same from run to run."""

from __future__ import annotations

import re
import unicodedata

_MAX_WORDS = 8


def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, eight at most; "" where nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return "-".join(words[:_MAX_WORDS])


def section_slug(
    number: str, title: str, parent: str, parent_number: str, taken: dict[str, int]
) -> str:
    """`iii`, `vi.4`, `2.1`, `executive-summary`; a second one of a name gets `-2`.

    A plain number stands under the number of its parent; `taken` counts what was given so far.
    """
    slug = slugify(title) or "section"
    if number:
        slug = number.lower().replace(" ", "-")
        if parent_number and not slug.startswith(parent_number.lower() + "."):
            slug = f"{parent}.{slug}"
    taken[slug] = count = taken.get(slug, 0) + 1
    return slug if count == 1 else f"{slug}-{count}"


def block_id(section: str, kind: str, counts: dict[str, int]) -> str:
    """`<section>/p3`: the third paragraph of a section; `counts` is the section's own."""
    counts[kind] = count = counts.get(kind, 0) + 1
    return f"{section}/{kind}{count}"
