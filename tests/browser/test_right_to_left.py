"""Another language, read from right to left and a third longer: a pseudo language (ux 3, 22-24)."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.amounts import PROOF
from tests.browser import looking, server, tour
from tests.browser.conftest import arriving
from tests.browser.looking import CHECKS
from tests.browser.server import Meedoen
from tests.browser.shots import shoot
from tests.browser.walker import Walker
from tests.house import pseudo

LOOKED_AT = {name: CHECKS[name] for name in ("a name", "targets", "Verder in view", "narrow")}
RIGHT = "(element) => element.getBoundingClientRect().right"
Seen = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def abroad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meedoen]:
    """Meedoen with a pseudo language beside Dutch."""
    folder = tmp_path_factory.mktemp("abroad")
    languages = pseudo.publish(pseudo.extract(folder), folder / "translations")
    with server.running(folder, MEEDOEN_TRANSLATIONS_DIR=str(languages)) as running:
        yield running
    assert "Traceback" not in running.log.read_text()


@pytest.fixture
def reader(browser: Browser, abroad: Meedoen) -> Iterator[Walker]:
    """Somebody who chose the other language on the start page."""
    with ExitStack() as leaving:
        yield who_reads_it(browser, abroad, leaving)


def who_reads_it(browser: Browser, abroad: Meedoen, leaving: ExitStack) -> Walker:
    walker = arriving(browser, abroad, leaving)
    walker.go("/")
    walker.press("Taal")
    walker.press("العربية")
    walker.say = pseudo.pseudo
    return walker


@pytest.fixture(scope="module")
def seen(browser: Browser, abroad: Meedoen) -> Iterator[Seen]:
    """What was found: check -> state -> faults. With MEEDOEN_PROOF=1 axe looks too, at every theme."""
    looked_at = CHECKS if PROOF else LOOKED_AT
    themes = () if PROOF else tour.THEMES_OF_EVERY_KIND[:1]
    found: Seen = {check: {} for check in LOOKED_AT}
    with ExitStack() as leaving:
        walker = who_reads_it(browser, abroad, leaving)
        for state in tour.everywhere(walker, themes):
            for check, look in looked_at.items():
                found.setdefault(check, {})[state] = look(walker.page)
            walker.page.set_viewport_size({"width": 360, "height": 640})
            shoot(walker.page, f"rtl {walker.path.rpartition('/')[2]} {len(found['narrow'])}")
        yield found


def test_no_state_has_a_fault(seen: Seen) -> None:
    faults = {check: {state: one for state, one in states.items() if one} for check, states in seen.items()}
    assert {check: states for check, states in faults.items() if states} == {}


def test_the_page_says_its_language_and_direction(reader: Walker) -> None:
    head = looking.ask(reader.page, "head()")
    assert (head["lang"], head["dir"]) == ("ar", "rtl")


def test_choosing_a_language_keeps_the_question_and_the_answers(browser: Browser, abroad: Meedoen) -> None:
    with ExitStack() as leaving:
        walker = arriving(browser, abroad, leaving)
        walker.begin()
        walker.answer("Voor mijzelf")
        question = walker.path
        walker.press("Taal")
        walker.press("العربية")
        assert walker.path == question
        walker.say = pseudo.pseudo
        walker.go(f"{walker.conversation}/klopt")
        assert pseudo.pseudo("Voor mijzelf") in walker.words


def test_everything_begins_on_the_right(reader: Walker) -> None:
    reader.begin("Ik wil praten over hoe het gaat")
    choice = reader.page.locator(".choice").first
    box, words = choice.locator("input"), choice.locator("label span")
    assert box.evaluate(RIGHT) > words.evaluate(RIGHT)
    assert reader.page.locator("h1").evaluate("(h1) => getComputedStyle(h1).direction") == "rtl"


def test_arrows_point_the_way_of_reading(reader: Walker) -> None:
    arrow = reader.page.locator(".icoon.mirrors").first
    assert arrow.evaluate("(icon) => getComputedStyle(icon).transform") == "matrix(-1, 0, 0, 1, 0, 0)"
