"""The repository as it is given away: known folders, a licence, a changelog, no trace of its making."""

import fnmatch
import hashlib
import re
import tomllib
from pathlib import Path

from .tree import ROOT, files, place

KNOWN = {
    ".ci", ".editorconfig", ".git", ".gitattributes", ".gitignore", "CHANGELOG.md", "LICENSE", "Makefile",
    "README.md", "meedoen_app", "migrations", "pyproject.toml", "requirements-dev.txt", "requirements.txt",
    "static", "templates", "tests", "translations",
}  # fmt: skip
# EUPL-1.2, English, as in the SPDX licence list; the digest is of its words, whatever the line ends.
LICENCE = "b265314f"
PLACES = ("/wo" + "rk/", "/t" + "mp/", "/ro" + "ot/", "/ho" + "me/")
REGISTRIES = ("pypi." + "org", "python" + "hosted.org", "registry." + "npmjs", "npmjs." + "com")
MAKERS = ("cla" + "ude", "anthro" + "pic", "chat" + "gpt", "co" + "pilot")
TRACE = re.compile(rf"(?<!\w)(?:{'|'.join(PLACES)})|{'|'.join((*REGISTRIES, *MAKERS))}", re.IGNORECASE)
TEXTS = (".py", ".toml", ".html", ".md", ".txt", ".css", ".js", ".svg", ".ini", ".po", ".webmanifest", "")


def strangers(folder: Path) -> list[str]:
    """Return what stands at the top without a place in the house plan; what git leaves out is left out."""
    left_out = [line.rstrip("/") for line in (folder / ".gitignore").read_text().split()]
    names = {path.name for path in folder.iterdir()} - KNOWN
    return sorted(name for name in names if not any(fnmatch.fnmatch(name, rule) for rule in left_out))


def traces(folder: Path) -> list[str]:
    """Return the lines that speak of the place where this was made, or of where its parts were fetched."""
    return [
        f"{place(path, number)}: {line.strip()[:80]}"
        for path in files(folder, *TEXTS)
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if TRACE.search(line)
    ]


def digest(licence: str) -> str:
    return hashlib.sha256(" ".join(licence.split()).encode()).hexdigest()[:8]


def test_everything_at_the_top_has_its_place(tmp_path: Path) -> None:
    assert strangers(ROOT) == []
    (tmp_path / ".gitignore").write_text("var/\n*.pyc\n")
    for name in ("var", "meedoen_app", "notes.txt", "x.pyc"):
        (tmp_path / name).touch()
    assert strangers(tmp_path) == ["notes.txt"]


def test_nothing_tells_where_this_was_made(tmp_path: Path) -> None:
    assert traces(ROOT) == []
    (tmp_path / "a.py").write_text(f"# fine\nPATH = '{PLACES[0]}x'\n# from https://{REGISTRIES[0]}/\n")
    assert len(traces(tmp_path)) == 2


def test_the_licence_is_the_eupl_in_full() -> None:
    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["license"] == "EUPL-1.2"
    assert digest((ROOT / "LICENSE").read_text()) == LICENCE
    assert digest((ROOT / "LICENSE").read_text().replace("Belgian", "Dutch")) != LICENCE


def test_the_changelog_tells_what_comes() -> None:
    told = (ROOT / "CHANGELOG.md").read_text()
    unreleased = told.partition("## [Unreleased]")[2].partition("\n## [")[0]
    assert re.search(r"^### (Added|Changed|Fixed|Removed|Security)$", unreleased, re.MULTILINE)
    assert re.search(r"^- \w", unreleased, re.MULTILINE)
