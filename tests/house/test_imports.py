"""Imports point downwards (pyproject.toml, import-linter), and the contracts do see a bad import."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import APP, ROOT, files, nodes, place

LINT = Path(sys.executable).with_name("lint-imports")
STOREYS = {
    "__init__.py": "",
    "resources.py": "",
    "settings.py": "",
    "cli/__init__.py": "from meedoen_app import web\n",
    "web/__init__.py": "",
    "web/installation.py": "from meedoen_app.storage import database, vault\n",
    "web/pages.py": "from meedoen_app.actions import conversation\nfrom meedoen_app.storage import lists\n",
    "actions/__init__.py": "",
    "actions/conversation.py": "from meedoen_app.storage import conversations\n",
    "content/__init__.py": "",
    "delivery/__init__.py": "",
    "storage/__init__.py": "",
    "storage/database.py": "import sqlalchemy\n",
    "storage/vault.py": "",
    "storage/lists.py": "from meedoen_app.storage import tables\n",
    "storage/conversations.py": "from meedoen_app.core import ladder\n",
    "storage/tables/__init__.py": "import sqlalchemy\n",
    "core/__init__.py": "",
    "core/ladder.py": "from dataclasses import dataclass\n",
    "core/table.py": "from meedoen_app.core import ladder\n",
}
PLANTED = {
    "upwards": ("core/ladder.py", "from meedoen_app.storage import lists\n", "Imports point downwards"),
    "a storey nobody knows": ("utils/__init__.py", "", "Imports point downwards"),
    "siblings": ("content/loading.py", "from meedoen_app.storage import lists\n", "Imports point downwards"),
    "a file in the core": ("core/ladder.py", "import pathlib\n", "The core knows"),
    "chance in the core": ("core/ladder.py", "import random\n", "The core knows"),
    "the web in an action": ("actions/conversation.py", "import flask\n", "Nothing below web"),
    "a query in a view": ("web/pages.py", "import sqlalchemy\n", "Only storage, and actions"),
    "a table outside storage": (
        "actions/conversation.py",
        "from meedoen_app.storage import tables\n",
        "Only storage sees",
    ),
    "writing past the actions": (
        "web/pages.py",
        "from meedoen_app.storage import conversations\n",
        "Writing goes through",
    ),
    "a cycle": ("core/ladder.py", "from meedoen_app.core import table\n", "No cycles"),
}


def lint(folder: Path) -> tuple[int, str]:
    """Run the contracts of this repository over the package in a folder."""
    done = subprocess.run(
        [LINT, "--no-cache", "--config", ROOT / "pyproject.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def not_stdlib(folder: Path) -> list[str]:
    """Return the imports that are neither the standard library nor the core itself."""
    faults = []
    for path in files(folder, ".py"):
        for name, line in _imported(path):
            known = name.split(".")[0] in sys.stdlib_module_names or name.startswith("meedoen_app.core")
            faults += [] if known else [f"{place(path, line)}: {name}"]
    return faults


def _imported(path: Path) -> list[tuple[str, int]]:
    found = []
    for node in nodes(path.read_text()):
        if isinstance(node, ast.Import):
            found += [(alias.name, node.lineno) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            packages = [f"{node.module}.{alias.name}" for alias in node.names]
            found += [(name, node.lineno) for name in packages]
    return found


def build(folder: Path, extra: tuple[str, str] | None = None) -> Path:
    """Write a small house with one import more in one room."""
    for name, text in STOREYS.items():
        path = folder / "meedoen_app" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    if extra:
        path = folder / "meedoen_app" / extra[0]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STOREYS.get(extra[0], "") + extra[1])
    return folder


def test_imports_point_downwards() -> None:
    code, said = lint(ROOT)
    assert code == 0, said


def test_the_contracts_allow_a_good_house(tmp_path: Path) -> None:
    code, said = lint(build(tmp_path))
    assert code == 0, said


@pytest.mark.parametrize("fault", PLANTED.values(), ids=PLANTED.keys())
def test_the_contracts_see_a_bad_import(fault: tuple[str, str, str], tmp_path: Path) -> None:
    code, said = lint(build(tmp_path, fault[:2]))
    broken = [line for line in said.splitlines() if " BROKEN" in line]
    assert code == 1, said
    assert [line for line in broken if line.startswith(fault[2])], said


def test_the_core_stands_on_the_standard_library_alone(tmp_path: Path) -> None:
    assert not_stdlib(APP / "core") == []
    (tmp_path / "ladder.py").write_text("import pydantic\nfrom meedoen_app.web import pages\n")
    assert not_stdlib(tmp_path) == ["ladder.py:1: pydantic", "ladder.py:2: meedoen_app.web.pages"]
