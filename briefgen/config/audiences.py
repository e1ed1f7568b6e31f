"""The `audiences:` of a config, over `defaults` and templates, to audiences ready to build."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefgen.config.labelling import check_label
from briefgen.config.legibility import low_contrast
from briefgen.config.letterheads import Letterheads, find_letterhead, letterhead_inputs
from briefgen.config.libraries import Library, find_template, template_names
from briefgen.config.limiting import read_pack_limit
from briefgen.config.naming import NAME_RULE, is_name, is_taken, make_name, one_line
from briefgen.config.selecting import SelectorNames
from briefgen.config.shapes import MISSING, RawAudience, RawStyle
from briefgen.config.slots import read_slots
from briefgen.config.stylelayers import Layers, StyleLayer
from briefgen.config.styling import load_base, make_style, style_inputs
from briefgen.config.templating import LoadedTemplate, Templates
from briefgen.config.types import Audience, Slot
from briefgen.config.wording import ENGLISH, WordTable, language_in, words_for
from briefgen.diagnostics import Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.selection.markings import Ladder
from briefgen.slotted import dataclass
from briefgen.style import Letterhead, Style
from briefgen.yamltext import YamlPath, YamlTree

_NOTHING: Diagnostics = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What an audience may refer to. `written` is the file before faulty parts were left out."""

    root: Path
    series: str
    ladder: Ladder
    names: SelectorNames
    library: Library
    templates: Templates
    letterheads: Letterheads
    words: WordTable
    defaults: RawAudience
    written: YamlTree


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """An audience with the keys it takes from `defaults`."""

    name: str
    raw: RawAudience
    own: frozenset[str]  # the keys it has itself
    around: Surroundings

    def path(self, key: str) -> YamlPath:
        """Where a key stands: in the audience or in `defaults`."""
        return ("audiences", self.name, key) if key in self.own else ("defaults", key)


def read_audience(
    name: str, own: RawAudience, around: Surroundings
) -> tuple[Audience | None, Diagnostics]:
    """One audience with warnings on its style, or None and every reason why not.

    Faults of its template are among them.
    """
    entry = _over_defaults(name, own, around)
    raw, tree = entry.raw, around.names.tree
    template, found = _read_template(entry)
    slots, more = _read_sections(entry, template)
    limit = read_pack_limit(raw.limit)
    ceiling = raw.ceiling or around.ladder.labels[0]
    unknown = check_label(ceiling, tree.place(entry.path("ceiling")), around.ladder)
    language = raw.language or ENGLISH
    words, silent = words_for(language, around.words, tree.place(entry.path("language")))
    layers, unfit = _style_layers(entry, template)
    style, faults = _style_of(layers, template)
    letterhead, refused = _read_letterhead(entry)
    found = (*_check_name(entry), *found, *more, *unknown, *silent, *unfit, *faults, *refused)
    if found or template is None or words is None or layers is None or style is None:
        return None, found
    audience = Audience(
        name=name,
        title=one_line(raw.title or around.series),
        subtitle=one_line(raw.subtitle or ""),
        readers=_as_lines(raw.to),
        offices=_as_lines(raw.from_),
        template=template.template,
        slots=slots,
        ceiling=ceiling,
        formats=tuple(dict.fromkeys(raw.formats or ("pdf", "docx"))),
        changes=template.template.changes if raw.changes is None else raw.changes,
        attach=tuple(dict.fromkeys(raw.attach or ())),
        limit=limit or template.template.limit,
        citations=raw.citations or template.template.citations,
        language=language,
        words=words,
        edits=raw.edits or "banner",
        style=replace(style, letterhead=letterhead) if letterhead else style,
        inputs=(
            *template.inputs,
            *style_inputs(layers, around.library),
            *letterhead_inputs(letterhead),
        ),
        place=tree.key_place(("audiences", name)),
    )
    return audience, low_contrast(layers, style)


def _over_defaults(name: str, own: RawAudience, around: Surroundings) -> _Entry:
    """The audience's keys over those of `defaults`; labels are merged one by one."""
    shared = around.defaults
    taken = {key: getattr(shared, key) for key in shared.model_fields_set - own.model_fields_set}
    if own.labels and shared.labels:
        taken["labels"] = {**shared.labels, **own.labels}
    keys = frozenset("from" if key == "from_" else key for key in own.model_fields_set)
    return _Entry(name=name, raw=own.model_copy(update=taken), own=keys, around=around)


