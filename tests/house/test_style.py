"""The tools have nothing to say: ruff, mypy, djlint, bandit. And each of them sees a planted fault."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import APP, ROOT, TEMPLATES, place

BIN = Path(sys.executable).parent
CONFIG = ROOT / "pyproject.toml"
TOOLS = {
    "ruff check": ["ruff", "check", "--no-cache", "--config", CONFIG],
    "ruff format": ["ruff", "format", "--check", "--no-cache", "--config", CONFIG],
    "mypy": ["mypy", "--config-file", CONFIG],
    "djlint": ["djlint", "--lint", "--quiet", "--configuration", CONFIG, "--prefer-configuration"],
}
OURS = {"ruff check": ROOT, "ruff format": ROOT, "mypy": APP, "djlint": TEMPLATES}
PLANTED = {
    "ruff check": ("clock.py", "from datetime import datetime\n\nNOW = datetime.now()\n"),
    "ruff format": ("shape.py", "x = {  'a':1 }\n"),
    "mypy": ("types.py", "def double(number):\n    return number * 2\n"),
    "djlint": ("page.html", '<img src="/x.png">\n'),
}
EXPLAINED = {
    "meedoen_app/settings.py B105": "The secret of development; production refuses to start with it.",
    "meedoen_app/web/limits.py B104": "Stands for a visitor without an address; nothing listens on it.",
    "meedoen_app/web/markup.py B704": "Markup of what bleach and nh3 cleaned; the one place that makes any.",
    "meedoen_app/web/sessions.py B107": "An empty token is no session yet.",
}


def run(command: str, *arguments: object) -> tuple[int, str]:
    told = [BIN / command, *map(str, arguments)]
    done = subprocess.run(told, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def risks(folder: Path) -> set[str]:
    """Return what bandit finds, as file and number of its rule."""
    code, said = run("bandit", "-q", "-r", folder, "-f", "json", "-c", CONFIG)
    found = json.loads(said[said.index("{") :])
    assert code in (0, 1)
    assert not found["errors"], said
    return {f"{place(Path(one['filename']).resolve())} {one['test_id']}" for one in found["results"]}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_have_nothing_to_say(tool: str) -> None:
    code, said = run(*TOOLS[tool], OURS[tool])
    assert code == 0, said


@pytest.mark.parametrize("tool", TOOLS)
def test_the_tools_see_a_planted_fault(tool: str, tmp_path: Path) -> None:
    name, text = PLANTED[tool]
    (tmp_path / name).write_text(text)
    code, said = run(*TOOLS[tool], tmp_path)
    assert code != 0, said
    assert name in said


def test_every_risk_that_bandit_sees_is_explained(tmp_path: Path) -> None:
    assert risks(APP) == set(EXPLAINED)
    (tmp_path / "shell.py").write_text("import subprocess\n\nsubprocess.run('ls', shell=True)\n")
    assert "shell.py B602" in risks(tmp_path)
