"""Which key opens what, and how a new master key takes over from an old one.

The installation has a random key of its own, wrapped like that of a conversation. Word codes, pseudonyms,
the trace and the state of sessions hang on it, so that a new master key leaves them as they are.
"""

from collections import Counter
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from meedoen_app.core.errors import NotThere, Stale
from meedoen_app.storage.database import Database, Session, add_if_absent, is_writing, lasting
from meedoen_app.storage.tables.casework import HandoffRow
from meedoen_app.storage.tables.columns import table_of
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.tables.records import InstallationKeyRow
from meedoen_app.storage.vault import DataKey, Vault, WrappedKey

INSTALLATION = ""
OWN_KEY = "eigen"
KNOWN = "conversations"
OF_HANDOFF = "handoff:"
CONVERSATION = table_of(ConversationRow)
ONE = select(CONVERSATION).where(CONVERSATION.c.id == bindparam("of"))
ONE_HELD = ONE.with_for_update()
CHANGE = (
    update(CONVERSATION)
    .where(CONVERSATION.c.id == bindparam("of"), CONVERSATION.c.version_id == bindparam("seen"))
    .returning(CONVERSATION)
)


def hold(session: Session, id: str, *, holding: bool = True) -> Row[Any]:
    """Return the row of a conversation, to read; a writing session holds it until its end.

    One writer per conversation at a time, so that read, decide and write see the same log. A session
    asks for it once: what it holds nobody else changes, and what it reads is of one moment.
    """
    if not id.isprintable():
        raise NotThere("conversation")
    known: dict[str, Row[Any]] = session.info.setdefault(KNOWN, {})
    if id in known:
        return known[id]
    held = holding and is_writing(session)
    row = session.execute(ONE_HELD if held else ONE, {"of": id}).one_or_none()
    if row is None:
        raise NotThere(id)
    if held or not is_writing(session):
        known[id] = row
    return row


def change(session: Session, id: str, **values: Any) -> None:
    """Change the row of a conversation, and hold it as it then is. Raises NotThere, Stale."""
    row = hold(session, id)
    newer = {"of": id, "seen": row.version_id, **values, "version_id": row.version_id + 1}
    changed = session.execute(CHANGE, newer).one_or_none()
    if changed is None:
        raise Stale("changed meanwhile")
    session.info[KNOWN][id] = changed


def let_go(session: Session, id: str) -> None:
    """Know nothing of a conversation any more: the next who asks reads its row as it is now."""
    session.info.get(KNOWN, {}).pop(id, None)


def of(session: Session, vault: Vault, id: str, *, holding: bool = True) -> DataKey:
    """Return the data key of a conversation; a writing session holds the conversation."""
    row = hold(session, id, holding=holding)
    return vault.unwrap(id, WrappedKey(row.key_id, row.wrapped_key))


def of_installation(session: Session, vault: Vault) -> DataKey:
    """Return the installation's own key. The first writer makes it; after that it stays as it is.

    So a database keeps it, wrapped by the master key, as long as the process lasts.
    """
    known: dict[str, WrappedKey] = session.info if is_writing(session) else lasting(session)
    found = known.get(OWN_KEY) or lasting(session).get(OWN_KEY)
    if found is None:
        row = session.get(InstallationKeyRow, OWN_KEY) or _first_key(session, vault)
        known[OWN_KEY] = found = WrappedKey(row.key_id, row.wrapped_key)
    return vault.unwrap(INSTALLATION, found)


def for_place(session: Session, vault: Vault, conversation: str | None, *, holding: bool = True) -> DataKey:
    """Return the key of a conversation, or the installation's own where there is none."""
    if conversation is None:
        return of_installation(session, vault)
    return of(session, vault, conversation, holding=holding)


def place_of_handoff(id: str) -> str:
    """Return what the key of a handing over is bound to, apart from that of any conversation."""
    return OF_HANDOFF + id


def rewrap(database: Database, vault: Vault, batch: int = 100) -> int:
    """Wrap every key by the current master key and return how many were not yet.

    Each batch is a transaction, so a stop half-way loses nothing and the next run goes on.
    """
    with database.writing() as session:
        moved = rewrap_installation(session, vault)
    while True:
        with database.writing() as session:
            done = rewrap_batch(session, vault, batch)
        if not done:
            return moved
        moved += done


def rewrap_installation(session: Session, vault: Vault) -> int:
    """Wrap the installation's own key by the current master key; return whether it was not yet (1 or 0)."""
    row = session.get(InstallationKeyRow, OWN_KEY, with_for_update=True)
    if row is None or row.key_id == vault.current:
        return 0
    _move(row, vault, INSTALLATION)
    lasting(session).pop(OWN_KEY, None)
    return 1


def rewrap_batch(session: Session, vault: Vault, batch: int) -> int:
    """Wrap at most this many keys of conversations, then of handings over; return how many."""
    old = select(ConversationRow).where(ConversationRow.key_id != vault.current).limit(batch)
    rows = session.scalars(old.with_for_update()).all()
    for row in rows:
        _move(row, vault, row.id)
    return len(rows) or _rewrap_handoffs(session, vault, batch)


def _rewrap_handoffs(session: Session, vault: Vault, batch: int) -> int:
    old = select(HandoffRow).where(HandoffRow.key_id != vault.current).limit(batch)
    rows = session.scalars(old.with_for_update()).all()
    for row in rows:
        _move(row, vault, place_of_handoff(row.id))
    return len(rows)


def uses(session: Session) -> dict[str, int]:
    """Return how many keys each master key still wraps: one with none may be thrown away."""
    found: Counter[str] = Counter()
    for column in (ConversationRow.key_id, HandoffRow.key_id, InstallationKeyRow.key_id):
        for key_id, count in session.execute(select(column, func.count()).group_by(column)):
            found[key_id] += count
    return dict(found)


def _first_key(session: Session, vault: Vault) -> InstallationKeyRow:
    if not is_writing(session):
        raise NotThere("installation key")
    new = vault.new_key(INSTALLATION)
    add_if_absent(session, InstallationKeyRow(name=OWN_KEY, key_id=new.key_id, wrapped_key=new.wrapped))
    return session.get_one(InstallationKeyRow, OWN_KEY)


def _move(row: ConversationRow | HandoffRow | InstallationKeyRow, vault: Vault, place: str) -> None:
    new = vault.rewrap(place, WrappedKey(row.key_id, row.wrapped_key))
    row.key_id, row.wrapped_key = new.key_id, new.wrapped
