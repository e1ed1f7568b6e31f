"""The settings of a letterhead to those of its memos: how pages are laid out, nothing else."""

from __future__ import annotations

from typing import Final

from lxml import etree

from briefgen.ooxml import Element, W

# What memos take over, and what stands after it in CT_Settings (ECMA-376-1, 17.15.1.78). Left out
# are protection, tracking, data sources, variables, revision ids and whatever asks at opening.
_KEPT: Final = (
    "zoom", "displayBackgroundShape", "embedTrueTypeFonts", "saveSubsetFonts", "mirrorMargins",
    "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter",
    "gutterAtTop", "defaultTabStop",
    "autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps",
    "evenAndOddHeaders", "bookFoldRevPrinting", "bookFoldPrinting", "drawingGridHorizontalSpacing",
    "drawingGridVerticalSpacing", "characterSpacingControl", "noLineBreaksAfter",
    "noLineBreaksBefore", "footnotePr", "compat", "themeFontLang", "clrSchemeMapping",
    "decimalSymbol", "listSeparator",
)  # fmt: skip
_MODE: Final = (
    '<w:compat xmlns:w="{w}"><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def kept_settings(theirs: Element | None) -> bytes:
    """`word/settings.xml` of the letterhead's memos, with the separators of our footnotes."""
    root = etree.Element(f"{W}settings", nsmap={"w": W[1:-1]})
    found = {c.tag: c for c in theirs.iterchildren(f"{W}*")} if theirs is not None else {}
    for name in _KEPT:
        child = found.get(f"{W}{name}")
        if name == "footnotePr":
            child = _separators()
        elif name == "compat" and child is None:
            child = etree.fromstring(_MODE.format(w=W[1:-1]))
        if child is not None:
            root.append(child)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def has_even_pages(theirs: Element | None) -> bool:
    """Whether even pages have headers of their own."""
    found = theirs.find(f"{W}evenAndOddHeaders") if theirs is not None else None
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "off")


def _separators() -> Element:
    """Which footnotes are the lines between text and notes."""
    notes = etree.Element(f"{W}footnotePr")
    for identity in ("-1", "0"):
        etree.SubElement(notes, f"{W}footnote").set(f"{W}id", identity)
    return notes
