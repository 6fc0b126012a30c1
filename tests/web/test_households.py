"""The adults of one household: who asks or stops while another holds a case of it (PostgreSQL)."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from meedoen_app.actions import households
from meedoen_app.core.access.account import Account
from meedoen_app.core.handoff import Handoff
from meedoen_app.storage import conversations, handoffs
from meedoen_app.web import clock, pages
from tests import staff
from tests.actions.test_lock_order import waiting
from tests.cases import RESIDENT
from tests.postgres_server import PostgresServer
from tests.visitor import Visitor
from tests.web.test_work import TEAM, Shared, coach, share, take

__all__ = ["coach", "share"]


@pytest.fixture
def database_url(postgresql: PostgresServer, migrated_postgresql: str) -> Iterator[str]:
    """PostgreSQL alone: SQLite lets one write at a time."""
    name = postgresql.create(migrated_postgresql)
    yield postgresql.url(name)
    postgresql.drop(name)


@pytest.fixture
def adults(visitor: Visitor, coach: Account, share: Shared) -> list[Handoff]:
    """The cases of two people on which one professional works, in the order in which they are held."""
    cases = []
    for _ in range(2):
        cases.append(share())
        take(visitor, cases[-1])
    return sorted(cases, key=talk_of)


def talk_of(one: Handoff) -> str:
    assert one.conversation is not None
    return one.conversation


@pytest.mark.parametrize("doing", ["vraag", "stop"])
def test_who_asks_or_stops_from_the_last_case_holds_nothing_while_another_holds_the_first(
    app: Flask, visitor: Visitor, adults: list[Handoff], doing: str
) -> None:
    first, last = adults
    database = app.extensions["meedoen"].database
    visitor.go(f"/werk/zaak/{last.id}/huishouden")
    if doing == "stop":
        visitor.press("doe=vraag", zaak=first.id)
    with ThreadPoolExecutor(1) as elsewhere, database.writing() as session:
        conversations.get(session, talk_of(first))
        handoffs.hold_all(session, talk_of(first))
        pressed = elsewhere.submit(visitor.press, f"doe={doing}", zaak=first.id)
        while not (pressed.done() or waiting(database)):
            pass
        conversations.get(session, talk_of(last))
        handoffs.hold_all(session, talk_of(last))
        session.commit()
        pressed.result()
    assert visitor.status == 200
    assert ("Nog niet iedereen zei ja." in visitor.words) is (doing == "vraag")


def test_two_of_one_name_are_told_apart_and_who_is_with_a_colleague_is_no_way_into_that_case(
    app: Flask, visitor: Visitor, adults: list[Handoff]
) -> None:
    first, last = adults
    visitor.go(f"/werk/zaak/{first.id}/huishouden")
    assert f"Jan de Vries {last.number}" in visitor.words
    visitor.press("doe=vraag", zaak=last.id)
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        for one in adults:
            households.say(session, pages.means(), talk_of(one), one.id, True, now=clock.now(), by=RESIDENT)
    visitor.go(f"/werk/zaak/{first.id}/huishouden")
    assert visitor.links()[f"Jan de Vries {last.number}"] == f"/werk/zaak/{last.id}"
    colleague = staff.make(app, "professional", team=TEAM, name="Piet")
    visitor.go(f"/werk/zaak/{last.id}/collega")
    visitor.press("doe=geef", collega=colleague.id, reden="Zij kent het gezin")
    visitor.go(f"/werk/zaak/{first.id}/huishouden")
    assert "Aan een van de zaken werkt nu een collega." in visitor.words
    assert [link for link in visitor.links().values() if last.id in link] == []
