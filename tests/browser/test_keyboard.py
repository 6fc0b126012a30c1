"""Without a mouse: the whole conversation with the keyboard alone, and every stop can be seen."""

import pytest

from meedoen_app.web import clock
from tests.browser.keyboard import Keyboard
from tests.browser.people import TEAM, People
from tests.browser.walker import CHECK, THEMES, WORDS, Walker
from tests.house.walk_shared import written
from tests.staff import PHRASE, code

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


def test_sharing_and_answering_a_report_with_the_keyboard_alone(keyboard: Keyboard, people: People) -> None:
    walker, talk = keyboard.walker, people.talk()
    walker.come_as(people.resident(talk))
    walker.go(f"/g/{talk}/delen")
    keyboard.look_round()
    walker.go(f"/g/{talk}/delen/wmo")
    keyboard.enter("button[value=weet_ik_niet]")
    keyboard.tab_to("#deel-geld")
    keyboard.press("Space")
    keyboard.tab_to("[name=telefoon]")
    walker.page.keyboard.type("06 1234 5678")
    keyboard.enter("button[value=deel]")
    assert "Uw melding is aangekomen." in walker.words
    today = clock.today()
    case = people.shared(*written(people.worker.id, today, clock.now()), worker=people.worker)
    walker.come_as(people.resident(case.conversation))
    walker.go(f"/g/{case.conversation}/gedeeld/{case.id}")
    keyboard.tab_to("[name=woorden]")
    walker.page.keyboard.type("Twee keer is beter")
    keyboard.enter("button[value=klopt]")
    assert "U zei: dit klopt." in walker.words
    assert keyboard.faults == []


def test_working_with_the_keyboard_alone(keyboard: Keyboard, people: People) -> None:
    walker, case = keyboard.walker, people.shared()
    walker.go("/werk/inloggen")
    keyboard.tab_to("[name=mail]")
    walker.page.keyboard.type(people.account("professional", TEAM).mail)
    keyboard.tab_to("[name=wachtwoord]")
    walker.page.keyboard.type(PHRASE)
    keyboard.enter("button[value=wachtwoord]")
    keyboard.tab_to("[name=code]")
    walker.page.keyboard.type(code())
    keyboard.enter("button[value=tweede]")
    keyboard.enter(f"form[action*='{case.id}'] button")
    walker.go(f"/werk/zaak/{case.id}/schrijf/contact")
    keyboard.tab_to(".choice > input")
    keyboard.press("Space")
    keyboard.tab_to("textarea, input[name=tekst]")
    walker.page.keyboard.type("Wij belden over geld")
    keyboard.enter("main form .button-main")
    assert "Wij belden over geld" in walker.words
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
