"""A style to what its words lack: room on the page, leading, contrast with their ground."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from briefgen.config.shaping import dotted
from briefgen.config.stylelayers import Layers, last_place
from briefgen.diagnostics import Diagnostic, Diagnostics, error, warning
from briefgen.errors import ExitCode
from briefgen.style import TEXT_STYLES, Style, TextStyle, contrast
from briefgen.yamltext import YamlPath

# The narrowest column and the lowest body of a page that words of any style still find room in.
_LEAST_MM = 60.0
# Of the size of type: ascenders and descenders of these faces need that much. A number in the
# hang column stands on one line with its heading.
_LEAST_LEADING = 0.6
# WCAG 2.2, 1.4.3: of text, and of large text (18 pt, or bold of 14 pt). What has less than large
# text needs is refused.
_LEAST_CONTRAST = 4.5
_LEAST_CONTRAST_LARGE = 3.0
# What stands on another ground than the paper; on the tint, the label of a bottom line too.
_ON_TINT: Final = ("bottom_line", "callout_label")
_MARKING: Final = "marking"
_FIELD: Final = "#000000"  # of a marking that has a colour


def no_room(layers: Layers, merged: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Where a page leaves words no room: they would be set outside of it."""
    name = merged["page"]
    measures: dict[YamlPath, float] = {
        ("pages", name, key): value for key, value in merged["pages"][name].items()
    }
    measures |= {("numbers", key): value for key, value in merged["numbers"].items()}
    measures |= {(key,): merged[key] for key in ("hang_mm", "text_mm")}
    for what, least, whole, *taken in _rooms(name):
        if not {whole, *taken} <= measures.keys():
            continue
        room = measures[whole] - sum(measures[path] for path in taken)
        if room < least:
            yield error(
                "style-no-room",
                f"{what} has {room:.4g} mm",
                place=last_place(layers, (whole, *taken)),
                hint=f"leave it at least {least:g} mm: {', '.join(map(dotted, (whole, *taken)))}",
                exit=ExitCode.CONFIG,
            )


def _rooms(page: str) -> Iterator[tuple[str, float, YamlPath, *tuple[YamlPath, ...]]]:
    """(what needs room, how much at least, from which measure, less which others)."""

    def of_page(*keys: str) -> list[YamlPath]:
        return [("pages", page, key) for key in keys]

    width, left, right = of_page("width_mm", "margin_left_mm", "margin_right_mm")
    height, top, bottom = of_page("height_mm", "body_top_mm", "body_bottom_mm")
    head, foot = of_page("header_top_mm", "footer_bottom_mm")
    press = [("numbers", f"press.body_{side}_mm") for side in ("top", "bottom")]
    yield "a line of text", _LEAST_MM, width, left, right, ("hang_mm",)
    yield "a line of text", _LEAST_MM, ("text_mm",)
    yield "the body of a page", _LEAST_MM, height, top, bottom
    yield "the body of a press brief's page", _LEAST_MM, height, *press
    yield "the running head", 0.0, top, head
    yield "the running foot", 0.0, bottom, foot


def unreadable(layers: Layers, merged: Mapping[str, Any]) -> Iterator[Diagnostic]:
    """Text that nobody could read: lines that lie on each other, or the colour of its ground."""
    for name in TEXT_STYLES:
        text = merged["text"][name]
        if text["leading_pt"] < text["size_pt"] * _LEAST_LEADING:
            yield _refused(
                layers,
                f"lines of {name} lie on each other: {text['size_pt']:g} pt of type on"
                f" {text['leading_pt']:g} pt",
                [("text", name, "size_pt"), ("text", name, "leading_pt")],
            )
    colours = merged["colours"]
    for ground, names in _grounds(TEXT_STYLES):
        used = dict.fromkeys(merged["text"][name].get("colour", "ink") for name in names)
        for name in used:
            if {ground, name} <= colours.keys():
                ratio = contrast(colours[name], colours[ground])
                if ratio < _LEAST_CONTRAST_LARGE:
                    told = f"text of the colour {name} cannot be told from the {ground}"
                    yield _faint(layers, told, ratio, _colour_paths(ground, name))
    for label, colour in merged.get("markings", {}).items():
        ratio = contrast(colour, _FIELD)
        if ratio < _LEAST_CONTRAST_LARGE:
            told = f"the marking {label} cannot be told from its black field"
            yield _faint(layers, told, ratio, [("markings", label)])


def _faint(layers: Layers, told: str, ratio: float, paths: list[YamlPath]) -> Diagnostic:
    least = f"{_LEAST_CONTRAST_LARGE:g} at least, better {_LEAST_CONTRAST:g}"
    return _refused(layers, f"{told}: its contrast is {ratio:.2g}, {least}", paths)


def _refused(layers: Layers, message: str, paths: list[YamlPath]) -> Diagnostic:
    place = last_place(layers, paths)
    return error("style-unreadable", message, place=place, exit=ExitCode.CONFIG)


def low_contrast(layers: Layers, style: Style) -> Diagnostics:
    """Warnings: text that can be made out, with less contrast than WCAG 2.2 asks for (1.4.3)."""
    return (*_low_text(layers, style), *_low_markings(layers, style))


def _low_text(layers: Layers, style: Style) -> Iterator[Diagnostic]:
    small = tuple(name for name in TEXT_STYLES if not _is_large(style.text[name]))
    for ground, names in _grounds(small):
        for colour in dict.fromkeys(style.text[name].colour for name in names):
            ratio = contrast(style.colours[colour], style.colours[ground])
            if _LEAST_CONTRAST_LARGE <= ratio < _LEAST_CONTRAST:
                worn = [name for name in names if style.text[name].colour == colour]
                told = f"text of the colour {colour} on the {ground} ({_listed(worn)})"
                paths = _colour_paths(ground, colour)
                yield _low(layers, told, ratio, [*paths, *(("text", n, "colour") for n in worn)])


def _low_markings(layers: Layers, style: Style) -> Iterator[Diagnostic]:
    if _is_large(style.text[_MARKING]):
        return
    for label, colour in style.markings.items():
        ratio = contrast(colour, _FIELD)
        if ratio < _LEAST_CONTRAST:
            yield _low(layers, f"the marking {label}", ratio, [("markings", label)])


def _low(layers: Layers, told: str, ratio: float, paths: list[YamlPath]) -> Diagnostic:
    return warning(
        "style-low-contrast",
        # Cut, not rounded: 4.49 is not 4.5.
        f"{told} has a contrast of {int(ratio * 100) / 100:g}, {_LEAST_CONTRAST:g} at least",
        place=last_place(layers, paths),
        hint="choose a darker colour for text, or a lighter one for what is behind it",
    )


def _grounds(names: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(colour of the ground, text styles of these that stand on it)."""
    on_paper = tuple(name for name in names if name != _MARKING)
    return ("paper", on_paper), ("tint", tuple(n for n in _ON_TINT if n in names))


def _is_large(text: TextStyle) -> bool:
    return text.size_pt >= 18 or (text.weight == "bold" and text.size_pt >= 14)


def _colour_paths(ground: str, colour: str) -> list[YamlPath]:
    return [("colours", ground), ("colours", colour)]


def _listed(names: list[str]) -> str:
    """Three of them; how many more differs from style to style, and says nothing."""
    return ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
