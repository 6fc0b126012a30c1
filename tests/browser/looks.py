"""What a page says of itself when it is asked, in the words of looks.js."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

LOOKS = (Path(__file__).parent / "looks.js").read_text()


def ask(page: Page, question: str) -> Any:
    return page.evaluate(f"({LOOKS}).{question}")
