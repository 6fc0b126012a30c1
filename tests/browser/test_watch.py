"""The watch over every other test: it sees what a browser refuses, and to whom it talks."""

import pytest
from playwright.sync_api import Browser

from tests.browser.server import Meedoen
from tests.browser.walker import Walker
from tests.browser.watch import Watch

PLANTED = {
    "an inline script": "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))",
    "an inline style": "document.body.setAttribute('style', 'color: red')",
    "a picture from elsewhere": "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.2/a'}))",
    "a file that is not there": "fetch('/static/none.js')",
    "a script that breaks": "setTimeout(() => { throw new Error('broken'); })",
    "a complaint": "console.warn('careful')",
}

PATIENCE = 100


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_seen(name: str, browser: Browser, meedoen: Meedoen) -> None:
    context = browser.new_context()
    walker = Walker(context, meedoen.root, Watch(context, meedoen.root))
    walker.go("/")
    assert walker.watch.faults == []
    walker.page.evaluate(f"() => {{ {PLANTED[name]} }}")
    for _ in range(PATIENCE):
        if not walker.watch.faults:
            walker.page.wait_for_timeout(50)
    context.close()
    assert walker.watch.faults != []


def test_somebody_else_is_seen(browser: Browser, meedoen: Meedoen) -> None:
    context = browser.new_context()
    walker = Walker(context, meedoen.root, Watch(context, meedoen.root))
    elsewhere = meedoen.root.replace("127.0.0.1", "localhost")
    walker.page.goto(elsewhere)
    context.close()
    assert any(fault.startswith(f"third party: {elsewhere}") for fault in walker.watch.faults)
