"""Labels in the places of marks are found however they are spelt; prose about them is not."""

from __future__ import annotations

import pytest

from briefgen.lookalikes import plain_letters
from briefgen.selection.labels import spellings_of
from briefgen.selection.ladder import TLP_2_0, Ladder
from briefgen.selection.markplaces import find_marks

OWN = Ladder(name="own", labels=("Public", "Internal", "Secret"))
CAPITALS = Ladder(name="own", labels=("UNCLASSIFIED", "RESTRICTED", "CONFIDENTIAL"))
SAID = "Harbour vessels leave the pier at dawn."

EXACT = """\
(TLP:RED) SAID
[TLP:RED] SAID
{TLP:RED} SAID
<TLP:RED> SAID
(TLP: RED) SAID
( TLP:RED ) SAID
((TLP:RED)) SAID
"(TLP:RED) SAID
“(TLP:RED) SAID
**(TLP:RED)** SAID
(**TLP:RED**) SAID
[TLP:RED]: SAID
(TLP:RED.) SAID
• (TLP:RED) SAID
1. (TLP:RED) SAID
(a) (TLP:RED) SAID
2015 (TLP:RED) SAID
3 May 2015 (TLP:RED) SAID
The port is open. (TLP:RED) SAID
The port is open! (TLP:RED) SAID The port is shut.
Threat: (TLP:RED) SAID
Threat — (TLP:RED) SAID
Threat (TLP:RED) SAID
Ships leave at dawn (TLP:RED)
Ships leave at dawn (TLP:RED).
Ships leave at dawn (TLP:RED). The port is open.
“Ships leave at dawn (TLP:RED)”
TLP:RED - SAID
TLP:RED – SAID
TLP:RED: SAID
TLP:RED SAID
SAID TLP:RED
TLP:RED
*** TLP: RED ***
Classification: TLP:RED
Restricted distribution: TLP:RED, do not forward
This document is TLP:RED.
All that this report says is TLP:RED and stays here.
Ministry of Ports TLP:RED Page 1
""".splitlines()

NEAR = """\
(tlp:red) SAID
(Tlp:Red) SAID
(TLP RED) SAID
(TLP-RED) SAID
(TLP : RED) SAID
(TLP.RED) SAID
（TLP：RED） SAID
(ТLР:RЕD) SAID
(TLP:RÉD) SAID
(TLP:REDD) SAID
(TPL:RED) SAID
(TLP:RED/REL) SAID
(TLP:RED//NOFORN) SAID
(TLP:RED, REL TO EU) SAID
(TLP:AMBER STRICT) SAID
(TLP:AMBER-STRICT) SAID
(TLP:ORANGE) SAID
(TLP:WHITE) SAID
**(TLP:ORANGE)** SAID
(RED) SAID
(Amber) SAID
(TLP:RED SAID
The port is open. (tlp:red) SAID
Ships leave at dawn (tlp:red).
tlp:red - SAID
TLP:ORANGE: SAID
tlp:red
T L P : R E D
TLP:REDDISH
TLP:RED // REL TO EU
TLP:RED - PAGE 1 OF 3
(SECRET) SAID
SECRET
SECRET//NOFORN
CONFIDENTIAL
Classification: Secret
Classification: TLP:ORANGE
""".splitlines()

PROSE = """\
The TLP:RED label is used for named people. It is (TLP:RED) that counts.
TLP:RED is the highest of all labels that are known to us.
Information marked TLP:AMBER or TLP:RED must not leave the house.
Papers with TLP:GREEN, TLP:AMBER and TLP:RED are kept apart.
We use the Traffic Light Protocol (TLP) for all papers.
TLP is used by all. TLP 2.0 (TLP version 2.0) was published in 2022.
TLP-based sharing (TLP: see annex) works.
The Renewable Energy Directive (RED) was agreed.
The Renewable Energy Directive (RED).
The Red Cross (Red) came.
Amber lights (amber) were seen.
What TLP:RED means
Red
See [the list] of TLP labels.
The report is not secret.
Classification: mammals and birds
""".splitlines()

OWN_EXACT = """\
Secret
(Secret) SAID
[Secret] SAID
Secret: SAID
Ships leave at dawn (Secret).
Classification: Secret
""".splitlines()

