"""A household: each adult says yes alone, a no is never told of, and nobody is asked where it is unsafe."""

from dataclasses import replace
from datetime import datetime

import pytest

from meedoen_app.actions import casework, handing_over, households
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.handoff import Reach, Way
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, trace
from meedoen_app.storage.database import Database
from tests.cases import RESIDENT, hand_over, offer, tell

WORKER = Actor(id="", role="professional")


@pytest.fixture
def home(database: Database, means: Means, now: datetime) -> tuple[str, list[tuple[str, str]]]:
    """Somebody who works on the cases of two people: the account, and (conversation, case) of each."""
    with database.writing() as session:
        account = accounts.add(
            session,
            name="Fatma",
            mail="fatma@voorbeeld.nl",
            rights=Rights(Role.PROFESSIONAL, team="toegang_wmo"),
            state=AccountState.ACTIVE,
            now=now,
        )
        assert account is not None
        cases = []
        for _ in range(2):
            talk = tell(session, means, now=now)
            case = hand_over(session, means, talk, offer(now, "geld"), now=now).id
            casework.take(session, means, case, account.id, now=now, by=WORKER)
            cases.append((talk, case))
    return account.id, cases


def ask(database: Database, means: Means, account: str, cases: list[str], now: datetime) -> None:
    with database.writing() as session:
        households.ask(session, means, account, cases, now=now, by=WORKER)


def say(database: Database, means: Means, talk: str, case: str, said: bool, now: datetime) -> None:
    with database.writing() as session:
        households.say(session, means, talk, case, said, now=now, by=RESIDENT)


def others(database: Database, means: Means, case: str) -> tuple[str, ...]:
    with database.reading() as session:
        found = households.of_case(session, means, case)
    return found.others(case) if found else ()


def test_only_when_each_says_yes_are_they_looked_at_together(
    database: Database, means: Means, home: tuple[str, list[tuple[str, str]]], now: datetime
) -> None:
    account, [(talk, case), (other_talk, other)] = home
    ask(database, means, account, [case, other], now)
    say(database, means, talk, case, True, now)
    assert others(database, means, case) == ()
    say(database, means, other_talk, other, False, now)
    refused = others(database, means, case)
    say(database, means, other_talk, other, True, now)
    assert refused == ()  # As it was while nothing was said.
    assert (others(database, means, case), others(database, means, other)) == ((other,), (case,))
    say(database, means, talk, case, False, now)
    assert others(database, means, other) == ()


def test_nobody_answers_for_another(
    database: Database, means: Means, home: tuple[str, list[tuple[str, str]]], now: datetime
) -> None:
    account, [(talk, case), (_, other)] = home
    ask(database, means, account, [case, other], now)
    with pytest.raises(NotThere):
        say(database, means, talk, other, True, now)


def test_where_somebody_has_to_be_careful_nobody_is_asked_and_what_was_asked_falls_away(
    database: Database, means: Means, home: tuple[str, list[tuple[str, str]]], now: datetime
) -> None:
    account, [(talk, case), (other_talk, other)] = home
    ask(database, means, account, [case, other], now)
    for one, whose in ((talk, case), (other_talk, other)):
        say(database, means, one, whose, True, now)
    careful = replace(offer(now, "geld"), reach=Reach(Way.HERE, is_discreet=True))
    with database.writing() as session:
        hand_over(session, means, talk, careful, now=now)
    assert others(database, means, other) == ()
    with pytest.raises(NotAllowed, match="unsafe"):
        ask(database, means, account, [case, other], now)


def test_only_who_works_on_all_of_them_asks_and_taking_back_ends_it(
    database: Database, means: Means, home: tuple[str, list[tuple[str, str]]], now: datetime
) -> None:
    account, [(talk, case), (other_talk, other)] = home
    for who, whom in (("somebody else", [case, other]), (account, [case]), (account, [case, "x" * 22])):
        with pytest.raises(NotAllowed):
            ask(database, means, who, whom, now)
    ask(database, means, account, [case, other], now)
    for one, whose in ((talk, case), (other_talk, other)):
        say(database, means, one, whose, True, now)
    with database.writing() as session:
        households.stop(session, means, case, now=now, by=WORKER)
        for one in (talk, other_talk):  # Each reads in the own log that their yes is gone.
            assert trace.lines(session, means.vault, one)[-1].event.name == "huishouden_gestopt"
    ask(database, means, account, [case, other], now)
    with database.writing() as session:
        accounts.set_rights(session, account, Rights(Role.PROFESSIONAL, team="bad"))
    with pytest.raises(NotAllowed, match="cases"):  # Who went to another team.
        ask(database, means, account, [case, other], now)
    for one, whose in ((talk, case), (other_talk, other)):
        say(database, means, one, whose, True, now)
    with database.writing() as session:
        handing_over.withdraw(session, means, talk, case, now=now, by=RESIDENT)
    assert others(database, means, other) == ()
