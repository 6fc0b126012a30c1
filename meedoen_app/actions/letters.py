"""Letters, to somebody or to the mailbox of the municipality: left once, sent later, and thrown away.

Sending is at least once: who is killed between sending and noting it sends again, under the same name.
"""

import json
import threading
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Protocol

from meedoen_app.actions.means import Means
from meedoen_app.core.message import Letter, Message
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.delivery.mail import DoorShut, NotDelivered, Post
from meedoen_app.storage import outbox, trace
from meedoen_app.storage.database import Database, Session

# A mail server that is down for a week loses nobody.
WAITS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=4), *[timedelta(days=1)] * 7)
FEW = 2  # Of them for news: half an hour is long enough for a server that says "later".
MOST_AT_ONCE = 50
STAYS = timedelta(days=30)
UNTIL_THERE_IS_A_MAILBOX = timedelta(hours=1)
# Set when a letter was left that somebody is waiting for, for the loop that sends, in this same process.
HURRY = threading.Event()


@dataclass(frozen=True, slots=True)
class Whole:
    """A letter with something of a conversation in it; it goes unless somebody throws that away."""

    conversation: str
    letter: Letter


class News(Protocol):
    """What is known of a letter that tells that there is news of a case (`Letter.case`)."""

    def is_wanted(self, session: Session, letter: Letter) -> bool:
        """Say whether it may still go: what was taken back since, or is not wanted now, goes to nobody."""

    def given_up(self, session: Session, letter: Letter, now: datetime) -> None:
        """Let it be told otherwise, as it did not arrive."""


@dataclass(frozen=True, slots=True)
class Sending:
    """How one round of sending went. `shut` is the class of the fault that ended it; "" is: all was tried."""

    sent: int
    failed: int
    given_up: int
    shut: str = ""


def leave(
    session: Session,
    means: Means,
    kind: str,
    letter: Letter,
    *,
    once: str,
    whole: Whole | None = None,
    now: datetime,
    by: Actor,
) -> bool:
    """Leave a letter in the outbox, once for what `once` says; say whether it is new."""
    along = outbox.Along(whole.conversation, _payload(whole.letter)) if whole else None
    if not outbox.put_once(session, means.vault, kind, _payload(letter), due_at=now, key=once, along=along):
        return False
    trace.append(session, means.vault, by, Event(Action.CREATE, kind, outbox.OUTBOX), now=now)
    return True


def send_due(
    database: Database, means: Means, post: Post, mailbox: str, *, news: News, now: datetime
) -> Sending:
    """Send what is due, each claimed, sent and noted in a transaction of its own. None of it is logged.

    What is for the municipality waits while its `mailbox` is "". Where the door is shut for one it is for
    all: the others wait for the next round, at no cost to them.
    """
    sent, failed, shut = 0, 0, ""
    for _ in range(MOST_AT_ONCE):
        with database.writing() as session:
            claimed = outbox.claim(session, means.vault, now, limit=1)
        if not claimed:
            break
        letter = Letter(**json.loads(claimed[0].payload))
        if not (letter.to or mailbox):
            _put_off(database, claimed[0], now)
            continue
        if letter.case and not _is_wanted(database, news, letter, claimed[0], now):
            continue
        fault = _send(database, post, letter, mailbox, claimed[0], news, now)
        sent, failed = sent + (fault is None), failed + (fault is not None)
        if isinstance(fault, DoorShut):
            shut = fault.args[0]
            break
    with database.reading() as session:
        return Sending(sent, failed, outbox.given_up(session), shut)


def take_up_again(database: Database, now: datetime) -> int:
    """Let what was given up be sent after all, with all its tries anew; return how many."""
    with database.writing() as session:
        return outbox.take_up_again(session, now)


def throw_away_what_is_over(database: Database, now: datetime) -> None:
    """Delete what was asked so long ago that no call helps, sent or not, however often it was tried."""
    with database.writing() as session:
        outbox.purge(session, now - STAYS)


def _payload(letter: Letter) -> str:
    return json.dumps(asdict(letter))


def _put_off(database: Database, message: Message, now: datetime) -> None:
    with database.writing() as session:
        outbox.put_off(session, message.id, now + UNTIL_THERE_IS_A_MAILBOX)


def _is_wanted(database: Database, news: News, letter: Letter, message: Message, now: datetime) -> bool:
    """Say whether news may still go; what may not is emptied, as if it had gone."""
    with database.writing() as session:
        wanted = news.is_wanted(session, letter)
        if not wanted:
            outbox.sent(session, message.id, now)
    return wanted


def _send(
    database: Database,
    post: Post,
    letter: Letter,
    mailbox: str,
    message: Message,
    news: News,
    now: datetime,
) -> NotDelivered | None:
    """Send one, note how that went, and return what was wrong."""
    try:
        post.send(letter, to=letter.to or mailbox, name=message.name, at=now)
    except NotDelivered as fault:
        again = _again(message, letter, fault, now)
        with database.writing() as session:
            outbox.failed(session, message.id, now=now, error=fault.args[0], retry_at=again)
            if again is None and letter.case:
                news.given_up(session, letter, now)
        return fault
    with database.writing() as session:
        outbox.sent(session, message.id, now)
    return None


def _again(message: Message, letter: Letter, fault: NotDelivered, now: datetime) -> datetime | None:
    """Return when to try again, later and later; None after the last try.

    News of a case that is refused is soon told otherwise: somebody waits for it.
    """
    is_soon = letter.case and not isinstance(fault, DoorShut)
    waits = WAITS[:FEW] if is_soon else WAITS
    return now + waits[message.attempts] if message.attempts < len(waits) else None
