"""What attacks once found, one by one: each gets plain words now, and the status that fits."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.storage.database import Database
from tests.talks import begin_and_keep, form_of, open_theme, own_words_question
from tests.visitor import Visitor

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TOO_MUCH = b"tekst=" + b"x" * 70_000
DIGITS = "1" * 5_000
REFUSED = [
    ("too much text with nobody in session", "/g/x/7", {"data": TOO_MUCH}, 403),
    ("too much text to throw away with nobody in session", "/g/x/stop", {"data": TOO_MUCH}, 403),
    ("too much text for no page", "/is-er-niet", {"data": TOO_MUCH}, 404),
    ("rows that hold none of the answers", "/g/x/48", {"data": {"rij_werk": "anders"}}, 403),
    ("a host with too long a name", "/begin", {"headers": {"Host": "x" * 300}}, 400),
    ("an origin that is no address", "/begin", {"headers": {"Origin": "http://["}}, 403),
    ("a question of five thousand digits", f"/g/x/{DIGITS}", {}, 404),
    ("an address with two slashes", "/g//elders.example/stop", {}, 404),
]
NOT_OURS = (
    "/\t/elders.example",
    "/\n/elders.example",
    "/\r\nX-Kwaad: ja",
    "/\x00",
    "/\u2028",
    "/\\elders.example",
)


@pytest.fixture
def visitor(make: Callable[..., Flask]) -> Visitor:
    return Visitor(make().test_client())


@pytest.fixture
def talking(visitor: Visitor) -> Visitor:
    begin_and_keep(visitor)
    return visitor


def test_what_cannot_be_right_is_refused_in_plain_words(visitor: Visitor) -> None:
    found = {name: visitor.client.post(path, **sent).status_code for name, path, sent, _ in REFUSED}
    assert found == {name: status for name, _, _, status in REFUSED}


def test_another_language_leads_nowhere_else(visitor: Visitor) -> None:
    for target in NOT_OURS:
        answer = visitor.client.post("/taal", data={"taal": "nl", "niveau": "b1", "naar": target})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/"), target


def test_numbers_of_thousands_of_digits_are_no_numbers(talking: Visitor) -> None:
    question = own_words_question(talking)
    assert talking.client.post(question, data=form_of(talking, basis=DIGITS)).status_code == 303
    talking.go(talking.conversation() + "/stop")
    form = {"zegel": talking.fields()["zegel"][0], "doe": "gebruik", "antwoord": DIGITS}
    assert talking.client.post(talking.conversation() + "/wacht", data=form).status_code == 422


def test_rows_that_hold_none_of_the_answers_are_shown_again(talking: Visitor) -> None:
    open_theme(talking, "overdag")
    while not talking.heading.startswith("Doet u werk zonder loon"):
        talking.skip()
    talking.press("doe=verder", keuze="ja")
    talking.press("doe=verder", rij_rekenen="anders")
    assert talking.status == 422


@pytest.mark.parametrize("told", ["niemand", "192.0.2.1:8080", "[2001:db8::1]:80", "unix:", ""])
def test_a_proxy_that_tells_no_plain_address_stops_nobody(make: Callable[..., Flask], told: str) -> None:
    client = make(MEEDOEN_RATE_LIMITS="on", MEEDOEN_TRUSTED_PROXIES="1").test_client()
    answer = client.post("/begin", data={"deur": "praten"}, headers={"X-Forwarded-For": told})
    assert answer.status_code == 303


def test_a_door_that_is_pressed_twice_at_once_opens_twice(
    talking: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both presses carry the session of before; the second finds it ended by the first."""
    app, cookie = talking.client.application, talking.client.get_cookie("sessie")
    both_there, answers = threading.Barrier(2), []
    opening = app.session_interface.open_session

    def open_together(*given: object) -> object:
        opened = opening(*given)
        both_there.wait(timeout=30)
        return opened

    def press() -> None:
        client = app.test_client()
        client.set_cookie("sessie", cookie.value)
        answers.append(client.post("/begin", data={"deur": "praten"}).status_code)

    monkeypatch.setattr(app.session_interface, "open_session", open_together)
    presses = [threading.Thread(target=press) for _ in range(2)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert answers == [303, 303]


def test_without_a_database_one_is_told_so_and_can_still_leave_and_find_help(
    talking: Visitor, tmp_path: Path
) -> None:
    question = own_words_question(talking)
    form = form_of(talking, tekst="Dit staat er nog")
    take_away(talking.client.application.extensions["meedoen"].database, tmp_path)
    answer = talking.client.post(question, data=form)
    assert answer.status_code == 503
    assert "Dit staat er nog" in answer.text
    assert talking.client.get(question).status_code == 503
    assert talking.client.get("/hulp").status_code == 200
    leaving = talking.client.get("/weg")
    assert (leaving.status_code, leaving.headers["Location"]) == (303, "/kalender")
    assert talking.client.get("/kalender").status_code == 200


def take_away(database: Database, folder: Path) -> None:
    """Put the database out of reach: where its file was, is a folder now."""
    database.close()
    for path in folder.glob("meedoen.db*"):
        path.rename(folder / f"weg-{path.name}")
    (folder / "meedoen.db").mkdir()
