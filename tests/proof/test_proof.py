"""A part is green when all of it ran and nothing failed, and stays so for the same files only."""

import subprocess
from pathlib import Path

import pytest

from tests.house.tree import TESTS
from tests.proof import __main__ as proof

GREEN = "def test_one(record_property):\n    record_property('tries', 3)\n"
RED = "def test_two():\n    assert False\n"
SKIPPED = "import pytest\n\n\ndef test_three():\n    pytest.skip('no')\n"


def test_every_folder_with_tests_is_a_part() -> None:
    folders = {path.parent.name for path in TESTS.glob("*/test_*.py")}
    assert folders == {part for part in proof.PARTS if not part.endswith(".py")}
    assert [part for part in proof.PARTS if not (TESTS / part).exists()] == []


@pytest.mark.parametrize(
    ("source", "green"),
    [(GREEN, True), (GREEN + RED, False), (SKIPPED, False), ("", False), ("1 / 0", False)],
)
def test_only_what_ran_and_passed_is_green(tmp_path: Path, source: str, green: bool) -> None:
    (tmp_path / "test_it.py").write_text(source)
    told = proof.run(tmp_path)
    assert proof.is_green(told) is green
    assert [*told["figures"].values()] == ([{"tries": 3}] if GREEN in source else [])


def test_a_part_that_never_ran_is_not_green() -> None:
    assert not proof.is_green(None)


def test_other_files_than_those_of_the_commit_are_seen(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        named = ("-c", "user.name=x", "-c", "user.email=x@x.example")
        subprocess.run(("git", *named, *words), cwd=tmp_path, check=True, capture_output=True)

    (tmp_path / "a.py").write_text("1\n")
    (tmp_path / "tests").mkdir()
    git("init")
    git("add", ".")
    git("commit", "-m", "x")
    (tmp_path / proof.PROOF).write_text("{}")
    assert proof.is_clean("HEAD", tmp_path)
    assert not proof.is_clean("0" * 40, tmp_path)
    (tmp_path / "b.py").write_text("2\n")
    assert not proof.is_clean("HEAD", tmp_path)
    (tmp_path / "b.py").unlink()
    (tmp_path / "a.py").write_text("3\n")
    assert not proof.is_clean("HEAD", tmp_path)
