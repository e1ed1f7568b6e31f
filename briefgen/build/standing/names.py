"""The names of the files of a pack, below the folder of its series."""

from __future__ import annotations

from briefgen.config import Audience, Config

# Forms of a pack's files beside its formats: the change report, the memo with tracked changes.
REPORT = "changes.md"
TRACKED = "changes.docx"


def file_name(config: Config, audience: Audience, form: str) -> str:
    """`<series>-<audience>.pdf`; a format is named by its suffix."""
    if form == REPORT:
        return REPORT
    return f"{config.slug}-{audience.name}{'-' if form == TRACKED else '.'}{form}"


def file_path(config: Config, audience: Audience, form: str) -> str:
    """The file below the series' folder: `<audience>/<series>-<audience>.pdf`."""
    return f"{audience.name}/{file_name(config, audience, form)}"
