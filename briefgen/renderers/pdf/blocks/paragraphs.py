"""Paragraphs to strips, by their form."""

from __future__ import annotations

from briefgen.model import Paragraph
from briefgen.renderers.pdf.blocks.changed import bar_change, label_change
from briefgen.renderers.pdf.boxes import Element, Tag
from briefgen.renderers.pdf.lines.text import lay_remark, lay_text
from briefgen.renderers.pdf.setting import Setting


def lay_paragraph(setting: Setting, block: Paragraph) -> list[Element]:
    """A paragraph by its form: body, lead, message, or a remark at the foot of the page."""
    tag = Tag("P", setting.parent)
    if block.form == "remark" and not setting.inner:
        return lay_remark(setting, block.content, tag)
    names = {"body": "paragraph", "lead": "lead", "message": "message", "remark": "boilerplate"}
    width = setting.width
    if block.form == "body" and not setting.inner:
        width = min(width, setting.number("paragraph.max_mm"))
    justify = setting.justified and block.form == "body"
    style = setting.text(names[block.form])
    label = label_change(setting, block.change, style, setting.parent)
    strips = lay_text(
        setting, block.content, style, tag, width=width, justify=justify, first=label.items,
        lead=label.runs,
    )  # fmt: skip
    return bar_change(setting, block.change, strips)
