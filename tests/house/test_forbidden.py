"""Calls that never stand in this code, and secrets that never stand in this repository (security Y2, O4)."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

from .tree import APP, ROOT, TEMPLATES, files, nodes, place

NAMES = {"eval", "exec", "render_template_string", "__import__"}
MODULES = {"pickle", "marshal", "shelve", "dill", "unittest.mock", "mock"}
MARKUP = "web/markup.py"
RAW_SQL = {"sqlalchemy.text", "sqlalchemy.sql.text", "sqlalchemy.sql.expression.text"}
IN_TEMPLATES = re.compile(r"\|\s*safe\b|\bautoescape\s+false|\bMarkup\b|\{%-?\s*autoescape")
TEXTS = (".py", ".toml", ".html", ".js", ".css", ".md", ".ini", ".sh", ".svg", "")
EXPLAINED_CALLS = {
    "meedoen_app/storage/database.py: connection.exec_driver_sql": "Begins, in each database's own words.",
    "meedoen_app/storage/database.py: sqlalchemy.text": "Sweeps erased rows out of the journal.",
    "meedoen_app/storage/migrating.py: sqlalchemy.text": "Asks SQLite whether every reference holds.",
}
EXPLAINED_SECRETS = {"meedoen_app/settings.py: Secret Keyword": "For development; production refuses it."}


def calls(folder: Path) -> list[str]:
    """Return the forbidden calls and imports in Python."""
    return [
        f"{place(path)}: {said}"
        for path in files(folder, ".py")
        for node in nodes(path.read_text())
        if isinstance(node, ast.Call | ast.Import | ast.ImportFrom)
        for said in _said(node, allowed=path.as_posix().endswith(MARKUP))
    ]


def _said(node: ast.Call | ast.Import | ast.ImportFrom, *, allowed: bool) -> list[str]:
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func)
        last = name.rpartition(".")[2]
        raw = last == "exec_driver_sql" and not isinstance(node.args[0], ast.Constant)
        html = last == "Markup" and not allowed
        return [name] if last in NAMES or raw or html or name in RAW_SQL else []
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name in MODULES]
    whole = [f"{node.module}.{alias.name}" for alias in node.names]
    return [name for name in whole if name in RAW_SQL or node.module in MODULES or name in MODULES]


def unescaped(folder: Path) -> list[str]:
    """Return the places in templates where text could become HTML."""
    return [
        f"{place(path, number)}: {line.strip()}"
        for path in files(folder, ".html", ".txt", ".xml")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if IN_TEMPLATES.search(line)
    ]


def secrets(folder: Path) -> list[str]:
    """Return where a secret stands. A line that stands in many files of a kind is looked at once."""
    return [said for ending in TEXTS for said in _secrets_in(files(folder, ending))]


def _secrets_in(paths: Sequence[Path]) -> list[str]:
    first: dict[str, Path] = {}
    for path in paths:
        for line in path.read_text().splitlines():
            first.setdefault(line, path)
    lines, found = list(first), SecretsCollection()
    with TemporaryDirectory() as aside, default_settings():
        once = Path(aside) / f"lines{paths[0].suffix if paths else ''}"
        once.write_text("\n".join(lines))
        found.scan_file(str(once))
    return [f"{place(first[lines[secret.line_number - 1]])}: {secret.type}" for _, secret in found]


def test_no_forbidden_call() -> None:
    assert set(calls(APP)) == set(EXPLAINED_CALLS)


@pytest.mark.parametrize(
    "line",
    [
        "eval('1')",
        "flask.render_template_string('x')",
        "import pickle",
        "from unittest import mock",
        "from sqlalchemy import text",
        "sqlalchemy.text('select 1')",
        "connection.exec_driver_sql('select ' + name)",
        "markupsafe.Markup(name)",
    ],
)
def test_a_planted_call_is_found(line: str, tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("connection.exec_driver_sql('BEGIN IMMEDIATE')\n")
    assert calls(tmp_path) == []
    (tmp_path / "bad.py").write_text(f"{line}\n")
    assert len(calls(tmp_path)) == 1


def test_templates_escape_everything(tmp_path: Path) -> None:
    assert unescaped(TEMPLATES) == []
    (tmp_path / "a.html").write_text("{{ name }}\n{{ name|safe }}\n{% autoescape false %}\n")
    assert len(unescaped(tmp_path)) == 2


def test_no_secret_stands_in_the_repository() -> None:
    assert set(secrets(ROOT)) == set(EXPLAINED_SECRETS)


def test_a_planted_secret_is_found(tmp_path: Path) -> None:
    key = "-----BEGIN RSA " + "PRIVATE KEY-----"
    (tmp_path / "key.py").write_text(f'KEY = """{key}\nMIIE\n"""\n')
    (tmp_path / "token.py").write_text('TOKEN = "ghp_' + "Ab3" * 12 + '"\n')
    assert secrets(tmp_path) == ["key.py: Private Key", "token.py: GitHub Token"]
