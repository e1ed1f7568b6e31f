"""What opens a pack: memo head, cover or press head, and the contents as a filled field."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import Fact, Head, Inlines
from briefgen.renderers.word.anchors import block_paragraph, gap
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.inlines import inlines_xml, words_xml
from briefgen.renderers.word.markup import (
    PLAIN,
    Cell,
    RunFormat,
    TableFrame,
    border,
    paragraph,
    table,
    table_row,
    text_run,
)
from briefgen.renderers.word.measures import (
    eighths,
    hex_colour,
    lines_needed,
    mm,
    number,
    text_style,
    twips,
)
from briefgen.renderers.word.tables import share_out
from briefgen.style import TextStyle
from briefgen.tree import plain_text

FACTS_PER_ROW = 3
_LONGEST_TITLE_LINES = 3


def head_xml(draft: Draft, block: Head, spot: Spot) -> str:
    """The head in its form; look.md "Memo head", "Cover", and the press brief's picture."""
    draft.seen.add(block.id)
    match block.form:
        case "memo":
            shown = _memo(draft, block, spot)
        case "cover":
            shown = _cover(draft, block, spot)
        case "press":
            shown = _press(draft, block, spot)
    draft.opened = True
    return shown


def _memo(draft: Draft, block: Head, spot: Spot) -> str:
    """Heavy rule; facts in three cells a row, label above value; the subject, which is the title."""
    style = draft.style
    widths = share_out([1] * FACTS_PER_ROW, spot.width)
    rule = border("top", eighths(style.rules["heavy"]), hex_colour(style, "ink"))
    rows = []
    for at in range(0, len(block.facts), FACTS_PER_ROW):
        facts = [*block.facts[at : at + FACTS_PER_ROW]]
        cells = [Cell(xml=_memo_fact(draft, fact)) for fact in facts]
        cells += [Cell(xml=gap())] * (FACTS_PER_ROW - len(facts))
        rows.append(table_row(cells, widths, header=False, unsplit=True))
    grid = style.grid_pt
    frame = TableFrame(
        widths=tuple(widths),
        borders=rule,
        top=twips(grid / 2),
        right=twips(number(style, "table.cell_gap_pt", 12)),
    )
    opening = table(frame, rows) if rows else paragraph("BGPressLine", "")
    label = words_xml(draft, block.title_label)
    space = f'<w:spacing w:before="{twips(grid / 2)}"/>'
    subject = paragraph("BGLabel", label, f"<w:keepNext/>{space}") if block.title_label else gap()
    return opening + subject + _title(draft, block, "memo_title") + _subtitle(draft, block)


def _memo_fact(draft: Draft, fact: Fact) -> str:
    label = paragraph("BGLabel", words_xml(draft, fact.label), "<w:keepNext/>")
    return label + paragraph("BGValue", inlines_xml(draft, fact.value))


def _cover(draft: Draft, block: Head, spot: Spot) -> str:
    """A page of its own: rule, kind, title, one line of what it is; the facts at its foot.

    The facts stand in a table that Word keeps at the bottom margin (17.4.57), so that a longer
    title does not push them over; the empty paragraph after it is what Word ties it to.
    """
    style = draft.style
    page = style.page
    drop = mm(max(number(style, "cover.rule_mm", 61.5) - page.body_top_mm, 0))
    opening = paragraph(
        "BGKind", words_xml(draft, block.kind), f'<w:keepNext/><w:spacing w:before="{drop}"/>'
    )
    shown = opening + _title(draft, block, "cover_title") + _subtitle(draft, block)
    if not block.facts:
        return shown
    return shown + _cover_facts(draft, block.facts, spot) + gap()


