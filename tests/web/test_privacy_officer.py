"""Each night Meedoen writes who opened what outside their work. That the officer reads it is traced."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel

from meedoen_app.core.handoff import number_of
from meedoen_app.core.lookups import MANY_REFUSALS
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.storage import assignments, handoffs, trace
from meedoen_app.storage.tables.records import LookupReportRow
from meedoen_app.web import clock
from tests import staff
from tests.cases import plain
from tests.visitor import Visitor

SYSTEM = Actor("", "systeem")
Open = Callable[..., None]


@pytest.fixture
def yesterday() -> datetime:
    return datetime.combine(clock.today(), datetime.min.time(), clock.HERE) - timedelta(hours=12)


@pytest.fixture
def case(app: Flask, talking: Visitor, yesterday: datetime) -> str:
    """A case of the conversation that is open, at a team."""
    here, id = app.extensions["meedoen"], talking.conversation().removeprefix("/g/")
    with here.database.writing() as session:
        return plain(session, here.vault, id, now=yesterday, desk="buurtcoach", team="buurtcoaches").id


@pytest.fixture
def opens(app: Flask, case: str, yesterday: datetime) -> Open:
    """Let an account open the case, yesterday."""
    here = app.extensions["meedoen"]

    def opening(account: str, action: Action = Action.READ) -> None:
        event = Event(action, "gelezen", handoffs.HANDOFF, case, ground=Ground.ASSIGNMENT.of(case))
        with here.database.writing() as session:
            by = Actor(account, "buurtcoach", "buurtcoaches")
            handoffs.note(session, here.vault, case, event, now=yesterday, by=by)

    return opening


@pytest.fixture
def officer(app: Flask, arrive: Callable[[], Visitor], works: Callable[[], None]) -> Visitor:
    visitor = arrive()
    staff.sign_in(app, visitor, role="privacy")
    return visitor


def report(visitor: Visitor, works: Callable[[], None], day: date) -> str:
    works()
    visitor.go("/werk/privacy")
    visitor.go(f"/werk/privacy/{day}")
    assert visitor.status == 200
    return visitor.words


def test_a_planted_snoop_is_told_and_a_colleague_at_work_is_not(
    app: Flask, officer: Visitor, works: Callable[[], None], opens: Open, case: str, yesterday: datetime
) -> None:
    here = app.extensions["meedoen"]
    snoop, worker = (staff.make(app, name=name) for name in ("Nieuws Gierig", "Doet Werk"))
    with here.database.writing() as session:
        assignments.assign(session, here.vault, case, worker.id, reason="", now=yesterday, by=SYSTEM)
    opens(worker.id)
    opens(snoop.id)
    words = report(officer, works, yesterday.date())
    assert "Er is 2 keer iets geopend." in words
    assert "Nieuws Gierig, buurtcoach, Buurtcoaches Las een zaak" in words
    assert "De grond die erbij staat: werkt aan de zaak" in words
    assert f"Zaak: {number_of(case)}" in words
    assert "Doet Werk" not in words


def test_who_tries_what_is_not_for_them_again_and_again_stands_out(
    app: Flask, officer: Visitor, works: Callable[[], None], opens: Open, yesterday: datetime
) -> None:
    account = staff.make(app, name="Probeert Alles")
    for _ in range(MANY_REFUSALS):
        opens(account.id, Action.DENIED)
    words = report(officer, works, yesterday.date())
    assert f"Probeert Alles wilde {MANY_REFUSALS} keer iets openen en mocht dat niet." in words


def test_each_day_has_one_report_also_after_a_standstill_and_it_is_sealed(
    app: Flask, works: Callable[[], None], opens: Open
) -> None:
    here, today = app.extensions["meedoen"], clock.today()
    opens("iemand")
    works()
    works()
    with travel(datetime.now(UTC) + timedelta(days=3), tick=True):
        works()
    with here.database.reading() as session:
        rows = session.scalars(select(LookupReportRow).order_by(LookupReportRow.day)).all()
        assert [row.day for row in rows] == [today + timedelta(days=number) for number in (-1, 0, 1, 2)]
        assert all(b"iemand" not in row.ciphertext for row in rows)


def test_every_look_at_a_report_is_traced_and_there_are_no_others(
    app: Flask, officer: Visitor, works: Callable[[], None], yesterday: datetime
) -> None:
    assert "Niemand opende iets op deze dag." in report(officer, works, yesterday.date())
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        last = session.execute(select(trace.TRACE).where(trace.TRACE.c.event == "opzoekingen")).one()
        assert (last.actor_role, last.object_id) == ("privacy", yesterday.date().isoformat())
        assert trace.verify(session, here.vault) == ()
    for day in ("gisteren", "2020-01-01"):
        officer.go(f"/werk/privacy/{day}")
        assert officer.status == 404
