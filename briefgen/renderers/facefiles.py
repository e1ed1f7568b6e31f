"""From a family, a weight and a slope to the font file that both renderers take."""

from __future__ import annotations

from importlib.resources import files

from briefgen.style import Family, Weight

_PACKAGE: dict[Family, str] = {"sans": "font_source_sans_pro", "serif": "font_source_serif_pro"}
_STEM: dict[Family, str] = {"sans": "SourceSansPro", "serif": "SourceSerifPro"}
_UPRIGHT: dict[Weight, str] = {"regular": "Regular", "semibold": "Semibold", "bold": "Bold"}
_ITALIC: dict[Weight, str] = {"regular": "It", "semibold": "SemiboldIt", "bold": "BoldIt"}


def face_name(family: Family, weight: Weight, *, italic: bool = False) -> str:
    """`SourceSansPro-SemiboldIt`, the name of the file without its ending."""
    return f"{_STEM[family]}-{(_ITALIC if italic else _UPRIGHT)[weight]}"


def face_file(family: Family, weight: Weight, *, italic: bool = False) -> bytes:
    """The TrueType file, which a package of its own brings along."""
    name = face_name(family, weight, italic=italic)
    return (files(_PACKAGE[family]) / "files" / f"{name}.ttf").read_bytes()
