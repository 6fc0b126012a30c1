"""Leaving at once: an empty page, then a neutral one, and no way back (ux 18-21, security P2, P6)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright

from tests.browser import chromium
from tests.browser.conftest import PHONE
from tests.browser.server import Meedoen
from tests.browser.walker import Walker
from tests.browser.watch import Watch

TOLD = "Kanarie-7f3a op mijn balkon"
TYPED = "Kanarie-9b1c nog niet verstuurd"
AT_MOST = 100
STEPS = 6
# What a page shows when it comes out of the browser's memory is told at once, before our own script acts.
TELL_OF_MEMORY = """
addEventListener("pageshow", (event) => {
  if (event.persisted) console.info(`from memory: ${document.body.innerText}`);
}, { capture: true });
"""
TIME_IT = """() => {
  let pressed = 0;
  for (const kind of ["click", "keyup"]) {
    addEventListener(kind, () => { pressed = performance.now(); }, { capture: true });
  }
  new MutationObserver(() => {
    const took = performance.now() - pressed;
    console.info(`left on the page after ${took} ms: ${document.body.innerText.trim()}`);
  }).observe(document.body, { childList: true });
}"""
EMPTIED = re.compile(r"left on the page after ([\d.]+) ms: (.*)")
WHAT_IS_KEPT = """async () => ({
  session: { ...sessionStorage }, local: { ...localStorage }, name: window.name, state: history.state,
  databases: await indexedDB.databases(), caches: await caches.keys(),
})"""
NOTHING = {"session": {}, "local": {}, "name": "", "state": None, "databases": [], "caches": ["schil-1"]}
SHELL = "async () => (await (await caches.open('schil-1')).keys()).map(({ url }) => new URL(url).pathname)"
PUBLIC = (r"/static/css/kalender\.\w{12}\.css", r"/static/icons/kalender\.\w{12}\.svg")


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """The whole browser: only that keeps pages in memory."""
    opened = chromium.launch(playwright, chromium.WHOLE)
    yield opened
    opened.close()


@pytest.fixture
def from_memory(walker: Walker) -> list[str]:
    """What pages showed when they came back out of the browser's memory."""
    shown: list[str] = []
    walker.context.add_init_script(TELL_OF_MEMORY)
    walker.context.on("console", lambda message: shown.append(message.text))
    return shown


@pytest.fixture
def told(from_memory: list[str], talking: Walker) -> Walker:
    """Somebody who told something, and has typed something more."""
    return tell(talking)


def tell(walker: Walker) -> Walker:
    walker.press("Sla over")
    walker.answer(f"={TOLD}")
    walker.write(TYPED)
    return walker


def three_times_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


def step(page: Page, way: str) -> None:
    """Press Back or Forward, and let the page that comes settle."""
    before = page.url
    page.evaluate(f"history.{way}()")
    page.wait_for_url(lambda url: url != before, wait_until="commit")
    page.locator("h1").first.wait_for()


def test_the_link_leads_to_a_neutral_page(told: Walker) -> None:
    told.press("Weg hier")
    assert told.path == "/kalender"
    assert told.title == "Kalender"
    assert "meedoen" not in told.page.content().lower().replace("/static/", "")


@pytest.mark.parametrize(
    "page", ["/", "/hulp", "/bel-mij", "/privacy", "/toegankelijkheid", "/verder", "/bestaat-niet"]
)
def test_every_page_has_the_way_out_while_a_conversation_is_open(told: Walker, page: str) -> None:
    told.go(page)
    assert told.button("Weg hier").is_visible()
    three_times_shift(told.page)
    told.page.wait_for_url("**/kalender")


def test_what_was_typed_too_late_has_the_way_out_beside_it(told: Walker, from_memory: list[str]) -> None:
    told.context.clear_cookies()
    told.press("Verder")
    assert TYPED in told.words
    told.press("Weg hier")
    assert told.path == "/kalender"
    step(told.page, "back")
    assert TYPED not in told.page.content()
    assert [shown for shown in from_memory if TYPED in shown] == []


def test_the_other_tabs_leave_too(told: Walker) -> None:
    others = [told.in_another_tab() for _ in range(2)]
    others[0].go(f"{told.conversation}/klopt")
    others[1].go("/privacy")
    told.press("Weg hier")
    for other in others:
        other.page.wait_for_url("**/kalender")
        assert TOLD not in other.page.content()


def test_three_times_shift_leaves_from_a_text_field_too(told: Walker) -> None:
    told.page.locator("textarea").focus()
    three_times_shift(told.page)
    told.page.wait_for_url("**/kalender")


def test_typing_capitals_does_not_leave(told: Walker) -> None:
    told.page.locator("textarea").focus()
    for letter in "KAT":
        told.page.keyboard.down("Shift")
        told.page.keyboard.press(letter)
        told.page.keyboard.up("Shift")
    assert told.page.locator("textarea").input_value().endswith("KAT")


