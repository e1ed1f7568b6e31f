"""Words that a document uses for its own parts and people, in English, French and German."""

from __future__ import annotations

CONTENTS = frozenset(
    ["contents", "table of contents", "list of contents", "table des matières", "sommaire", "inhalt", "inhaltsverzeichnis", "índice", "indice"]
)
# Sections known by name: they stand at the first level, and may hold no running text.
OWN_SECTIONS = frozenset(
    ["abstract", "summary", "executive summary", "key points", "key findings", "introduction", "foreword", "preface", "conclusion", "conclusions", "outlook", "recommendations", "bibliography", "references", "appendix", "annex", "glossary", "notes", "endnotes", "acknowledgements", "acknowledgments", "abbreviations", "résumé", "synthèse", "avant-propos", "préface", "bibliographie", "annexe", "annexes", "remerciements", "zusammenfassung", "einleitung", "vorwort", "fazit", "literatur", "anhang"]
)
PEOPLE_SECTIONS = frozenset(
    ["authors", "the authors", "about the authors", "about the author", "author", "contributors", "list of authors", "list of contributors", "participants", "list of participants", "auteurs", "les auteurs", "autoren", "die autoren"]
)
CONTRIBUTIONS = frozenset(
    ["with the contributions of", "with contributions by", "with contributions from", "with contributions of", "contributors", "contributions", "with the assistance of", "avec la contribution de", "avec les contributions de", "mit beiträgen von"]
)
PUBLISHED_BY = frozenset(
    ["presented by", "published by", "prepared by", "issued by", "a report by", "a report of", "a publication of", "présenté par", "publié par", "édité par", "herausgegeben von", "vorgelegt von"]
)
RANKS = tuple(
    ["Lieutenant General", "Major General", "Brigadier General", "Lieutenant Colonel", "Senior Colonel", "Vice Admiral", "Rear Admiral", "Air Chief Marshal", "Air Vice-Marshal", "Air Marshal", "Air Commodore", "Secretary General", "Ambassador", "Professor", "Brigadier", "Commander", "Commodore", "Lieutenant", "Colonel", "Captain", "Admiral", "Marshal", "General", "Minister", "Senator", "Major", "Dame", "Lord", "Lady", "Judge", "Sir", "Prof.", "Hon.", "Rev.", "Gen.", "Adm.", "Col.", "Maj.", "Capt.", "Lt.", "Amb.", "Dr.", "Mrs.", "Mr.", "Ms.", "Dr", "Mrs", "Mr", "Ms", "Madame", "Monsieur", "Mme", "Mlle", "M.", "Général", "Colonelle", "Amiral", "Ambassadeur", "Ambassadrice", "Professeur", "Herr", "Frau", "Botschafter", "Botschafterin"]
)
ORGANISATION = frozenset(
    ["center", "centre", "institute", "institut", "institution", "university", "université", "universität", "council", "foundation", "fondation", "stiftung", "ministry", "ministère", "ministerium", "department", "agency", "association", "society", "school", "college", "office", "bureau", "committee", "commission", "organisation", "organization", "academy", "académie", "akademie", "forum", "group", "network", "trust", "fund", "bank", "union"]
)
SAID = tuple(
    ["said", "says", "told", "tells", "added", "adds", "argued", "argues", "stated", "states", "noted", "notes", "warned", "warns", "explained", "explains", "declared", "declares", "wrote", "writes", "asked", "asks", "replied", "replies", "claimed", "claims", "announced", "announces", "acknowledged", "acknowledges", "insisted", "insists", "remarked", "remarks", "concluded", "concludes", "continued", "recalled", "stressed", "stresses", "urged", "urges", "a déclaré", "a dit", "a affirmé", "déclare", "affirme", "dit", "sagte", "erklärte", "betonte"]
)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
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
        ),
        1,
    )
    for name in names.split("|")
}
STOP_WORDS = {
    "en": frozenset(["the", "of", "and", "to", "in", "is", "that", "for", "with", "as", "are", "was", "by", "on", "it", "be", "this"]),
    "fr": frozenset(["le", "la", "les", "des", "et", "un", "une", "est", "dans", "que", "pour", "par", "sur", "qui", "du", "au", "avec"]),
    "de": frozenset(["der", "die", "das", "und", "ist", "nicht", "ein", "eine", "mit", "von", "zu", "den", "des", "im", "auf", "für"]),
    "es": frozenset(["el", "los", "las", "que", "y", "en", "un", "una", "por", "con", "para", "del", "se", "no", "es", "al", "como"]),
    "it": frozenset(["il", "di", "che", "e", "un", "una", "per", "con", "non", "si", "dei", "della", "nel", "sono", "alla", "gli"]),
    "nl": frozenset(["de", "het", "een", "en", "van", "is", "dat", "op", "te", "in", "voor", "met", "niet", "zijn", "aan", "door"]),
}
# A text that breaks off after one of these goes on.
CONNECTORS = frozenset(
    ["a", "an", "the", "and", "or", "but", "nor", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "than", "that", "which", "who", "whose", "into", "onto", "over", "under", "between", "among", "against", "about", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "its", "their", "his", "her", "our", "your", "this", "these", "those", "not", "such", "including", "through", "during", "towards", "toward", "upon", "within", "without", "le", "la", "les", "un", "une", "des", "du", "de", "et", "ou", "mais", "à", "au", "aux", "en", "dans", "sur", "par", "pour", "avec", "sans", "que", "qui", "dont", "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines", "und", "oder", "aber", "von", "zu", "im", "in", "mit", "für", "auf", "bei"]
)
