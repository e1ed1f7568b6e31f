"""A template folder (template.yaml, body.md.j2, style.yaml) to a template."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from briefgen.config.libraries import Library, as_inputs
from briefgen.config.limiting import read_pack_limit
from briefgen.config.localising import localise
from briefgen.config.naming import one_line
from briefgen.config.selecting import name_selectors
from briefgen.config.shapes import RawStyle, RawTemplate
from briefgen.config.shaping import fit_shape
from briefgen.config.slots import read_slots
from briefgen.config.stylelayers import Layers, StyleLayer
from briefgen.config.styling import load_base, make_style
from briefgen.config.types import InputFile, Template
from briefgen.diagnostics import Diagnostics, Place, error, reason_of
from briefgen.errors import ExitCode
from briefgen.selection.limits import Limit
from briefgen.slotted import dataclass
from briefgen.yamltext import MAX_BYTES, YamlTree, decode_yaml, read_yaml

DEFAULT_STYLE = "plain"
STYLE = "style.yaml"  # what a template changes in its base style, if anything


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """The Jinja text of a template, the name of its file in messages, the hash of its bytes."""

    text: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTemplate:
    """A template, its style in layers, for an audience to lay its own over, and its files."""

    template: Template
    layers: Layers
    inputs: tuple[InputFile, ...]


# By name and language of the table of words.
Templates = Mapping[tuple[str, str], tuple[LoadedTemplate | None, Diagnostics]]


def load_template(
    path: Path,
    shown: str,
    library: Library,
    roles: tuple[str, ...],
    speaking: tuple[str, tuple[str, ...]],
) -> tuple[LoadedTemplate | None, Diagnostics]:
    """The template in a folder, its texts in one language, or None and every fault of its files.

    `speaking`: that language, and all in which texts may be written.
    """
    tree, found = read_yaml(path / "template.yaml", f"{shown}/template.yaml")
    body, faults = _read_body(path / "body.md.j2", f"{shown}/body.md.j2")
    found = (*found, *faults)
    if tree is None:
        return None, found
    tree, faults = localise(tree, *speaking)
    fitted = fit_shape(tree, RawTemplate)
    found = (*found, *faults)
    found, raw, tree = (*found, *fitted.found), fitted.shape, fitted.tree
    if raw is None:
        return None, found
    layers, faults = _style_layers(raw, tree, path, shown, library)
    found = (*found, *faults)
    template, faults = _make_template(path.name, raw, tree, body, layers, roles, found)
    if template is None or body is None or layers is None:
        return None, faults
    inputs = (
        *as_inputs("template", library, tree.shown, tree.sha256),
        *as_inputs("template", library, body.file, body.sha256),
        *(() if (path / STYLE).exists() else as_inputs("style", library, f"{shown}/{STYLE}")),
    )
    return LoadedTemplate(template=template, layers=layers, inputs=inputs), faults


def _make_template(
    name: str,
    raw: RawTemplate,
    tree: YamlTree,
    body: _Body | None,
    layers: Layers | None,
    roles: tuple[str, ...],
    found: Diagnostics,
) -> tuple[Template | None, Diagnostics]:
    """The last step: slots and limits read, style made; None if anything was at fault."""
    names, faults = name_selectors(raw.selectors, tree, roles)
    slots, more = read_slots(raw.slots, ("slots",), names, ())
    limit = read_pack_limit(raw.limit)
    style, unfit = make_style(layers) if layers else (None, ())
    found = (*found, *faults, *more, *unfit)
    if found or body is None or layers is None or style is None:
        return None, found
    return Template(
        name=name,
        kind=one_line(raw.kind),
        head_kind=one_line(raw.kind if raw.head_kind is None else raw.head_kind),
        head=raw.head,
        body=body.text,
        body_file=body.file,
        slots=slots,
        contents=raw.contents,
        changes=raw.changes,
        citations=raw.citations,
        limit=limit or Limit(),
        style=style,
    ), ()


def _style_layers(
    raw: RawTemplate, tree: YamlTree, folder: Path, shown: str, library: Library
) -> tuple[Layers | None, Diagnostics]:
    """The base style that template.yaml or style.yaml names, and what style.yaml changes in it."""
    name, place = raw.style or DEFAULT_STYLE, tree.place(("style",))
    file = folder / STYLE
    if not file.is_file():
        return load_base(name, place, library)
    own, found = read_yaml(file, f"{shown}/{STYLE}")
    if own is None:
        return None, found
    fitted = fit_shape(own, RawStyle)
    found, style, own = (*found, *fitted.found), fitted.shape, fitted.tree
    if style is None or found:
        return None, found
    if style.extends is not None:
        name, place = style.extends, own.place(("extends",))
    below, found = load_base(name, place, library)
    layer = StyleLayer(name="", raw=style, tree=own, path=())
    return ((*below, layer) if below else None), found


def _read_body(path: Path, shown: str) -> tuple[_Body | None, Diagnostics]:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as fault:
        reason = reason_of(fault)
        message = f"the template's body cannot be read: {reason}"
        return None, (error("template-body", message, place=Place(shown), exit=ExitCode.CONFIG),)
    text, found = decode_yaml(raw, shown)
    if text is None:
        return None, found
    sha256 = hashlib.sha256(raw).hexdigest()
    return _Body(text=text.replace("\r\n", "\n"), file=shown, sha256=sha256), found
