"""Somebody with a keyboard and no mouse: every stop of Tab, and what can be seen of it (ux 26)."""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

from tests.browser.looks import ask
from tests.browser.walker import Lost, Walker

MOST_STOPS = 150
THINNEST_RING = 2


@dataclass
class Keyboard:
    """The keys of one walker, and every fault that was seen on the way."""

    walker: Walker
    faults: list[str] = field(default_factory=list)

    def press(self, key: str) -> None:
        self.walker.page.keyboard.press(key)

    def tab_to(self, selector: str) -> None:
        """Press Tab until the focus is on what matches."""
        for _ in range(MOST_STOPS):
            self.press("Tab")
            if self.walker.page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
                return
        raise Lost(f"{self.walker.path}: no {selector} for the keyboard")

    def enter(self, selector: str) -> None:
        """Go to what matches, and press Enter."""
        self.tab_to(selector)
        with self.walker.page.expect_navigation():
            self.press("Enter")

    def look_round(self) -> list[str]:
        """Press Tab through the whole page; return the stops, and write down what is wrong with them."""
        stops, faults = tab_through(self.walker.page)
        self.faults += [f"{self.walker.path}: {fault}" for fault in faults]
        return stops


def tab_through(page: Page) -> tuple[list[str], list[str]]:
    """Press Tab through the rest of a page; return the stops, and what is wrong with them."""
    least = ask(page, "reachable()")
    stops: list[str] = []
    faults: list[str] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = ask(page, "stop()")
        if stop is None:
            break
        if stop.get("isPart"):
            continue
        stops.append(stop["name"])
        faults += [f"{stop['name']}: {fault}" for fault in _faults(stop)]
    if len(stops) < least or len(stops) == MOST_STOPS:
        faults.append(f"{len(stops)} stops, {least} to reach")
    return stops, faults


def _faults(stop: dict[str, Any]) -> list[str]:
    seen = {
        "out of the window": not stop["inWindow"],
        "covered": stop["covered"],
        f"a ring of {stop['ring']}": stop["ring"] < THINNEST_RING,
        "before the last one": stop["backwards"],
    }
    return [fault for fault, is_so in seen.items() if is_so]
