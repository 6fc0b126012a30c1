"""What the browser tests share: Chromium, Meedoen as it is served, and people who walk through it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser import chromium, server
from tests.browser.people import People
from tests.browser.server import Meedoen
from tests.browser.walker import Walker
from tests.browser.watch import Watch

PHONE = {"width": 360, "height": 640}
Arrive = Callable[..., Walker]


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    opened = chromium.launch(playwright)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def meedoen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meedoen]:
    with server.running(tmp_path_factory.mktemp("meedoen")) as running:
        yield running
    assert "Traceback" not in running.log.read_text()


@pytest.fixture(scope="package")
def people(meedoen: Meedoen) -> Iterator[People]:
    everybody = People(meedoen)
    yield everybody
    everybody.close()


@pytest.fixture
def arrive(browser: Browser, meedoen: Meedoen) -> Iterator[Arrive]:
    """Somebody new arrives on a telephone; when they leave, the browser has had nothing to complain of."""
    with ExitStack() as leaving:
        yield lambda **how: arriving(browser, meedoen, leaving, **how)


@pytest.fixture
def walker(arrive: Arrive) -> Walker:
    return arrive()


@pytest.fixture
def talking(walker: Walker, people: People) -> Walker:
    """Somebody who came in for themselves and keeps it: at "Is er iets dat niet kan wachten?"."""
    conversation = people.begin()
    walker.come_as(people.resident(conversation))
    walker.go(f"/g/{conversation}/verder")
    return walker


def arriving(browser: Browser, meedoen: Meedoen, leaving: ExitStack, **how: Any) -> Walker:
    """Open a context for one person; it is closed, and judged, when the stack unwinds."""
    context = browser.new_context(**{"viewport": PHONE, "locale": "nl-NL", **how})
    context.set_default_timeout(10_000)
    watch = Watch(context, meedoen.root)

    def leave() -> None:
        context.close()
        assert watch.faults == []

    leaving.callback(leave)
    return Walker(context, meedoen.root, watch)
