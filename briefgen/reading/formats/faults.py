"""What is wrong with a file, as findings that name it, the limit and the remedy."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error, info, warning
from briefgen.errors import ExitCode
from briefgen.reading.formats.pieces import Unread

_MOST = 10  # places that a finding names


def damaged(shown: str, why: str) -> Diagnostic:
    """A file that is not what its name says, or is cut off."""
    hint = "save it anew with the program that made it"
    return _error("source-damaged", f"the file cannot be read: {why}", shown, hint)


def encrypted(shown: str, why: str) -> Diagnostic:
    hint = "save a copy without a password"
    return _error("source-encrypted", f"the file cannot be read: {why}", shown, hint)


def over_limit(shown: str, what: str) -> Diagnostic:
    """A file that would take more time, memory or room than a source may."""
    hint = "split the file, or hand it in as plain text"
    return _error("source-limit", f"the file goes over a limit: {what}", shown, hint)


def empty(shown: str, what: str) -> Diagnostic:
    hint = "remove it from the sources, or put its text in"
    return _error("empty-source", what, shown, hint)


def no_text_layer(shown: str, pages: int) -> Diagnostic:
    hint = "run text recognition over it first, for example with ocrmypdf"
    message = f"none of its {pages} pages holds text; they are pictures"
    return _error("source-scanned", message, shown, hint)


def extra_missing(shown: str, package: str, extra: str) -> Diagnostic:
    hint = f'install it: pip install "briefgen[{extra}]"'
    message = f"reading this file needs {package}, which is not installed"
    return _error("extra-missing", message, shown, hint)


def without_child(shown: str) -> Diagnostic:
    message = "the file was read without limits of memory and time, which this platform lacks"
    hint = "read only files that you trust"
    return info("no-child-limits", message, place=Place(shown), hint=hint)


def left_out(code: str, shown: str, what: str, hint: str) -> Diagnostic:
    """Something beside the text that is not read: comments, attachments, hidden words."""
    return info(code, what, place=Place(shown), hint=hint)


def pictures(shown: str, unread: Sequence[Unread], unit: str = "line") -> Diagnostics:
    """One finding for all pictures of a file, with their places and those without words."""
    if not unread:
        return ()
    places = _listed(sorted({one.at for one in unread}), unit)
    bare = sum(not one.words for one in unread)
    kept = "only the words that stand for them are kept"
    if bare == len(unread):
        kept = "no words stand for them" if bare > 1 else "no words stand for it"
    elif bare:
        kept = f"{kept}, and for {bare} no words stand"
    elif len(unread) == 1:
        kept = "only the words that stand for it are kept"
    count = "1 picture was" if len(unread) == 1 else f"{len(unread)} pictures were"
    message = f"{count} not read ({places}): {kept}"
    hint = "say in the text what they show, where it matters"
    line = unread[0].at if unit == "line" else 0
    return (info("picture-not-read", message, place=Place(shown, line), hint=hint),)


def hidden_words(shown: str, count: int, pages: Sequence[int]) -> Diagnostic:
    what = "1 hidden word was" if count == 1 else f"{count} hidden words were"
    hint = "make them visible in the source if they belong to the text"
    return left_out("hidden-text", shown, f"{what} left out ({_listed(pages, 'page')})", hint)


def _listed(numbers: Sequence[int], unit: str) -> str:
    named = ", ".join(str(n) for n in numbers[:_MOST])
    more = " and more" if len(numbers) > _MOST else ""
    return f"{unit if len(numbers) == 1 else unit + 's'} {named}{more}"


def pages_without_text(shown: str, pages: tuple[int, ...]) -> Diagnostic:
    message = f"no text on {_listed(pages, 'page')}"
    hint = "if they are scanned, run text recognition over the file first"
    return warning("page-without-text", message, place=Place(shown), hint=hint)


def _error(code: str, message: str, shown: str, hint: str) -> Diagnostic:
    return error(code, message, place=Place(shown), hint=hint, exit=ExitCode.SOURCE)