OWN_NEAR = """\
SECRET
secret
S E C R E T
Ѕеcret
INTERNAL USE ONLY
Internal use only
SECRET//NOFORN
Secret//NOFORN
SECRET: SAID
SECRET - SAID
(SECRET) SAID
(secret) SAID
(S) SAID
(Internal use only) SAID
(TLP:RED) SAID
The port is open. (SECRET) SAID
Classification: SECRET
""".splitlines()

OWN_PROSE = """\
Public spending rose.
The Secret Service staff came.
The internal market (internal) is large.
Public debt (public) grew, and public, internal and secret matters with it.
Public works department
PUBLIC WORKS DEPARTMENT
The ministry (Internal Affairs) said so.
Internal affairs: the ministry said so.
Internal - external flows are large.
Secret talks were held: nobody knew.
Public/private partnerships
Public debt, internal market
The Public, Internal and Secret labels of this house are old.
(i) The first of them.
""".splitlines()


def marks(text: str, ladder: Ladder, *, anywhere: bool = False) -> list[tuple[str, bool]]:
    found = find_marks(text.replace("SAID", SAID), spellings_of(ladder), anywhere=anywhere)
    return [(mark.spelt.label, mark.spelt.exact) for mark in found]


@pytest.mark.parametrize("text", EXACT)
def test_a_label_in_the_place_of_a_mark_is_read_as_it_stands(text: str) -> None:
    assert marks(text, TLP_2_0) == [("TLP:RED", True)]


@pytest.mark.parametrize("text", NEAR)
def test_a_label_spelt_otherwise_is_never_passed_over(text: str) -> None:
    assert [exact for _, exact in marks(text, TLP_2_0)] == [False]


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("(tlp:red) SAID", "TLP:RED"),
        ("(TLP:AMBER STRICT) SAID", "TLP:AMBER+STRICT"),
        ("(TLP:WHITE) SAID", "TLP:CLEAR"),
        ("(TLP:GREN) SAID", "TLP:GREEN"),
        ("(Amber) SAID", "TLP:AMBER"),
    ],
)
def test_the_nearest_label_is_named(text: str, nearest: str) -> None:
    assert marks(text, TLP_2_0) == [(nearest, False)]


@pytest.mark.parametrize("text", PROSE)
def test_prose_that_speaks_of_labels_bears_none(text: str) -> None:
    assert marks(text, TLP_2_0) == []


@pytest.mark.parametrize("text", OWN_EXACT)
def test_labels_that_are_words_are_read_in_the_places_of_marks(text: str) -> None:
    assert marks(text, OWN) == [("Secret", True)]


@pytest.mark.parametrize("text", OWN_NEAR)
def test_labels_that_are_words_spelt_otherwise_are_not_passed_over(text: str) -> None:
    assert [exact for _, exact in marks(text, OWN)] == [False]


@pytest.mark.parametrize("text", OWN_PROSE)
def test_words_of_prose_are_no_labels(text: str) -> None:
    assert marks(text, OWN) == []


@pytest.mark.parametrize(
    ("text", "ladder", "found"),
    [
        ("Ministry of Ports, under TLP:RED as agreed, page 3", TLP_2_0, [("TLP:RED", True)]),
        ("Subject: Re: what tlp:red says", TLP_2_0, [("TLP:RED", False)]),
        ("Ministry of Internal Affairs", OWN, []),
        ("Ministry of Internal Affairs | Internal | 3", OWN, [("Internal", True)]),
        ("Internal / Ministry of Ports", OWN, [("Internal", True)]),
        ("Ministry RESTRICTED until noon", CAPITALS, [("RESTRICTED", True)]),
        ("No restricted words", CAPITALS, []),
    ],
)
def test_on_the_head_of_a_page_a_label_counts_wherever_it_stands(
    text: str, ladder: Ladder, found: list[tuple[str, bool]]
) -> None:
    assert marks(text, ladder, anywhere=True) == found


def test_look_alikes_are_made_plain_in_their_places() -> None:
    text = "（ТLР：АМВЕR）ﬁ é Rısks"
    assert plain_letters(text) == "(TLP:AMBER)ﬁ e Risks"
    assert len(plain_letters(text)) == len(text)
