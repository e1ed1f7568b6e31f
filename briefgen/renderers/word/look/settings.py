"""From a style to `word/settings.xml`: what Word is told about the whole document."""

from __future__ import annotations

from briefgen.renderers.word.look.scripts import east_asian_language, proofing_language
from briefgen.renderers.word.markup import XML, W
from briefgen.style import Style

# Word 2013 and later lay out by these rules; without it Word opens in compatibility mode.
_MODE = 15


def settings_xml(style: Style, language: str, *, fonts: bool = False) -> bytes:
    """In the order of CT_Settings (ECMA-376-1, 17.15.1.78); `updateFields` makes Word ask.

    `fonts`: some travel in the file, and shall do so when Word has saved it.
    """
    hyphens = ""
    if style.hyphenate:
        hyphens = (
            "<w:autoHyphenation/>"
            f'<w:consecutiveHyphenLimit w:val="{style.hyphenate.max_in_a_row}"/>'
            "<w:doNotHyphenateCaps/>"
        )
    east = east_asian_language("", language)
    inner = (
        f'<w:zoom w:percent="100"/>{"<w:embedTrueTypeFonts/>" if fonts else ""}'
        '<w:defaultTabStop w:val="400"/>'
        f"{hyphens}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        f'w:uri="http://schemas.microsoft.com/office/word" w:val="{_MODE}"/></w:compat>'
        f'<w:themeFontLang w:val="{proofing_language(language)}" w:eastAsia="{east}"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    )
    return f'{XML}<w:settings xmlns:w="{W}">{inner}</w:settings>'.encode()
