"""The workbench in a real browser: htmx swaps the main part, the new h1 has focus, and Back works."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import test_handing_over
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
