"""What opens a pack: memo head, cover or press head."""

from __future__ import annotations

from collections.abc import Sequence

from briefgen.model import Fact, Head, Inlines
from briefgen.renderers.word.blocks.anchors import block_paragraph, gap
from briefgen.renderers.word.blocks.inlines import inlines_xml, words_xml
from briefgen.renderers.word.blocks.tables import share_out
from briefgen.renderers.word.draft import Draft, Spot
from briefgen.renderers.word.look.measures import (
    LEAST_ABREAST_MM,
    eighths,
    hex_colour,
    lines_needed,
    mm,
    number,
    text_style,
    twips,
    white_right,
)
from briefgen.renderers.word.markup import (
    PLAIN,
    Cell,
    RunFormat,
    TableFrame,
    border,
    paragraph,
    tab_run,
    table,
    table_row,
)
from briefgen.style import Family, TextStyle
from briefgen.tree import plain_text, slice_inlines

FACTS_PER_ROW = 3
_LONGEST_TITLE_LINES = 3
WIDER = 1.15  # bold titles against the mean character of running text


def head_xml(draft: Draft, block: Head, spot: Spot) -> str:
    """The head in its form; LOOK.md "Memo head", LOOK.md "Cover", LOOK.md "Press brief".

    What the cover of a letterhead shows already is not said again.
    """
    draft.seen.add(block.id)
    if plain_text(block.title) in draft.on_cover:
        return _rest(draft, block, spot)
    match block.form:
        case "memo":
            shown = _memo(draft, block, spot)
        case "cover":
            shown = _cover(draft, block, spot)
        case "press":
            shown = _press(draft, block, spot)
    draft.opened = True
    return shown


def _rest(draft: Draft, block: Head, spot: Spot) -> str:
    """What a letterhead's cover leaves to say; the text goes on below it, on the same page."""
    kind = "" if block.form == "memo" or block.kind in draft.on_cover else block.kind
    shown = paragraph("BGLabel", words_xml(draft, kind)) if kind else ""
    if block.subtitle and plain_text(block.subtitle) not in draft.on_cover:
        shown += _subtitle(draft, block)
    facts = [fact for fact in block.facts if plain_text(fact.value) not in draft.on_cover]
    if not facts:
        return shown
    if block.form == "cover":
        return shown + _cover_facts(draft, facts, spot) + gap()
    return shown + _fact_cells(draft, facts, spot, "") + gap()


def _memo(draft: Draft, block: Head, spot: Spot) -> str:
    """Heavy rule; facts in three cells a row, label above value; subject, which is the title."""
    style = draft.style
    rule = border("top", eighths(style.rules["heavy"]), hex_colour(style, "ink"))
    grid = style.grid_pt
    opening = paragraph("BGPressLine", "")
    if block.facts:
        opening = _fact_cells(draft, block.facts, spot, rule)
    label = words_xml(draft, block.title_label)
    space = f'<w:spacing w:before="{twips(grid / 4)}"/>'
    subject = paragraph("BGLabel", label, f"<w:keepNext/>{space}") if block.title_label else gap()
    return opening + subject + _title(draft, block, spot, "memo_title") + _subtitle(draft, block)


def _fact_cells(draft: Draft, facts: Sequence[Fact], spot: Spot, rule: str) -> str:
    """Facts in rows of three cells of one width, label above value; where there is no room, in rows
    of their own.
    """
    in_row = FACTS_PER_ROW if spot.width >= mm(LEAST_ABREAST_MM) else 1
    widths = share_out([1] * in_row, spot.width)
    rows = []
    for at in range(0, len(facts), in_row):
        cells = [Cell(xml=_memo_fact(draft, fact)) for fact in facts[at : at + in_row]]
        cells += [Cell(xml=gap())] * (in_row - len(cells))
        rows.append(table_row(cells, widths, header=False, unsplit=True))
    frame = TableFrame(
        widths=tuple(widths),
        borders=rule,
        top=twips(draft.style.grid_pt / 2),
        right=twips(number(draft.style, "table.cell_gap_pt")),
    )
    return table(frame, rows)


def _memo_fact(draft: Draft, fact: Fact) -> str:
    label = paragraph("BGLabel", words_xml(draft, fact.label))
    return label + paragraph("BGValue", inlines_xml(draft, fact.value))


def _cover(draft: Draft, block: Head, spot: Spot) -> str:
    """A page of its own: rule, kind, title, one line of what it is; the facts at its foot.

    White before the facts is reckoned from estimated lines, with one line of the title to spare,
    so that people can lengthen it without pushing the facts over the page.
    """
    style = draft.style
    page = style.page
    drop = mm(max(number(style, "cover.rule_mm") - page.body_top_mm, 0))
    opening = paragraph(
        "BGKind", words_xml(draft, block.kind), f'<w:keepNext/><w:spacing w:before="{drop}"/>'
    )
    shown = opening + _title(draft, block, spot, "cover_title") + _subtitle(draft, block)
    if not block.facts:
        return shown
    white = _white(draft, block, spot, drop)
    above = paragraph("BGGap", "", f'<w:spacing w:before="{white}"/>') if white else gap()
    return shown + above + _cover_facts(draft, block.facts, spot)


