"""From what can help to a plan of one's own: on a telephone, with and without script, and with keys alone."""

import pytest

from tests.browser.conftest import Arrive
from tests.browser.keyboard import Keyboard
from tests.browser.walker import Walker

SAYS = {"Hoe gaat het met geld?": ("Lukt niet goed",)}
PAGES = ("wat-kan", "plan", "plan/stap/0", "plan/papier", "toen-en-nu")


def told(walker: Walker) -> None:
    walker.begin_for_myself()
    walker.talk(SAYS, ["Geld"])
    walker.go(f"{walker.conversation}/wat-kan")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_plan_with_a_step_and_a_day(arrive: Arrive, script: bool) -> None:
    walker = arrive(java_script_enabled=script)
    told(walker)
    walker.press("Niet voor mij")
    walker.choose("Te duur")
    walker.press("Verder")
    walker.press("Wil ik")
    walker.press("Mijn plan")
    walker.press("Maak er een stap van")
    walker.page.locator("#dag").fill("2027-03-01")
    walker.page.locator("#met").fill("Fatma")
    walker.press("Bewaar deze stap")
    assert "Maandag 1 maart 2027." in walker.words
    walker.press("Gedaan")
    assert walker.heading == "Deze stap is gedaan"
    walker.press("Maak dit ongedaan")
    walker.press("Over 6 weken")
    walker.press("Mijn persoonlijk plan meenemen")
    assert "Samen met Fatma." in walker.words
    assert "te duur" in walker.words
    with walker.page.expect_download() as pdf:
        walker.button("Maak een PDF").click()
    assert pdf.value.path().read_bytes().startswith(b"%PDF-")


def test_pressed_twice_and_then_back(walker: Walker) -> None:
    told(walker)
    walker.page.locator("button[value=wil_ik]").first.dblclick()
    walker.page.wait_for_load_state()
    walker.press("Mijn plan")
    walker.page.locator("button[value=stap]").dblclick()
    walker.page.wait_for_load_state()
    walker.press("Bewaar deze stap")
    assert walker.page.locator("button[value=gedaan]").count() == 1
    walker.page.go_back()
    walker.press("Bewaar deze stap")
    assert walker.page.locator("button[value=gedaan]").count() == 1


def test_a_plan_with_the_keyboard_alone(walker: Walker) -> None:
    keyboard = Keyboard(walker)
    told(walker)
    keyboard.enter("button[value=wil_ik]")
    walker.go(f"{walker.conversation}/plan")
    keyboard.enter("button[value=stap]")
    keyboard.tab_to("#wat")
    walker.page.keyboard.type("Bellen")
    keyboard.enter("main form .actions button")
    assert "Bellen" in walker.words
    keyboard.enter("button[value=lukt_niet]")
    assert walker.heading == "Deze stap lukt niet"
    for page in PAGES:
        walker.go(f"{walker.conversation}/{page}")
        keyboard.look_round()
    assert keyboard.faults == []
