"""What comes back from a provider is believed only when all of it is right (security A1, M1)."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.delivery.oidc import Away, Login, Provider
from tests.apps import make_app
from tests.mailbox import free_port
from tests.oidc import liar
from tests.oidc.conftest import bound
from tests.oidc.liar import TRUTH, Liar, Lie
from tests.oidc.person import Person
from tests.oidc.strict import BASIC, CLIENT, PHRASE, TWO

CANARY = "kanarie-4c1e"
ELSEWHERE = "https://elders.example"
NO = "Inloggen lukte niet"
LIES = {
    "unsigned": (Lie(sign=liar.unsigned), "unsupported_algorithm"),
    "signed with the secret that we share": (Lie(sign=liar.by_shared_secret), "unsupported_algorithm"),
    "signed with the public key": (Lie(sign=liar.by_public_key), "unsupported_algorithm"),
    "signed by another": (Lie(sign=liar.by_another), "bad_signature"),
    "no token at all": (Lie(sign=lambda _claims: "x.y.z"), "decode_error"),
    "expired": (Lie(seconds={"exp": -60}), "expired_token"),
    "made in the future": (Lie(seconds={"iat": 600}), "invalid_claim"),
    "for another": (Lie(claims={"aud": "een ander"}), "invalid_claim"),
    "for us by way of another": (Lie(claims={"aud": [CLIENT, "x"], "azp": "x"}), "invalid_claim"),
    "of another provider": (Lie(claims={"iss": ELSEWHERE}), "invalid_claim"),
    "an answer to another question": (Lie(claims={"nonce": "een ander"}), "invalid_claim"),
    "an answer to no question": (Lie(claims={"nonce": None}), "missing_claim"),
    "about nobody": (Lie(claims={"sub": None}), "missing_claim"),
    "about somebody who is no name": (Lie(claims={"sub": [CANARY]}), "invalid_claim"),
    "not sure enough": (Lie(claims={"acr": BASIC}), "acr"),
    "not told how": (Lie(claims={"acr": None}), "acr"),
    "too long ago": (Lie(seconds={"auth_time": -1200}), "auth_time"),
    "in the future": (Lie(seconds={"auth_time": 1200}), "auth_time"),
    "not told when": (Lie(claims={"auth_time": None}), "auth_time"),
    "told when in words": (Lie(claims={"auth_time": "gisteren"}), "invalid_claim"),
    "sent back by another provider": (Lie(back={"iss": ELSEWHERE}), "mix-up"),
    "sent back by nobody knows whom": (Lie(back={"iss": None}), "mix-up"),
    "with a forged state": (Lie(back={"state": "vals"}), "state"),
    "without a state": (Lie(back={"state": None}), "state"),
    "with a code that is none": (Lie(back={"code": "vals"}), "code"),
    "without a code": (Lie(back={"code": None}), "code"),
    "broken off": (Lie(back={"error": "access_denied", "error_description": CANARY}), "broken off"),
}


@pytest.fixture(scope="module")
def provider() -> Iterator[Liar]:
    with liar.lying() as running:
        running.who = CANARY
        yield running


@pytest.fixture(scope="module")
def app(provider: Liar, migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One app for all that is refused: nothing of it is kept."""
    path = tmp_path_factory.mktemp("geweigerd") / "meedoen.db"
    shutil.copy(migrated_sqlite, path)
    environ = {**provider.environ("STAFF", TWO_FACTORS=TWO), **provider.environ("RESIDENT")}
    made = make_app(f"sqlite:///{path}", **environ)
    bound(made, provider.root, CANARY)
    yield made
    made.extensions["meedoen"].database.close()


@pytest.fixture
def person(app: Flask, provider: Liar) -> Person:
    provider.lie = TRUTH
    return Person(app.test_client())


def test_the_truth_is_believed(person: Person) -> None:
    """Else every refusal below would be green for nothing."""
    person.go("/werk/inloggen")
    person.press("doe=in")
    assert person.path == "/werk"


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_refused(
    person: Person, provider: Liar, capsys: pytest.CaptureFixture[str], lie: str
) -> None:
    provider.lie, check = LIES[lie]
    for start, button, closed in (("/werk/inloggen", "in", "/werk"), ("/verder", "open", "/verder/kies")):
        person.go(start)
        person.press(f"doe={button}")
        assert (person.status, person.heading) == (422, NO), lie
        assert start in person.links().values(), "the other way in"
        assert CANARY not in person.page.text
        person.go(closed)
        assert person.path == start
    logged = capsys.readouterr().err
    told = [json.loads(line) for line in logged.splitlines()]
    assert [(line["event"], line["fault"]) for line in told] == [("inlog_geweigerd", check)] * 2
    assert CANARY not in logged


def test_a_question_is_answered_once(person: Person, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither Back nor somebody who saw the address gets in with it."""
    person.stays = True
    person.go("/verder")
    person.press("doe=open")
    for heard in ("", "state"):
        person.come_back()
        assert (person.status, person.heading) == (422, NO)
        told = [json.loads(line)["fault"] for line in capsys.readouterr().err.splitlines()]
        assert told == [heard] * bool(heard)


def test_a_forged_answer_does_not_use_up_the_question(person: Person) -> None:
    person.stays = True
    person.go("/werk/inloggen")
    person.press("doe=in")
    person.come_back("/werk/inloggen/terug?code=vals&state=vals")
    assert (person.status, person.heading) == (422, NO)
    person.come_back()
    assert person.path == "/werk"


def test_an_answer_does_nothing_in_another_browser(app: Flask, person: Person) -> None:
    """Whoever lures somebody to an answer of their own gets them in nowhere (login CSRF)."""
    person.stays = True
    person.go("/werk/inloggen")
    person.press("doe=in")
    other = Person(app.test_client())
    other.go(person.returned)
    assert (other.status, other.heading) == (422, NO)


@pytest.mark.parametrize(
    "of_itself",
    [
        {"issuer": ELSEWHERE},
        {"authorization_endpoint": f"{ELSEWHERE}/auth"},
        {"token_endpoint": "ftp://elders.example/token"},
        {"jwks_uri": None},
    ],
)
def test_a_provider_that_is_another_is_not_used(provider: Liar, of_itself: dict[str, str]) -> None:
    provider.lie = Lie(of_itself=of_itself)
    with pytest.raises(Away):
        Login(Provider(provider.root, CLIENT, PHRASE)).ask("http://localhost/terug", now=datetime.now(UTC))


def test_where_the_provider_is_down_there_is_another_way(
    tmp_path: Path, migrated_sqlite: Path, provider: Liar, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    shutil.copy(migrated_sqlite, tmp_path / "meedoen.db")
    environ = {**provider.environ("STAFF", ISSUER=nobody), **provider.environ("RESIDENT", ISSUER=nobody)}
    app = make_app(f"sqlite:///{tmp_path / 'meedoen.db'}", **environ)
    person = Person(app.test_client())
    for start, button in (("/werk/inloggen", "in"), ("/verder", "open")):
        person.go(start)
        person.press(f"doe={button}")
        assert person.status == 503
        assert start in person.links().values()
    assert capsys.readouterr().err.count('"inlog_weg"') == 2
    app.extensions["meedoen"].database.close()


def test_a_form_leads_on_to_the_provider_and_nowhere_else(app: Flask, provider: Liar) -> None:
    """O1: browsers hold the redirects of a form to this list."""
    policy = app.test_client().get("/hulp").headers["Content-Security-Policy"]
    assert f"form-action 'self' {provider.root};" in policy
    assert policy.count("http") == 1
