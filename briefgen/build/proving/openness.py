"""The findings of a pack to the same, marked where they hold no word that is withheld from it."""

from __future__ import annotations

from briefgen.build.packs.brief import Pack, Runs
from briefgen.build.proving.ownwords import own_texts
from briefgen.config import Config
from briefgen.diagnostics import Diagnostic, Diagnostics, bearing
from briefgen.proof.fencing import Known, learn
from briefgen.proof.leaks import find_leaks
from briefgen.proof.parts import Part


def bound_findings(config: Config, pack: Pack, found: Diagnostics, runs: Runs) -> Diagnostics:
    """Each finding with the audience's ceiling as its marking, where the check that the pack's
    files went through finds nothing in it; any other stays without.

    A pack is made of what its ceiling lets see, and so are its findings: this holds them to it.
    """
    if pack.shut:
        return found  # words of the edition before are behind a fence that this pack alone has
    fence = runs.fences.at(pack.audience.ceiling)
    if fence is None:
        return bearing(pack.audience.ceiling, found)

    def own() -> Known:
        return learn(own_texts(config, pack.audience))

    def is_open(one: Diagnostic) -> bool:
        part = Part(one.code, "spoken", f"{one.message}\f{one.hint}")
        return not find_leaks(fence, (part,), own)

    return tuple(
        one for d in found for one in (bearing(pack.audience.ceiling, (d,)) if is_open(d) else (d,))
    )
