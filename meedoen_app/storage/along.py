"""Who looks along: found by a keyed hash of words of their own. The words themselves are kept nowhere."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.along import Helper, HelperRole, Seat
from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.core.wordcode import WordCode
from meedoen_app.storage import entries, keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.access import HelperAccessRow
from meedoen_app.storage.vault import DataKey, Vault

HELPER = "helper"
BETWEEN = " "


def with_key(session: Session, id: str, key: str) -> int | None:
    """Return the number of who was invited with this form; None while nobody was."""
    keys.hold(session, id)
    of_it = select(HelperAccessRow.number).filter_by(conversation_id=id, key=entries.check_key(key))
    return session.scalar(of_it)


def add(
    session: Session,
    vault: Vault,
    id: str,
    words: WordCode,
    role: HelperRole,
    *,
    key: str,
    now: datetime,
    by: Actor,
) -> Seat:
    """Let somebody look along with these words, and return where they sit."""
    data_key = keys.of(session, vault, id)
    number = next_number(session, HelperAccessRow.number, HelperAccessRow.conversation_id == id)
    row = HelperAccessRow(
        conversation_id=id,
        number=number,
        key=entries.check_key(key),
        word_mac=_mac(session, vault, words),
        role_ciphertext=data_key.seal(role.value, HELPER, number),
        created_at=now,
    )
    session.add(row)
    event = Event(Action.SHARE, "meekijker_gevraagd", HELPER, str(number))
    trace.append(session, vault, by, event, now=now, conversation=id)
    return Seat(id, number)


def revoke(session: Session, vault: Vault, seat: Seat, *, now: datetime, by: Actor) -> None:
    """Let somebody look along no more: their words open nothing now. Raises NotThere."""
    keys.hold(session, seat.conversation)
    row = session.get(HelperAccessRow, (seat.conversation, seat.number))
    if row is None:
        raise NotThere(HELPER)
    if row.revoked_at is None:
        row.revoked_at, row.word_mac = now, None
        event = Event(Action.REVOKE, "meekijker_gestopt", HELPER, str(seat.number))
        trace.append(session, vault, by, event, now=now, conversation=seat.conversation)


def listed(session: Session, vault: Vault, id: str) -> tuple[Helper, ...]:
    """Return everybody who looks along or did, who came first before the others; without their consent."""
    key = keys.of(session, vault, id)
    rows = select(HelperAccessRow).filter_by(conversation_id=id).order_by(HelperAccessRow.number)
    return tuple(_helper(key, row) for row in session.scalars(rows))


def find(session: Session, vault: Vault, words: WordCode) -> Seat:
    """Return where these words let somebody sit. Raises NotThere."""
    known = select(HelperAccessRow).filter_by(word_mac=_mac(session, vault, words))
    row = session.scalar(known)
    if row is None:
        raise NotThere(HELPER)
    return Seat(row.conversation_id, row.number)


def note(session: Session, vault: Vault, seat: Seat, event: Event, *, now: datetime, by: Actor) -> None:
    """Note in the trace of a conversation what somebody who looks along did."""
    trace.append(session, vault, by, event, now=now, conversation=seat.conversation)


def _mac(session: Session, vault: Vault, words: WordCode) -> str:
    return keys.of_installation(session, vault).mac(HELPER, BETWEEN.join(words))


def _helper(key: DataKey, row: HelperAccessRow) -> Helper:
    role = HelperRole(key.open(row.role_ciphertext, HELPER, row.number))
    return Helper(row.number, role, row.created_at, row.revoked_at)
