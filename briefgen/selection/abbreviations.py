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
    resp incl excl esp aka m p.ex av z.b d.h u.a bzw vgl evtl ggf sog hr frl s.o
    s.u i.d.r u.u zzgl einschl dipl-ing dipl ing ebd
    """
)

# Only before a number: "No. 5", "Art. 3", "p. 12".
BEFORE_NUMBER = _words(
    """
    no nos nr art arts fig figs sec sect ch chap cap para paras par p pp vol vols ed eds abs app
    ann res doc add rev cl col tab eq ln ll n ff s f bd bl aufl lfd ziff kap jan feb mar apr jun
    jul aug sep sept oct nov dec janv févr avr juil déc okt dez
    """
)

# May end a sentence or not; only a word that opens sentences tells. Dotted letters belong here too.
MAY_END = _words(
    """
    etc inc ltd corp co cos jr sr al bros dept gmbh univ inst assn intl nat natl min ft
    ph.d d.c a.m p.m b.a m.a usw u.a.m u.v.m z.t mio mrd jh jhdt
    jan feb mar apr jun jul aug sep sept oct nov dec tue tues thu thurs fri
    """
)

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
    le la les un une des ce cette ces il elle ils elles on nous vous leur leurs mais donc or
    toutefois cependant ainsi dans en pour par avec sans selon depuis pendant après avant lors si
    der die das ein eine einer dieser diese dieses er sie es wir ihr man aber doch dennoch jedoch
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
