"""Who holds a case and then writes in its trace waits for nobody: all hold in that order (PostgreSQL)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import text

from meedoen_app.actions import casework, handing_over, keeping, keeping_back, workbench
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.checking import Judged, Judgement
from meedoen_app.core.consent import Asked
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, assignments, handoffs
from meedoen_app.storage.database import Database, Session
from tests.cases import RESIDENT, TODAY, offer, tell
from tests.postgres_server import PostgresServer

WORKER = Actor("noor", "professional", "toegang_wmo")
WAITING = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
Doing = Callable[[Session, Means, Handoff, Handoff, datetime], object]


@pytest.fixture
def database(postgresql: PostgresServer, migrated_postgresql: str) -> Iterator[Database]:
    """PostgreSQL alone: SQLite lets one write at a time."""
    name = postgresql.create(migrated_postgresql)
    opened = Database.at(postgresql.url(name))
    yield opened
    opened.close()
    postgresql.drop(name)


def stop_keeping(session: Session, means: Means, one: Handoff, held: Handoff, now: datetime) -> None:
    keeping.stop_keeping(session, means, talk_of(one), now=now, by=RESIDENT)


def keep_back(session: Session, means: Means, one: Handoff, held: Handoff, now: datetime) -> None:
    judged = Judged(1, Judgement.NOT_SHARED, now)
    keeping_back.write_down(session, means, talk_of(one), judged, key="k", by=RESIDENT)


def take(session: Session, means: Means, one: Handoff, held: Handoff, now: datetime) -> None:
    [other] = [account.id for account in accounts.in_team(session, one.team)]
    casework.take(session, means, one.id, other, now=now, by=WORKER)


def talk_of(one: Handoff) -> str:
    assert one.conversation is not None
    return one.conversation


def joined(session: Session, team: str, now: datetime) -> str:
    rights, state = Rights(Role.PROFESSIONAL, team=team), AccountState.ACTIVE
    made = accounts.add(session, name=team, mail=f"{team}@g.nl", rights=rights, state=state, now=now)
    assert made is not None
    return made.id


@pytest.fixture
def cases(database: Database, means: Means, now: datetime) -> tuple[Handoff, Handoff]:
    """Two cases of one talk, of which the second has the regisseur."""
    with database.writing() as session:
        talk = tell(session, means, now=now)
        worker, _other = [joined(session, team, now) for team in ("toegang_wmo", "bad")]
        asked = Asked("Ja, deel dit.", "nl")
        there = [
            handing_over.hand_over(
                session,
                means,
                talk,
                offer(now, "geld", desk=desk, kind=kind),
                asked,
                today=TODAY,
                now=now,
                by=RESIDENT,
            )
            for desk, kind in DESKS
        ]
        one, held = sorted(there, key=lambda handoff: handoff.id)
        assignments.coordinate(session, means.vault, held.id, worker, now=now, by=WORKER)
    return one, held


DESKS = (("wmo", DeskKind.NOTIFICATION), ("schuldhulp", DeskKind.SHARING))


@pytest.mark.parametrize("doing", [stop_keeping, keep_back, take])
def test_who_is_refused_a_case_is_noted_while_another_begins(
    database: Database, means: Means, cases: tuple[Handoff, Handoff], now: datetime, doing: Doing
) -> None:
    one, held = cases

    def begin() -> None:
        with database.writing() as session:
            doing(session, means, one, held, now)

    with ThreadPoolExecutor(1) as elsewhere, database.writing() as session:
        handoffs.get(session, held.id)
        other = elsewhere.submit(begin)
        while not (other.done() or is_waited_for(database)):
            pass
        assert not other.done()
        assert workbench.denied(session, means, held.id, now=now, by=WORKER)
        session.commit()
        other.result()


def is_waited_for(database: Database) -> bool:
    with database.reading() as session:
        return bool(session.scalar(WAITING))
