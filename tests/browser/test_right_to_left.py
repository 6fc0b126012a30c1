"""Another language, read from right to left and a third longer: a pseudo language (ux 3, 22-24)."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.amounts import PROOF
from tests.browser import looking, server, tour, tour_shared
from tests.browser.conftest import arriving
from tests.browser.looking import CHECKS
from tests.browser.people import People
from tests.browser.server import Meedoen
from tests.browser.shots import shoot
from tests.browser.walker import Walker
from tests.house import pseudo

LOOKED_AT = {name: CHECKS[name] for name in ("a name", "targets", "Verder in view", "narrow")}
RIGHT = "(element) => element.getBoundingClientRect().right"
Found = dict[str, dict[str, list[str]]]  # By check and by state.


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


@pytest.fixture
def somebody_abroad(abroad: Meedoen) -> Iterator[People]:
    everybody = People(abroad)
    yield everybody
    everybody.close()


def test_no_state_of_a_talk_has_a_fault(reader: Walker) -> None:
    """With MEEDOEN_PROOF=1 every theme is talked about."""
    themes = () if PROOF else tour.THEMES_OF_EVERY_KIND[:1]
    assert faults(reader, tour.everywhere(reader, themes)) == {}


def test_no_state_of_sharing_has_a_fault(reader: Walker, somebody_abroad: People) -> None:
    assert faults(reader, tour_shared.everywhere(reader, somebody_abroad)) == {}


def faults(reader: Walker, states: Iterator[str]) -> Found:
    """Return what is found at the stops of a tour. With MEEDOEN_PROOF=1 axe looks too."""
    found: Found = {}
    for number, state in enumerate(states, 1):
        for check, look in (CHECKS if PROOF else LOOKED_AT).items():
            if seen := look(reader.page):
                found.setdefault(check, {})[state] = seen
        reader.page.set_viewport_size({"width": 360, "height": 640})
        shoot(reader.page, f"rtl {number} {state}")
    assert number > 30
    return found


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
