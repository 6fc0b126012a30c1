"""Signing in elsewhere as people do it: in a real Chromium, over two origins, with our headers."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright

from tests.apps import make_app
from tests.browser import chromium, looking, server
from tests.browser.server import Meedoen
from tests.oidc.conftest import bound
from tests.oidc.strict import TWO, Strict
from tests.talks import begin_and_keep
from tests.visitor import Visitor

PATIENCE, NARROW = 10_000, 320


@dataclass
class Place:
    """Meedoen as it is served, with the same memory as `app`; `faults` is what browsers complained of."""

    meedoen: Meedoen
    app: Flask
    browser: Browser
    faults: list[str] = field(default_factory=list)

    def page(self, **cookies: str) -> Page:
        context = self.browser.new_context(locale="nl-NL", viewport={"width": NARROW, "height": 640})
        for name, value in cookies.items():
            context.add_cookies([{"name": name, "value": value, "url": self.meedoen.root}])
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        return page


@pytest.fixture
def place(tmp_path: Path, provider: Strict) -> Iterator[Place]:
    environ = {**provider.environ("STAFF", TWO_FACTORS=TWO), **provider.environ("RESIDENT")}
    with (
        server.running(tmp_path, **environ) as meedoen,
        sync_playwright() as playwright,
        chromium.launch(playwright) as browser,
    ):
        app = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}", **environ)
        yield Place(meedoen, app, browser)
        app.extensions["meedoen"].database.close()
    assert "Traceback" not in meedoen.log.read_text()


def sign_in(page: Page, provider: Strict, who: str) -> None:
    """Say who one is, at the page of the provider."""
    page.wait_for_url(f"{provider.root}/**")
    page.get_by_label("Naam").fill(who)
    page.get_by_label("Manier").select_option(TWO)
    page.get_by_role("button", name="Inloggen").click()


def look(page: Page) -> None:
    """Look at a page as people do who enlarge it, or hear it read."""
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert looking.axe(page) == []


def link(place: Place, provider: Strict, who: str) -> Page:
    """Keep a conversation, link it, and return the page that says so."""
    visitor, root = Visitor(place.app.test_client()), place.meedoen.root
    begin_and_keep(visitor)
    cookie = visitor.client.get_cookie("sessie")
    assert cookie is not None
    page = place.page(sessie=cookie.value)
    page.goto(f"{root}{visitor.conversation()}/woorden")
    page.get_by_role("button", name="Koppel aan mijn inlog").click()
    sign_in(page, provider, who)
    page.wait_for_url(f"{root}{visitor.conversation()}/woorden")
    return page


def test_staff_and_a_resident_sign_in(place: Place, provider: Strict) -> None:
    account, root = bound(place.app, provider.root, "ans"), place.meedoen.root
    page = place.page()
    page.goto(f"{root}/werk/inloggen")
    look(page)
    page.get_by_role("button", name="Inloggen met mijn werkaccount").click()
    sign_in(page, provider, "ans")
    page.wait_for_url(f"{root}/werk")
    assert account.name in page.locator("body").inner_text()

    for _number in range(2):
        page = link(place, provider, "bo")
    assert "gaat ook open met uw inlog" in page.locator("main").inner_text()
    look(page)
    page = place.page()
    page.goto(f"{root}/verder")
    look(page)
    page.get_by_role("button", name="Open met mijn inlog").click()
    sign_in(page, provider, "bo")
    page.wait_for_url(f"{root}/verder/kies")
    look(page)
    page.get_by_role("button", name="Ga verder").first.click()
    page.wait_for_url(f"{root}/g/**")
    assert place.faults == []
