"""A portion mark on a lead-in marks what it introduces, and nothing else."""

from __future__ import annotations

import pytest

from briefgen.reading import read_bytes
from briefgen.selection import TLP_2_0, allowed, mark
from briefgen.selection.portions import portion_labels
from briefgen.tree import node_text

# Secret is what may not be shown, Open what must be.
CASES = {
    "list after a colon": "(TLP:RED) The ships are:\n\n- Secret one\n- Secret two\n\nOpen end.\n",
    "list after a colon and a mark": "The ships are (TLP:RED):\n\n- Secret one\n- Secret two\n",
    "list after a sentence": "(TLP:RED) Ships move on Monday.\n\n1. Secret one\n2. Secret two\n",
    "points inside points": "(TLP:RED) The ships are:\n\n- Secret one\n  - Secret two\n",
    "points with marks of their own": (
        "(TLP:RED) The ships are:\n\n- (TLP:CLEAR) Open one\n- Secret two\n\nOpen end.\n"
    ),
    "two lists": "(TLP:RED) The ships are:\n\n1. Secret one\n2. Secret two\n\n- Secret three\n",
    "a table after a colon": (
        "(TLP:RED) The ships are:\n\n| Ship | Day |\n|---|---|\n| Secret | one |\n\nOpen end.\n"
    ),
    "a table after a sentence": (
        "(TLP:RED) Ships move.\n\n| Ship | Day |\n|---|---|\n| Open | one |\n\nOpen end.\n"
    ),
    "code after a colon": "(TLP:RED) The orders are:\n\n```\nSecret one\n```\n\nOpen end.\n",
    "a quotation after a colon": "(TLP:RED) The captain says:\n\n> Secret one\n\nOpen end.\n",
    "dated paragraphs after a colon": (
        "(TLP:RED) These happened:\n\n2015 Secret one.\n\n2016 Secret two.\n\nOpen end.\n"
    ),
    "a term": "(TLP:RED) Ships of the north\n\nSecret one.\n\nOpen end.\n",
    "a short sentence": "(TLP:RED) Ships move.\n\nOpen end.\n",
    "a list in a quotation": "> (TLP:RED) The ships are:\n>\n> - Secret one\n\nOpen end.\n",
    "a paragraph after a colon": "(TLP:RED) The plan is this:\n\nSecret one.\n\nOpen end.\n",
    "points that are paragraphs": (
        "(TLP:RED) The parts are:\n\n(i) Secret one.\n\n(ii) Secret two.\n\nOpen end.\n"
    ),
    "a lead-in of a lead-in": (
        "(TLP:RED) The plan is this:\n\nSecret ships:\n\n- Secret one\n\nOpen end.\n"
    ),
    "a point over points": "- (TLP:RED) The ships are:\n  - Secret one\n- Open end.\n",
    "a point over points that lost their depth": (
        "- Open start.\n- (TLP:RED) Ships:\n- Secret one\n- (TLP:CLEAR) Open end.\n- Open more.\n"
    ),
    "a paragraph between": "(TLP:RED) Ships move.\n\nOpen words.\n\n- Open one\n- Open two\n",
    "another section": "(TLP:RED) The ships are:\n\n## Risks\n\nOpen words.\n",
}


@pytest.mark.parametrize("name", CASES)
def test_a_mark_on_a_lead_in_covers_what_it_introduces(name: str) -> None:
    source = f"# Paper\n\n## Summary\n\nOpen words of the port.\n\n{CASES[name]}"
    read, _ = read_bytes(source.encode(), source_id="d", shown="d.md", suffix=".md")
    assert read is not None
    own = portion_labels(read.document, TLP_2_0)
    marked = mark(read.document, "TLP:CLEAR", [], TLP_2_0, own).document
    seen = " ".join(map(node_text, allowed(marked, TLP_2_0, "TLP:GREEN").blocks))
    assert "Secret" not in seen
    assert seen.count("Open") == source.count("Open")
