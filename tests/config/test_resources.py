"""The files that ship with briefgen are found in a checkout and in an installed package."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from briefgen.files import resources


def load_copy(package: Path) -> ModuleType:
    """The module as it would run from another place."""
    (package / "files").mkdir(parents=True)
    place = package / "files" / "resources.py"
    shutil.copy(resources.__file__, place)
    spec = importlib.util.spec_from_file_location("resources_copy", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_checkout_has_its_folders(project: Path) -> None:
    assert resources.builtin("templates") == project / "templates"
    assert resources.builtin("configs") == project / "configs"
    assert resources.roles_file().is_file()


def test_an_installed_package_has_them_inside(tmp_path: Path) -> None:
    module = load_copy(tmp_path / "site-packages" / "briefgen")
    inside = tmp_path / "site-packages" / "briefgen" / "templates"
    inside.mkdir()
    assert module.builtin("templates") == inside


def test_what_others_installed_beside_the_package_is_not_ours(tmp_path: Path) -> None:
    module = load_copy(tmp_path / "site-packages" / "briefgen")
    (tmp_path / "site-packages" / "templates").mkdir()
    with pytest.raises(FileNotFoundError, match="templates"):
        module.builtin("templates")


def test_inside_comes_before_beside(tmp_path: Path) -> None:
    module = load_copy(tmp_path / "checkout" / "briefgen")
    (tmp_path / "checkout" / "pyproject.toml").touch()
    (tmp_path / "checkout" / "templates").mkdir()
    assert module.builtin("templates") == tmp_path / "checkout" / "templates"
    (tmp_path / "checkout" / "briefgen" / "templates").mkdir()
    assert module.builtin("templates") == tmp_path / "checkout" / "briefgen" / "templates"
