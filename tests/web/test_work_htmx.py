"""The workbench with script: htmx puts block main in place; the same page, for the same people."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from meedoen_app.core.access.account import Account
from meedoen_app.web import clock, sessions
from tests import staff
from tests.visitor import Visitor
from tests.web import test_work
from tests.web.test_work import SECRETS, Shared, take
from tests.web.test_work_writing import write

coach, share = test_work.coach, test_work.share
ASKS = {"HX-Request": "true"}


def main_of(page: TestResponse) -> str:
    found = re.search(r"<main.*?</main>", page.text, re.DOTALL)
    assert found
    return "".join(SECRETS.sub(r"\1", found.group()).split())


@pytest.mark.parametrize("path", ["/werk", "/werk/beloofd", "/werk/wacht", "/werk/zoek", "/werk/afgesloten"])
def test_a_part_is_the_main_of_the_page_with_its_title(visitor: Visitor, coach: Account, path: str) -> None:
    part, page = visitor.client.get(path, headers=ASKS), visitor.client.get(path)
    assert part.text.strip().startswith("<title>")
    assert "<html" not in part.text
    assert "<head" not in part.text
    assert main_of(part) == main_of(page)
    assert part.text.count("<h1") == 1
    for one in (part, page):
        assert "HX-Request" in one.headers["Vary"]
        assert "no-store" in one.headers["Cache-Control"]
        assert one.headers["Content-Security-Policy"] == page.headers["Content-Security-Policy"]


def test_a_part_is_for_the_same_people_and_needs_the_same_seal(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld")
    address = f"/werk/zaak/{handoff.id}"
    assert visitor.client.post(f"{address}/neem", headers=ASKS).status_code == 422
    take(visitor, handoff)
    assert "<html" not in visitor.client.get(address, headers=ASKS).text
    other = Visitor(app.test_client())
    staff.sign_in(app, other, role="professional", team=test_work.TEAM)
    assert other.client.get(address, headers=ASKS).status_code == 404
    stranger = app.test_client().get("/werk", headers=ASKS)
    assert (stranger.status_code, stranger.headers["HX-Redirect"]) == (403, "/werk/inloggen")
    assert stranger.data == b""
    assert sessions.is_for_staff("/werk")


def test_what_is_done_is_pressed_away_with_script_too(visitor: Visitor, share: Shared) -> None:
    address = take(visitor, share("geld"))
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    write(visitor, address, "belofte", tekst="Ik bel u terug", dag=tomorrow)
    write(visitor, address, "afspraak", tekst="Thuis", dag=tomorrow, uur="10:30")
    for button, words in (("Ik heb gebeld", "Er is nieuws."), ("Gedaan", "Ik bel u terug")):
        forms = [one for one in visitor.tree.iter("form") if button in "".join(one.itertext())]
        sent = {one.get("name", ""): one.get("value", "") for one in forms[0].iter("input")}
        part = visitor.client.post(forms[0].get("hx-post"), data=sent, headers=ASKS, follow_redirects=True)
        assert (part.status_code, "<html" in part.text, part.request.path) == (200, False, address)
        visitor.go(address)
        assert words not in visitor.words.partition("Wat hier gebeurde")[0]


def test_every_link_and_form_with_htmx_works_without_it(visitor: Visitor, share: Shared) -> None:
    share("geld")
    visitor.go("/werk")
    swaps = [one for one in visitor.tree.iter() if one.get("hx-target")]
    assert {one.tag for one in swaps} == {"a", "form"}
    for one in swaps:
        assert (one.get("hx-get") or one.get("hx-post")) == (one.get("href") or one.get("action"))
    assert [one.attrib for one in visitor.tree.iter() if one.get("hx-trigger")] == []
    back = visitor.client.get("/werk", headers={**ASKS, "HX-History-Restore-Request": "true"})
    assert "<html" in back.text
