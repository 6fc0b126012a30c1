"""A message to somebody one knows, on a real telephone: changed, copied, shared, and never sent to us."""

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Arrive
from tests.browser.walker import Walker

SAYS = {
    "Hoe gaat het met wonen?": ["Lukt niet goed"],
    "Wat zou uw wonen fijner maken?": ["Hulp bij klussen of de tuin"],
}
MINE = "Hallo Annie! Help je zaterdag mee?\nIk zorg voor taart."
BY_HAND = "Houd de tekst ingedrukt en kies kopiëren."
CLIPBOARD = ["clipboard-read", "clipboard-write"]
READ = "navigator.clipboard.readText()"
# The share menu of a telephone is not there in a browser without a screen: this is where ours ends.
SHARES = """Object.defineProperty(navigator, "share", { configurable: true, value: (shared) => {
  self.shared = shared;
  return self.refuses ? Promise.reject(new DOMException("", self.refuses)) : Promise.resolve();
} });"""
CANNOT_SHARE = 'Object.defineProperty(navigator, "share", { configurable: true, value: undefined });'
CANNOT_COPY = 'Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined });'
SELECTED = "(area) => area.value.slice(area.selectionStart, area.selectionEnd)"


def open_message(walker: Walker) -> Locator:
    """Talk about chores, open the first message of what can help, and give its box."""
    walker.talk(SAYS, ["Wonen"])
    walker.go(f"{walker.conversation}/wat-kan")
    walker.press("Stuur een bericht")
    return walker.page.locator("details[open]", has=walker.page.locator("textarea"))


@pytest.fixture
def asking(talking: Walker) -> Walker:
    """Somebody on a telephone that can share and copy, with a message open."""
    talking.context.add_init_script(SHARES)
    talking.context.grant_permissions(CLIPBOARD)
    open_message(talking)
    return talking


def test_what_one_made_of_the_message_is_copied_and_that_is_said(asking: Walker) -> None:
    posts: list[str] = []
    asking.page.on("request", lambda request: posts.append(request.url))
    box = asking.page.locator("details[open]", has=asking.page.locator("textarea"))
    box.locator("textarea").fill(MINE)
    box.get_by_role("button", name="Kopieer").click()
    box.get_by_role("status").filter(has_text="Gekopieerd").wait_for()
    assert asking.page.evaluate(READ) == MINE
    assert posts == []


def test_what_one_made_of_the_message_is_shared(asking: Walker) -> None:
    box = asking.page.locator("details[open]", has=asking.page.locator("textarea"))
    box.locator("textarea").fill(MINE)
    box.get_by_role("button", name="Deel").click()
    assert asking.page.evaluate("self.shared.text") == MINE
    assert box.get_by_role("status").inner_text() == ""


def test_whoever_can_press_a_button_need_not_copy_by_hand(asking: Walker) -> None:
    assert BY_HAND not in asking.words


def test_thinking_better_of_sharing_says_nothing(asking: Walker) -> None:
    asking.page.evaluate("self.refuses = 'AbortError'")
    asking.press("Deel")
    assert BY_HAND not in asking.words


def test_sharing_that_fails_leaves_the_text_selected_to_copy_by_hand(asking: Walker) -> None:
    asking.page.evaluate("self.refuses = 'NotAllowedError'")
    asking.press("Deel")
    asking.page.get_by_text(BY_HAND).filter(visible=True).wait_for()
    area = asking.page.locator("details[open] textarea")
    assert area.evaluate(SELECTED) == area.input_value() != ""


def test_a_button_for_what_the_telephone_cannot_do_does_not_show(talking: Walker) -> None:
    talking.context.add_init_script(CANNOT_SHARE + CANNOT_COPY)
    box = open_message(talking)
    assert box.get_by_role("button").count() == 0
    assert BY_HAND in talking.words


def test_another_page_shares_its_text_with_a_title(talking: Walker) -> None:
    talking.context.add_init_script(SHARES)
    talking.go(f"{talking.conversation}/plan/papier")
    talking.press("Mijn plan delen")
    talking.press("Deel de tekst van mijn plan")
    shared = talking.page.evaluate("self.shared")
    assert shared["title"] == talking.heading
    assert shared["text"] == talking.page.locator("#persoonlijk-plan").inner_text() != ""


def test_another_page_shows_no_button_where_nothing_can_be_shared(talking: Walker) -> None:
    talking.context.add_init_script(CANNOT_SHARE)
    talking.go(f"{talking.conversation}/plan/papier")
    talking.press("Mijn plan delen")
    assert talking.page.locator("[data-share]").count() == 1
    assert not talking.page.locator("[data-share]").is_visible()


def test_without_script_one_can_still_copy_it_by_hand(arrive: Arrive) -> None:
    walker = arrive(java_script_enabled=False)
    walker.begin_for_myself()
    box = open_message(walker)
    assert box.get_by_role("button").count() == 0
    assert box.locator("textarea").input_value().endswith("Nee zeggen mag altijd.")
    assert BY_HAND in walker.words


def test_the_message_shows_as_a_whole_on_a_small_telephone(talking: Walker) -> None:
    area = open_message(talking).locator("textarea")
    height, scrolls = area.evaluate("(area) => [area.clientHeight, area.scrollHeight]")
    assert scrolls <= height
    assert talking.page.evaluate("document.documentElement.scrollWidth") <= 360
