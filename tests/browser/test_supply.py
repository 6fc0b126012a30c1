"""Looking for what there is: with script it changes as one chooses, without script by a button."""

from playwright.sync_api import expect

from tests.browser.conftest import Arrive
from tests.browser.server import Meedoen
from tests.browser.walker import Walker

NOTHING_KEPT = """Object.defineProperty(window, "sessionStorage", {
  get() { throw new DOMException("off", "SecurityError"); } });"""


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
    expect(page).to_have_url(walker.root + "/buurt?wijk=bathmen")
    page.get_by_role("link", name="Rolstoel of ander hulpmiddel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rolstoel of ander hulpmiddel")
    page.go_back()
    expect(page.locator("#zoek")).to_have_value("rolstol")
    expect(page.locator("#wijk")).to_have_value("bathmen")
    expect(status).to_have_text("1 gevonden")
    assert "rolstol" not in page.url


def test_another_language_keeps_what_was_chosen_since(walker: Walker) -> None:
    page = walker.page
    walker.go("/buurt")
    page.select_option("#onderwerp", "geld")
    expect(page).to_have_url(walker.root + "/buurt?onderwerp=geld")
    walker.press("Taal")
    walker.press("Nederlands")
    expect(page).to_have_url(walker.root + "/buurt?onderwerp=geld")
    expect(page.locator("#onderwerp")).to_have_value("geld")


def test_more_is_added_in_place_and_the_words_stay_out_of_the_address(walker: Walker) -> None:
    page = walker.page
    walker.go("/buurt")
    page.fill("#zoek", "iemand")
    expect(page.get_by_role("heading", name="Wat we vonden")).to_be_attached()
    walker.press("Toon meer")
    expect(page.locator("#nr-11 a")).to_be_focused()
    expect(page).to_have_url(walker.root + "/buurt?toon=20")
    expect(page.locator("#zoek")).to_have_value("iemand")


def test_who_left_finds_no_words_of_a_search_on_the_way_back(walker: Walker) -> None:
    page = walker.page
    walker.go("/buurt")
    every = page.get_by_role("status").inner_text()
    page.fill("#zoek", "rolstol")
    page.get_by_role("link", name="Rolstoel of ander hulpmiddel").click()
    walker.press("Alles in mijn buurt")
    walker.press("Weg hier")
    expect(page).to_have_url(walker.root + "/kalender")
    for heading in ("Rolstoel of ander hulpmiddel", "Wat is er in mijn buurt?"):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.locator("#zoek")).to_have_value("")
    expect(page.get_by_role("status")).to_have_text(every)


def test_words_that_somebody_let_go_of_do_not_come_back(walker: Walker) -> None:
    page = walker.page
    walker.go("/buurt")
    every = page.get_by_role("status").inner_text()
    page.fill("#zoek", "xyzxyz")
    walker.press("Laat alles zien")
    expect(page.get_by_role("status")).to_have_text(every)
    walker.press_on(page.locator("main h3 a").first)
    page.go_back()
    expect(page.get_by_role("status")).to_have_text(every)
    expect(page.locator("#zoek")).to_have_value("")


def test_a_browser_that_keeps_nothing_leaves_all_the_same(walker: Walker) -> None:
    walker.context.add_init_script(NOTHING_KEPT)
    walker.go("/buurt")
    walker.press("Weg hier")
    expect(walker.page).to_have_url(walker.root + "/kalender")


def test_without_script_a_button_does_the_same_and_no_log_holds_the_words(
    arrive: Arrive, meedoen: Meedoen
) -> None:
    walker = arrive(java_script_enabled=False)
    page = walker.page
    walker.go("/buurt")
    page.fill("#zoek", "rolstol")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("status")).to_have_text("1 gevonden")
    page.get_by_role("link", name="Rolstoel of ander hulpmiddel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rolstoel of ander hulpmiddel")
    page.go_back(wait_until="commit")
    expect(page.locator("#zoek")).to_have_value("rolstol")
    assert "rolstol" not in meedoen.log.read_text()
