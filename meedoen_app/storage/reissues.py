"""Codes for who lost their words: found by a keyed hash of the first half, opened by one of the whole."""

from datetime import datetime

from sqlalchemy import select, update

from meedoen_app.core.reissue import CODE_LIVES, HALF, MOST_TRIES, KnownBy, Reissue
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.access import WordReissueRow
from meedoen_app.storage.vault import Vault

REISSUE = "word_reissue"
MISSED = "code_gemist"


def add(
    session: Session,
    vault: Vault,
    id: str,
    code: str,
    known_by: KnownBy,
    *,
    ground: str,
    now: datetime,
    by: Actor,
) -> None:
    """Keep a code for this conversation; one that was given before opens nothing any more."""
    keys.hold(session, id)
    key = keys.of_installation(session, vault)
    _end_others(session, id, now)
    number = next_number(session, WordReissueRow.number, WordReissueRow.conversation_id == id)
    row = WordReissueRow(
        conversation_id=id,
        number=number,
        find_mac=key.mac(REISSUE, code[:HALF]),
        code_mac=key.mac(REISSUE, code),
        tries=0,
        account_id=by.id,
        known_by=known_by,
        given_at=now,
        expires_at=now + CODE_LIVES,
    )
    session.add(row)
    event = Event(Action.CREATE, "code_gegeven", REISSUE, str(number), part=known_by, ground=ground)
    trace.append(session, vault, by, event, now=now, conversation=id)


def use(session: Session, vault: Vault, code: str, now: datetime) -> str | None:
    """Use a code up and return the conversation that it is for; None for a wrong one, and each try counts."""
    key = keys.of_installation(session, vault)
    open_now = select(WordReissueRow).where(
        WordReissueRow.find_mac == key.mac(REISSUE, code[:HALF]),
        WordReissueRow.used_at.is_(None),
        WordReissueRow.tries < MOST_TRIES,
        WordReissueRow.expires_at > now,
    )
    for id in session.scalars(open_now.with_only_columns(WordReissueRow.conversation_id)).all():
        keys.hold(session, id)  # Held before its rows: everybody holds them in this order.
    found = None
    for row in session.scalars(open_now.with_for_update()).all():
        row.tries += 1
        if row.code_mac == key.mac(REISSUE, code):
            found, row.used_at = row.conversation_id, now
    session.flush()
    return found


def was_used(session: Session, vault: Vault, id: str, code: str) -> bool:
    """Say whether this very code gave this conversation new words before."""
    known = keys.of_installation(session, vault).mac(REISSUE, code)
    used = select(WordReissueRow.number).filter_by(conversation_id=id, code_mac=known)
    return session.scalar(used.where(WordReissueRow.used_at.is_not(None)).limit(1)) is not None


def missed(session: Session, vault: Vault, *, now: datetime, by: Actor) -> None:
    """Note in the trace that somebody tried a code that is none: of whom cannot be known."""
    trace.append(session, vault, by, Event(Action.DENIED, MISSED, REISSUE), now=now)


def listed(session: Session, id: str) -> tuple[Reissue, ...]:
    """Return every code that was given for a conversation, the oldest first."""
    keys.hold(session, id)
    rows = select(WordReissueRow).filter_by(conversation_id=id).order_by(WordReissueRow.number)
    return tuple(
        Reissue(row.account_id, KnownBy(row.known_by), row.given_at, row.used_at)
        for row in session.scalars(rows)
    )


def _end_others(session: Session, id: str, now: datetime) -> None:
    session.execute(
        update(WordReissueRow)
        .where(
            WordReissueRow.conversation_id == id,
            WordReissueRow.used_at.is_(None),
            WordReissueRow.expires_at > now,
        )
        .values(expires_at=now, version_id=WordReissueRow.version_id + 1)
    )
