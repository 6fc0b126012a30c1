"""Being called: asking for it, and sending what was asked to the mailbox of who calls.

What was asked belongs to no conversation, also when something of one went along: it was sent by then.
Sending is at least once: who is killed between sending and noting it sends again, under the same name.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from meedoen_app.actions.means import Means
from meedoen_app.core.callback import Callback
from meedoen_app.core.message import Letter, Message
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.delivery.mail import NotDelivered, Post
from meedoen_app.storage import consents, outbox, trace
from meedoen_app.storage.database import Database, Session

CALL = "bellen"
# A mail server that is down for a week loses nobody.
WAITS = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=4), *[timedelta(days=1)] * 7)
MOST_AT_ONCE = 50
STAYS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Told:
    """What of a conversation goes along: of which, the words on the page at the tick, and their language."""

    conversation: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Sending:
    """How one round of sending went."""

    sent: int
    failed: int
    given_up: int


def ask(
    session: Session,
    means: Means,
    wanted: Callback,
    letter: Letter,
    *,
    key: str,
    told: Told | None = None,
    now: datetime,
    by: Actor,
) -> bool:
    """Put a request in the outbox, once for this form and what is in it; say whether it is new.

    Who goes back and mends the number asks anew. What goes along is a consent of that conversation.
    """
    once = json.dumps([key, asdict(wanted)])
    payload = json.dumps(asdict(letter))
    if not outbox.put_once(session, means.vault, CALL, payload, due_at=now, key=once):
        return False
    trace.append(session, means.vault, by, Event(Action.CREATE, CALL, outbox.OUTBOX), now=now)
    if told is not None:
        consents.give(
            session,
            means.vault,
            told.conversation,
            purpose=CALL,
            text=told.text,
            language=told.language,
            now=now,
            by=by,
        )
    return True


def send_due(database: Database, means: Means, post: Post, mailbox: str, *, now: datetime) -> Sending:
    """Send what is due, each claimed, sent and noted in a transaction of its own. None of it is logged."""
    sent = failed = 0
    for _ in range(MOST_AT_ONCE):
        with database.writing() as session:
            claimed = outbox.claim(session, means.vault, now, limit=1)
        if not claimed:
            break
        if _send(database, means, post, mailbox, claimed[0], now):
            sent += 1
        else:
            failed += 1
    with database.reading() as session:
        return Sending(sent, failed, outbox.given_up(session))


def throw_away_what_is_over(database: Database, now: datetime) -> None:
    """Delete what was sent or given up long enough ago, and what waited so long that no call helps."""
    with database.writing() as session:
        outbox.purge(session, now - STAYS)
        outbox.drop_unsent(session, CALL, now - STAYS)


def _send(
    database: Database, means: Means, post: Post, mailbox: str, message: Message, now: datetime
) -> bool:
    name = sha256(f"{means.vault.installation}|{message.id}|{message.payload}".encode()).hexdigest()[:32]
    try:
        post.send(Letter(**json.loads(message.payload)), to=mailbox, name=name, at=now)
    except NotDelivered as fault:
        with database.writing() as session:
            outbox.failed(session, message.id, now=now, error=fault.args[0], retry_at=_again(message, now))
        return False
    with database.writing() as session:
        outbox.sent(session, message.id, now)
    return True


def _again(message: Message, now: datetime) -> datetime | None:
    """Return when to try again, later and later; None after the last try."""
    return now + WAITS[message.attempts - 1] if message.attempts <= len(WAITS) else None
