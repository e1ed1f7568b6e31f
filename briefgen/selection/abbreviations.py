"""Word lists of the sentence splitter: abbreviations, and words that open sentences.

English, French and German together: an abbreviation of one language rarely ends a sentence of
another. Spelt without the last point, lower case.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A title, a reference or an aside: something always follows.
INSIDE = _words(
    """
    dr mr mrs ms messrs prof gen lt col maj sgt capt cpl cmdr cdr adm brig sen rep reps gov amb
    hon rev fr st ste mt pres supt asst assoc dep dir e.g i.e eg ie cf viz vs v c ca approx
    resp incl excl esp aka op loc perm cdre radm vadm m mm mmes mlle mlles p.ex av env z.b d.h u.a
    bzw vgl evtl ggf sog hr frl s.o s.u i.d.r u.u zzgl einschl inkl exkl dipl-ing dipl ing ebd bspw
    insb insbes gem ggü ehem stellv hrsg fa ret rt med mult
    """
)

# Only before a number: "No. 5", "Art. 3", "p. 12".
BEFORE_NUMBER = _words(
    """
    no nos nr art arts fig figs sec sect ch chap cap para paras par p pp vol vols ed eds abs app
    ann res doc add rev cl col tab eq ln ll n ff s f bd bl aufl lfd ziff kap jan feb mar apr jun
    jul aug sep sept oct nov dec janv févr avr juil déc okt dez est éd max min suppl ser subpara
    mind rd drs tel tél secs matt gegr
    """
)

# May end a sentence or not; only a word that opens sentences tells. Dotted letters belong here too.
MAY_END = _words(
    """
    etc inc ltd corp co cos jr sr al bros dept gmbh univ inst assn intl nat natl min max ft govt
    ave blvd j.-c ph.d d.c b.a m.a usw usf u.a.m u.v.m z.t mio mrd bio jh jhdt mwst std
    jan feb mar apr jun jul aug sep sept oct nov dec tue tues thu thurs fri
    """
)

# A single letter after these is a name, not an initial: "Track I.", "option A."
BEFORE_LETTER = _words(
    """
    track option plan phase annex group part section appendix class type category tier level
    chapter title schedule table figure scenario case team party variant volume act war pillar
    basket stage step model country state side zone area column row point item exhibit list
    gruppe teil anhang anlage klasse stufe variante annexe groupe partie catégorie niveau
    """
)

# Before the name of a person: "von der Leyen", "de Gaulle".
PARTICLES = _words("de von van der den di du la el al bin")

# After these a day, a place's time or a zone may follow, else a new sentence does.
CLOCK = _words("a.m p.m")
DAYS = _words("monday tuesday wednesday thursday friday saturday sunday")

# Words that open a sentence where they bear a capital inside a text. No nouns, no adjectives that
# open names ("New", "First"): where it is doubtful, there is no boundary.
OPENERS = _words(
    """
    the this that these those it its they their there he his she her we our you your i my who what
    when where why how which whose if in on at by for from with without within under over after
    before during since until while as because although though despite given unlike like among
    between beyond against amid above across along around through throughout toward towards
    however therefore thus hence moreover furthermore additionally also but and or nor yet so
    still then now today yesterday later meanwhile nevertheless nonetheless instead indeed rather
    similarly likewise conversely consequently accordingly finally secondly thirdly lastly firstly
    overall finally some many most several few both each every any no not none nobody nothing
    such another other others all one two three four five six seven eight nine ten once only even
    here to of about according apart regarding concerning see a an is are was were do does did
    has have had can could may might must should will would let whether either neither
    often sometimes perhaps maybe never always usually generally recently currently previously
    subsequently eventually ultimately clearly importantly notably specifically particularly
    unfortunately fortunately crucially following based asked tomorrow
    le la les un une des ce cette ces il elle ils elles on nous vous leur leurs mais donc or
    puis ensuite enfin alors aussi chaque tous toutes certains plusieurs aucun aucune personne rien
    notre nos votre vos son sa ses quand lorsque puisque contre entre parmi sous sur vers malgré
    toutefois cependant ainsi dans en pour par avec sans selon depuis pendant après avant lors si
    der die das ein eine einer dieser diese dieses er sie es wir ihr man aber doch dennoch jedoch
    danach niemand nichts zuvor zudem außerdem deshalb daher damit dort hier jetzt heute dann auch
    nur noch was wer wie wo wann warum kein keine keiner beide einige viele alle seine ihre unsere
    nachdem bevor während trotz wegen laut neben unter über hinter zwischen allerdings schließlich
    zunächst zugleich ferner erst dabei dazu dadurch darauf das
    im in am an auf bei mit nach seit von vor zu zum zur für gegen ohne durch wenn weil obwohl da
    """
)

MONTHS = _words(
    """
    january february march april may june july august september october november december
    januar februar märz april mai juni juli august september oktober november dezember
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    """
)

# After a question or a call in quotation marks: "Why now?" Minister A asked.
SPEECH_VERBS = (
    "said says asked asks added told wondered replied answered argued warned stated declared "
    "demanded inquired exclaimed insisted wrote"
)
