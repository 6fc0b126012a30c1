"""Looking closely at one page in Chromium: by axe, and by what axe does not see (ux 3, 23, 25, 27, 28)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from random import Random
from typing import Literal

from playwright.sync_api import Page

from tests.amounts import EVERYDAY_SEED, PROOF
from tests.browser import keyboard
from tests.browser.looks import ask

HERE = Path(__file__).parent
AXE = (HERE / "vendor" / "axe.min.js").read_text()
RULES = {
    "runOnly": [
        "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice",
    ],
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}  # fmt: skip
RUN_AXE = """async (rules) => (await axe.run(rules)).violations.map(
  (one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`)"""
# WCAG 2.2, success criterion 1.4.12.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
SPACED += " p { margin-block-end: 2em !important }"
NORMAL, TWICE_AS_BIG = 16, 32
PUT_ON = "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
PUT_ON += " document.adoptedStyleSheets = [sheet]; }"
TAKE_OFF = "() => { document.adoptedStyleSheets = []; }"

Scheme = Literal["light", "dark"]
PHONE, DESK = (360, 640), (1024, 768)
# One view for each page, drawn with a seed; with MEEDOEN_PROOF=1 every scheme in every width.
VIEWS: tuple[tuple[Scheme, tuple[int, int]], ...] = tuple(product(("light", "dark"), (PHONE, DESK)))


def axe(page: Page) -> list[str]:
    if not page.evaluate("Boolean(globalThis.axe)"):
        page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE, RULES)
    return found


@contextmanager
def wearing(page: Page, css: str) -> Iterator[None]:
    """Look at the page with a style sheet of the reader's own on it."""
    page.evaluate(PUT_ON, css)
    try:
        yield
    finally:
        page.evaluate(TAKE_OFF)


@contextmanager
def letters(page: Page, size: int) -> Iterator[None]:
    """Look at the page with letters of this size as the reader's own setting."""
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": size}})
    try:
        yield
    finally:
        browser.send("Page.setFontSizes", {"fontSizes": {"standard": NORMAL}})
        browser.detach()


def seen_by_axe(page: Page) -> list[str]:
    return [
        f"{scheme} {size[0]}: {fault}"
        for scheme, size in (VIEWS if PROOF else [_view_of(page)])
        for fault in _as_seen(page, scheme, size)
    ]


def _view_of(page: Page) -> tuple[Scheme, tuple[int, int]]:
    return drawn_for(page.title()).choice(VIEWS)


def drawn_for(state: str) -> Random:
    """Return the dice of one state, the same every day."""
    return Random(f"{EVERYDAY_SEED} {state}")  # noqa: S311 - to look at, not a secret


def _as_seen(page: Page, scheme: Scheme, size: tuple[int, int]) -> list[str]:
    page.emulate_media(color_scheme=scheme)
    _resize(page, size)
    return axe(page)


def too_small(page: Page) -> list[str]:
    _resize(page, PHONE)
    return list(ask(page, "targets()"))


def lost_when_narrow(page: Page) -> list[str]:
    _resize(page, (320, 640))
    return _lost(page)


def lost_when_zoomed_in(page: Page) -> list[str]:
    """At 320 by 256, which is a desk at 400 %."""
    _resize(page, (320, 256))
    return _lost(page)


def lost_when_spaced(page: Page) -> list[str]:
    _resize(page, (320, 640))
    with wearing(page, SPACED):
        return _lost(page)


def lost_when_twice_as_big(page: Page) -> list[str]:
    """With letters of 200 %, as somebody sets them in the browser."""
    _resize(page, PHONE)
    with letters(page, TWICE_AS_BIG):
        return _lost(page)


def missed_by_the_keyboard(page: Page) -> list[str]:
    """Every stop of Tab, from the top of the page; of a page that lies under a dialog none can be reached."""
    _resize(page, PHONE)
    if page.locator("dialog[open]").count():
        return []
    ask(page, "toTheTop()")
    return keyboard.tab_through(page)[1]


def out_of_view(page: Page) -> list[str]:
    """Verder stands in view on a telephone, with nothing scrolled."""
    _resize(page, PHONE)
    page.evaluate("scrollTo(0, 0)")
    return [] if ask(page, "goOnInView()") else ["Verder"]


def without_a_name(page: Page) -> list[str]:
    """One heading, a title, a language and a direction."""
    head = ask(page, "head()")
    faults = [] if len(head["headings"]) == 1 and head["headings"][0] else [f"h1: {head['headings']}"]
    return faults + [f"no {name}" for name in ("title", "lang", "dir") if not head[name]]


def _lost(page: Page) -> list[str]:
    return [f"{way}: {fault}" for way in ("sideways", "cut", "overlaps") for fault in ask(page, f"{way}()")]


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


CHECKS: dict[str, Callable[[Page], list[str]]] = {
    "axe": seen_by_axe,
    "a name": without_a_name,
    "targets": too_small,
    "Verder in view": out_of_view,
    "narrow": lost_when_narrow,
    "zoomed in": lost_when_zoomed_in,
    "text spacing": lost_when_spaced,
    "text twice as big": lost_when_twice_as_big,
    "keyboard": missed_by_the_keyboard,
}
# Of these, every day one for each state; all in the proof.
ONE_OF_THESE = ("axe", "zoomed in", "text spacing", "text twice as big", "keyboard")
# Questions are made alike, so that every day a part of them is looked at from all sides; of each kind one is.
OF_QUESTIONS = 0.25
OF_EACH_QUESTION = ("a name", "Verder in view", "narrow")


def is_question(state: str) -> bool:
    return state[0].isdigit() and "," not in state


def checks_for(state: str) -> dict[str, Callable[[Page], list[str]]]:
    """Return with what to look at this state."""
    if PROOF:
        return CHECKS
    dice = drawn_for(state)
    left = {*ONE_OF_THESE} - {dice.choice(ONE_OF_THESE)}
    if is_question(state) and dice.random() >= OF_QUESTIONS:
        left = {*CHECKS} - {*OF_EACH_QUESTION}
    return {name: look for name, look in CHECKS.items() if name not in left}
