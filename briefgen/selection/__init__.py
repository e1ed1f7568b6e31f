"""From labelled sources to the ranked passages that one slot of a pack may show."""

from __future__ import annotations

from briefgen.selection.going import going_order
from briefgen.selection.limits import Limit, apply
from briefgen.selection.markings import (
    TLP_2_0,
    Ladder,
    Marked,
    allowed,
    highest,
    is_above,
    mark,
    position,
)
from briefgen.selection.misses import explain_miss
from briefgen.selection.roles import RoleTable, extend, label_roles, role_of_heading, role_table
from briefgen.selection.selecting import select
from briefgen.selection.selectors import Kind, Position, Selector, Years
from briefgen.selection.sentences import split

__all__ = [
    "TLP_2_0",
    "Kind",
    "Ladder",
    "Limit",
    "Marked",
    "Position",
    "RoleTable",
    "Selector",
    "Years",
    "allowed",
    "apply",
    "explain_miss",
    "extend",
    "going_order",
    "highest",
    "is_above",
    "label_roles",
    "mark",
    "position",
    "role_of_heading",
    "role_table",
    "select",
    "split",
]
