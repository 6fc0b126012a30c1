"""The waiting place: answers and notes with a good seal that came when the session was over.

They are no part of the logs until the resident, at the next opening, says so. The place also takes in the
second of two different answers that came with one key, so that neither is lost. It takes no more than
somebody can look through, as whoever holds one sealed page can send to it without a session.
"""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.conversation import Note, Waiting
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import entries, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.notes import NOTE
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.columns import table_of
from meedoen_app.storage.tables.conversation import WaitingRow
from meedoen_app.storage.vault import Vault

WAITING = "waiting"
MOST = 20
TABLE = table_of(WaitingRow)
ALL = (
    select(TABLE.c.number, TABLE.c.key, TABLE.c.ciphertext, TABLE.c.at)
    .where(TABLE.c.conversation_id == bindparam("of"))
    .order_by(TABLE.c.number)
)


def put(
    session: Session, vault: Vault, id: str, said: Entry | Note, *, key: str, now: datetime, by: Actor
) -> int:
    """Keep what was said in the waiting place and return its number; the same again has no effect.

    Raises NotAllowed when the place is full.
    """
    entries.check_key(key)
    data_key = keys.of(session, vault, id)
    there = listed(session, vault, id)
    for one in there:
        if one.key == key and are_same(one.said, said):
            return one.number
    if len(there) >= MOST:
        raise NotAllowed("full")
    number = next_number(session, WaitingRow.number, WaitingRow.conversation_id == id)
    sealed = data_key.seal(_written(said), WAITING, number)
    session.add(WaitingRow(conversation_id=id, number=number, key=key, ciphertext=sealed, at=now))
    _trace(session, vault, id, number, Action.CREATE, now, by)
    return number


def listed(session: Session, vault: Vault, id: str) -> tuple[Waiting, ...]:
    """Return what waits in this conversation, in the order in which it came."""
    key = keys.of(session, vault, id)
    return tuple(
        Waiting(number, sent_with, _read(key.open(sealed, WAITING, number), at), at)
        for number, sent_with, sealed, at in session.execute(ALL, {"of": id})
    )


def drop(session: Session, vault: Vault, id: str, number: int, *, now: datetime, by: Actor) -> None:
    """Take something out of the waiting place. Raises NotThere."""
    keys.hold(session, id)
    row = session.get(WaitingRow, (id, number))
    if row is None:
        raise NotThere(WAITING)
    session.delete(row)
    _trace(session, vault, id, number, Action.DELETE, now, by)


def are_same(one: Entry | Note, other: Entry | Note) -> bool:
    """Say whether two things that were said are the same."""
    if isinstance(one, Entry) and isinstance(other, Entry):
        return entries.are_same(one, other)
    return isinstance(one, Note) and isinstance(other, Note) and one.content == other.content


def _written(said: Entry | Note) -> str:
    return entries.to_text(said) if isinstance(said, Entry) else json.dumps({NOTE: said.content})


def _read(text: str, at: datetime) -> Entry | Note:
    told: dict[str, Any] = json.loads(text)
    return Note(0, told[NOTE], at) if NOTE in told else entries.from_text(text, 0, at)


def _trace(
    session: Session, vault: Vault, id: str, number: int, action: Action, now: datetime, by: Actor
) -> None:
    event = Event(action, "wachtplaats", WAITING, str(number))
    trace.append(session, vault, by, event, now=now, conversation=id)
