"""Words that a document uses for its own parts and people, in English, French and German."""

from __future__ import annotations

import re
from functools import lru_cache


def _words(text: str) -> tuple[str, ...]:
    """Words and phrases parted by bars, over several lines."""
    return tuple(" ".join(word.split()) for word in text.split("|"))


@lru_cache(maxsize=256)  # one rule after the other asks for the headings of a text
def fold_name(title: str) -> str:
    """A title as the names of sections stand here: folded, single blanks, no colon."""
    return " ".join(title.casefold().strip(" :").split())


CONTENTS = frozenset(
    _words(
        """
    contents | indice | inhalt | inhaltsverzeichnis | list of contents | sommaire |
    table des matières | table of contents | índice
        """
    )
)
# Sections known by name: they stand at the first level, and may hold no running text.
OWN_SECTIONS = frozenset(
    _words(
        """
    abbreviations | abstract | acknowledgements | acknowledgments | anhang | annex | annexe
    | annexes | appendix | ausblick | avant-propos | background | bibliographie |
    bibliography | chronologie | chronology | conclusion | conclusion générale | conclusions
    | constats | context | contexte | discussion | einleitung | empfehlungen | endnotes |
    ergebnisse | executive summary | fazit | findings | foreword | glossaire | glossary |
    handlungsempfehlungen | hintergrund | introduction | key findings | key messages | key
    points | list of abbreviations | liste des abréviations | literatur | main findings |
    methodology | milestones | next steps | notes | outlook | overview | perspectives |
    preface | préface | recommandations | recommendations | references | remerciements |
    risiken | risks | risques | résumé | summary | synthèse | the way ahead | the way
    forward | timeline | vorwort | way forward | zeittafel | zusammenfassung
        """
    )
)
# Words of a heading that dated points stand under.
CHRONOLOGIES = _words(
    """
    calendar of events | chronik | chronologie | chronology | cronología | dates clés |
    history of contacts | important dates | jalons | key dates | key events | main dates |
    main events | meilensteine | milestone | milestones | repères chronologiques |
    sequence of events | time line | timeline | wichtige daten | wichtige ereignisse |
    zeitachse | zeitleiste | zeittafel | étapes clés
    """
)
# What leads in the names of those who were at a meeting, or were not.
ATTENDANCE = frozenset(
    _words(
        """
    absent | absents | abwesend | also present | also attending | anwesend | apologies |
    apologies for absence | apologies received | attended by | attendees | attending |
    entschuldigt | excusés | in attendance | list of participants | members present |
    nicht anwesend | observers | participants | participants list | present | présents |
    teilnehmende | teilnehmer | teilnehmerinnen und teilnehmer
        """
    )
)
PEOPLE_SECTIONS = frozenset(
    _words(
        """
    about the author | about the authors | auteurs | author | author contact information |
    author information | author's address | authors | authors' addresses | autoren | contributors |
    die autoren | les auteurs | list of authors | list of contributors | list of participants |
    participants | the authors
        """
    )
)
PARTICIPANTS = frozenset(("participants", "list of participants"))
CONTRIBUTORS = frozenset(("contributors", "list of contributors"))
CONTRIBUTIONS = frozenset(
    _words(
        """
    avec la contribution de | avec les contributions de | contributions | contributors |
    mit beiträgen von | with contributions by | with contributions from | with contributions of
    | with the assistance of | with the contributions of
        """
    )
)
PUBLISHED_BY = _words(
    """
    a publication of | a report by | a report of | herausgegeben von | issued by | prepared by |
    presented by | présenté par | published by | publié par | vorgelegt von | édité par
    """
)
# What a document calls itself or its series, over its title.
DOCUMENT_KINDS = frozenset(
    _words(
        """
    analysis | annual report | avis | background paper | bericht | brief | briefing | briefing note
    | briefing paper | analyse | arbeitspapier | backgrounder | country report | dossier | étude |
    factsheet | fiche | hintergrundpapier | kurzanalyse | note d'analyse | note de cadrage |
    note de synthèse | positionspapier | research report | situation report | stellungnahme |
    commentary | communiqué de presse | discussion paper | draft report |
    fact sheet | final report | in focus | information note | issue brief | issue paper |
    memorandum | note | note d'information | occasional paper | opinion | policy brief |
    policy memo | policy note | policy paper | press release | pressemitteilung | rapport |
    rapport d'information | report | research paper | special report | strategic comment | studie |
    study | white paper | working paper
        """
    )
)
SALUTATIONS = (
    "dear ", "madame,", "monsieur,", "madame, monsieur", "sehr geehrte", "cher ", "chère ",
    "your excellency", "excellency",
)  # fmt: skip
# What a letter or act closes with, over the names of those who sign it.
VALEDICTIONS = (
    "yours sincerely", "yours faithfully", "yours truly", "sincerely", "respectfully",
    "kind regards", "best regards", "signed", "for and on behalf of", "done at", "done in",
    "mit freundlichen grüßen", "hochachtungsvoll", "geschehen zu", "fait à", "signé",
    "veuillez agréer", "je vous prie d'agréer",
)  # fmt: skip
# What stands before a name; longer ones first where one begins with another.
RANKS = _words(
    """
    Lieutenant General | Major General | Brigadier General | Lieutenant Colonel | Senior Colonel
    | Vice Admiral | Rear Admiral | Air Chief Marshal | Air Vice-Marshal | Air Marshal |
    Air Commodore | Secretary General | Ambassador | Professor | Brigadier | Commander |
    Commodore | Lieutenant | Colonel | Captain | Admiral | Marshal | General | Minister |
    Senator | Major | Dame | Lord | Lady | Judge | Sir | Prof. | Hon. | Rev. | Gen. | Adm. |
    Col. | Maj. | Capt. | Lt. | Amb. | Dr. | Mrs. | Mr. | Ms. | Dr | Mrs | Mr | Ms | Madame |
    Monsieur | Mme | Mlle | M. | Général | Colonelle | Amiral | Ambassadeur | Ambassadrice |
    Professeur | Herr | Frau | Botschafter | Botschafterin
    """
)
ORGANISATION = frozenset(
    _words(
        """
    academy | académie | agence | agency | akademie | alliance | amt | assemblée | assembly
    | association | bank | bureau | center | centre | college | comité | commission |
    committee | conseil | council | department | fondation | forum | foundation | fund |
    group | institut | institute | institution | ministerium | ministry | ministère |
    parlement | parliament | network | office | organisation | organization | school |
    society | stiftung | trust | union | university | universität | université
        """
    )
)
# Verbs of a speaker's tag, as they stand after the speaker's name.
SAID = _words(
    """
    said | says | told | tells | added | adds | argued | argues | stated | states | noted |
    notes | warned | warns | explained | explains | declared | declares | wrote | writes | asked
    | asks | replied | replies | claimed | claims | announced | announces | acknowledged |
    acknowledges | insisted | insists | remarked | remarks | concluded | concludes | continued |
    recalled | stressed | stresses | urged | urges | a déclaré | a dit | a affirmé | déclare |
    affirme | dit | sagte | erklärte | betonte | say | tell | add | argue | state | note | warn
    | explain | declare | write | ask | reply | claim | announce | acknowledge | insist | stress
    | urge | agreed | agree | described | describe | complained | complains | complain | believed
    | believes | believe | called | calls | denied | denies | deny | promised | promises | vowed |
    vows | pledged | pledges | admitted | admits | confirmed | confirms |
    predicted | predicts | cautioned | cautions | emphasised | emphasises | emphasized |
    emphasizes | underlined | underlines | observed | observes | responded | responds | joked |
    a souligné | a indiqué | a ajouté | a précisé | a estimé | souligne | indique | ajoute |
    estime | précise | explique | a expliqué | fügte hinzu | warnte | meinte | sagt | erklärt |
    kritisierte | forderte
    """
)
# Speakers without a name of their own.
GROUPS = _words(
    """
    leaders | officials | experts | allies | ministers | diplomats | analysts | authorities |
    sources | governments | researchers | observers | scholars | critics | lawmakers |
    commanders | spokespeople | members
    """
)
SINGLE_SPEAKERS = _words(
    """
    official | spokesman | spokeswoman | spokesperson | minister | president | ambassador
    | diplomat | general | admiral | expert | analyst | chancellor | chairman | director |
    ministry | government | commission | council | committee | department | agency | court | union
    | company | office | embassy | delegation | report | study | statement | document |
    declaration | communiqué | paper | letter | resolution
    """
)
OFFICES = _words(
    """
    Secretary General | Secretary-General | Vice President | President | Chancellor |
    Prime Minister | Foreign Minister | Defense Minister | Defence Minister | Minister |
    Ambassador | General | Admiral | Chairman | Chairwoman | Director | Spokesman | Spokeswoman
    | Spokesperson | Commissioner | Secretary | Senator | Governor | Professor | Colonel |
    Ministerin | Außenminister | Außenministerin | Bundeskanzler | Bundeskanzlerin | Präsident |
    Präsidentin | Botschafter | Botschafterin | Sprecher | Sprecherin | Kommissar | Kommissarin
    """
)
# The same in French, where they are written small, after an article.
FRENCH_OFFICES = _words(
    """
    premier ministre | première ministre | ministre | président | présidente | porte-parole |
    directeur | directrice | ambassadeur | ambassadrice | général | amiral | commissaire |
    secrétaire général | secrétaire générale | secrétaire d'État | député | députée | sénateur |
    sénatrice | maire | chercheur | chercheuse | expert | experte | analyste | gouvernement |
    ministère | commission | conseil | rapport | rapporteur | rapporteure
    """
)
# A text that breaks off after one of these goes on.
CONNECTORS = frozenset(
    _words(
        """
    a | aber | about | against | among | an | and | are | as | at | au | auf | aux | avec | be |
    been | bei | being | between | but | by | can | could | dans | das | de | dem | den | der |
    des | die | dont | du | during | ein | eine | einer | eines | en | et | for | from | für |
    had | has | have | her | his | im | in | including | into | is | its | la | le | les | mais
    | may | might | mit | must | nor | not | oder | of | on | onto | or | ou | our | over | par
    | pour | que | qui | sans | shall | should | such | sur | than | that | the | their | these
    | this | those | through | to | toward | towards | un | und | under | une | upon | von | was
    | were | which | who | whose | will | with | within | without | would | your | zu | à
        """
    )
)
STOP_WORDS = {
    "en": frozenset(_words("and|are|as|be|by|for|in|is|it|of|on|that|the|this|to|was|with")),
    "fr": frozenset(_words("au|avec|dans|des|du|est|et|la|le|les|par|pour|que|qui|sur|un|une")),
    "de": frozenset(_words("auf|das|den|der|des|die|ein|eine|für|im|ist|mit|nicht|und|von|zu")),
    "es": frozenset(_words("al|como|con|del|el|en|es|las|los|no|para|por|que|se|un|una|y")),
    "it": frozenset(_words("alla|che|con|dei|della|di|e|gli|il|nel|non|per|si|sono|un|una")),
    "nl": frozenset(_words("aan|dat|de|door|een|en|het|in|is|met|niet|op|te|van|voor|zijn")),
}
_MONTHS = (
    "january|jan|janvier|januar",
    "february|feb|février|februar",
    "march|mar|mars|märz",
    "april|apr|avril",
    "may|mai",
    "june|jun|juin|juni",
    "july|jul|juillet|juli",
    "august|aug|août",
    "september|sept|sep|septembre",
    "october|oct|octobre|oktober",
    "november|nov|novembre",
    "december|dec|décembre|dezember",
)
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in _words(names)}
DAYS = frozenset(
    _words(
        """
    monday | tuesday | wednesday | thursday | friday | saturday | sunday | lundi | mardi |
    mercredi | jeudi | vendredi | samedi | dimanche | montag | dienstag | mittwoch | donnerstag |
    freitag | samstag | sonntag
        """
    )
)
# Words that often open or close a compound with a hyphen.
HYPHEN_OPENERS = frozenset(
    _words(
        """
    all | celle | celles | celui | ceux | cross | eight | eighty | five | fifty | forty | four |
    full | half | hard | high | ill | large | long | low | medium | mid | nine | ninety | non |
    one | open | part | peut | quasi | real | self | semi | seven | seventy | short | single | six
    | sixty | small | ten | third | thirty | three | twenty | two | vice | vis | well
        """
    )
)
HYPHEN_CLOSERS = frozenset(
    _words(
        """
    affected | aligned | backed | based | being | built | centred | ci | class | dimensional |
    driven | effective | elles | ended | established | face | facing | fold | founded | free |
    friendly | funded | going | governmental | held | ils | income | informed | intensive |
    intentioned | known | lasting | led | level | like | line | looking | made | making | minded |
    mêmes | même | neutral | off | old | oriented | owned | paced | party | powered | president |
    quality | quarters | range | reliance | related | rich | risk | run | running | scale | sector
    | sized | specific | speed | standing | style | sustaining | tech | term | thirds | tier | time
    | vous | way | wide | year | être
        """
    )
)
# What ends a word and is none by itself.
WORD_ENDINGS = re.compile(
    r"(?:ment|[ts]ion|ing|it(?:y|ie)|ness|ous|ive|able|ible|ance|ence|ism|ist|i[sz]e|ship|hood"
    r"|ful|less|ture|ern|er|ed|al|ic|té|teur|trice|eur|euse|aire|ique|ung|heit|keit|schaft|lich"
    r"|isch)(?:s|d|r|e|al|ly|ally|ary|ed|en|er|es|ing|ation|ations)?"
)
