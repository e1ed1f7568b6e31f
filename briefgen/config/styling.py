"""Layers of style YAML (a base, a template's changes, an audience's changes) to one style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from briefgen.config.legibility import no_room, unreadable
from briefgen.config.libraries import STYLES, Library, as_inputs, find_style
from briefgen.config.shapes import RawStyle
from briefgen.config.shaping import dotted, fit_shape
from briefgen.config.stylelayers import Contract, Layers, StyleLayer, path_of
from briefgen.config.types import InputFile
from briefgen.diagnostics import Diagnostic, Diagnostics, Place, error
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.style import RULES, TEXT_STYLES, Hyphenation, Page, Style, TextStyle
from briefgen.yamltext import YamlPath, read_yaml

_NEEDED = (
    *("font", "grid_pt", "hang_mm", "text_mm", "section_gap_pt", "align", "heads", "page"),
    *("pages", "colours", "text", "rules", "numbers"),
)
_GROUPS = ("colours", "text", "rules", "numbers")


def load_base(
    name: str, place: Place, library: Library, above: tuple[str, ...] = ()
) -> tuple[Layers | None, Diagnostics]:
    """A base style with those it extends, lowest first. `above`: the names that led here."""
    if name in above:
        message = f"styles extend each other in a circle: {' > '.join((*above, name))}"
        return None, (error("style-circle", message, place=place, exit=ExitCode.CONFIG),)
    file, found = find_style(name, place, library)
    if file is None:
        return None, found
    tree, found = read_yaml(*file)
    if tree is None:
        return None, found
    fitted = fit_shape(tree, RawStyle)
    found, raw = (*found, *fitted.found), fitted.shape
    if raw is None or found:
        return None, found
    layer = StyleLayer(name=name, raw=raw, tree=fitted.tree, path=())
    if raw.extends is None:
        shipped = library.folders[-1][0]
        own = not file[0].is_relative_to(shipped)
        return (replace(layer, contract=_contract_of(shipped)) if own else layer,), ()
    below, found = load_base(raw.extends, tree.place(("extends",)), library, (*above, name))
    return ((*below, layer) if below else None), found


def style_inputs(layers: Layers, library: Library) -> tuple[InputFile, ...]:
    """The files of these layers; what an audience writes itself stands in the config."""
    return tuple(
        file
        for layer in layers
        if not layer.path
        for file in as_inputs("style", library, layer.tree.shown, layer.tree.sha256)
    )


def _contract_of(shipped: Path) -> Contract:
    """Everything that the base styles that ship with briefgen name: layouts ask for all of it."""
    wanted: dict[tuple[str, str], None] = {}
    for path in sorted(shipped.glob(f"{STYLES}/*.yaml")):
        tree, _ = read_yaml(path, path.name)
        raw = fit_shape(tree, RawStyle).shape if tree else None
        flat = _flat(raw) if raw else {}
        wanted |= dict.fromkeys((group, name) for group in _GROUPS for name in flat.get(group, ()))
    return tuple(wanted)


def make_style(layers: Layers) -> tuple[Style | None, Diagnostics]:
    """The style that the layers give, later over earlier; every fault at its layer's line."""
    merged: dict[str, Any] = {}
    for layer in layers:
        merged = _merge(merged, _flat(layer.raw))
    found = tuple(_faults(layers, merged))
    return (None if found else _build(layers, merged)), found


def _flat(raw: RawStyle) -> dict[str, Any]:
    """What was written, nested numbers joined by dots."""
    data = raw.model_dump(exclude_unset=True)
    flat: dict[str, float] = {}
    for key, value in data.get("numbers", {}).items():
        if isinstance(value, dict):
            flat |= {f"{key}.{inner}": number for inner, number in value.items()}
        else:
            flat[key] = value
    return data | ({"numbers": flat} if "numbers" in data else {})


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        mapped = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merge(merged[key], value) if mapped else value
    return merged


