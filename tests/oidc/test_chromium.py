"""Signing in elsewhere as people do it: in a real Chromium, over two origins, with our headers."""

from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.apps import make_app
from tests.browser import chromium, server
from tests.oidc.conftest import bound
from tests.oidc.strict import TWO, Strict
from tests.staff import PHRASE

PATIENCE = 10_000


def sign_in(page: Page, provider: Strict, who: str) -> None:
    """Say who one is, at the page of the provider."""
    page.wait_for_url(f"{provider.root}/**")
    page.get_by_label("Naam").fill(who)
    page.get_by_label("Manier").select_option(TWO)
    page.get_by_role("button", name="Inloggen").click()


def test_staff_and_a_resident_sign_in(tmp_path: Path, provider: Strict) -> None:
    environ = {**provider.environ("STAFF", TWO_FACTORS=TWO), **provider.environ("RESIDENT")}
    faults: list[str] = []
    with (
        server.running(tmp_path, **environ) as meedoen,
        sync_playwright() as playwright,
        chromium.launch(playwright) as browser,
    ):
        app = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}", **environ)
        account = bound(app, provider.root, "ans")
        app.extensions["meedoen"].database.close()
        page = browser.new_context(locale="nl-NL").new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        page.goto(f"{meedoen.root}/werk/inloggen")
        page.get_by_role("button", name="Inloggen met mijn werkaccount").click()
        sign_in(page, provider, "ans")
        page.wait_for_url(f"{meedoen.root}/werk")
        assert account.name in page.locator("body").inner_text()

        page.goto(f"{meedoen.root}/")
        talk = _keep(page)
        page.goto(f"{meedoen.root}{talk}/woorden")
        page.get_by_role("button", name="Koppel aan mijn inlog").click()
        sign_in_again(page, provider, "ans")
        page.wait_for_url(f"{meedoen.root}{talk}/woorden")
        assert "gaat ook open met uw inlog" in page.locator("main").inner_text()
    assert faults == []