@pytest.mark.parametrize("way", ["link", "keys"])
def test_the_page_is_empty_before_the_server_answers(told: Walker, way: str) -> None:
    happened: list[str] = []
    told.page.on("console", lambda message: happened.append(message.text))
    told.page.on("response", lambda response: happened.append(response.url))
    told.page.evaluate(TIME_IT)
    if way == "link":
        told.press("Weg hier")
    else:
        three_times_shift(told.page)
    told.page.wait_for_url("**/kalender")
    emptied = next(filter(None, map(EMPTIED.fullmatch, happened)))
    assert happened.index(emptied[0]) < happened.index(f"{told.root}/weg")
    assert emptied[2] == ""
    assert float(emptied[1]) <= AT_MOST


def test_back_shows_a_page_from_memory_as_long_as_nobody_left(told: Walker) -> None:
    """A control: the browser does keep these pages, so that the next test is not green for nothing."""
    with told.page.expect_console_message(lambda message: message.text.startswith("from memory")):
        step(told.page, "back")
    assert TOLD in told.page.locator("textarea").input_value()


def test_back_and_forward_never_show_what_was_told(from_memory: list[str], walker: Walker) -> None:
    walker.begin_for_myself()
    tell(walker).press("Weg hier")
    for way in ["back"] * STEPS + ["forward"] * STEPS:
        step(walker.page, way)
        assert TOLD not in walker.page.content()
        assert TYPED not in walker.page.content()
    assert [shown for shown in from_memory if TOLD in shown or TYPED in shown] == []


def test_the_session_is_dead_for_whoever_kept_its_cookie(told: Walker) -> None:
    question, cookies = told.path, told.context.cookies()
    told.press("Weg hier")
    told.context.add_cookies(cookies)
    told.go(question)
    assert told.heading == "Uw gesprek ging dicht"
    assert TOLD not in told.page.content()


def test_only_two_public_files_are_kept_in_the_browser(told: Walker) -> None:
    guard(told)
    told.press("Weg hier")
    assert told.page.evaluate(WHAT_IS_KEPT) == NOTHING
    kept = sorted(told.page.evaluate(SHELL))
    assert [bool(re.fullmatch(*pair)) for pair in zip(PUBLIC, kept, strict=True)] == [True, True]


def guard(walker: Walker) -> None:
    """Wait until the worker watches over this page."""
    walker.page.wait_for_function("navigator.serviceWorker.controller?.state === 'activated'")


@pytest.mark.parametrize("way", ["link", "keys"])
def test_the_way_out_is_there_without_internet(told: Walker, from_memory: list[str], way: str) -> None:
    guard(told)
    told.context.set_offline(True)
    if way == "link":
        told.button("Weg hier").click(no_wait_after=True)
    else:
        three_times_shift(told.page)
    told.page.wait_for_selector("table .today")
    assert told.page.locator("h1").inner_text() == told.title
    assert told.page.locator("link[rel=stylesheet]").evaluate("link => link.sheet.cssRules.length") > 0
    for page in ("back", "back", "forward"):
        told.page.evaluate(f"history.{page}()")
        told.page.wait_for_selector("table .today")
        assert TOLD not in told.page.content()
    assert [shown for shown in from_memory if TOLD in shown or TYPED in shown] == []


def test_who_left_without_internet_has_left_when_it_is_back(told: Walker) -> None:
    guard(told)
    question = told.path
    told.context.set_offline(True)
    told.button("Weg hier").click(no_wait_after=True)
    told.page.wait_for_selector("table .today")
    told.context.set_offline(False)
    told.go(question)
    assert told.heading == "Uw gesprek ging dicht"
    assert TOLD not in told.page.content()
    assert len(told.page.evaluate(SHELL)) == len(PUBLIC)


@pytest.fixture
def profile(tmp_path: Path, meedoen: Meedoen, playwright: Playwright) -> Path:
    """The folder in which a browser keeps everything, after somebody told something and left."""
    context = playwright.chromium.launch_persistent_context(
        tmp_path / "profile",
        executable_path=chromium.executable(playwright, chromium.WHOLE),
        args=chromium.flags(),
        viewport=PHONE,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    walker = Walker(context, meedoen.root, Watch(context, meedoen.root))
    walker.begin_for_myself()
    tell(walker).press("Weg hier")
    context.close()
    return tmp_path / "profile"


def test_nothing_is_kept_in_the_profile(profile: Path) -> None:
    files = [path for path in profile.rglob("*") if path.is_file()]
    assert files
    assert [path.name for path in files for said in (TOLD, TYPED) if holds(path.read_bytes(), said)] == []


def holds(content: bytes, said: str) -> bool:
    return any(said.encode(encoding) in content for encoding in ("utf-8", "utf-16-le"))


def test_what_was_told_would_be_found() -> None:
    assert holds(b"x" + TOLD.encode("utf-16-le"), TOLD)
    assert not holds(b"nothing", TOLD)
