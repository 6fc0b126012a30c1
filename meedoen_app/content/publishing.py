"""Which versions of the questions are published. What is published is locked: a change is a new version."""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from meedoen_app.content import keys, loading, reading
from meedoen_app.content.faults import Broken, Fault

FILE = "gepubliceerd.toml"


class Stage(StrEnum):
    """Whether residents answer this version. The value is the word used in the file."""

    CONCEPT = "concept"
    PUBLISHED = "gepubliceerd"


@dataclass(frozen=True)
class Listed:
    """One version in the list. `sha256` is over its folder, and stands there once it is published."""

    version: str
    stage: Stage
    sha256: str = ""


@dataclass(frozen=True)
class _Published:
    versions: tuple[Listed, ...]


def published(folder: Path) -> frozenset[str]:
    """Return the versions that the list calls published. Raises Broken when it cannot be read."""
    return frozenset(one.version for one in _listed(folder) if one.stage is Stage.PUBLISHED)


def faults(folder: Path) -> list[Fault]:
    """Return a fault for each version that is not listed, is gone, or changed after it was published."""
    try:
        listed = _listed(folder)
    except Broken as broken:
        return broken.faults
    there, names = loading.versions(folder), [one.version for one in listed]
    found = [
        Fault(FILE, f"versie {name} hoort hier precies één keer te staan")
        for name in there
        if names.count(name) != 1
    ]
    return found + [Fault(f"{FILE} › {one.version}", what) for one in listed if (what := _fault(folder, one))]


def _listed(folder: Path) -> tuple[Listed, ...]:
    path = folder / "vragenlijst" / FILE
    changed = path.stat().st_mtime_ns if path.exists() else 0
    return _read(path, changed)


@lru_cache(maxsize=1)
def _read(path: Path, changed: int) -> tuple[Listed, ...]:
    """Read the list once per change: every request asks which version is published."""
    return reading.read(path, keys.PUBLISHED, _Published).versions


def _fault(folder: Path, one: Listed) -> str:
    """Return what is wrong with this version; empty when it is as it was published."""
    place = folder / "vragenlijst" / one.version
    if not place.is_dir():
        return "deze versie is er niet meer"
    try:
        found = loading.fingerprint(place)
    except OSError as error:
        return f"een bestand van deze versie is niet te lezen ({error.strerror})"
    if one.stage is Stage.PUBLISHED and one.sha256 != found:
        return f"deze versie is gepubliceerd en daarna veranderd; maak een nieuwe versie (nu {found})"
    return ""
