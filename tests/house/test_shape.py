"""The shape of the house: small files and functions, door plates, honest names, nothing left for later."""

import ast
import re
from pathlib import Path

from .tree import APP, MIGRATIONS, ROOT, STATIC, TEMPLATES, TESTS, files, nodes, place

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_TEST = 80
STOREYS = ("core", "content", "storage", "delivery", "actions", "web")
PLATE = re.compile(
    r"(?P<storey>[A-Z][a-z]+): (what|how) [^\n]+\.\n\nMay import: [^\n]+\.\nMay not:    .+\.\n", re.DOTALL
)
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "base", "manager", "managers", "services", "misc"}
LATER = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + "X|HA" + "CK|Not" + "Implemented" + r"(?:Error)?)\b")
NOT_RUN = {"skip", "skipif", "xfail", "importorskip"}


def too_long(folder: Path, *endings: str, most: int = LONGEST_FILE) -> list[str]:
    lengths = {path: len(path.read_text().splitlines()) for path in files(folder, *endings)}
    return [f"{place(path)}: {length} lines" for path, length in lengths.items() if length > most]


def long_functions(folder: Path, most: int) -> list[str]:
    return [
        f"{place(path, node.lineno)}: {node.name}, {_lines(node)} lines"
        for path in files(folder, ".py")
        for node in nodes(path.read_text())
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _lines(node) > most
    ]


def _lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def without_plate(app: Path) -> list[str]:
    """Return the storeys that do not say what they are and what they may touch."""
    return [storey for storey in STOREYS if not _has_plate(app / storey / "__init__.py", storey)]


def _has_plate(path: Path, storey: str) -> bool:
    said = ast.get_docstring(ast.parse(path.read_text()), clean=False) if path.exists() else None
    plate = PLATE.fullmatch(said or "")
    return plate is not None and plate["storey"].lower() == storey


def vague_names(folder: Path) -> list[str]:
    paths = files(folder, ".py")
    parts = {path: set(path.relative_to(folder).with_suffix("").parts) for path in paths}
    return [place(path) for path, names in parts.items() if names & NO_NAMES]


def left_for_later(folder: Path) -> list[str]:
    return [
        f"{place(path, number)}: {line.strip()}"
        for path in files(folder, ".py", ".html", ".toml", ".css", ".js")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if LATER.search(line)
    ]


def not_run(folder: Path) -> list[str]:
    """Return the tests that are told not to run."""
    return [
        f"{place(path, node.lineno)}: {node.attr}"
        for path in files(folder, ".py")
        for node in nodes(path.read_text())
        if isinstance(node, ast.Attribute) and node.attr in NOT_RUN and "pytest" in ast.unparse(node)
    ]


def test_no_file_is_too_long(tmp_path: Path) -> None:
    assert too_long(ROOT, ".py", ".html", ".js") == []
    (tmp_path / "long.py").write_text("x = 1\n" * (LONGEST_FILE + 1))
    assert len(too_long(tmp_path, ".py")) == 1


def test_no_function_is_too_long(tmp_path: Path) -> None:
    assert long_functions(APP, LONGEST_FUNCTION) == []
    assert long_functions(TESTS, LONGEST_TEST) == []
    (tmp_path / "long.py").write_text("def work():\n" + "    x = 1\n" * LONGEST_FUNCTION)
    assert long_functions(tmp_path, LONGEST_FUNCTION) == ["long.py:1: work, 51 lines"]


def test_every_storey_has_its_door_plate(tmp_path: Path) -> None:
    assert without_plate(APP) == []
    assert without_plate(tmp_path) == list(STOREYS)
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "__init__.py").write_text('"""Core: what we decide."""\n')
    assert "core" in without_plate(tmp_path)


def test_no_name_says_nothing(tmp_path: Path) -> None:
    assert vague_names(ROOT) == []
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "dates.py").touch()
    (tmp_path / "services.py").touch()
    assert vague_names(tmp_path) == ["dates.py", "services.py"]


def test_nothing_is_left_for_later(tmp_path: Path) -> None:
    assert [
        fault for ours in (APP, TEMPLATES, STATIC, MIGRATIONS, TESTS) for fault in left_for_later(ours)
    ] == []
    (tmp_path / "soon.py").write_text("# TO" + "DO: later\n")
    assert left_for_later(tmp_path) == ["soon.py:1: # TO" + "DO: later"]


def test_every_test_runs(tmp_path: Path) -> None:
    assert not_run(TESTS) == []
    (tmp_path / "test_slow.py").write_text("import pytest\n\n@pytest.mark.skip\ndef test_x(): ...\n")
    assert not_run(tmp_path) == ["test_slow.py:3: skip"]
