"""What goes along with who asks to be called: until the conversation is thrown away, and only then not."""

from datetime import datetime, timedelta

import pytest

from meedoen_app.actions import callback, housekeeping, keeping
from meedoen_app.actions.callback import Told
from meedoen_app.actions.letters import Sending
from meedoen_app.actions.means import Means
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import outbox
from meedoen_app.storage.database import Database
from tests import beginning
from tests.actions.test_letters import LETTER, WANTED, KilledAfterwards, post, send
from tests.mailbox import mailbox

WHOLE = Letter("Bel", f"{LETTER.text}| Dan drink ik koffie\n")


def begin(database: Database, means: Means, now: datetime, by: Actor) -> str:
    with database.writing() as session:
        return beginning.begin(session, means.vault, now, by, until=now + timedelta(days=1)).id


def ask_with(database: Database, means: Means, id: str, now: datetime, by: Actor) -> None:
    """Ask to be called, and send along what was told in a conversation."""
    told = Told(id, "Stuur mee wat ik vertelde", "nl", WHOLE)
    with database.writing() as session:
        callback.ask(session, means, WANTED, LETTER, key=id, told=told, now=now, by=by)


def test_throwing_everything_away_takes_back_what_goes_along_and_not_what_was_asked(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    kept, gone = (begin(database, means, now, resident) for _ in range(2))
    for id in (kept, gone):
        ask_with(database, means, id, now, resident)
    with mailbox() as box:
        with pytest.raises(KeyboardInterrupt):
            send(database, means, KilledAfterwards(post(box)), now)
        with database.writing() as session:
            keeping.erase(session, means, gone, now=now, by=resident)
        send(database, means, post(box), now + outbox.LEASE)
    assert box.texts == [WHOLE.text, LETTER.text, WHOLE.text]
    first, _, again = box.letters
    assert first["Message-ID"] == again["Message-ID"]


def test_what_goes_along_goes_too_when_its_conversation_is_left_or_over(
    database: Database, means: Means, now: datetime, resident: Actor
) -> None:
    left, over = (begin(database, means, now, resident) for _ in range(2))
    for id in (left, over):
        ask_with(database, means, id, now, resident)
    with database.writing() as session:
        keeping.leave(session, means, left, now=now, by=resident)
        assert keeping.is_gone(session, left)
    later = now + timedelta(days=2)
    assert housekeeping.throw_away_what_is_over(database, means, now=later, by=resident) == 1
    with mailbox() as box:
        assert send(database, means, post(box), later) == Sending(2, 0, 0)
    assert box.texts == [WHOLE.text] * 2
