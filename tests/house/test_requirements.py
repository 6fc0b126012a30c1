"""What we stand on: locked by hash, without addresses, vendored files unchanged (security Y1)."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from .tree import ROOT, STATIC, TEMPLATES, place

LOCKS = sorted(ROOT.glob("requirements*.txt"))
LIST = "VENDOR.toml"
PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(\[[^\]]+\])?==(?P<version>\S+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
ADDRESS = re.compile(r"https?:|git\+|file:|--(?:extra-)?index|--find-links|^-[fi] | @ ")
TOLD = {"name", "version", "licence", "source", "sha256"}


def entries(lock: str) -> list[str]:
    """Return the requirements of a lock, each on one line."""
    whole = lock.replace("\\\n", " ")
    return [line.strip() for line in whole.splitlines() if line.strip() and not line.strip().startswith("#")]


def versions(lock: str) -> dict[str, str]:
    found = (PINNED.match(entry) for entry in entries(lock))
    return {canonicalize_name(match["name"]): match["version"] for match in found if match}


def lock_faults(lock: str) -> list[str]:
    loose = [entry for entry in entries(lock) if not PINNED.match(entry) or not HASH.search(entry)]
    return loose + [line for line in lock.splitlines() if ADDRESS.search(line)]


def not_locked(asked: list[str], locked: dict[str, str]) -> list[str]:
    """Return the requirements that the lock does not meet."""
    wanted = [Requirement(text) for text in asked]
    return [
        str(one)
        for one in wanted
        if canonicalize_name(one.name) not in locked
        or not one.specifier.contains(locked[canonicalize_name(one.name)], prereleases=True)
    ]


def vendor_faults(folder: Path) -> list[str]:
    """Return what differs between what others made, in vendor/, and the list of what was taken in."""
    path = folder / "vendor" / LIST
    listed = tomllib.loads(path.read_text())["vendored"] if path.exists() else []
    known = {folder / one["file"]: one for one in listed}
    here = {path for path in (folder / "vendor").rglob("*") if path.is_file() and path.name != LIST}
    faults = [f"{place(path)}: not listed" for path in sorted(here - known.keys())]
    for path, one in known.items():
        faults += [f"{place(path)}: {word} is missing" for word in sorted(TOLD - one.keys())]
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != one.get("sha256"):
            faults.append(f"{place(path)}: changed")
        if not (folder / one.get("licence_file", "none")).is_file():
            faults.append(f"{place(path)}: no licence beside it")
    return faults


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_requirement_is_locked_by_hash_and_without_address(lock: Path) -> None:
    assert lock_faults(lock.read_text()) == []


def test_a_loose_requirement_is_found() -> None:
    digest = "a" * 64
    good = f"flask==3.1.3 \\\n    --hash=sha256:{digest}\n    # via meedoen\n"
    assert lock_faults(good) == []
    assert lock_faults("flask>=3\n") == ["flask>=3"]
    assert len(lock_faults(f"--index-url https://example.org\n{good}")) == 2


def test_the_locks_hold_what_the_project_asks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    run, develop = (
        versions((ROOT / name).read_text()) for name in ("requirements.txt", "requirements-dev.txt")
    )
    extras = project["optional-dependencies"]
    assert not_locked(project["dependencies"], run) == []
    assert not_locked([*project["dependencies"], *extras["dev"]], develop) == []
    assert run.items() <= develop.items()
    assert not_locked(["flask>=99", "nothing-of-the-kind"], run) == ["flask>=99", "nothing-of-the-kind"]


@pytest.mark.parametrize("folder", [STATIC, TEMPLATES / "paper"], ids=place)
def test_what_others_made_is_as_it_was_taken_in(folder: Path) -> None:
    assert (folder / "vendor" / LIST).is_file()
    assert vendor_faults(folder) == []


def test_a_changed_vendored_file_is_found(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "a.min.js").write_text("a")
    assert vendor_faults(tmp_path) == ["a.min.js: not listed"]
    told = (
        '[[vendored]]\nfile = "vendor/a.min.js"\nname = "a"\nversion = "1"\nlicence = "MIT"\nsha256 = "00"\n'
    )
    (tmp_path / "vendor" / LIST).write_text(told)
    assert vendor_faults(tmp_path) == [
        "a.min.js: source is missing",
        "a.min.js: changed",
        "a.min.js: no licence beside it",
    ]
