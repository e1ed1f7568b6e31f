"""The contents as a field of Word's that is filled already, so that nobody has to press F9."""

from __future__ import annotations

from briefgen.model import Contents, ContentsEntry
from briefgen.renderers.word.blocks.anchors import block_paragraph
from briefgen.renderers.word.blocks.inlines import block_bookmark, inlines_xml
from briefgen.renderers.word.draft import Draft
from briefgen.renderers.word.look.measures import eighths, hex_colour, twips, white_right
from briefgen.renderers.word.markup import border, field_end, field_start, paragraph


def contents_xml(draft: Draft, block: Contents) -> str:
    r"""The table of contents as a field that is filled already: no prompt, nothing to update.

    `\n` leaves page numbers out, since only Word knows them; whoever wants them deletes the switch
    and presses F9. Entries are links to the headings (ECMA-376-1, 17.16.5.68).
    """
    breaks = "<w:pageBreakBefore/>" if draft.paged and draft.opened else ""
    title = block_paragraph(draft, block.id, "TOCHeading", inlines_xml(draft, block.title), breaks)
    if not block.entries:
        return title
    entries = "".join(
        _entry(draft, entry, first=index == 0) for index, entry in enumerate(block.entries)
    )
    end = paragraph("BGGap", field_end(), _contents_rule(draft))
    return title + entries + end


def _entry(draft: Draft, entry: ContentsEntry, *, first: bool) -> str:
    draft.wanted.add(entry.target)
    words = inlines_xml(draft, entry.title)
    if draft.known is None or entry.target in draft.known:
        anchor = block_bookmark(draft, entry.target)
        words = f'<w:hyperlink w:anchor="{anchor}" w:history="1">{words}</w:hyperlink>'
    begin = field_start('TOC \\o "1-1" \\h \\n \\z') if first else ""
    shown = paragraph("TOC1", begin + words)
    if entry.detail:
        shown += paragraph("BGContentsDetail", inlines_xml(draft, entry.detail))
    return shown


def _contents_rule(draft: Draft) -> str:
    """The hairline that closes the list."""
    style = draft.style
    rule = border("top", eighths(style.rules["thin"]), hex_colour(style, "hairline"), 6)
    right = f'<w:ind w:right="{white_right(style)}"/>'
    return f'<w:pBdr>{rule}</w:pBdr><w:spacing w:before="{twips(style.grid_pt / 2)}"/>{right}'
