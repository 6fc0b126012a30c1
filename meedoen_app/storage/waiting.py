"""The waiting place: answers and verdicts with a good seal that came when the session was over.

They are no part of the logs until the resident, at the next opening, says so. The place also takes in the
second of two different answers that came with one key, so that neither is lost. It takes no more than
somebody can look through, as whoever holds one sealed page can send to it without a session.
"""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select

from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.conversation import Verdict, Waiting
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import entries, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import WaitingRow
from meedoen_app.storage.vault import Vault
from meedoen_app.storage.verdicts import VERDICT

WAITING = "waiting"
MOST = 20


def put(
    session: Session, vault: Vault, id: str, said: Entry | Verdict, *, key: str, now: datetime, by: Actor
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
    rows = session.scalars(select(WaitingRow).filter_by(conversation_id=id).order_by(WaitingRow.number))
    return tuple(
        Waiting(
            row.number,
            row.key,
            _read(key.open(row.ciphertext, WAITING, row.number), row.at),
            row.at,
        )
        for row in rows
    )


def drop(session: Session, vault: Vault, id: str, number: int, *, now: datetime, by: Actor) -> None:
    """Take something out of the waiting place. Raises NotThere."""
    keys.hold(session, id)
    row = session.get(WaitingRow, (id, number))
    if row is None:
        raise NotThere(WAITING)
    session.delete(row)
    _trace(session, vault, id, number, Action.DELETE, now, by)


def are_same(one: Entry | Verdict, other: Entry | Verdict) -> bool:
    """Say whether two things that were said are the same."""
    if isinstance(one, Entry) and isinstance(other, Entry):
        return entries.are_same(one, other)
    return isinstance(one, Verdict) and isinstance(other, Verdict) and one.content == other.content


def _written(said: Entry | Verdict) -> str:
    return entries.to_text(said) if isinstance(said, Entry) else json.dumps({VERDICT: said.content})


def _read(text: str, at: datetime) -> Entry | Verdict:
    told: dict[str, Any] = json.loads(text)
    return Verdict(0, told[VERDICT], at) if VERDICT in told else entries.from_text(text, 0, at)


def _trace(
    session: Session, vault: Vault, id: str, number: int, action: Action, now: datetime, by: Actor
) -> None:
    event = Event(action, "wachtplaats", WAITING, str(number))
    trace.append(session, vault, by, event, now=now, conversation=id)
