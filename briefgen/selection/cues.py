"""Word lists of the ranking: what makes a sentence worth keeping, and what makes it lean on others.

Folded phrases (no accents, no capitals) in English, French and German, gathered by hand from what
grammars and guides to plain writing name, and from the frames that minutes, strategy papers and
speeches share whatever they are about; none is there for one text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Phrases by their first word, so that a text is looked through once for all of them.
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


def _phrases(text: str) -> Phrases:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in " ".join(text.split()).split(","):
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return MappingProxyType(found)


def count_phrases(words: Sequence[str], phrases: Phrases) -> int:
    """How many different phrases stand in folded words."""
    return len(
        {
            phrase
            for at, word in enumerate(words)
            for phrase in phrases.get(word, ())
            if tuple(words[at : at + len(phrase)]) == phrase
        }
    )


def opens_with(words: Sequence[str], phrases: Phrases) -> bool:
    """Whether folded words begin with one of the phrases."""
    return bool(words) and any(
        tuple(words[: len(phrase)]) == phrase for phrase in phrases.get(words[0], ())
    )


# A sentence that opens with one of these speaks of something said before it.
REFERENCES = _phrases(
    """
    this, that, these, those, it, its, they, their, them, he, his, she, her, such, neither,
    either, the former, the latter, the same, the two, the move, here, then, thus, hence,
    therefore, consequently, accordingly, as a result, as a consequence, for this reason,
    for these reasons, for that reason, to this end, to that end, with this in mind, in this
    context, in this regard, in this respect, in that regard, in this way, in this sense, in
    such a, in such an, in such, in so doing, in doing so, by doing so, in their, in its, in
    his, in her, at the same time, at that time, from that, from this, from there, under
    this, under these, however, nevertheless, nonetheless, yet, but, and, or, so, still,
    instead, rather, moreover, furthermore, besides, additionally, in addition, also,
    likewise, similarly, similar, conversely, by contrast, in contrast, on the contrary, on
    the other hand, on the one hand, for example, for instance, in particular, in other
    words, that said, that is, indeed, subsequently, afterwards, later, meanwhile, finally,
    second, secondly, third, thirdly, according to this, another, others, other, some of
    these, some of them, many of them, most of them, most of these, all of these, all of
    this, all these, each of these, one of these, ce, cet, cette, ces, cela, ceci, celui ci,
    celle ci, ceux ci, il, elle, ils, elles, leur, leurs, son, sa, ses, cependant,
    toutefois, neanmoins, pourtant, mais, donc, ainsi, en outre, de plus, par ailleurs, par
    consequent, en consequence, a cette fin, a cet effet, a cet egard, dans ce contexte, de
    meme, en revanche, au contraire, par exemple, en effet, en particulier, enfin, dieser,
    diese, dieses, diesem, diesen, er, sie, es, ihr, ihre, sein, seine, jedoch, dennoch,
    aber, doch, daher, deshalb, deswegen, somit, folglich, infolgedessen, zu diesem zweck,
    in diesem zusammenhang, vor diesem hintergrund, ausserdem, daruber hinaus, zudem,
    ferner, ebenso, gleichzeitig, hingegen, dagegen, im gegenteil, zum beispiel,
    insbesondere, schliesslich, dabei, damit, dazu, dadurch
    """
)

# What opens like a reference and is none: "It is essential that ..."
NO_REFERENCES = _phrases(
    """
    it is clear that, it is important, it is essential, it is necessary, it is vital,
    it is likely that, it is in the interest, it remains, either side,
    il est essentiel, il est necessaire, il est important, il convient, il faut, il y a,
    es gibt, es ist notwendig, es ist wichtig, es gilt
    """
)

# Words that lean on what was said before wherever they stand near the start of a sentence.
LEANING = _words(
    """
    this these it them they also however therefore thus too moreover similar same such then
    auch jedoch ebenfalls aussi egalement toutefois
    """
)

# "In March its council ...": a time or place, then a pronoun.
PREPOSITIONS = _words(
    "in on by at since during from after before for with under dans en im am seit"
)
PRONOUNS = _words("its their his her it they he she him them leur leurs sa ses son ihr ihre sein")

# Words with capitals that are nobody whom a pronoun could mean.
DATE_WORDS = _words(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday janvier fevrier mars avril mai juin juillet
    aout septembre octobre novembre decembre januar februar marz juni juli oktober dezember
    """
)

# Family names that stand first, without those that are English words too ("He", "Long").
FAMILY_FIRST = _words(
    """
    Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin Guo Ma Luo Liang Song
    Zheng Xie Tang Feng Deng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai Jiang Yu Du Ye Cheng Wei Su
    Lu Ding Ren Shen Yao Xi Qin Geng Mao Hua Qian Yi Hou Shi Bai Kim Park Lee Choi Jeong Kang Nguyen
    Tran Pham
    """
)

# Of the references those that a first sentence may open with: "In her speech, Chancellor A ..."
FORWARD = _phrases("in his, in her, in its, in their, in seiner, in ihrer, dans son, dans sa")

# Words that add a sentence to the one before; not behind one of the others: "and also", "who also".
ADDING = _words("also too likewise similarly auch ebenfalls ebenso egalement aussi")
NOT_ADDING = _words(
    """
    and but or who which that as und sondern oder die der das et mais ou qui
    """
)

