"""Which pieces of a news page are the article: trafilatura judges, our own reading is kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from briefgen.reading.formats.flatten import flatten
from briefgen.reading.formats.html.tree import HEADINGS, Element, shown_words, tag_of
from briefgen.reading.formats.pieces import Apart, Head, Picture, Piece, Words
from briefgen.tree import plain_text

_LONG: Final = 60  # characters of a paragraph that belongs to a text
_SHORT: Final = 30  # shorter pieces must be one of the article's own paragraphs
_LINKED: Final = 0.3  # of the words
_MANY: Final = 15  # links


def is_news(root: Element, pieces: Sequence[Piece]) -> bool:
    """Whether a page is an article among other things, rather than a report by its headings."""
    if any(_is_article_meta(x) for x in root.iter() if tag_of(x) in ("meta", "script")):
        return True
    if _headings_with_text(pieces) >= 2:
        return False
    body = [p for p in pieces if not isinstance(p, Apart)]
    links = [shown_words(x) for x in root.iter() if tag_of(x) == "a"]
    whole = sum(len(plain_text(flatten([p]))) for p in body)
    return len(links) >= _MANY and sum(map(len, links)) > _LINKED * whole


def _is_article_meta(element: Element) -> bool:
    if tag_of(element) == "script":
        return (element.get("type") or "") == "application/ld+json" and "NewsArticle" in (
            element.text or ""
        )
    named = element.get("property") or element.get("name") or ""
    return named == "article:published_time" or (
        named == "og:type" and (element.get("content") or "").strip().lower() == "article"
    )


def _headings_with_text(pieces: Sequence[Piece]) -> int:
    """Headings under which a paragraph of some length stands."""
    count, open_ = 0, False
    for piece in pieces:
        if isinstance(piece, Head):
            open_ = True
        elif open_ and isinstance(piece, Words) and len(plain_text(piece.content)) >= _LONG:
            count, open_ = count + 1, False
    return count


def keep_article(root: Element, pieces: Sequence[Piece]) -> tuple[Piece, ...] | None:
    """The pieces, those that are not of the article set apart; None without trafilatura.

    Of what trafilatura finds only the words count: never its title, author or date.
    """
    article = _article(root)
    if article is None:
        return None
    whole = _key(" ".join(article))
    parts = {_key(text) for text in article}
    if not whole:
        return tuple(pieces)
    title = _page_title(root)
    return tuple(_judged(piece, whole, parts, title) for piece in pieces)


def _article(root: Element) -> list[str] | None:
    """The paragraphs of what trafilatura takes for the article, () where it finds none."""
    try:
        from trafilatura import bare_extraction  # noqa: PLC0415 (an extra, and slow to load)
    except ImportError:
        return None
    from lxml import etree  # noqa: PLC0415

    page = etree.tostring(root, method="html", encoding="unicode")
    found = bare_extraction(page, include_comments=False, with_metadata=False, favor_recall=True)
    body = getattr(found, "body", None)
    return [] if body is None else list(_paragraphs(body))


def _paragraphs(body: Element) -> Iterator[str]:
    for element in body.iter("p", "head", "item", "cell", "quote", "code"):
        yield "".join(str(text) for text in element.itertext())


def _page_title(root: Element) -> str:
    first = next((x for x in root.iter() if tag_of(x) == HEADINGS[0]), None)
    return _key(shown_words(first)) if first is not None else ""


def _judged(piece: Piece, whole: str, parts: set[str], title: str) -> Piece:
    if isinstance(piece, Apart):
        return piece
    if isinstance(piece, Head):
        key, content = _key(piece.title), flatten([piece])
    elif isinstance(piece, Picture):
        return (
            piece if _key(plain_text(piece.caption)) in whole and piece.caption else _apart(piece)
        )
    else:
        content = flatten([piece])
        key = _key(plain_text(content))
    if key == title or key in parts or (len(key) >= _SHORT and key in whole):
        return piece
    if len(key) >= _LONG * 2 and key[:_LONG] in whole and key[-_LONG:] in whole:
        return piece
    return _apart(piece)


def _apart(piece: Piece) -> Piece:
    content = flatten([piece])
    if isinstance(piece, Picture) and not content:
        return piece
    return Apart(content=content, reason="page furniture", lines=piece.lines)


def _key(text: str) -> str:
    """Letters and digits alone: blanks and marks differ between readings of one page."""
    return "".join(c for c in text.casefold() if c.isalnum())
