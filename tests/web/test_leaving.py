"""Leaving at once: nothing opens again, nothing holds it up, and nobody else does it for you."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask, request
from sqlalchemy import select

from meedoen_app.actions import housekeeping
from meedoen_app.actions.means import Means
from meedoen_app.core.trace import Actor
from meedoen_app.storage.database import WAIT_SECONDS, Database
from meedoen_app.storage.tables.access import SessionRow
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.web import clock
from tests.talks import form_of, own_words_question, six_words
from tests.visitor import Visitor

PUBLIC = ("/", "/verder", "/privacy", "/toegankelijkheid", "/hulp", "/bel-mij", "/bestaat-niet")
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
OURS = [
    {},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": "same-origin"},
    {"Sec-Fetch-Site": "same-origin", "Service-Worker-Navigation-Preload": "true"},
]


def conversations(app: Flask) -> int:
    with app.extensions["meedoen"].database.reading() as session:
        return len(session.scalars(select(ConversationRow.id)).all())


def has_way_out(visitor: Visitor) -> bool:
    return "data-exit" in visitor.tree.find("body").attrib and "Weg hier" in visitor.links()  # type: ignore[union-attr]


@pytest.fixture
def trusted(talking: Visitor) -> Visitor:
    """A visitor who said that this telephone is their own."""
    talking.go(talking.conversation() + "/woorden")
    talking.press("doe=bewaar", eigen_telefoon="ja")
    return talking


@pytest.fixture
def visiting(visitor: Visitor) -> Visitor:
    """A visitor whose answers are for this visit only."""
    visitor.go("/")
    visitor.press("deur=praten")
    return visitor


def test_who_left_on_a_trusted_telephone_needs_the_six_words(trusted: Visitor) -> None:
    token = trusted.client.get_cookie("toestel")
    trusted.go("/weg")
    trusted.go("/")
    assert "toestel" not in trusted.choices("doe")
    assert token is not None
    trusted.client.set_cookie("toestel", token.value)
    trusted.go("/")
    trusted.press("doe=toestel")
    assert trusted.status == 422


def test_a_trusted_telephone_is_locked_when_the_session_was_over_already(trusted: Visitor) -> None:
    trusted.client.delete_cookie("sessie")
    trusted.go("/weg")
    trusted.go("/")
    assert "toestel" not in trusted.choices("doe")


def test_what_was_for_this_visit_is_thrown_away(app: Flask, visiting: Visitor) -> None:
    visiting.go("/weg")
    assert conversations(app) == 0


@pytest.mark.parametrize("headers", OURS, ids=["silent", "typed", "page", "worker"])
def test_from_our_own_pages_it_throws_away(app: Flask, visiting: Visitor, headers: dict[str, str]) -> None:
    assert visiting.client.get("/weg", headers=headers).status_code == 303
    assert conversations(app) == 0


def test_another_site_ends_the_session_and_throws_nothing_away(app: Flask, visiting: Visitor) -> None:
    page = visiting.path
    assert visiting.client.get("/weg", headers=ELSEWHERE).status_code == 303
    assert conversations(app) == 1
    assert visiting.client.get(page).status_code == 403


def test_another_site_does_not_lock_a_trusted_telephone(trusted: Visitor) -> None:
    trusted.client.get("/weg", headers=ELSEWHERE)
    trusted.go("/")
    assert "toestel" in trusted.choices("doe")


@pytest.mark.parametrize("purpose", ["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip"])
def test_a_browser_that_looks_ahead_changes_nothing(app: Flask, visiting: Visitor, purpose: str) -> None:
    answer = visiting.client.get("/weg", headers={"Sec-Purpose": purpose})
    assert answer.status_code == 503  # Which no browser keeps for the moment that somebody presses.
    assert "Set-Cookie" not in answer.headers
    assert conversations(app) == 1
    assert visiting.client.get(visiting.path).status_code == 200


@contextmanager
def busy(url: str) -> Iterator[None]:
    """Another program holds the database, and the rows of everybody, for as long as this lasts."""
    other = Database.at(url)
    with other.writing() as session:
        for row in (ConversationRow, SessionRow):
            session.scalars(select(row).with_for_update()).all()
        yield
    other.close()


def test_a_busy_database_holds_nobody_up(app: Flask, database_url: str, visiting: Visitor) -> None:
    with busy(database_url):
        before = time.monotonic()
        answer = visiting.client.get("/weg")
        took = time.monotonic() - before
    print(f"left in {took * 1000:.0f} ms")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/kalender")
    assert took < WAIT_SECONDS / 5
    assert visiting.client.get_cookie("sessie") is None
    assert visiting.client.get(visiting.path).status_code == 403


def test_what_a_busy_database_kept_is_thrown_away_later(
    app: Flask, database_url: str, visiting: Visitor
) -> None:
    with busy(database_url):
        visiting.client.get("/weg")
    assert conversations(app) == 1
    here = app.extensions["meedoen"]
    means, by = Means(here.vault, here.contents, here.settings.draft_days), Actor("", "werk", "test")
    later = clock.now() + timedelta(hours=17)
    housekeeping.throw_away_what_is_over(here.database, means, now=later, by=by)
    assert conversations(app) == 0


def test_what_was_under_way_does_not_open_again_what_was_left(
    app: Flask, talking: Visitor, arrive: Callable[[], Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody leaves in another tab, between the arrival of the six words and the answer to them."""
    words, cookie = six_words(talking), talking.client.get_cookie("sessie")
    other, opening = arrive(), app.session_interface.open_session
    assert cookie is not None
    other.client.set_cookie("sessie", cookie.value)

    def leave_meanwhile(*given: object) -> object:
        opened = opening(*given)
        if request.path == "/verder":
            other.client.get("/weg")
        return opened

    monkeypatch.setattr(app.session_interface, "open_session", leave_meanwhile)
    answer = talking.client.post("/verder", data={"doe": "woorden", "woorden": words})
    assert answer.status_code == 303
    assert "sessie" not in str(answer.headers.getlist("Set-Cookie"))
    assert talking.client.get(answer.headers["Location"]).status_code == 403


@pytest.mark.parametrize("page", PUBLIC)
def test_the_way_out_is_there_as_long_as_a_conversation_is_open(talking: Visitor, page: str) -> None:
    talking.go(page)
    assert has_way_out(talking)
    talking.go("/weg")
    talking.go(page)
    assert not has_way_out(talking)


def test_the_way_out_is_explained_before_it_is_there(visiting: Visitor) -> None:
    assert visiting.path.endswith("/uitleg")
    assert not has_way_out(visiting)
    assert "Ook op uw eigen telefoon" in visiting.words


def test_the_way_out_is_there_when_the_session_is_over(talking: Visitor) -> None:
    question = own_words_question(talking)
    form = form_of(talking, tekst="Alleen voor mij")
    talking.client.delete_cookie("sessie")
    talking.go(question)
    assert has_way_out(talking)
    talking._follow(talking.client.post(question, data=form))
    assert "Alleen voor mij" in talking.words
    assert has_way_out(talking)


def test_the_way_out_is_there_wherever_typed_words_are_shown(visitor: Visitor) -> None:
    visitor._follow(visitor.client.post("/bestaat-niet", data={"tekst": "Alleen voor mij"}))
    assert "Alleen voor mij" in visitor.words
    assert has_way_out(visitor)
    visitor.go("/verder")
    assert not has_way_out(visitor)
    visitor.press("doe=woorden", woorden="aap noot mies wim zus jet")
    assert visitor.status == 422
    assert has_way_out(visitor)
