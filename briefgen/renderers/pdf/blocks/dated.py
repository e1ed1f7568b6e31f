"""Milestones to strips by the layout that the pack asks for."""

from __future__ import annotations

from dataclasses import replace

from briefgen.model import Milestones
from briefgen.renderers.pdf.blocks.milestones import lay_facts, lay_milestone_table
from briefgen.renderers.pdf.blocks.timelines import lay_strip, lay_timeline
from briefgen.renderers.pdf.boxes import Element
from briefgen.renderers.pdf.setting import Setting


def lay_milestones(setting: Setting, block: Milestones) -> list[Element]:
    """A figure with the table of the same facts, a strip, a table, or facts at the margin.

    A strip that has no room becomes the table (LOOK.md "Timelines", 7).
    """
    match block.layout:
        case "timeline":
            here = setting.at(block.origins)
            return [*lay_timeline(here, block), *lay_milestone_table(setting, block)]
        case "strip":
            strip = lay_strip(setting.at(block.origins), block)
            # All formats hold the same words, and a strip has no header row.
            return strip or lay_milestone_table(setting, replace(block, head=("", "", "")))
        case "table":
            return lay_milestone_table(setting, block)
        case "facts":
            return lay_facts(setting, block)