def _build(layers: Layers, merged: Mapping[str, Any]) -> Style:
    hyphenate = merged.get("hyphenate")
    return Style(
        name=next((layer.name for layer in reversed(layers) if layer.name), ""),
        font=merged["font"],
        grid_pt=merged["grid_pt"],
        hang_mm=merged["hang_mm"],
        text_mm=merged["text_mm"],
        section_gap_pt=merged["section_gap_pt"],
        align=merged["align"],
        heads=merged["heads"],
        page=Page(name=merged["page"], **merged["pages"][merged["page"]]),
        colours={name: colour.lower() for name, colour in merged["colours"].items()},
        markings={label: colour.lower() for label, colour in merged.get("markings", {}).items()},
        text={name: TextStyle(**keys) for name, keys in merged["text"].items()},
        rules=merged["rules"],
        numbers=merged["numbers"],
        hyphenate=Hyphenation(**hyphenate) if hyphenate else None,
        embed_fonts=merged.get("embed_fonts", True),
    )


# --- faults that show only when the layers lie on each other ------------------------------------


def _faults(layers: Layers, merged: Mapping[str, Any]) -> Iterator[Diagnostic]:
    base = layers[0]
    gaps = (*_gaps(merged, (*TEXT_STYLES, *base.raw.text)), *_missing(merged, base.contract))
    for path in dict.fromkeys(gaps):
        message = f'the style "{base.name}" lacks {dotted(path)}'
        place = base.tree.place(path[:-1])
        yield error("style-incomplete", message, place=place, exit=ExitCode.CONFIG)
    for layer in layers:
        if layer.raw.word is not None and not layer.path:
            yield error(
                "style-word",
                "a letterhead belongs to an audience, not to a style that others share",
                place=layer.tree.place(("word",)),
                hint="set `style: {word: ...}` under an audience or under `defaults`",
                exit=ExitCode.CONFIG,
            )
    for above in layers[1:]:
        yield from _unknown_names(above, layers)
    for layer in layers:
        yield from _unknown_colours(layer, merged)
    if not gaps:
        yield from no_room(layers, merged)
        yield from unreadable(layers, merged)


def _gaps(merged: Mapping[str, Any], text_styles: tuple[str, ...]) -> Iterator[YamlPath]:
    """The paths that a complete style has and this one has not."""
    yield from ((key,) for key in _NEEDED if key not in merged)
    texts = merged.get("text", {})
    for name in dict.fromkeys(text_styles):
        keys = texts.get(name, {})
        yield from (("text", name, key) for key in ("size_pt", "leading_pt") if key not in keys)
    yield from (("rules", name) for name in RULES if name not in merged.get("rules", {}))
    format_name = merged.get("page", "a4")
    page = merged.get("pages", {}).get(format_name, {})
    wanted = (field.name for field in fields(Page) if field.name != "name")
    yield from (("pages", format_name, key) for key in wanted if key not in page)


def _missing(merged: Mapping[str, Any], contract: Contract) -> Iterator[YamlPath]:
    """What other complete styles name and this one does not."""
    for group, name in contract:
        if group in merged and name not in merged[group] and name not in TEXT_STYLES:
            yield (group, name)


def _unknown_names(layer: StyleLayer, layers: Layers) -> Iterator[Diagnostic]:
    """Names in changes that the base does not have: they would change nothing."""
    base = _flat(layers[0].raw)
    checks: tuple[tuple[str, Iterable[str]], ...] = (
        ("text", (*TEXT_STYLES, *base.get("text", ()))),
        ("rules", (*RULES, *base.get("rules", ()))),
        ("numbers", tuple(base.get("numbers", ()))),
    )
    written = _flat(layer.raw)
    for group, known in checks:
        for name in written.get(group, ()):
            if name not in known:
                yield error(
                    "unknown-style-name",
                    f'styles have no {group} "{name[:60]}"',
                    place=layer.tree.key_place(path_of(layer, group, name)),
                    hint=suggestion(name, dict.fromkeys(known)),
                    exit=ExitCode.CONFIG,
                )


def _unknown_colours(layer: StyleLayer, merged: Mapping[str, Any]) -> Iterator[Diagnostic]:
    known = tuple(merged.get("colours", ()))
    for name, text in layer.raw.text.items():
        if text.colour is not None and text.colour not in known:
            yield error(
                "unknown-colour",
                f'there is no colour "{text.colour[:60]}"',
                place=layer.tree.place((*layer.path, "text", name, "colour")),
                hint=suggestion(text.colour, known),
                exit=ExitCode.CONFIG,
            )
