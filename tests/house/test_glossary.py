"""The glossary joins the words of the policy to the code: every public class of core is in it."""

import ast
import re
from pathlib import Path

from .tree import APP, ROOT, files

HEADING = "## Glossary"
NAME = re.compile(r"\b[A-Z][A-Za-z]+\b")


def glossary(readme: str) -> set[str]:
    """Return the names in the column Code of the table under the heading."""
    _, _, after = readme.partition(f"{HEADING}\n")
    table = [line for line in after.partition("\n## ")[0].splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    if not rows or "Code" not in rows[0]:
        return set()
    column = rows[0].index("Code")
    return {name for row in rows[2:] if len(row) > column for name in NAME.findall(row[column])}


def public_classes(folder: Path) -> set[str]:
    return {
        node.name
        for path in files(folder, ".py")
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }


def test_every_public_class_of_core_is_in_the_glossary() -> None:
    assert sorted(public_classes(APP / "core") - glossary((ROOT / "README.md").read_text())) == []


def test_a_class_that_is_missing_is_found(tmp_path: Path) -> None:
    (tmp_path / "plan.py").write_text("class Plan: ...\nclass Step: ...\nclass _Draft: ...\n")
    table = "| Nederlands | Code | Noot |\n|---|---|---|\n| plan | `Plan` | Step |\n"
    readme = f"# M\n\n## Glossary\n\n{table}\n## Rest\n| Step |\n"
    assert public_classes(tmp_path) - glossary(readme) == {"Step"}
    assert glossary("# M\n") == set()
