"""An HTML page into a reading: its heading tree, or for a page of news what is the article."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.diagnostics import Diagnostics
from briefgen.reading.formats import faults
from briefgen.reading.formats.assemble import assemble
from briefgen.reading.formats.html.asides import find_asides
from briefgen.reading.formats.html.body import read_body
from briefgen.reading.formats.html.news import is_news, keep_article
from briefgen.reading.formats.html.tree import Page, all_text, parse_page, tag_of
from briefgen.reading.formats.pieces import Apart, Found, Head, Piece, Unread
from briefgen.reading.source import Reading, ReadOptions


def read_html(
    data: bytes, source_id: str, shown: str, options: ReadOptions
) -> tuple[Reading | None, Diagnostics]:
    """Sections by h1 to h6, with the lines of the HTML source; no author or date is guessed."""
    found, diagnostics = find_in_page(data, shown, options)
    if found is None:
        return None, diagnostics
    reading = assemble(found, data=data, source_id=source_id, shown=shown, options=options)
    return reading, (*diagnostics, *faults.pictures(shown, found.unread))


def find_in_page(data: bytes, shown: str, options: ReadOptions) -> tuple[Found | None, Diagnostics]:
    """The pieces of a page, before they become a document; None with an error."""
    page, found = parse_page(data, shown, options)
    if page is None:
        return None, found
    pieces, walk = read_body(page.root)
    if is_news(page.root, pieces):
        kept = keep_article(page.root, pieces)
        if kept is None:
            return None, (*found, faults.extra_missing(shown, "trafilatura", "html"))
        pieces = kept
    if not any(not isinstance(piece, Apart) for piece in pieces):
        return None, (*found, faults.empty(shown, "the page has no text beside its furniture"))
    if walk.hidden:
        what = f"{walk.hidden} hidden words were left out"
        hint = "unhide them in the page if they belong to the text"
        found = (*found, faults.left_out("hidden-text", shown, what, hint))
    return (
        Found(
            pieces=pieces,
            line_count=page.line_count,
            title=_title(page, pieces),
            language=_language(page),
            repairs=page.removed,
            quirks=tuple(walk.quirks),
            asides=find_asides(page.root),
            unread=_of_text(walk.unread, pieces),
        ),
        found,
    )


def _of_text(unread: Sequence[Unread], pieces: Sequence[Piece]) -> tuple[Unread, ...]:
    """Those between the first and the last line of the text: of a page of news, the article."""
    lines = [n for piece in pieces if not isinstance(piece, Apart) for n in piece.lines]
    return tuple(one for one in unread if min(lines) <= one.at <= max(lines))


def _title(page: Page, pieces: Sequence[Piece]) -> str:
    """The only heading of level 1, else the page's own `<title>`."""
    top = [piece for piece in pieces if isinstance(piece, Head) and piece.level == 1]
    if len(top) == 1:
        return top[0].title
    for element in page.root.iter():
        if tag_of(element) == "title" and tag_of(element.getparent()) == "head":
            return " ".join("".join(all_text(element)).split())
    return ""


def _language(page: Page) -> str:
    """The primary tag that the page states (`<html lang="fr-CA">` is "fr"), "" for none."""
    stated = (page.root.get("lang") or "").partition("-")[0].strip().lower()
    return stated if stated.isascii() and stated.isalpha() and 2 <= len(stated) <= 3 else ""
