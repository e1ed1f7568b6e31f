"""From inlines to runs: emphasis, links, scripts and note marks, all as typed XML."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import assert_never
from urllib.parse import quote, urlsplit

from briefgen.diagnostics import warning
from briefgen.model import Emph, Inline, Inlines, Link, NativeName, NoteRef, Strong, Text
from briefgen.renderers.word.draft import Draft, Part
from briefgen.renderers.word.look.scripts import (
    east_asian_font,
    east_asian_language,
    proofing_language,
    split_scripts,
)
from briefgen.renderers.word.markup import PLAIN, RunFormat, field, number_run, text_run
from briefgen.renderers.word.slots import slot

_MAIL = re.compile(r"mailto:[^\s@:/]+@[A-Za-z0-9.-]+(\?\S*)?", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")
# What stands in an address as it is; `%` too, since an address may be encoded already.
_ADDRESS_MARKS = "%:/?#[]@!$&'()*+,;=-._~"


def inlines_xml(
    draft: Draft, content: Inlines, form: RunFormat = PLAIN, part: Part = "document"
) -> str:
    """The runs of inlines in one paragraph; `form` is what they all have in common."""
    if len(content) == 1 and isinstance(content[0], Text):  # nearly all that is written
        return words_xml(draft, content[0].text, form)
    return "".join(_inline(draft, inline, form, part) for inline in content)


def _inline(draft: Draft, inline: Inline, form: RunFormat, part: Part) -> str:
    match inline:
        case Text(text):
            return words_xml(draft, text, form)
        case NativeName(text, language):
            return words_xml(draft, text, form, language)
        case Emph(content):
            return inlines_xml(draft, content, replace(form, italic=True), part)
        case Strong(content):
            return inlines_xml(draft, content, replace(form, bold=True), part)
        case Link(target, content):
            return _link(draft, target, content, form, part)
        case NoteRef(number):
            return note_mark(draft, number, part)
        case _:
            assert_never(inline)


def words_xml(draft: Draft, text: str, form: RunFormat = PLAIN, language: str = "") -> str:
    """Words as runs, one for each script in them; `language` is what the text states of itself."""
    if text and text.isascii() and not language:  # nearly all words
        return text_run(text, "" if form is PLAIN else form.xml())
    return "".join(
        text_run(piece, _properties(draft, script, piece, form, language))
        for script, piece in split_scripts(text)
    )


def _properties(draft: Draft, script: str, piece: str, form: RunFormat, language: str) -> str:
    if script == "east-asian":
        tag = east_asian_language(piece, language or draft.language)
        fonts = f'<w:rFonts w:eastAsia="{east_asian_font(tag)}" w:hint="eastAsia"/>'
        return form.xml(fonts, f'<w:lang w:eastAsia="{tag}"/>')
    if script == "right-to-left":
        tag = language or ("he-IL" if "\u0590" <= piece[0] <= "\u05ff" else "ar-SA")
        return form.xml("", f'<w:rtl/><w:lang w:bidi="{proofing_language(tag)}"/>')
    if language and proofing_language(language) != proofing_language(draft.language):
        return form.xml("", f'<w:lang w:val="{proofing_language(language)}"/>')
    return form.xml()


# --- links ----------------------------------------------------------------------------------------


def _link(draft: Draft, target: str, content: Inlines, form: RunFormat, part: Part) -> str:
    shown = inlines_xml(draft, content, replace(form, style="Hyperlink"), part)
    if target.startswith("#"):
        return _inner_link(draft, target[1:], shown, inlines_xml(draft, content, form, part))
    address = outside_address(target)
    if address != target:
        draft.readdressed[target] = address
    if address is None:
        draft.find(
            warning(
                "link-left-out",
                f"a link with the target {target!r} is no web or mail address; its words stay",
                hint="link to http, https, mailto or # and the id of a block",
            )
        )
        return inlines_xml(draft, content, form, part)
    return f'<w:hyperlink r:id="{draft.link(part, address)}" w:history="1">{shown}</w:hyperlink>'


def _inner_link(draft: Draft, block: str, shown: str, plain: str) -> str:
    draft.wanted.add(block)
    if draft.known is not None and block not in draft.known:
        draft.readdressed[f"#{block}"] = None
        draft.find(
            warning(
                "link-without-target",
                f"a link leads to the block {block!r}, which this pack does not show",
                hint="its words stay; select the block too, or take the link out",
            )
        )
        return plain
    anchor = block_bookmark(draft, block)
    return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{shown}</w:hyperlink>'


def block_bookmark(draft: Draft, block: str) -> str:
    """The name of the bookmark that stands at a block; `_Toc` as in the entries of contents."""
    return draft.bookmark_name("Toc", block)


def outside_address(target: str) -> str | None:
    """An address that Word opens, with all but ASCII encoded; None where it is none.

    An address that Word cannot parse makes it call the whole file unreadable, so what is odd
    is refused rather than written.
    """
    if target.lower().startswith("mailto:"):
        return quote(target, safe=_ADDRESS_MARKS) if _MAIL.fullmatch(target) else None
    try:
        parts = urlsplit(target)
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError:  # UnicodeError of idna included
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    path = quote(parts._replace(scheme="", netloc="").geturl(), safe=_ADDRESS_MARKS)
    path = path.replace("[", "%5B").replace("]", "%5D")
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{path}"


# --- note marks -----------------------------------------------------------------------------------

_MARK = RunFormat(style="FootnoteReference", bold=False)


def note_mark(draft: Draft, number: int, part: Part = "document") -> str:
    """The raised mark of a note: Word's own footnote, a cross-reference to one, or a link."""
    note = draft.notes.get(number)
    if note is None:
        draft.find(
            warning(
                "note-without-text",
                f"note mark {number} has no note in this pack",
                hint="this is a fault of the template or of a letter in it; the mark is kept",
            )
        )
        return text_run(str(number), _MARK.xml())
    if part == "footnotes":  # Word allows no footnote in a footnote (17.11.10)
        return text_run(str(number), _MARK.xml())
    if not draft.notes_at_foot:
        named = draft.slotted
        anchor = slot("a", number) if named else draft.bookmark_name("Note", str(number))
        mark = number_run(draft.numbered("n", number), _MARK.xml())
        return f'<w:hyperlink w:anchor="{anchor}" w:history="1">{mark}</w:hyperlink>'
    if number in draft.footnote_ids:
        anchor = draft.bookmark_name("Ref", str(number))
        return field(f"NOTEREF {anchor} \\f \\h", str(number), _MARK.xml())
    return _footnote(draft, number)


def _footnote(draft: Draft, number: int) -> str:
    """The first mark of a footnote. Word counts them; one out of turn bears its own number."""
    counted = number == draft.counted_notes + 1
    draft.counted_notes += counted
    draft.footnotes.append((draft.notes[number], counted))
    identity = draft.footnote_ids[number] = len(draft.footnotes)
    own = "" if counted else ' w:customMarkFollows="1"'
    shown = "" if counted else f"<w:t>{number}</w:t>"
    mark = f'<w:r>{_MARK.xml()}<w:footnoteReference{own} w:id="{identity}"/>{shown}</w:r>'
    return draft.bookmark(draft.bookmark_name("Ref", str(number)), mark)
