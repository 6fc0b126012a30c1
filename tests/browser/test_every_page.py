"""Every page in every state, looked at closely: nobody is kept out by how it is made."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browser import looking, tour
from tests.browser.conftest import arriving
from tests.browser.looking import CHECKS
from tests.browser.server import Meedoen
from tests.browser.shots import shoot

Seen = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module")
def seen(browser: Browser, meedoen: Meedoen) -> Iterator[Seen]:
    """What every check found in every state of the tour: check -> state -> faults."""
    found: Seen = {check: {} for check in (*CHECKS, "directions", "Verder in view", "titles")}
    with ExitStack() as leaving:
        walker = arriving(browser, meedoen, leaving)
        for state in tour.everywhere(walker):
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


def test_every_question_has_a_title_of_its_own(seen: Seen) -> None:
    titles = Counter(title for state, [title] in seen["titles"].items() if state[0].isdigit() and "," not in state)
    assert len(titles) > 40
    assert [title for title, times in titles.items() if times > 1] == []
