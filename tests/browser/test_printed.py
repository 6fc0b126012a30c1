"""The plan on paper: a usual one on at most two sheets of A4, nothing cut."""

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
    for step in STEPS:
        add_step(walker, step)
    walker.go(f"{walker.conversation}/plan/papier")
    return walker


def add_step(walker: Walker, step: str) -> None:
    walker.go(f"{walker.conversation}/plan/stap/0")
    walker.page.locator("[name=wat]").fill(step)
    walker.page.locator("[name=met]").fill("Fatma")
    walker.press_on(walker.page.locator("form:has([name=wat]) button").first)


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


def test_mijn_plan_with_four_lines_and_what_is_chosen_fits_two_sheets(arrive: Arrive) -> None:
    walker = arrive()
    walker.begin_for_myself()
    hard = {f"Hoe gaat het met {theme}?": ("Lukt niet goed",) for theme in ("wonen", "geld", "uw gezondheid")}
    walker.talk(hard, ["Wonen", "Geld", "Gezondheid"])
    for _ in range(6):
        walker.go(f"{walker.conversation}/wat-kan")
        walker.page.locator("details").evaluate_all(
            "(folds) => folds.forEach((fold) => { fold.open = true; })"
        )
        walker.press_on(walker.page.locator("button[value=wil_ik][aria-pressed=false]").first)
    for step in STEPS:
        add_step(walker, step)
    assert "Er speelt meer tegelijk" in walker.words
    printed = walker.page.pdf(prefer_css_page_size=True)
    assert len(sheets(printed)) == 2
    assert overflowing(printed) == []
