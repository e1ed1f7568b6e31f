"""Where templates, styles and words are looked up: the project's own folder, then the built-in."""

from __future__ import annotations

from pathlib import Path

from briefgen.config.naming import is_name
from briefgen.config.types import InputFile, InputKind
from briefgen.diagnostics import Diagnostics, Place, error, reason_of
from briefgen.errors import ExitCode
from briefgen.nearness import suggestion
from briefgen.slotted import dataclass

_BUILTIN = "briefgen/templates"  # how messages name the folder that ships with briefgen

OWN = "templates"  # the project's own
STYLES = "styles"  # lies among the templates and is none


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Folders with templates, the project's own first; each with its name in messages.

    `shown_root` is the project folder in messages, "" or with a slash at its end.
    """

    folders: tuple[tuple[Path, str], ...]
    shown_root: str


def library_of(root: Path, shown_root: str, builtin: Path) -> Library:
    """The project's `templates/` where it has one, then those that ship with briefgen."""
    own = root / OWN
    if not own.is_dir():
        return Library(folders=((builtin, _BUILTIN),), shown_root=shown_root)
    folders = ((own, f"{shown_root}{OWN}"), (builtin, _BUILTIN))
    same = own.resolve() == builtin.resolve()
    return Library(folders=folders[:1] if same else folders, shown_root=shown_root)


def as_inputs(
    kind: InputKind, library: Library, shown: str, sha256: str = ""
) -> tuple[InputFile, ...]:
    """A file that was read, and the project's own one that would have come before it."""
    path = shown.removeprefix(library.shown_root)
    file = InputFile(kind=kind, path=path, sha256=sha256)
    if not path.startswith(f"{_BUILTIN}/"):
        return (file,)
    below = path.removeprefix(f"{_BUILTIN}/")
    # A whole folder stands for a template: whichever of its files comes first shadows the rest.
    name = below.split("/")[0] if kind == "template" else below
    return (file, InputFile(kind=kind, path=f"{OWN}/{name}", sha256=""))


def template_names(library: Library) -> tuple[str, ...]:
    """Every folder with a template.yaml, sorted."""
    found = {
        path.parent.name for folder, _ in library.folders for path in folder.glob("*/template.yaml")
    }
    return tuple(sorted(name for name in found if is_name(name)))


def style_names(library: Library) -> tuple[str, ...]:
    """Every base style, sorted."""
    found = {path.stem for folder, _ in library.folders for path in folder.glob(f"{STYLES}/*.yaml")}
    return tuple(sorted(name for name in found if is_name(name)))


def find_template(
    name: str, place: Place, library: Library
) -> tuple[tuple[Path, str] | None, Diagnostics]:
    """The folder of a template and its name in messages."""
    for folder, shown in library.folders if is_name(name) and name != STYLES else ():
        path = folder / name
        if path.is_dir():
            code, message, hint = _fault_of_folder(path)
            if not message:
                return (path, f"{shown}/{name}"), ()
            text = f"{shown}/{name} {message}"
            return None, (error(code, text, place=place, hint=hint, exit=ExitCode.CONFIG),)
    hint = suggestion(name, template_names(library))
    message = f'there is no template "{name[:60]}"'
    fault = error("unknown-template", message, place=place, hint=hint, exit=ExitCode.CONFIG)
    return None, (fault,)


def _fault_of_folder(path: Path) -> tuple[str, str, str]:
    """Code, message and remedy for a folder that cannot be a template; three "" where it can."""
    try:
        if path.is_symlink() or any(file.is_symlink() for file in path.iterdir()):
            hint = "put the files themselves there: links are not followed"
            return "template-link", "is or holds a symbolic link", hint
    except OSError as fault:
        reason = reason_of(fault)
        return "template-file", f"cannot be read: {reason}", ""
    if not (path / "template.yaml").is_file():
        hint = "a template is a folder with template.yaml and body.md.j2"
        return "template-file", "has no template.yaml", hint
    return "", "", ""


def find_style(
    name: str, place: Place, library: Library
) -> tuple[tuple[Path, str] | None, Diagnostics]:
    """The file of a base style and its name in messages."""
    for folder, shown in library.folders if is_name(name) else ():
        path = folder / STYLES / f"{name}.yaml"
        if path.is_file() and not path.is_symlink():
            return (path, f"{shown}/{STYLES}/{name}.yaml"), ()
    hint = suggestion(name, style_names(library))
    message = f'there is no style "{name[:60]}"'
    fault = error("unknown-style", message, place=place, hint=hint, exit=ExitCode.CONFIG)
    return None, (fault,)
