"""The versions of the content that this installation can speak."""

from functools import lru_cache
from pathlib import Path

from meedoen_app.content import checking, loading, publishing
from meedoen_app.content.content import Content
from meedoen_app.content.faults import Broken, Fault
from meedoen_app.core.errors import NotThere

State = tuple[Path, int, int]  # A file, when it changed and how long it is.


class Contents:
    """Content by version, asked per request so that a newly published version reaches every worker."""

    def __init__(self, folder: Path, municipality: str) -> None:
        self._folder = folder
        self._municipality = municipality
        self._load = lru_cache(maxsize=8)(self._read)
        self._words = lru_cache(maxsize=1)(_read_words)

    def current(self) -> Content:
        """Return the newest published version, or the newest concept where nothing is published yet.

        Raises Broken when there is none that can be used.
        """
        versions = loading.versions(self._folder)
        if not versions:
            raise Broken([Fault(str(self._folder), "hier staat geen vragenlijst")])
        published = publishing.published(self._folder)
        return self._load(([one for one in versions if one in published] or versions)[-1])

    def published(self) -> list[str]:
        """Return the versions that residents answer, oldest first."""
        published = publishing.published(self._folder)
        return [version for version in loading.versions(self._folder) if version in published]

    def at(self, version: str) -> Content:
        """Return the version that a conversation started with."""
        if not loading.is_there(self._folder, version):
            raise NotThere(version)
        return self._load(version)

    def words(self) -> tuple[str, ...]:
        """Return the words from which the six words of a conversation are drawn."""
        return self._words()

    def _read(self, version: str) -> Content:
        return _checked(self._folder, version, self._municipality, _state(self._folder))


@lru_cache(maxsize=8)
def _checked(folder: Path, version: str, municipality: str, state: frozenset[State]) -> Content:
    """Read a version, once for all who ask for it in this process as long as no file changed."""
    content = loading.load(folder, version, municipality)
    faults = checking.faults(content) + publishing.faults(folder)
    if faults:
        raise Broken(faults)
    return content


def _state(folder: Path) -> frozenset[State]:
    found = ((path, path.stat()) for path in folder.rglob("*") if path.is_file())
    return frozenset((path, stat.st_mtime_ns, stat.st_size) for path, stat in found)


def _read_words() -> tuple[str, ...]:
    return tuple((Path(__file__).parent / "woorden.txt").read_text(encoding="utf-8").split())
