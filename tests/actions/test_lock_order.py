"""Who holds a case and then writes in its trace waits for nobody: all hold in that order (PostgreSQL)."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from meedoen_app.actions import accounts as staff_rights
from meedoen_app.actions import casework, glass, handing_over, keeping, keeping_back, safety_notes, workbench
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.checking import Judged, Judgement
from meedoen_app.core.consent import Asked
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Handoff
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, assignments, handoffs, trace
from meedoen_app.storage.database import Database, Session
from tests.cases import RESIDENT, TODAY, offer, plain, tell
from tests.postgres_server import PostgresServer

WORKER = Actor("noor", "professional", "toegang_wmo")
LETTER = Letter("Meedoen", "Er is iets veranderd.", "")
OFFICER = Actor("els", "privacy")
EVENT = Event(Action.READ, "gelezen", handoffs.HANDOFF)
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
        while not (other.done() or waiting(database)):
            pass
        assert not other.done()
        assert workbench.denied(session, means, held.id, now=now, by=WORKER)
        session.commit()
        other.result()


@pytest.fixture
def seen_by_officers(database: Database, means: Means, now: datetime) -> tuple[str, ...]:
    """Two talks, each with a broken glass in one case and a note that waits in another.

    By the order of their cases the talks come one way in the one list, and the other way in the other.
    """
    with database.writing() as session:
        talks = [tell(session, means, now=now) for _ in range(2)]
        glasses = sorted(
            (plain(session, means.vault, talk, now=now) for talk in talks), key=lambda one: one.id
        )
        for one in glasses:
            until = now + timedelta(hours=1)
            assignments.break_glass(
                session, means.vault, one.id, "noor", reason="Nood", until=until, now=now, by=WORKER
            )
        for number, one in enumerate(reversed(glasses)):
            later, more = now + timedelta(hours=number), {"has_note_waiting": True}
            noted = plain(session, means.vault, talk_of(one), now=later)
            handoffs.change(session, means.vault, noted.id, "stand", now=later, by=WORKER, **more)
    return tuple(talks)


def test_two_privacy_officers_look_at_both_lists_at_once(
    database: Database, means: Means, seen_by_officers: tuple[str, ...], now: datetime
) -> None:
    def look_at_glasses() -> None:
        with database.writing() as session:
            glass.listed(session, means, most=5, now=now, by=OFFICER)

    def look_at_notes() -> None:
        with database.writing() as session:
            safety_notes.waiting(session, means, now=now, by=OFFICER)

    with ThreadPoolExecutor(2) as elsewhere:
        with database.writing() as session:
            for talk in sorted(seen_by_officers):
                trace.append(session, means.vault, WORKER, EVENT, now=now, conversation=talk)
            looking = [elsewhere.submit(look) for look in (look_at_glasses, look_at_notes)]
            while waiting(database) < len(looking):
                assert not any(one.done() for one in looking)
        assert [one.result() for one in looking] == [None, None]


def test_two_privacy_officers_confirm_the_rights_of_each_other_at_once(
    database: Database, means: Means, now: datetime
) -> None:
    with database.writing() as session:
        admin, *officers = [officer(session, name, now) for name in ("ans", "bea", "els")]
        newer, former = Rights(Role.ADMIN), Role.PRIVACY
        about = {
            of: accounts.propose(session, of, newer, before=former, by=admin, now=now).id for of in officers
        }

    def confirm(of: str, by: str) -> None:
        with database.writing() as session:
            actor = Actor(by, Role.PRIVACY)
            staff_rights.confirm(session, means, about[of], LETTER, LETTER, now=now, by=actor)

    with ThreadPoolExecutor(2) as elsewhere:
        with database.writing() as session:
            for one in officers:
                accounts.get(session, one)
            confirming = [elsewhere.submit(confirm, *pair) for pair in (officers, officers[::-1])]
            while waiting(database) < len(confirming):
                assert not any(one.done() for one in confirming)
        assert [one.result() for one in confirming] == [None, None]
    with database.reading() as session:
        assert [accounts.get(session, one).role for one in officers] == [Role.ADMIN, Role.ADMIN]


def officer(session: Session, name: str, now: datetime) -> str:
    held, state = Rights(Role.ADMIN if name == "ans" else Role.PRIVACY), AccountState.ACTIVE
    made = accounts.add(session, name=name, mail=f"{name}@g.nl", rights=held, state=state, now=now)
    assert made is not None
    return made.id


def waiting(database: Database) -> int:
    """Return how many wait for what another holds."""
    with database.reading() as session:
        return session.scalar(WAITING) or 0
