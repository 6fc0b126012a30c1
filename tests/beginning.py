"""A conversation that has just begun, with nothing in it yet."""

from datetime import datetime

from meedoen_app.core.conversation.conversation import Conversation, Keeping, expiry
from meedoen_app.core.reading import Reading
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations
from meedoen_app.storage.database import Session
from meedoen_app.storage.vault import Vault


def begin(
    session: Session, vault: Vault, now: datetime, by: Actor, *, until: datetime | None = None
) -> Conversation:
    """Begin a conversation of this visit only, or one that is over at a moment of the test's own."""
    return conversations.start(
        session,
        vault,
        content_version="2026-1",
        reading=Reading("nl"),
        now=now,
        expires_at=until or expiry(Keeping.VISIT, now),
        by=by,
    )
