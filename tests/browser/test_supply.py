"""Looking for what there is: with script it changes as one chooses, without script by a button."""

from playwright.sync_api import expect

from tests.browser.conftest import Arrive
from tests.browser.walker import Walker


def test_choosing_shows_what_fits_and_says_how_much(walker: Walker) -> None:
    page = walker.page
    walker.go("/buurt")
    status = page.get_by_role("status")
    every = status.inner_text()
    page.fill("#zoek", "rolstol")
    expect(status).to_have_text("1 gevonden")
    assert every != "1 gevonden"
    assert page.evaluate("document.activeElement.id") == "zoek"
    page.select_option("#wijk", "bathmen")
    expect(page.get_by_role("heading", name="Waar kunt u terecht in Bathmen?")).to_be_visible()
    assert "zoek=rolstol" in page.url
    page.get_by_role("link", name="Rolstoel of ander hulpmiddel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rolstoel of ander hulpmiddel")
    page.go_back()
    expect(page.locator("#zoek")).to_have_value("rolstol")
    expect(status).to_have_text("1 gevonden")


def test_without_script_a_button_does_the_same(arrive: Arrive) -> None:
    walker = arrive(java_script_enabled=False)
    page = walker.page
    walker.go("/buurt")
    page.fill("#zoek", "rolstol")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("status")).to_have_text("1 gevonden")
    page.get_by_role("link", name="Rolstoel of ander hulpmiddel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rolstoel of ander hulpmiddel")
