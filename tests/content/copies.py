"""A copy of the real content that a test may spoil, and what the check says of it."""

import shutil
from pathlib import Path

from meedoen_app import settings
from meedoen_app.cli.content import icons
from meedoen_app.content import checking, loading, publishing
from meedoen_app.content.faults import Broken
from meedoen_app.web import clock

VERSION = "2026-1"
QUESTIONS = f"vragenlijst/{VERSION}"
TOWN = "gemeenten/deventer"


def copy(folder: Path) -> Path:
    content = folder / "inhoud"
    for part in ("vragenlijst", "gemeenten"):
        shutil.copytree(settings.PACKAGED_CONTENT / part, content / part)
    return content


def change(content: Path, file: str, old: str, new: str) -> None:
    """Replace a piece of text that stands there; the first time that it does."""
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} does not stand in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def report(content: Path, version: str = VERSION) -> list[str]:
    """Return every fault, as `meedoen inhoud controleer` would say it."""
    try:
        found = checking.faults(loading.load(content, version, "deventer"), icons(), clock.today())
    except Broken as broken:
        found = broken.faults
    return [str(fault) for fault in found + publishing.faults(content)]
