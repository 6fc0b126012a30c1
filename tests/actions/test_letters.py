"""What was asked is sent at least once: tried again later and later, given up in the end, never lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from meedoen_app.actions import callback, letters
from meedoen_app.actions.letters import STAYS, WAITS, Sending
from meedoen_app.actions.means import Means
from meedoen_app.actions.telling import News
from meedoen_app.core.callback import Callback, Daypart
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.delivery.mail import DoorShut, MailServer, NotDelivered, Post, SmtpPost, Tls
from meedoen_app.storage import outbox
from meedoen_app.storage.database import Database
from meedoen_app.storage.tables.records import OutboxRow, TraceRow
from tests.cases import RESIDENT
from tests.mailbox import HOST, Mailbox, free_port, mailbox

WANTED = Callback("0612345678", Daypart.ANY, "Nederlands")
LETTER = Letter("Bel", "Telefoon: 0612345678\n")
BOX = "bellen@voorbeeld.nl"
REFUSED = "ConnectionRefusedError"


def ask(database: Database, means: Means, now: datetime, by: Actor, key: str = "k") -> bool:
    with database.writing() as session:
        return callback.ask(session, means, WANTED, LETTER, key=key, now=now, by=by)


def post(box: Mailbox) -> SmtpPost:
    return SmtpPost(MailServer(HOST, box.port, Tls.NONE, "meedoen@voorbeeld.nl"))


def send(database: Database, means: Means, to: Post, now: datetime) -> Sending:
    return letters.send_due(database, means, to, BOX, news=News(means, RESIDENT), now=now)


def rows(database: Database) -> list[OutboxRow]:
    with database.reading() as session:
        found = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        session.expunge_all()
        return list(found)


@dataclass(frozen=True)
class KilledAfterwards:
    """A post that delivers, in a process that is then killed."""

    inner: Post

    def send(self, letter: Letter, *, to: str, name: str, at: datetime) -> None:
        self.inner.send(letter, to=to, name=name, at=at)
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Killed:
    """A process that is killed before anything goes."""

    def send(self, letter: Letter, *, to: str, name: str, at: datetime) -> None:
        raise KeyboardInterrupt


@dataclass(frozen=True)
class Hangs:
    """A post that never answers. It counts who knocks."""

    knocks: list[str]

    def send(self, letter: Letter, *, to: str, name: str, at: datetime) -> None:
        self.knocks.append(name)
        raise DoorShut("TimeoutError")


@dataclass(frozen=True)
class RefusesOne:
    """A post that never takes one letter, and takes all others."""

    inner: Post
    text: str

    def send(self, letter: Letter, *, to: str, name: str, at: datetime) -> None:
        if letter.text == self.text:
            raise NotDelivered("SMTPDataError")
        self.inner.send(letter, to=to, name=name, at=at)


def try_until_given_up(database: Database, means: Means, now: datetime) -> datetime:
    """Try as often as a letter is tried, at a mail server that is not there; return when it was given up."""
    moment, nobody = now, post(Mailbox(free_port()))
    for wait in (*WAITS, timedelta()):
        send(database, means, nobody, moment)
        moment += wait
    return moment


def test_what_is_sent_is_emptied_and_gone_after_a_month(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    assert ask(database, means, now, resident)
    assert not ask(database, means, now, resident)
    with mailbox() as box:
        assert send(database, means, post(box), now) == Sending(1, 0, 0)
        assert send(database, means, post(box), now + timedelta(days=2)) == Sending(0, 0, 0)
    assert box.texts == [LETTER.text]
    [row] = rows(database)
    assert (row.payload, row.conversation_id) == (b"", None)
    letters.throw_away_what_is_over(database, now + STAYS)
    assert rows(database) != []
    letters.throw_away_what_is_over(database, now + STAYS + timedelta(seconds=1))
    assert rows(database) == []


def test_asking_leaves_one_line_in_the_trace_that_tells_nothing(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    for _ in range(2):
        ask(database, means, now, resident)
    with database.reading() as session:
        [line] = session.scalars(select(TraceRow))
        assert (line.client_pseudonym, line.event, line.object_id, line.part) == ("", "bellen", "", "")


def test_what_a_server_refuses_is_tried_again_and_arrives_once(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    ask(database, means, now, resident)
    with mailbox(refusals=1) as box:
        assert send(database, means, post(box), now) == Sending(0, 1, 0)
        assert send(database, means, post(box), now + WAITS[0] - timedelta(seconds=1)) == Sending(0, 0, 0)
        assert send(database, means, post(box), now + WAITS[0]) == Sending(1, 0, 0)
    assert box.texts == [LETTER.text]
    assert rows(database)[0].last_error == "SMTPDataError"


def test_a_mail_server_may_be_down_for_a_week() -> None:
    assert sum(WAITS, timedelta()) >= timedelta(days=7)


def test_after_the_last_try_it_is_given_up_and_counted_until_it_is_thrown_away(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    ask(database, means, now, resident)
    nobody = post(Mailbox(free_port()))
    moment = now
    for wait in WAITS:
        assert send(database, means, nobody, moment) == Sending(0, 1, 0, REFUSED)
        moment += wait
    assert send(database, means, nobody, moment) == Sending(0, 1, 1, REFUSED)
    with mailbox() as box:
        assert send(database, means, post(box), moment + timedelta(days=9)) == Sending(0, 0, 1)
    assert box.texts == []
    [row] = rows(database)
    assert (row.attempts, row.last_error) == (len(WAITS) + 1, REFUSED)


@pytest.mark.parametrize("is_taken_up_again", [False, True])
def test_a_number_is_gone_a_month_after_it_was_given_however_often_it_was_tried(
    database: Database, means: Means, now: datetime, resident: Actor, is_taken_up_again: bool
) -> None:
    ask(database, means, now, resident)
    moment = try_until_given_up(database, means, now)
    if is_taken_up_again:
        assert letters.take_up_again(database, moment) == 1
        send(database, means, post(Mailbox(free_port())), moment)
    letters.throw_away_what_is_over(database, now + STAYS)
    assert len(rows(database)) == 1
    letters.throw_away_what_is_over(database, now + STAYS + timedelta(seconds=1))
    assert rows(database) == []


def test_who_is_killed_between_sending_and_noting_sends_again_under_the_same_name(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    ask(database, means, now, resident)
    with mailbox() as box:
        with pytest.raises(KeyboardInterrupt):
            send(database, means, KilledAfterwards(post(box)), now)
        assert send(database, means, post(box), now) == Sending(0, 0, 0)
        assert send(database, means, post(box), now + outbox.LEASE) == Sending(1, 0, 0)
    first, second = box.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert box.texts == [LETTER.text] * 2


def test_who_was_killed_many_times_has_all_its_tries_left(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    ask(database, means, now, resident)
    moment, box = now, Mailbox(free_port())
    for _ in range(len(WAITS) + 1):
        with pytest.raises(KeyboardInterrupt):
            send(database, means, Killed(), moment)
        moment += outbox.LEASE
    assert send(database, means, post(box), moment) == Sending(0, 1, 0, REFUSED)
    [row] = rows(database)
    assert (row.attempts, row.due_at, row.failed_at) == (1, moment + WAITS[0], None)


def test_a_door_that_is_shut_is_knocked_at_once_in_a_round_and_costs_the_others_no_try(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    for number, key in enumerate("abc"):
        ask(database, means, now + timedelta(seconds=number), resident, key)
    later, shut = now + timedelta(minutes=1), Hangs([])
    assert send(database, means, shut, later) == Sending(0, 1, 0, "TimeoutError")
    assert len(shut.knocks) == 1
    assert [row.attempts for row in rows(database)] == [1, 0, 0]
    with mailbox() as box:
        assert send(database, means, post(box), later) == Sending(2, 0, 0)
        assert send(database, means, post(box), later + WAITS[0]) == Sending(1, 0, 0)
    assert box.texts == [LETTER.text] * 3


def test_what_was_given_up_is_sent_after_all_when_somebody_takes_it_up_again(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    ask(database, means, now, resident)
    moment = try_until_given_up(database, means, now)
    assert letters.take_up_again(database, moment) == 1
    assert letters.take_up_again(database, moment) == 0
    with mailbox() as box:
        assert send(database, means, post(box), moment) == Sending(1, 0, 0)
    assert box.texts == [LETTER.text]


def test_what_does_not_open_holds_up_none_of_what_is_taken_up_again(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    for key in ("stuk", "heel"):
        ask(database, means, now, resident, key)
    with database.writing() as session:
        broken, whole = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        broken.payload = b"verminkt"
        whole.failed_at, whole.last_error = now, REFUSED
    with mailbox() as box:
        assert send(database, means, post(box), now) == Sending(0, 0, 2)
        assert letters.take_up_again(database, now) == 1
        assert send(database, means, post(box), now) == Sending(1, 0, 1)
    assert box.texts == [LETTER.text]


def test_two_people_who_ask_the_same_are_both_called(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    for key in "ab":
        ask(database, means, now, resident, key)
    with mailbox() as box:
        assert send(database, means, post(box), now).sent == 2
    first, second = box.letters
    assert first["Message-ID"] != second["Message-ID"]


def test_one_that_cannot_be_sent_or_opened_holds_up_nobody(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        for number, text in enumerate(("nooit", "stuk", "goed")):
            callback.ask(session, means, WANTED, Letter("Bel", text), key=text, now=now, by=resident)
            row = session.scalars(select(OutboxRow).order_by(OutboxRow.id.desc())).first()
            assert row is not None
            row.due_at = now + timedelta(seconds=number)
            row.payload = b"verminkt" if text == "stuk" else row.payload
    later = now + timedelta(minutes=1)
    with mailbox() as box:
        send(database, means, RefusesOne(post(box), "nooit"), later)
    assert box.texts == ["goed\n"]
    assert [row.last_error for row in rows(database)] == ["SMTPDataError", "CannotOpen", ""]


def test_a_letter_to_somebody_goes_without_a_mailbox_and_the_others_wait_for_one(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    ask(database, means, now, resident)
    code = Letter("Meedoen: uw code", "K7QF 3MXW\n", to="ans@voorbeeld.nl")
    with database.writing() as session:
        letters.leave(session, means, "code", code, once="1", now=now, by=resident)
    news = News(means, RESIDENT)
    with mailbox() as box:
        first = letters.send_due(database, means, post(box), "", news=news, now=now)
        assert (first.sent, first.failed, box.to) == (1, 0, ["ans@voorbeeld.nl"])
        later = now + timedelta(hours=1)
        assert letters.send_due(database, means, post(box), BOX, news=news, now=later).sent == 1
        assert box.to == ["ans@voorbeeld.nl", BOX]
    assert [row.attempts for row in rows(database)] == [0, 0]