# The words of a side: the sentence that follows may still be theirs, though it does not say so.
CLAIMS = _words(
    """
    believes believe argues argue argued claims claim claimed maintains maintained insists insisted
    asserts asserted contends contended stated states denies denied accuses accused complains
    complained objected estime affirme soutient accuse pretend behauptet meint wirft
    """
)

# What somebody asks for or has settled; what a reader in a hurry needs most.
ASKS = _phrases(
    """
    agreed that, agreed to, agreed on, decided to, decided that, propose, proposes, proposed,
    recommend, recommends, recommended, should, must, need to, needs to, call for, calls for,
    called for, urge, urges, urged, ask, asks, ask for, requests, conclude that, concluded that,
    doit, doivent, devrait, devraient, il faut, recommande, recommandent, proposent, convenu de,
    sollte, sollten, muss, mussen, empfiehlt, empfehlen, schlagt vor, vereinbarten
    """
)

# A sentence that opens with one of these comes to its point late.
ASIDES = _words(
    """
    while although though whereas whatever given since despite with in at during after before over
    under for from by as if once when to on according looking pending bien tandis alors apres avant
    pendant depuis selon dans pour avec obwohl wahrend nach vor seit mit bei wenn
    """
)

# Words by which a writer says what matters most.
EMPHASIS = _phrases(
    """
    most importantly, above all, most of all, crucially, in essence, in short, in sum, to
    sum up, the main, the key, the central, the core, the most, the overall, the greatest,
    overall, key, vital, essential, critical, crucial, the principal, priority, surtout,
    avant tout, en somme, essentiel, essentielle, prioritaire, vor allem, insgesamt,
    entscheidend, wesentlich
    """
)

# How a text says what it is about to do, or who met where: little for a reader in a hurry.
PROCESS = _phrases(
    """
    as follows, the following, listed below, set out below, described below, outlined below,
    summarized below, summarised below, in what follows, this report, this paper, this
    chapter, this section, this study, the report is, convened, participants included,
    members included, members include, methodology, ci dessous, ci apres, comme suit, le
    present rapport, wie folgt, im folgenden, der vorliegende bericht
    """
)

# Role -> words that its sentences live by.
BY_ROLE: Mapping[str, Phrases] = MappingProxyType(
    {
        "summary": _phrases(
            """
            agreed, agree, concluded, conclude, found, propose, proposes, proposed,
            recommend, recommends, recommended, should, must, identified, roadmap, risk,
            risks, could, need to, way forward, conclut, recommande, doit,
            empfiehlt, empfehlen, sollte, sollten
            """
        ),
        "landscape": _phrases(
            """
            challenge, challenges, shift, shifted, competition, remain, remains, rival,
            priority, threat, tension, tensions, agenda, defi, defis, rivalite,
            herausforderung, wandel
            """
        ),
        "perceptions": _phrases(
            """
            perception, perceives, sees, seen as, views, viewed as, regards, considers,
            threat, rival, competitor, concerned, seeks to, wants to, believes, percoit,
            considere, sieht, betrachtet
            """
        ),
        "risks": _phrases(
            """
            risk, risks, could, may, might, escalate, escalation, conflict, confrontation,
            danger, undermine, clash, clashes, incidents, losses, damage, miscalculation,
            risque, risques, conflit, pourrait, risiko, risiken, konnte, konnten, gefahr
            """
        ),
        "recommendations": _phrases(
            """
            should, recommend, recommends, propose, proposes, could, need to, needs to,
            must, would be, useful, necessary, dialogue, exchange, explore, establish,
            establishing, seek to, starting point, common ground, cooperation, devrait,
            devraient, il convient, recommande, sollte, sollten, empfehlen, vorgeschlagen
            """
        ),
        "roadmap": _phrases(
            """
            should, agreed, agree, propose, proposed, decided, roadmap, meet,
            meetings, next, regularly, will, plan, process, commit, committed,
            by the end of, devrait, devraient, convenu, decide, feuille de route, sollte,
            sollten, vereinbart, beschlossen
            """
        ),
        "outlook": _phrases(
            """
            will, likely, expected, could, remain, remains, continue, future, challenge,
            sera, devrait, wird, werden, kunftig
            """
        ),
    }
)

# Two texts with the same words say opposite things where one of them alone has one of these.
DENIALS = _words(
    """
    no not never nor neither without cannot refused rejected cancelled postponed suspended
    ne pas jamais sans refuse rejete annule reporte suspendu
    nicht kein keine nie ohne abgelehnt abgesagt verschoben ausgesetzt
    """
)

# Too common to tell one sentence from another.
STOP_WORDS = _words(
    """
    a an the and or but nor so yet of in on at by for from with without within under over to into
    onto upon as than then that this these those it its they their them he his she her we our us
    you your i is are was were be been being am do does did done has have had having can could may
    might must shall should will would not no also more most much many some any each every all both
    such other others own same too very just only even still about above after again against
    among between because before below during further here how if out once off there through until
    up down what when where which while who whom why s t u
    le la les l un une des de du d et ou mais en dans par pour sur avec sans sous au aux ce cette
    ces cet il elle ils elles on nous vous leur leurs se sa son ses que qui quoi dont est sont
    ete etre a ont avoir ne pas plus
    der die das den dem des ein eine einer eines einem einen und oder aber in im an am auf aus bei
    mit nach seit von vom vor zu zum zur fur gegen ohne durch um ist sind war waren sein wird werden
    hat haben nicht auch als wie dass es er sie wir ihr
    """
)
