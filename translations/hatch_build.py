"""Building: compile every catalogue, and put the folders beside the package into a standard wheel.

An editable install reads those folders where they are, so it gets no copies that would grow old. The
folders go in whole, this file too: so there is a folder for translations before the first language.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FOLDERS = ("templates", "static", "translations", "migrations")


class Hook(BuildHookInterface):
    """Runs before each wheel is built; `version` is "standard" or "editable"."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        for catalogue in sorted(root.glob("translations/*/LC_MESSAGES/*.po")):
            compile_catalogue(catalogue)
        if version == "standard":
            build_data["force_include"] |= {str(root / name): f"meedoen_app/{name}" for name in FOLDERS}


def compile_catalogue(path: Path) -> None:
    """Write the .mo beside a .po, without what a translator has still to look at (fuzzy)."""
    with path.open("rb") as source:
        catalogue = read_po(source, locale=path.parts[-3], abort_invalid=True)
    with path.with_suffix(".mo").open("wb") as target:
        write_mo(target, catalogue)