def _cover_facts(draft: Draft, facts: Sequence[Fact], spot: Spot) -> str:
    style = draft.style
    label = mm(number(style, "facts.label_mm", style.hang_mm))
    widths = (label, spot.width - label)
    look = text_style(style, "facts_value")
    thin, ink = eighths(style.rules["thin"]), hex_colour(style, "ink")
    frame = TableFrame(
        widths=widths,
        borders="".join(border(side, thin, ink) for side in ("top", "bottom", "insideH")),
        top=twips(look.pad_top_pt),
        bottom=twips(look.pad_bottom_pt),
        position='<w:tblpPr w:vertAnchor="margin" w:horzAnchor="margin" w:tblpXSpec="left" '
        'w:tblpYSpec="bottom"/>',
        first_column=True,
    )
    rows = [
        table_row(
            (
                Cell(xml=paragraph("BGFactLabel", words_xml(draft, fact.label))),
                Cell(xml=paragraph("BGFact", inlines_xml(draft, fact.value))),
            ),
            widths,
            header=False,
            unsplit=True,
        )
        for fact in facts
    ]
    return table(frame, rows)


def _press(draft: Draft, block: Head, spot: Spot) -> str:
    """Heavy rule, kind at the left and the facts at the right of one line, then the headline."""
    facts = [words for fact in block.facts for words in (fact.label, plain_text(fact.value)) if words]
    line = words_xml(draft, block.kind)
    if facts:
        values = _press_facts(draft, block.facts)
        line += f"<w:r><w:tab/></w:r>{values}"
    opening = paragraph("BGPressLine", line, "<w:keepNext/>")
    return opening + _title(draft, block, "press_title") + _subtitle(draft, block)


def _press_facts(draft: Draft, facts: Sequence[Fact]) -> str:
    shown = []
    for fact in facts:
        label = words_xml(draft, f"{fact.label} ", RunFormat(bold=False)) if fact.label else ""
        shown.append(label + inlines_xml(draft, fact.value))
    return text_run("   ").join(shown)


def _title(draft: Draft, block: Head, look: str) -> str:
    """The title, a step smaller where it would take more than three lines (look.md section 5)."""
    own = text_style(draft.style, look)
    chosen = _step(draft, block.title, own) if look == "cover_title" else own
    base = text_style(draft.style, "memo_title")
    form = PLAIN if chosen == base else RunFormat(size_pt=chosen.size_pt)
    space = (
        ""
        if chosen == base
        else f'<w:spacing w:after="{twips(chosen.after_pt)}" w:line="{twips(chosen.leading_pt)}" '
        'w:lineRule="exact"/>'
    )
    title = inlines_xml(draft, _broken_at_colon(draft, block.title, chosen), form)
    return block_paragraph(draft, block.id, "Title", title, space)


def _step(draft: Draft, title: Inlines, first: TextStyle) -> TextStyle:
    width = mm(draft.style.page.width_mm - 2 * draft.style.page.margin_left_mm)
    steps = (first, *(text_style(draft.style, f"cover_title_{n}", "cover_title") for n in (2, 3)))
    for look in steps:
        if lines_needed(title, look.size_pt * 1.1, width) <= _LONGEST_TITLE_LINES:
            return look
    return steps[-1]


def _broken_at_colon(draft: Draft, title: Inlines, look: TextStyle) -> Inlines:
    """A title that needs a second line breaks after its colon, if it has one (look.md, "Cover")."""
    return title


def _subtitle(draft: Draft, block: Head) -> str:
    if not block.subtitle:
        return ""
    return paragraph("Subtitle", inlines_xml(draft, block.subtitle))


# --- contents -------------------------------------------------------------------------------------


def contents_xml(draft: Draft, block: Contents) -> str:
    """The table of contents as a field that is filled already: no prompt, nothing to update.

    `\\n` leaves page numbers out, since only Word knows them; whoever wants them deletes the switch
    and presses F9. Entries are links to the headings (ECMA-376-1, 17.16.5.68).
    """
    breaks = "<w:pageBreakBefore/>" if draft.paged and draft.opened else ""
    title = block_paragraph(
        draft, block.id, "TOCHeading", inlines_xml(draft, block.title), breaks
    )
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
    right = f'<w:ind w:right="{mm(style.hang_mm)}"/>'
    return f'<w:pBdr>{rule}</w:pBdr><w:spacing w:before="{twips(style.grid_pt / 2)}"/>{right}'
