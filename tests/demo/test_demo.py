"""The demo: seven invented people, marked as such on every page, on this computer alone."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from flask import Flask

from meedoen_app.core.access.account import Role
from meedoen_app.storage import handoffs
from tests.apps import make_app
from tests.demo import __main__ as demo
from tests.demo import accounts, people
from tests.demo.accounts import Ready
from tests.demo.people import INVENTED, Person
from tests.visitor import Visitor

BANNER = "Dit is een proefversie met verzonnen mensen"
PAGES = ("/", "/verder", "/hulp", "/bel-mij", "/privacy", "/toegankelijkheid", "/is-er-niet")
OWN_PAGES = (
    "2",
    "onderwerpen",
    "klopt",
    "tafel",
    "wat-kan",
    "over-mij",
    "woorden",
    "stop",
    "weggooien",
    "plan",
    "plan/papier",
)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    made = make_app(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}", MEEDOEN_DEMO="ja")
    yield made
    made.extensions["meedoen"].database.close()


@pytest.fixture(scope="module")
def staff(app: Flask) -> list[Ready]:
    return accounts.make_all(app)


@pytest.fixture(scope="module")
def seven(app: Flask, staff: list[Ready]) -> list[Person]:
    return [*people.all_of_them(app)]


def reopened(app: Flask, person: Person) -> Visitor:
    visitor = Visitor(app.test_client())
    visitor.go("/verder")
    visitor.press("doe=woorden", woorden=person.six_words)
    return visitor


def test_there_is_one_for_each_group_of_the_policy(seven: list[Person]) -> None:
    assert len({person.six_words for person in seven}) == 7
    assert all("verzonnen" in person.who for person in seven)


def test_six_words_open_each_of_them_where_they_were(app: Flask, seven: list[Person]) -> None:
    headings = [reopened(app, person).heading for person in seven]
    assert [headings.count(one) for one in ("Klopt dit?", "Wat ik deelde")] == [2, 3]
    assert headings.count("Er ligt nog iets voor u klaar") == 1
    assert len(set(headings)) == 4


def test_own_words_say_that_they_are_invented(app: Flask, seven: list[Person]) -> None:
    visitor = reopened(app, seven[0])
    visitor.go(visitor.conversation() + "/klopt")
    quotes = [" ".join("".join(one.itertext()).split()) for one in visitor.tree.iter("blockquote")]
    assert quotes
    assert all(INVENTED in quote for quote in quotes)


def test_every_page_says_what_this_is(app: Flask, seven: list[Person]) -> None:
    visitor = reopened(app, seven[0])
    for page in (*PAGES, *(f"{visitor.conversation()}/{page}" for page in OWN_PAGES)):
        visitor.go(page)
        assert BANNER in visitor.words, page


def test_the_page_for_leaving_stays_neutral(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    visitor.go("/weg")
    assert BANNER not in visitor.words


def test_the_real_thing_does_not_say_so(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}")
    assert BANNER not in app.test_client().get("/").text
    app.extensions["meedoen"].database.close()


def test_another_address_is_refused_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOST", "0.0.0.0")  # noqa: S104 - what has to be refused
    assert demo.main() == 1
    assert "alleen voor deze computer" in capsys.readouterr().err


def test_who_works_at_a_desk_finds_what_was_handed_over(
    app: Flask, staff: list[Ready], seven: list[Person]
) -> None:
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        desks = {
            one.desk for one in handoffs.of_nobody(session, "toegang_wmo", datetime.now(UTC), most=9, skip=0)
        }
    assert desks == {"wmo"}
    coach = Visitor(app.test_client())
    sign_in(coach, next(asdict(one) for one in staff if one.role == "buurtcoach"))
    assert "De buurtcoach" in coach.words


def sign_in(visitor: Visitor, one: dict[str, str]) -> None:
    visitor.go("/werk/inloggen")
    visitor.press("doe=wachtwoord", mail=one["mail"], wachtwoord=one["password"])
    visitor.press("doe=tweede", code=pyotp.TOTP(one["totp_secret"]).now())


def test_there_is_a_member_of_staff_for_every_role_and_each_comes_in(
    app: Flask, staff: list[Ready], tmp_path: Path
) -> None:
    accounts.write(staff, tmp_path / "demo-accounts.json")
    told = json.loads((tmp_path / "demo-accounts.json").read_text())
    assert {one["role"] for one in told} == set(Role)
    assert all(list(one) == ["role", "name", "mail", "password", "totp_secret"] for one in told)
    for one in (told[0], told[-1]):
        visitor = Visitor(app.test_client())
        sign_in(visitor, one)
        assert visitor.path == "/werk"
        assert INVENTED in visitor.words
        assert BANNER in visitor.words
