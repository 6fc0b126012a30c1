"""Pictures for people to look at: made when MEEDOEN_SHOTS names a folder, and never judged by a test."""

import os
import re
from pathlib import Path

from playwright.sync_api import Page

NOT_IN_A_NAME = re.compile(r"[^a-z0-9]+")


def shoot(page: Page, name: str) -> None:
    """Make a picture of the whole page when somebody asked for pictures."""
    folder = os.environ.get("MEEDOEN_SHOTS", "")
    if folder:
        file = NOT_IN_A_NAME.sub("-", name.lower()).strip("-")
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{file}.png", full_page=True)
