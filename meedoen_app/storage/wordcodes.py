"""Word codes: found by a keyed hash, shown again from what is sealed. A code never decrypts."""

from datetime import datetime

from sqlalchemy import select

from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.core.wordcode import WordCode
from meedoen_app.storage import keys, trace
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.storage.vault import Vault

WORD_CODE = "word_code"
BETWEEN = " "


def give(session: Session, vault: Vault, id: str, words: WordCode, *, now: datetime, by: Actor) -> None:
    """Give a conversation its word code; a code that it had before opens nothing any more."""
    code = BETWEEN.join(words)
    mac = keys.of_installation(session, vault).mac(WORD_CODE, code)
    sealed = keys.of(session, vault, id).seal(code, WORD_CODE, id)
    keys.change(session, id, word_mac=mac, word_ciphertext=sealed)
    trace.append(session, vault, by, Event(Action.UPDATE, "woorden", WORD_CODE), now=now, conversation=id)


def take_away(session: Session, vault: Vault, id: str, *, now: datetime, by: Actor) -> None:
    """Leave a conversation without a word code: what it had opens nothing any more."""
    keys.change(session, id, word_mac=None, word_ciphertext=None)
    trace.append(session, vault, by, Event(Action.REVOKE, "woorden", WORD_CODE), now=now, conversation=id)


def read(session: Session, vault: Vault, id: str) -> WordCode | None:
    """Return the word code of a conversation, to show it again; None where it has none yet."""
    sealed = keys.hold(session, id).word_ciphertext
    if sealed is None:
        return None
    return tuple(keys.of(session, vault, id).open(sealed, WORD_CODE, id).split(BETWEEN))


def find(session: Session, vault: Vault, words: WordCode) -> str:
    """Return the conversation that these words open. Raises NotThere."""
    mac = keys.of_installation(session, vault).mac(WORD_CODE, BETWEEN.join(words))
    id = session.scalar(select(ConversationRow.id).filter_by(word_mac=mac))
    if id is None:
        raise NotThere(WORD_CODE)
    return id
