"""Handings over and their cases: sealed apart from the conversation, written once, with one regisseur."""

import re
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select, update

from meedoen_app.core.casework.assignment import Coordinator
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.errors import KeyReused, NotThere
from meedoen_app.core.handoff import ContactWish, Handoff, Reach, Way
from meedoen_app.core.trace import Actor
from meedoen_app.storage import assignments, case_lines, conversations, handoffs, keys, trace
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.tables.casework import CaseLineRow, HandoffRow
from meedoen_app.storage.vault import CannotOpen, Vault
from tests.cases import plain
from tests.conftest import MASTER_KEY

TODAY = date(2026, 11, 23)
REACH = Reach(
    Way.CALL,
    "Jan",
    phone="06",
    wish=ContactWish.NOT_NOW,
    is_discreet=True,
    mind="Na vieren",
    interpreter="ti",
)
COACH = Actor("fatma", "buurtcoach", "buurtcoaches")


def share(
    session: Session,
    vault: Vault,
    conversation: str,
    now: datetime,
    by: Actor,
    kind: DeskKind = DeskKind.SHARING,
    desk: str = "buurtcoach",
) -> Handoff:
    return plain(
        session,
        vault,
        conversation,
        now=now,
        desk=desk,
        team="buurtcoaches",
        kind=kind,
        reach=REACH,
        wijk="Voorstad",
        shared_on=TODAY,
        notified_on=TODAY if kind is DeskKind.NOTIFICATION else None,
        by=by,
    )


@pytest.fixture
def handoff(
    database: Database, conversation: Conversation, vault: Vault, now: datetime, resident: Actor
) -> Handoff:
    with database.writing() as session:
        return share(session, vault, conversation.id, now, resident)


def test_what_was_handed_over_comes_back_and_how_to_reach_somebody(
    database: Database, handoff: Handoff, vault: Vault, conversation: Conversation
) -> None:
    with database.reading() as session:
        assert handoffs.get(session, handoff.id) == handoff
        assert handoffs.of_conversation(session, conversation.id) == (handoff,)
        assert handoffs.reach(session, vault, handoff.id) == REACH
        for unknown in ("nergens", "\x00"):
            with pytest.raises(NotThere):
                handoffs.get(session, unknown)


def test_a_handing_over_is_found_by_its_number_however_it_is_written(
    database: Database, handoff: Handoff
) -> None:
    assert re.fullmatch(r"\d{4} \d{4} \d{4}", handoff.number)
    together = handoff.number.replace(" ", "")
    with database.reading() as session:
        for written in (handoff.number, together, f" {together[:6]}-{together[6:]} "):
            assert handoffs.numbered(session, written) == handoff.id
        for unknown in ("", "zaak", together[:-1], f"{together}0", handoff.id):
            with pytest.raises(NotThere):
                handoffs.numbered(session, unknown)


def test_a_line_is_added_once_by_its_key(
    database: Database, handoff: Handoff, vault: Vault, now: datetime
) -> None:
    def add(content: str, key: str) -> int:
        with database.writing() as session:
            return case_lines.add(
                session, vault, handoff.id, content, key=key, about="contact", now=now, by=COACH
            )

    assert [add("een", "k1"), add("twee", "k2"), add("een", "k1")] == [1, 2, 1]
    with pytest.raises(KeyReused):
        add("anders", "k1")
    with database.reading() as session:
        found = case_lines.listed(session, vault, handoff.id)
    assert [(one.seq, one.content, one.at) for one in found] == [(1, "een", now), (2, "twee", now)]


def test_a_line_that_was_moved_to_another_case_does_not_open(
    database: Database,
    conversation: Conversation,
    handoff: Handoff,
    vault: Vault,
    now: datetime,
    resident: Actor,
) -> None:
    with database.writing() as session:
        other = share(session, vault, conversation.id, now, resident, desk="wmo")
        case_lines.add(session, vault, handoff.id, "een", key="k", about="contact", now=now, by=COACH)
        session.execute(update(CaseLineRow).values(handoff_id=other.id))
    with pytest.raises(CannotOpen), database.reading() as session:
        case_lines.listed(session, vault, other.id)


def test_a_key_that_was_moved_to_another_case_does_not_open(
    database: Database,
    conversation: Conversation,
    handoff: Handoff,
    vault: Vault,
    now: datetime,
    resident: Actor,
) -> None:
    with database.writing() as session:
        other = share(session, vault, conversation.id, now, resident, desk="wmo")
        taken = session.get_one(HandoffRow, handoff.id)
        row = session.get_one(HandoffRow, other.id)
        row.wrapped_key, row.reach_ciphertext = taken.wrapped_key, taken.reach_ciphertext
    with pytest.raises(CannotOpen), database.reading() as session:
        handoffs.reach(session, vault, other.id)


