"""Every page in every state, looked at closely: nobody is kept out by how it is made."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.amounts import PROOF
from tests.browser import looking, tour, tour_shared, tour_work, tours
from tests.browser.looking import CHECKS
from tests.browser.people import People
from tests.browser.tours import Seen
from tests.browser.walker import Walker

PLANTED = """<!DOCTYPE html><html><title></title><h1></h1>
  <p style="width: 30em; white-space: nowrap">Dit is een zin die veel te breed is voor een smalle telefoon</p>
  <button style="height: 1em; padding: 0; overflow: hidden; width: 4em; outline: none">Een lange naam</button>
  <div style="height: 60em"></div>
  <p dir="ltr">Zelfbedacht</p>
  <form><button value="verder">Verder</button></form></html>"""


def test_no_page_of_a_talk_has_a_fault(walker: Walker) -> None:
    """With MEEDOEN_PROOF=1 every theme is talked about. It goes with its scripts."""
    themes = () if PROOF else tour.THEMES_OF_EVERY_KIND
    seen = tours.go_on(walker, tour.everywhere(walker, themes), tours.with_scripts())
    assert seen.faults == {}
    assert seen.missed(tours.pages_of("talk")) == []
    titles = Counter(title for state, title in seen.titles.items() if looking.is_question(state))
    assert len(titles) > 20
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize("way", tours.WAYS)
@pytest.mark.parametrize(("area", "going"), [("sharing", tour_shared), ("work", tour_work)])
def test_no_page_of_handing_over_has_a_fault(
    walker: Walker, people: People, area: str, going: Any, way: Callable[[], Iterator[bool]]
) -> None:
    """With the scripts of the page and without them."""
    seen = tours.go_on(walker, going.everywhere(walker, people), way())
    assert seen.faults == {}
    assert seen.missed(tours.pages_of(area)) == []


def test_a_page_that_no_tour_visits_is_found() -> None:
    seen = Seen(addresses={"/g/abc/delen", "/g/abc/gedeeld/def"})
    rules = ["/g/<id>/delen", "/g/<id>/delen/<desk>", "/g/<id>/gedeeld/<case>"]
    assert seen.missed(rules) == ["/g/<id>/delen/<desk>"]
    assert [area for area in ("talk", "sharing", "work") if not tours.pages_of(area)] == []


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
