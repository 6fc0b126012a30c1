"""A passkey in a real Chromium: made at the first time, then shown to come in and to go on (security A2)."""

import re
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from meedoen_app.cli import main
from tests.browser.conftest import arriving
from tests.browser.server import Meedoen
from tests.browser.walker import Walker
from tests.staff import PHRASE

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def member(browser: Browser, meedoen: Meedoen) -> Iterator[Walker]:
    """Somebody of the staff, with a device that knows passkeys. Those need the name of a host."""
    named = Meedoen(meedoen.root.replace("127.0.0.1", "localhost"), meedoen.log)
    with ExitStack() as leaving:
        walker = arriving(browser, named, leaving)
        cdp = walker.context.new_cdp_session(walker.page)
        cdp.send("WebAuthn.enable")
        cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        yield walker


def code_from_the_server(meedoen: Meedoen, mail: str) -> str:
    url = f"sqlite:///{meedoen.log.parent / 'meedoen.db'}"
    told = ["account", "maak", "--mail", mail, "--naam", "Ans de Vries"]
    result = CliRunner().invoke(main, told, env={"MEEDOEN_DATABASE_URL": url})
    found = re.search(r"^  (\S{4} \S{4})$", result.stdout, re.MULTILINE)
    assert found is not None, result.output
    return found[1]


def set_up(walker: Walker, code: str, mail: str) -> None:
    """Come in with a code from the server, and choose a password."""
    page = walker.page
    page.goto(f"{walker.root}/werk/uitnodiging")
    page.get_by_label("Mijn mailadres").fill(mail)
    page.get_by_role("button", name="Stuur mij een code").click()
    page.get_by_label("De code uit het bericht").fill(code)
    page.get_by_role("button", name="Verder").click()
    page.get_by_label("Mijn nieuwe wachtwoord").fill(PHRASE)
    page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(PHRASE)
    page.get_by_role("button", name="Verder").click()


def sign_in(page: Page, mail: str) -> None:
    page.get_by_role("button", name="Uitloggen").click()
    page.get_by_label("Mijn mailadres").fill(mail)
    page.get_by_label("Mijn wachtwoord").fill(PHRASE)
    page.get_by_role("button", name="Verder").click()


def test_a_passkey_is_made_and_then_opens_the_door_once(member: Walker, meedoen: Meedoen) -> None:
    page, mail, sent = member.page, "passkey@voorbeeld.nl", list[str]()
    page.on("request", lambda request: sent.append(request.post_data or ""))
    set_up(member, code_from_the_server(meedoen, mail), mail)
    page.get_by_role("button", name="Maak een passkey op dit apparaat").click()
    page.get_by_role("button", name="Ik heb ze bewaard").click()
    page.wait_for_url("**/werk")
    sign_in(page, mail)
    page.get_by_role("button", name="Gebruik mijn passkey").click()
    page.wait_for_url("**/werk")
    assert "Ans de Vries" in page.inner_text("h1")
    page.goto(f"{member.root}/werk/mijn")
    assert "laatst gebruikt op" in page.inner_text("main")
    [shown] = [one for one in sent if "authenticatorData" in one]
    sign_in(page, mail)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    again = member.context.request.post(f"{member.root}/werk/inloggen", data=shown, headers=headers)
    assert again.status == 422, "what a passkey answered opens nothing a second time"
