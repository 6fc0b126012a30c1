"""Every page in every state, looked at closely: nobody is kept out by how it is made."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.amounts import PROOF
from tests.browser import looking, tour
from tests.browser.conftest import arriving
from tests.browser.looking import CHECKS
from tests.browser.server import Meedoen
from tests.browser.shots import shoot
from tests.browser.walker import Walker

Seen = dict[str, dict[str, list[str]]]
PLANTED = """<!DOCTYPE html><html><title></title><h1></h1>
  <p style="width: 30em; white-space: nowrap">Dit is een zin die veel te breed is voor een smalle telefoon</p>
  <button style="height: 1em; padding: 0; overflow: hidden; width: 4em">Een lange naam</button>
  <div style="height: 60em"></div>
  <p dir="ltr">Zelfbedacht</p>
  <form><button value="verder">Verder</button></form></html>"""


@pytest.fixture(scope="module")
def seen(browser: Browser, meedoen: Meedoen) -> Iterator[Seen]:
    """What every check found: check -> state -> faults. With MEEDOEN_PROOF=1 every theme is talked about."""
    themes = () if PROOF else tour.THEMES_OF_EVERY_KIND
    found: Seen = {check: {} for check in (*CHECKS, "directions", "titles")}
    with ExitStack() as leaving:
        walker = arriving(browser, meedoen, leaving)
        for state in tour.everywhere(walker, themes):
            for check, look in CHECKS.items():
                found[check][state] = look(walker.page)
            found["directions"][state] = looking.ask(walker.page, f"directions({tour.OWN_WORDS!r})")
            found["titles"][state] = [walker.title]
            walker.page.emulate_media(color_scheme="light")
            walker.page.set_viewport_size({"width": 360, "height": 640})
            shoot(walker.page, f"360 {state}")
        yield found


@pytest.mark.parametrize("check", [*CHECKS, "directions"])
def test_no_state_has_a_fault(seen: Seen, check: str) -> None:
    assert {state: faults for state, faults in seen[check].items() if faults} == {}


@pytest.mark.parametrize("check", CHECKS)
def test_a_planted_fault_is_seen(walker: Walker, check: str) -> None:
    walker.page.set_content(PLANTED)
    assert CHECKS[check](walker.page) != []


def test_axe_looks_at_targets_too(walker: Walker) -> None:
    walker.page.set_content('<button style="width: 9px">1</button>' * 2)
    assert "target-size" in " ".join(looking.axe(walker.page))


def test_own_words_in_a_fixed_direction_are_seen(walker: Walker) -> None:
    walker.page.set_content(PLANTED)
    assert looking.ask(walker.page, "directions('Zelfbedacht')") != []


def test_every_question_has_a_title_of_its_own(seen: Seen) -> None:
    questions = [state for state in seen["titles"] if state[0].isdigit() and "," not in state]
    titles = Counter(title for state in questions for title in seen["titles"][state])
    assert len(titles) > 20
    assert [title for title, times in titles.items() if times > 1] == []
