"""Going on a tour: looking closely at every stop, and keeping which addresses were looked at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import repeat
from urllib.parse import urlsplit

from playwright.sync_api import Response

from tests.amounts import PROOF
from tests.browser import looking, tour
from tests.browser.shots import shoot
from tests.browser.walker import Walker
from tests.house.test_routes import LIST

OWN_WORDS = tour.OWN_WORDS.split()[0]
FOUND = (200, 422)
# GET addresses at which there is no page to look at; each with what comes in its place.
NO_PAGE = {
    "/.well-known/security.txt": "plain text",
    "/g/<id>/onderwerpen": "leads on to the question about the themes, or to what comes before it",
    "/g/<id>/verder": "leads on to the next question",
    "/weg": "leads on to the calendar",
    "/verder/terug": "leads on: an identity provider sends people here",
    "/werk/inloggen/terug": "leads on: an identity provider sends people here",
}
NO_PAGE_ENDS = (".pdf", ".ics", "/blijf")


@dataclass
class Seen:
    """What was seen on a tour: state -> check -> faults, the titles, and every address that was looked at."""

    faults: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    addresses: set[str] = field(default_factory=set)

    def missed(self, rules: list[str]) -> list[str]:
        """Return the rules of which no address was looked at."""
        return [rule for rule in rules if not any(_as_pattern(rule).fullmatch(one) for one in self.addresses)]


def go_on(walker: Walker, states: Iterator[str], ways: Iterator[bool]) -> Seen:
    """Follow a tour and look at each state; `ways` says of the pages up to each whether scripts run there."""
    seen, last, scripts = Seen(), dict[str, int](), _Scripts(walker)
    walker.page.on("response", lambda response: last.update(_status(response)))
    scripts.are(next(ways))
    for state in states:
        scripts.are(True)  # For looking; those of the page do not run any more.
        seen.titles[state] = walker.title
        if last.get(walker.path) in FOUND:
            seen.addresses.add(walker.path)
        if faults := _look(walker, state):
            seen.faults[state] = faults
        scripts.are(next(ways))
    return seen


def _look(walker: Walker, state: str) -> dict[str, list[str]]:
    page = walker.page
    found = {name: look(page) for name, look in looking.checks_for(state).items()}
    found["directions"] = looking.ask(page, f"directions({OWN_WORDS!r})")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 360, "height": 640})
    shoot(page, f"360 {state}")
    return {name: faults for name, faults in found.items() if faults}


def _status(response: Response) -> dict[str, int]:
    is_page = response.request.resource_type in ("document", "xhr", "fetch")
    return {urlsplit(response.url).path: response.status} if is_page else {}


class _Scripts:
    """Chromium itself, told whether the scripts of pages run."""

    def __init__(self, walker: Walker) -> None:
        self._browser = walker.context.new_cdp_session(walker.page)
        self._now = True

    def are(self, run: bool) -> None:
        if run is not self._now:
            self._browser.send("Emulation.setScriptExecutionDisabled", {"value": not run})
            self._now = run


def with_scripts() -> Iterator[bool]:
    return repeat(True)


def without_scripts() -> Iterator[bool]:
    return repeat(False)


def now_and_then() -> Iterator[bool]:
    """Yield with a script or without, drawn for one stop after the other."""
    dice = looking.drawn_for("script")
    while True:
        yield dice.random() < 0.5


# How to take a tour: drawn for each stop, or in the proof twice.
WAYS = (with_scripts, without_scripts) if PROOF else (now_and_then,)


def pages_of(area: str) -> list[str]:
    """Return the rules of the pages that the tour of this area has to visit: every page is of one."""
    lines = [line.split() for line in LIST.read_text().splitlines()]
    rules = [line[1] for line in lines if line and line[0] == "GET"]
    pages = [rule for rule in rules if rule not in NO_PAGE and not rule.endswith(NO_PAGE_ENDS)]
    return [rule for rule in pages if _area(rule) == area]


def _area(rule: str) -> str:
    if rule.startswith("/werk"):
        return "work"
    of_sharing = ("/delen", "/gedeeld", "/meekijk", "/wie-keek", "/verder/kies")
    return "sharing" if any(part in rule for part in of_sharing) else "talk"


def _as_pattern(rule: str) -> re.Pattern[str]:
    """Return what an address of this rule looks like."""
    parts = re.split(r"<[^>]+>", rule)
    return re.compile("[^/]+".join(re.escape(part) for part in parts))