def test_a_new_master_key_wraps_the_keys_of_cases_too(
    database: Database, handoff: Handoff, vault: Vault
) -> None:
    newer = Vault("deventer", {"k1": MASTER_KEY, "k2": bytes(reversed(MASTER_KEY))}, "k2")
    assert keys.rewrap(database, newer) == 3  # Of the installation, the conversation and the case.
    with database.reading() as session:
        assert keys.uses(session) == {"k2": 3}
        assert handoffs.reach(session, newer, handoff.id) == REACH


def test_erasing_a_conversation_takes_what_was_shared_by_choice_and_leaves_a_notification(
    database: Database,
    conversation: Conversation,
    handoff: Handoff,
    vault: Vault,
    now: datetime,
    resident: Actor,
) -> None:
    with database.writing() as session:
        notified = share(session, vault, conversation.id, now, resident, DeskKind.NOTIFICATION, "wmo")
        for one in (handoff, notified):
            case_lines.add(session, vault, one.id, "een", key="k", about="contact", now=now, by=COACH)
            assignments.assign(session, vault, one.id, "fatma", reason="", now=now, by=COACH)
        assignments.coordinate(session, vault, notified.id, "fatma", now=now, by=COACH)
    with database.writing() as session:
        conversations.erase(session, vault, conversation.id, now=now, by=resident)
    with database.reading() as session:
        assert list(session.scalars(select(HandoffRow.id))) == [notified.id]
        left = handoffs.get(session, notified.id)
        assert left == replace(notified, conversation=None)
        assert [one.content for one in case_lines.listed(session, vault, notified.id)] == ["een"]
        assert handoffs.reach(session, vault, notified.id) == REACH
        assert assignments.coordinator(session, conversation.id) is None
    with database.writing() as session:  # What happens in it later still stands in the trace of that person.
        case_lines.add(session, vault, notified.id, "twee", key="k2", about="contact", now=now, by=COACH)
    with database.writing() as session:
        assert trace.lines(session, vault, conversation.id)[-1].event.name == "contact"


def test_a_case_goes_from_one_to_another_and_back_to_the_team(
    database: Database, handoff: Handoff, vault: Vault, now: datetime
) -> None:
    hour = timedelta(hours=1)
    with database.writing() as session:
        for nr, (who, why) in enumerate((("fatma", ""), ("fatma", ""), ("piet", "Fatma is met verlof"))):
            assignments.assign(session, vault, handoff.id, who, reason=why, now=now + nr * hour, by=COACH)
    with database.reading() as session:
        everybody = assignments.of_case(session, vault, handoff.id)
        assert [(one.account, one.until_at, why) for one, why in everybody] == [
            ("fatma", now + 2 * hour, ""),
            ("piet", None, "Fatma is met verlof"),
        ]
        assert assignments.cases_of(session, "fatma") == ()
    with database.writing() as session:
        assignments.release(session, vault, handoff.id, now=now + 3 * hour, by=COACH)
        assert assignments.active(session, handoff.id) is None


def test_there_is_one_regisseur_also_when_two_become_it_at_once(
    database: Database,
    conversation: Conversation,
    handoff: Handoff,
    vault: Vault,
    now: datetime,
    resident: Actor,
) -> None:
    with database.writing() as session:
        other = share(session, vault, conversation.id, now, resident, desk="wmo")

    def become(session: Session, case: str, account: str) -> None:
        assignments.coordinate(session, vault, case, account, now=now, by=COACH)

    def second() -> None:
        with database.writing() as session:
            become(session, other.id, "piet")

    with ThreadPoolExecutor(1) as aside:
        with database.writing() as session:
            become(session, handoff.id, "fatma")
            waiting = aside.submit(second)
            wait([waiting], timeout=0.2)
        waiting.result()
    with database.reading() as session:
        assert assignments.coordinator(session, conversation.id) == Coordinator(other.id, "piet")


def test_a_broken_glass_holds_for_whom_it_was_and_until_its_end(
    database: Database, vault: Vault, now: datetime, conversation: Conversation
) -> None:
    until = now + timedelta(minutes=60)
    with database.writing() as session:
        handoff = share(session, vault, conversation.id, now, COACH, DeskKind.NOTIFICATION, "wmo")
        for end in (until - timedelta(minutes=1), until):  # The last one holds.
            assignments.break_glass(
                session, vault, handoff.id, "noor", reason="Belt in nood", until=end, now=now, by=COACH
            )
    with database.reading() as session:
        for account, moment, holds in (
            ("noor", now, True),
            ("noor", until, False),
            ("piet", now, False),
            ("noor", now - timedelta(seconds=1), False),
        ):
            assert bool(assignments.glass(session, handoff.id, account, moment)) is holds
            open_now = [(handoff.id, until)] if holds else []
            seen = handoffs.seen_in_need(session, account, moment)
            assert [(one.id, at) for one, at in seen] == open_now
