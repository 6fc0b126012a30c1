"""Without a mouse: the whole conversation with the keyboard alone, and every stop can be seen."""

import pytest

from tests.browser.keyboard import Keyboard
from tests.browser.walker import CHECK, THEMES, WORDS, Walker

PAGES = ("klopt", "tafel", "wat-kan", "over-mij", "woorden", "stop", "weggooien")
COVERED = """<style>button { outline: none } #bar { position: fixed; inset: 0 0 0 0; }</style>
  <button>Een</button><div id="bar"></div>"""


@pytest.fixture
def keyboard(walker: Walker) -> Keyboard:
    return Keyboard(walker)


def answer(keyboard: Keyboard) -> None:
    """Answer the question that is open, with keys alone: the first choice, or what is typed."""
    page = keyboard.walker.page
    if page.locator("main select").count():
        keyboard.tab_to("main select")
        keyboard.press("ArrowDown")
    else:
        keyboard.tab_to(".choice > input, textarea, input[type=text]")
        keyboard.press("Space")
        assert page.locator(".choice > input:checked").count() == 1
    keyboard.enter("button[value=verder]")


def test_a_conversation_with_the_keyboard_alone(keyboard: Keyboard) -> None:
    walker = keyboard.walker
    walker.go("/")
    keyboard.look_round()
    keyboard.enter("button[value=praten]")
    keyboard.enter("main a")
    themes = ["wonen"]
    while not walker.is_at(CHECK):
        keyboard.look_round()
        if walker.is_at(THEMES):
            keyboard.enter(f"button[value={themes.pop()}]" if themes else "button[value=klaar]")
        elif walker.is_at(WORDS):
            keyboard.enter("button[value=bewaar]")
        elif walker.page.locator("button[value=overslaan]").count():
            answer(keyboard)
        else:
            keyboard.enter("main a.button-main[href^='/g/']")
    for page in PAGES:
        walker.go(f"{walker.conversation}/{page}")
        keyboard.look_round()
    assert keyboard.faults == []


def test_arrows_choose_within_a_question(keyboard: Keyboard) -> None:
    walker = keyboard.walker
    walker.begin()
    keyboard.tab_to(".choice > input")
    keyboard.press("ArrowDown")
    chosen = walker.page.locator(".choice > input:checked + label")
    assert chosen.inner_text() == "Samen met iemand"


def test_the_first_stop_skips_to_the_content(keyboard: Keyboard) -> None:
    walker = keyboard.walker
    walker.begin()
    keyboard.press("Tab")
    skip = walker.page.locator(":focus")
    assert skip.inner_text() == "Ga naar de inhoud"
    box = skip.bounding_box()
    assert box is not None
    assert box["y"] >= 0
    keyboard.press("Enter")
    keyboard.press("Tab")
    assert walker.page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_leaving_is_the_first_stop_after_that(keyboard: Keyboard) -> None:
    keyboard.walker.begin()
    stops = keyboard.look_round()
    assert "Weg hier" in stops[1]


def test_faults_get_the_focus(keyboard: Keyboard) -> None:
    walker = keyboard.walker
    walker.begin_for_myself()
    walker.press("Sla over")
    walker.write("lang " * 200)
    walker.press("Verder")
    assert walker.title.startswith("Fout:")
    assert walker.page.locator(":focus").inner_text().startswith("Er ging iets mis")
    keyboard.press("Tab")
    keyboard.press("Enter")
    assert walker.page.evaluate("document.activeElement.id") == "tekst"


def test_a_planted_stop_that_cannot_be_seen_is_found(keyboard: Keyboard) -> None:
    keyboard.walker.page.set_content(COVERED)
    keyboard.look_round()
    assert [fault.rpartition(": ")[2] for fault in keyboard.faults] == ["covered", "a ring of 0"]