def _as_lines(written: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if written is None:
        return ()
    return tuple(one_line(t) for t in ((written,) if isinstance(written, str) else written))


def wrong_name(name: str) -> tuple[str, str] | None:
    """Why a name can be no audience's, and what to write instead; None for a good one."""
    if is_taken(name):
        why = "the series' folder keeps earlier editions under that name"
        return f'"{name}" cannot name an audience: {why}', f'write "{name}-desk" or the like'
    if is_name(name):
        return None
    near = make_name(name)
    message = f'"{name[:60]}" cannot name an audience: use {NAME_RULE}'
    return message, f'write "{near}"' if near else ""


def _check_name(entry: _Entry) -> Diagnostics:
    wrong = wrong_name(entry.name)
    if wrong is None:
        return ()
    return (
        error(
            "wrong-name",
            wrong[0],
            place=entry.around.names.tree.key_place(("audiences", entry.name)),
            hint=wrong[1],
            exit=ExitCode.CONFIG,
        ),
    )


def _read_template(entry: _Entry) -> tuple[LoadedTemplate | None, Diagnostics]:
    around, name = entry.around, entry.raw.template
    if name is None:
        path: YamlPath = ("audiences", entry.name)
        if {(*path, "template"), ("defaults", "template")} & around.written.keys.keys():
            return None, ()  # it is there and wrong: reported as such
        place = around.names.tree.key_place(path)
        hint = f"known: {', '.join(template_names(around.library))}"
        message = 'the audience lacks the key "template"'
        fault = error("missing-key", message, place=place, hint=hint, exit=ExitCode.CONFIG)
        return None, (fault,)
    place = around.names.tree.place(entry.path("template"))
    folder, found = find_template(name, place, around.library)
    if not folder:
        return None, found
    language = language_in(around.words, entry.raw.language or ENGLISH) or ENGLISH
    loaded = around.templates.get((name, language))
    if loaded is None:  # it could not be read when the others were
        fault = error(
            "template-file",
            f"{folder[1]} cannot be read",
            place=place,
            hint="run again: something is writing there, or the disk fails",
            exit=ExitCode.CONFIG,
        )
        return None, (fault,)
    return loaded


def _read_sections(
    entry: _Entry, template: LoadedTemplate | None
) -> tuple[tuple[Slot, ...], Diagnostics]:
    """The audience's sections, or all slots of the template, under the audience's labels."""
    base = template.template.slots if template else ()
    slots, found = base, _NOTHING
    if entry.raw.sections is not None:
        path, names = entry.path("sections"), entry.around.names
        slots, found = read_slots(entry.raw.sections, path, names, base)
    if template is None:
        # What a section lacks may stand in the template that could not be read.
        missing = {"slot-select", "slot-layout"}
        return (), tuple(fault for fault in found if fault.code not in missing)
    labels = entry.raw.labels or {}
    labelled = tuple(
        replace(slot, label=one_line(labels[slot.id])) if slot.id in labels else slot
        for slot in slots
    )
    return labelled, (*found, *_check_labels(entry, base))


def _check_labels(entry: _Entry, base: tuple[Slot, ...]) -> Diagnostics:
    """A label of the audience's own has to name a slot; shared ones may be for other templates."""
    tree, sections = entry.around.names.tree, entry.raw.sections or ()
    ids = [raw.id for raw in sections]
    below = entry.path("sections")
    left_out = (*below, len(ids)) in entry.around.written.values
    if left_out or MISSING in ids:  # a section that is at fault may be the one that is meant
        return ()
    known = tuple(dict.fromkeys((*ids, *(slot.id for slot in base))))
    path: YamlPath = ("audiences", entry.name, "labels")
    return tuple(
        error(
            "unknown-slot",
            f'there is no slot "{name[:60]}" to label',
            place=tree.key_place((*path, name)),
            hint=suggestion(name, known),
            exit=ExitCode.CONFIG,
        )
        for name in entry.raw.labels or ()
        if name not in known and (*path, name) in tree.keys
    )


def _read_letterhead(entry: _Entry) -> tuple[Letterhead | None, Diagnostics]:
    """The Word file that the audience's memo is set in, where its style names one."""
    around, choice = entry.around, entry.raw.style
    if not isinstance(choice, RawStyle) or choice.word is None:
        return None, ()
    place = around.names.tree.place((*entry.path("style"), "word"))
    return find_letterhead(choice.word, place, around.letterheads, around.ladder)


def _style_of(
    layers: Layers | None, template: LoadedTemplate | None
) -> tuple[Style | None, Diagnostics]:
    """The template's own style where the audience lays nothing over it: one for all of them."""
    if layers is None:
        return None, ()
    if template is not None and layers is template.layers:
        return template.template.style, ()
    return make_style(layers)


def _style_layers(
    entry: _Entry, template: LoadedTemplate | None
) -> tuple[Layers | None, Diagnostics]:
    """The template's style, another base style, or one of the two with the audience's changes."""
    around, choice = entry.around, entry.raw.style
    tree, path = around.names.tree, entry.path("style")
    layers = template.layers if template else None
    name = choice if isinstance(choice, str) or choice is None else choice.extends
    if name is not None:
        at = path if isinstance(choice, str) else (*path, "extends")
        layers, found = load_base(name, tree.place(at), around.library)
        if found:
            return None, found
    if layers is None:
        return None, ()
    if isinstance(choice, RawStyle):
        layers = (*layers, StyleLayer(name="", raw=choice, tree=tree, path=path))
    return layers, ()
