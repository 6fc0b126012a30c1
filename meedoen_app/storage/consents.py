"""What somebody said yes to, with the exact words that were on the page, and when it was taken back."""

import json
from collections.abc import Set
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from meedoen_app.core.consent import Asked, Consent
from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.numbers import next_number
from meedoen_app.storage.tables.conversation import ConsentRow
from meedoen_app.storage.vault import DataKey, Vault

CONSENT = "consent"
PARTS = "consent.parts"


def give(
    session: Session,
    vault: Vault,
    id: str,
    *,
    purpose: str,
    asked: Asked,
    now: datetime,
    by: Actor,
    recipient: str = "",
    parts: Set[str] = frozenset(),
    ends_at: datetime | None = None,
) -> Consent:
    """Store a yes to one purpose, in the words and the language in which it was asked.

    A yes to sharing has a recipient, the parts that may be seen, and an end.
    """
    key = keys.of(session, vault, id)
    number = next_number(session, ConsentRow.number, ConsentRow.conversation_id == id)
    row = ConsentRow(
        conversation_id=id,
        number=number,
        purpose=purpose,
        text_sha256=sha256(asked.text.encode()).hexdigest(),
        language=asked.language,
        ciphertext=key.seal(asked.text, CONSENT, number),
        given_at=now,
        recipient=recipient or None,
        parts_ciphertext=key.seal(json.dumps(sorted(parts)), PARTS, number) if parts else None,
        ends_at=ends_at,
    )
    session.add(row)
    event = Event(Action.CREATE, "toestemming", CONSENT, str(number), purpose=purpose)
    trace.append(session, vault, by, event, now=now, conversation=id)
    return _consent(key, row)


def withdraw(session: Session, vault: Vault, id: str, number: int, *, now: datetime, by: Actor) -> None:
    """Take a consent back. Taking it back again changes nothing. Raises NotThere."""
    keys.hold(session, id)
    row = session.get(ConsentRow, (id, number))
    if row is None:
        raise NotThere(CONSENT)
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        event = Event(Action.REVOKE, "toestemming", CONSENT, str(number), purpose=row.purpose)
        trace.append(session, vault, by, event, now=now, conversation=id)


def listed(session: Session, vault: Vault, id: str) -> tuple[Consent, ...]:
    """Return every consent of a conversation, also what was taken back, in order."""
    key = keys.of(session, vault, id)
    rows = session.scalars(select(ConsentRow).filter_by(conversation_id=id).order_by(ConsentRow.number))
    return tuple(_consent(key, row) for row in rows)


def _consent(key: DataKey, row: ConsentRow) -> Consent:
    sealed = row.parts_ciphertext
    return Consent(
        number=row.number,
        purpose=row.purpose,
        text=key.open(row.ciphertext, CONSENT, row.number),
        text_sha256=row.text_sha256,
        language=row.language,
        given_at=row.given_at,
        withdrawn_at=row.withdrawn_at,
        recipient=row.recipient or "",
        parts=frozenset(json.loads(key.open(sealed, PARTS, row.number))) if sealed else frozenset(),
        ends_at=row.ends_at,
    )
