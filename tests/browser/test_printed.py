""" "Mijn persoonlijk plan" on paper: a usual plan on at most two sheets of A4, nothing cut."""

import pytest

from tests.browser.conftest import Arrive
from tests.browser.walker import Walker
from tests.sheets import folded, overflowing, sheets

A4 = (595, 842)
SAYS = {
    "Wat gaat er goed?": ("Ik woon hier graag.", "=Ik fiets graag langs de IJssel, ook als het waait"),
    "Hoe gaat het met geld?": ("Lukt niet goed",),
    "Wat zou u rust geven over geld?": ("Hulp bij schulden of betalen", "Overzicht over mijn geld"),
}
WISH = "Rust over geld, en elke week iemand zien"
STEPS = ("Bellen met mijn zus", "Naar de koffie in het wijkcentrum", "Post uitzoeken met de buurman")


@pytest.fixture
def planned(arrive: Arrive) -> Walker:
    """Somebody with a usual plan, at the page to take along."""
    walker = arrive()
    walker.begin_for_myself()
    walker.talk(SAYS, ["Geld"])
    plan = f"{walker.conversation}/plan"
    for step in STEPS:
        walker.go(f"{plan}/stap/0")
        walker.page.locator("[name=wat]").fill(step)
        walker.page.locator("[name=met]").fill("Fatma")
        walker.page.locator("form:has([name=wat]) button").first.click()
        walker.page.wait_for_load_state()
    walker.go(f"{plan}/papier")
    return walker


def test_a_usual_plan_fits_two_sheets_of_a4_and_nothing_is_cut(planned: Walker) -> None:
    shown = planned.page.locator("h1, article :is(h2, p, li, dt, dd)").all_inner_texts()
    printed = planned.page.pdf(prefer_css_page_size=True)
    assert 1 <= len(sheets(printed)) <= 2
    assert {*STEPS} <= {*shown}
    assert [one for one in shown if folded(one) not in folded("".join(sheets(printed)))] == []
    assert overflowing(printed) == []


def test_only_the_plan_and_its_sender_are_printed(planned: Walker) -> None:
    planned.page.emulate_media(media="print")
    assert planned.page.locator(".head, .foot, .button, .back, .fold").filter(visible=True).count() == 0
    assert planned.page.get_by_text("Gemaakt met Meedoen, van de gemeente Deventer, op").is_visible()
    assert (
        planned.page.evaluate("getComputedStyle(document.querySelector('article')).color") == "rgb(0, 0, 0)"
    )
