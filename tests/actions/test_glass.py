"""A broken glass: with a reason, for an hour, and never without somebody being told of it."""

import json
from datetime import datetime, timedelta

import pytest

from meedoen_app.actions import casework, glass, safety_notes, workbench
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import AccountState, Rights, Role
from meedoen_app.core.casework import around, lines
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.handoff import Handoff, Reach, Way, number_of
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import accounts, assignments, conversations, handoffs, outbox, trace
from meedoen_app.storage.database import Database
from tests.cases import RESIDENT, plain

NOTICE, REPORT = Letter("Er staat iets klaar", "Kijk"), Letter("Iemand keek in nood", "Kijk wie")
NOOR, OFFICER = Actor("noor", "professional", "bad"), Actor("privacy", "privacy")
MAIL = "inwoner@voorbeeld.nl"
LATER = timedelta(seconds=9)
OFFICERS = ("een@voorbeeld.nl", "twee@voorbeeld.nl")


@pytest.fixture
def handoff(database: Database, conversation: Conversation, means: Means, now: datetime) -> Handoff:
    """A notification of who wants a mail when there is news. There are two privacy officers, and one was."""
    with database.writing() as session:
        until = now + timedelta(days=90)
        conversations.keep(session, means.vault, conversation.id, expires_at=until, now=now, by=RESIDENT)
        for mail, state in (
            *((one, AccountState.ACTIVE) for one in OFFICERS),
            ("w@g.nl", AccountState.DISABLED),
        ):
            rights = Rights(Role.PRIVACY)
            accounts.add(session, name="P", mail=mail, rights=rights, state=state, now=now)
        reach, kind = Reach(Way.MAIL, mail=MAIL), DeskKind.NOTIFICATION
        return plain(session, means.vault, conversation.id, now=now, reach=reach, kind=kind)


def broken(database: Database, means: Means, id: str, now: datetime, *, quiet: bool) -> str:
    with database.writing() as session:
        return glass.break_glass(
            session,
            means,
            number_of(id),
            NOOR.id,
            "Belt in nood",
            quiet=quiet,
            notice=NOTICE,
            report=REPORT,
            now=now,
            by=NOOR,
        )


def mailed(database: Database, means: Means, now: datetime) -> list[tuple[str, str]]:
    """Return to whom a letter goes, with its subject; each once."""
    with database.writing() as session:
        found = [json.loads(one.payload) for one in outbox.claim(session, means.vault, now)]
    return sorted((one["to"], one["subject"]) for one in found)


def test_the_glass_breaks_with_a_reason_for_an_hour_and_the_trace_says_so(
    database: Database, means: Means, handoff: Handoff, now: datetime, conversation: Conversation
) -> None:
    with database.writing() as session, pytest.raises(NotAllowed, match="reason"):
        glass.break_glass(
            session, means, handoff.number, "noor", "", notice=NOTICE, report=REPORT, now=now, by=NOOR
        )
    assert broken(database, means, handoff.id, now, quiet=False) == handoff.id
    with database.reading() as session:
        told = {one.event.name: one for one in trace.lines(session, means.vault, conversation.id)}
        [(made, reason)] = assignments.glasses_of_talk(session, means.vault, conversation.id)
    assert told["noodsprong"].actor.id == "noor"
    assert told["noodsprong"].event.ground == f"noodsprong:{made.ref}"  # No words in the trace.
    assert (made.until_at, reason) == (now + timedelta(minutes=60), "Belt in nood")


def test_the_officers_hear_of_it_at_once_and_the_resident_when_that_is_safe(
    database: Database, means: Means, handoff: Handoff, now: datetime
) -> None:
    to_officers, to_resident = [(one, REPORT.subject) for one in OFFICERS], [(MAIL, NOTICE.subject)]

    def written() -> list[around.GlassBroken]:
        with database.reading() as session:
            return list(casework.case_of(session, means, handoff.id).all_of(around.GlassBroken))

    for _ in range(2):  # Pressed twice is one glass, of which each hears once.
        broken(database, means, handoff.id, now, quiet=False)
    with database.reading() as session:
        assert len(assignments.glasses(session, means.vault, most=5)) == 1
    assert mailed(database, means, now) == sorted(to_officers + to_resident)
    assert [one.by for one in written()] == ["noor"]
    broken(database, means, handoff.id, now, quiet=True)
    assert mailed(database, means, now) == to_officers
    assert len(written()) == 1
    for _ in range(2):  # Pressed twice is once.
        with database.writing() as session:
            glass.tell(session, means, handoff.id, 2, NOTICE, now=now + LATER, by=OFFICER)
    assert mailed(database, means, now + LATER) == to_resident
    told = written()[-1]
    assert (told.by, told.looked_at, told.at) == (
        "noor",
        now,
        now + LATER,
    )  # Who looked, and not who told it.


def test_also_of_a_case_that_is_closed_it_is_told(
    database: Database, means: Means, handoff: Handoff, now: datetime
) -> None:
    with database.writing() as session:
        casework.write_down(session, means, handoff.id, lines.Closed("", now), key="k", by=OFFICER)
    broken(database, means, handoff.id, now, quiet=False)
    with database.reading() as session:
        assert casework.case_of(session, means, handoff.id).last(around.GlassBroken) is not None


def test_a_quiet_one_is_not_given_away_by_a_refusal_and_what_another_tried_stands(
    database: Database, means: Means, handoff: Handoff, now: datetime, conversation: Conversation
) -> None:
    def tried() -> list[str]:
        with database.reading() as session:
            log = safety_notes.own_log(session, means, conversation.id)
        return [one.actor.id for one in log if one.event.name == workbench.REFUSED]

    with database.writing() as session:
        for who in (NOOR, Actor("piet", "professional")):
            workbench.denied(session, means, handoff.id, now=now, by=who)
    assert tried() == ["noor", "piet"]
    broken(database, means, handoff.id, now, quiet=True)
    assert tried() == ["piet"]
    with database.writing() as session:
        glass.tell(session, means, handoff.id, 1, NOTICE, now=now, by=OFFICER)
    assert tried() == ["noor", "piet"]


def test_a_quiet_one_stays_on_the_list_until_its_resident_is_told(
    database: Database, means: Means, handoff: Handoff, now: datetime
) -> None:
    for days, quiet in enumerate((True, False, False)):
        broken(database, means, handoff.id, now + timedelta(days=days), quiet=quiet)
    with database.writing() as session:
        found = glass.listed(session, means, most=1, now=now, by=OFFICER)
        assert [one.number for one, _ in found] == [1, 3]
        assert handoffs.get(session, handoff.id).closed_at is None
