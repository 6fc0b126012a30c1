"""Where everything stands: the folders of the repository, and the files in them that are ours."""

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "meedoen_app"
CONTENT = APP / "content"
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
TESTS = ROOT / "tests"
MIGRATIONS = ROOT / "migrations"

NOT_OURS = frozenset({"vendor", "var", "dist", "build", "node_modules", "__pycache__"})


def files(folder: Path, *endings: str) -> list[Path]:
    """Return our files with one of these endings (all when none is given), in a fixed order."""
    found = list[Path]()
    for there, inside, names in os.walk(folder):
        inside[:] = [name for name in inside if name not in NOT_OURS and not name.startswith(".")]
        found += [Path(there) / name for name in names]
    return sorted(path for path in found if not endings or path.suffix in endings)


def nodes(source: str) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(source))


def place(path: Path, line: int = 0) -> str:
    """Return where something stands, as a reader would look it up."""
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
    return f"{shown}:{line}" if line else str(shown)
