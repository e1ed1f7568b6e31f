"""The table of roles: the one that ships with briefgen, and a config's own over it."""

from __future__ import annotations

from collections.abc import Mapping

from briefgen.config.naming import NAME_RULE, is_name, make_name
from briefgen.config.types import InputFile
from briefgen.diagnostics import Diagnostics, error
from briefgen.errors import ExitCode
from briefgen.files import resources
from briefgen.selection.roles import RoleTable, extend, role_table
from briefgen.yamltext import YamlTree, read_yaml

EVERY_ROLE = "any"  # in a selector: whatever the role


def read_builtin_roles() -> tuple[RoleTable, Diagnostics]:
    """The table of roles that ships with briefgen."""
    table, _, found = _read_shipped()
    return table, found


def _read_shipped() -> tuple[RoleTable, InputFile, Diagnostics]:
    shown = "briefgen/selection/roles.yaml"
    tree, found = read_yaml(resources.roles_file(), shown)
    data = tree.data if tree else None
    phrases = {
        role: tuple(str(item) for item in items)
        for role, items in (data.items() if isinstance(data, dict) else ())
        if isinstance(items, list)
    }
    file = InputFile(kind="roles", path=shown, sha256=tree.sha256 if tree else "")
    return role_table(phrases), file, found


def read_roles(
    written: Mapping[str, str | tuple[str, ...]], tree: YamlTree
) -> tuple[RoleTable, InputFile, Diagnostics]:
    """The built-in table, from its file, with the roles and phrases of a config's `roles:`."""
    table, file, found = _read_shipped()
    own = {role: (p,) if isinstance(p, str) else p for role, p in written.items()}
    faults = tuple(
        error(
            "wrong-name",
            f'"{role[:60]}" cannot name a role: use {NAME_RULE}, not "{EVERY_ROLE}"',
            place=tree.key_place(("roles", role)),
            hint=f'write "{near}"' if (near := make_name(role)) not in {"", role} else "",
            exit=ExitCode.CONFIG,
        )
        for role in own
        if not is_name(role) or role == EVERY_ROLE
    )
    return extend(table, own), file, (*found, *faults)
