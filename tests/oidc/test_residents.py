"""A resident links a conversation to a sign-in elsewhere, and nothing of them is kept (security A1, C2)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app.actions import keeping
from meedoen_app.actions.means import Means
from meedoen_app.core.reissue import KnownBy
from meedoen_app.core.trace import Actor
from meedoen_app.storage import reissues
from tests.oidc.conftest import Arrive
from tests.oidc.person import Person
from tests.oidc.strict import BASIC, Strict
from tests.talks import begin_and_keep

NO = "Inloggen lukte niet"
WHO = "kanarie-9d2f"


def link(person: Person) -> str:
    """Begin a conversation, keep it, and link it; return its address."""
    begin_and_keep(person)
    talk = person.conversation()
    person.go(f"{talk}/woorden")
    person.press("doe=koppel")
    return talk


def reopen(arrive: Arrive, **how: str) -> Person:
    """Come back in another browser."""
    person = arrive(**how)
    person.go("/verder")
    person.press("doe=open")
    return person


def test_a_linked_conversation_opens_in_another_browser(arrive: Arrive) -> None:
    person = arrive(who=WHO)
    talk = link(person)
    assert person.path == f"{talk}/woorden"
    assert "Uw gesprek gaat ook open met uw inlog, sinds" in person.words
    assert reopen(arrive, who=WHO).conversation() == talk
    assert reopen(arrive, who="een ander").heading == NO
    person.go(f"{talk}/over-mij")
    assert person.status == 200


def test_what_is_not_linked_any_more_stays_shut(arrive: Arrive) -> None:
    person = arrive(who=WHO)
    talk = link(person)
    person.press("doe=ontkoppel")
    assert person.path == f"{talk}/woorden"
    assert "koppel" in person.choices("doe")
    assert reopen(arrive, who=WHO).heading == NO


def test_who_stops_keeping_stops_the_sign_in_too(app: Flask, arrive: Arrive) -> None:
    person = arrive(who=WHO)
    talk = link(person)
    here = app.extensions["meedoen"]
    with here.database.writing() as session:
        means = Means(here.vault, here.contents, here.settings.draft_days)
        by = Actor(id="", role="inwoner")
        keeping.stop_keeping(session, means, talk.removeprefix("/g/"), now=datetime.now(UTC), by=by)
    assert reopen(arrive, who=WHO).heading == NO


def test_new_words_stop_the_sign_in_too_and_it_can_be_linked_again(app: Flask, arrive: Arrive) -> None:
    """Who linked their own sign-in on a screen that was left open is locked out by new words."""
    person = arrive(who=WHO)
    talk = link(person)
    here = app.extensions["meedoen"]
    with here.database.writing() as session:
        id, by, now = talk.removeprefix("/g/"), Actor("fatma", "professional"), datetime.now(UTC)
        reissues.add(session, here.vault, id, "12345678", KnownBy.SEEN, ground="", now=now, by=by)
    owner = arrive(who="een ander")
    owner.go("/verder")
    owner.press("doe=code", code="1234 5678")
    assert owner.path == f"{talk}/woorden"
    assert "Met uw inlog gaat uw gesprek ook niet meer open." in owner.words
    assert reopen(arrive, who=WHO).heading == NO
    owner.press("doe=koppel")
    assert "sinds" in owner.words
    assert reopen(arrive, who="een ander").conversation() == talk


def test_a_conversation_has_one_sign_in(arrive: Arrive) -> None:
    """Another one that has the six words cannot take it over unseen."""
    person = arrive(who=WHO)
    talk = link(person)
    shown, person.who = person.fields(), "een ander"
    person.elsewhere.cookies.clear()
    person._follow(person.client.post(f"{talk}/inlog", data={"zegel": shown["zegel"][0], "doe": "koppel"}))
    assert (person.status, person.heading) == (422, NO)
    assert reopen(arrive, who="een ander").heading == NO


def test_several_are_chosen_from_by_date(app: Flask, arrive: Arrive) -> None:
    talks = [link(arrive(who=WHO)) for _ in range(2)]
    person = reopen(arrive, who=WHO)
    assert person.path == "/verder/kies"
    newest_first = [talk.removeprefix("/g/") for talk in reversed(talks)]
    assert person.choices("gesprek") == newest_first
    person.press(f"gesprek={newest_first[1]}")
    assert person.conversation() == talks[0]
    person.go("/verder/kies")
    assert person.path == "/verder"
    stranger = arrive()
    stranger.client.post("/verder/kies", data={"gesprek": newest_first[0]})
    stranger.go(talks[1] + "/over-mij")
    assert stranger.status == 403


def test_a_way_that_is_not_sure_enough_opens_nothing(arrive: Arrive) -> None:
    link(arrive(who=WHO))
    person = reopen(arrive, who=WHO, acr=BASIC)
    assert (person.status, person.heading) == (422, NO)
    assert "niet zeker genoeg" in person.words


def test_who_left_in_between_links_nothing(arrive: Arrive) -> None:
    """The answer that comes back is for the conversation that was open when one left."""
    person = arrive(who=WHO, stays=True)
    begin_and_keep(person)
    person.go(f"{person.conversation()}/woorden")
    person.press("doe=koppel")
    person.stays, returned = False, person.returned
    begin_and_keep(person)
    person.go(returned)
    assert (person.status, person.heading) == (422, NO)
    assert reopen(arrive, who=WHO).heading == NO


def test_nothing_of_who_it_is_is_kept_or_told(
    arrive: Arrive, provider: Strict, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    person = arrive(who=WHO)
    link(person)
    assert "scope=openid&" in person.went[0], "no name is asked"
    reopened = reopen(arrive, who=WHO)
    addresses = [path for visitor in (person, reopened) for _status, path in visitor.seen]
    assert WHO not in " ".join(addresses)
    assert WHO not in capsys.readouterr().err
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("meedoen.db*"))
    assert b"conversation_identity" in kept
    assert WHO.encode() not in kept
    assert provider.root.encode() not in kept