def _white(draft: Draft, block: Head, spot: Spot, drop: int) -> int:
    """Twips between a cover's opening and its facts."""
    style = draft.style
    page, fact = style.page, text_style(style, "facts_value")
    label = mm(number(style, "facts.label_mm"))
    title, below = _step(draft, block.title, spot), text_style(style, "cover_sub")
    kind = text_style(style, "cover_kind")
    used = kind.leading_pt + kind.after_pt + title.after_pt + style.grid_pt * 2
    used += (
        lines_needed(block.title, title.size_pt * WIDER, spot.width, style.font) + 1
    ) * title.leading_pt
    if block.subtitle:
        room = spot.width - white_right(style)
        used += lines_needed(block.subtitle, below.size_pt, room, style.font) * below.leading_pt
    for row in block.facts:
        lines = lines_needed(row.value, fact.size_pt * WIDER, spot.width - label)
        used += lines * fact.leading_pt + fact.pad_top_pt + fact.pad_bottom_pt + 1
    body = mm(page.height_mm - page.body_top_mm - page.body_bottom_mm)
    return max(body - drop - twips(used), 0)


def _cover_facts(draft: Draft, facts: Sequence[Fact], spot: Spot) -> str:
    style = draft.style
    label = mm(number(style, "facts.label_mm"))
    widths = (label, spot.width - label)
    look = text_style(style, "facts_value")
    thin, ink = eighths(style.rules["thin"]), hex_colour(style, "ink")
    frame = TableFrame(
        widths=widths,
        borders="".join(border(side, thin, ink) for side in ("top", "bottom", "insideH")),
        top=twips(look.pad_top_pt),
        bottom=twips(look.pad_bottom_pt),
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
    """Heavy rule, kind at the left and the last fact at the right of one line, then the headline.

    The last fact is the date, which needs no label; others stand as in a memo.
    """
    *above, last = block.facts or (Fact(label="", value=()),)
    line = words_xml(draft, block.kind)
    if last.value:
        line += tab_run() + inlines_xml(draft, last.value)
    opening = paragraph("BGPressLine", line, "<w:keepNext/>")
    if above:
        opening += _fact_cells(draft, above, spot, "") + gap()
    return opening + _title(draft, block, spot, "press_title") + _subtitle(draft, block)


def _title(draft: Draft, block: Head, spot: Spot, look: str) -> str:
    """The title, a step smaller where it would take more than three lines (LOOK.md "Limits")."""
    own = text_style(draft.style, look)
    chosen = _step(draft, block.title, spot) if look == "cover_title" else own
    base = text_style(draft.style, "memo_title")
    form = PLAIN if chosen == base else RunFormat(size_pt=chosen.size_pt)
    space = (
        ""
        if chosen == base
        else f'<w:spacing w:after="{twips(chosen.after_pt)}" w:line="{twips(chosen.leading_pt)}" '
        'w:lineRule="exact"/>'
    )
    parts = _parted(block.title, chosen, spot, draft.style.font)
    title = "<w:r><w:br/></w:r>".join(inlines_xml(draft, part, form) for part in parts)
    return block_paragraph(draft, block.id, "Title", title, space)


def _parted(title: Inlines, look: TextStyle, spot: Spot, family: Family) -> tuple[Inlines, ...]:
    """The title in two at its colon where it takes more than a line (LOOK.md "Cover").

    The blank after the colon stays, so that the words are the same for a reader of the text.
    """
    text = plain_text(title)
    colon = text.find(": ") + 2
    if colon < 2 or lines_needed(title, look.size_pt * WIDER, spot.width, family) < 2:
        return (title,)
    return slice_inlines(title, 0, colon), slice_inlines(title, colon, len(text))


def _step(draft: Draft, title: Inlines, spot: Spot) -> TextStyle:
    """The largest of the three cover titles that three lines hold."""
    steps = [text_style(draft.style, f"cover_title{n}", "cover_title") for n in ("", "_2", "_3")]
    for look in steps:
        lines = lines_needed(title, look.size_pt * WIDER, spot.width, draft.style.font)
        if lines <= _LONGEST_TITLE_LINES:
            return look
    return steps[-1]


def _subtitle(draft: Draft, block: Head) -> str:
    if not block.subtitle:
        return ""
    words = inlines_xml(draft, block.subtitle)
    return block_paragraph(draft, f"{block.id}#subtitle", "Subtitle", words)
