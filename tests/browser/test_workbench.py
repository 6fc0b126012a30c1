"""The workbench in a real browser: htmx swaps the main part, the new h1 has focus, and Back works."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from meedoen_app.core.casework import lines
from meedoen_app.web import clock
from tests.browser import test_handing_over
from tests.browser.conftest import Arrive
from tests.browser.people import People
from tests.browser.walker import Walker

app, colleague = test_handing_over.app, test_handing_over.colleague
TEAM = "toegang_wmo"


def test_tabs_swap_without_a_new_page(colleague: Callable[..., Walker]) -> None:
    walker: Walker = colleague("professional", TEAM)
    page = walker.page
    page.evaluate("window.stays = true")
    page.get_by_role("link", name="Beloofd", exact=True).click()
    expect(page.locator("h1")).to_have_text("Beloofd")
    expect(page.locator("h1")).to_be_focused()
    expect(page).to_have_title("Beloofd – Meedoen")
    assert page.url.endswith("/werk/beloofd")
    assert page.evaluate("window.stays") is True
    assert page.locator("main").count() == 1
    page.get_by_role("link", name="Zoek", exact=True).click()
    expect(page.locator("h1")).to_have_text("Zoek")
    page.fill("[name=naam]", "Fatma")
    page.get_by_role("button", name="Zoek", exact=True).click()
    expect(page.locator("#gevonden")).to_have_text("Gevonden: 0")
    page.evaluate("history.back()")
    expect(page.locator("#gevonden")).to_have_count(0)
    page.evaluate("history.back()")
    expect(page.locator("h1")).to_have_text("Beloofd")


@pytest.mark.parametrize("script", [True, False])
def test_what_is_done_less_often_is_one_press_away_by_keyboard(
    arrive: Arrive, people: People, script: bool
) -> None:
    handoff = people.shared(lines.PlanHandedIn(clock.now()), worker=people.worker)
    walker = arrive(java_script_enabled=script)
    walker.come_as(people.colleague(people.worker))
    walker.go("/werk")
    news = walker.page.locator("section[aria-labelledby=inwoner]")
    news.locator(f"a[href$='{handoff.id}']").click()
    page, own = walker.page, "Er is nu rust"
    page.get_by_role("link", name="Schrijf een contact op", exact=True).wait_for()
    finish = page.get_by_role("link", name="Sluit het werk af")
    expect(finish).to_be_hidden()
    expect(page.get_by_text("Wat gaat er goed?")).to_be_hidden()  # Of three chapters each is folded.
    page.get_by_text("Iets anders", exact=True).focus()
    page.keyboard.press("Enter")
    expect(finish).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Spreek af wanneer u opnieuw kijkt"
    walker.press("Notitie over veiligheid")
    page.locator("#tekst").fill(own)
    walker.press("Bewaar")
    expect(page.locator("#tekst")).to_have_value(own)  # Without a reason it is not written, nor lost.
    expect(page.locator(".error").first).to_be_visible()
