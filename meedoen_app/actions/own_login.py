"""Linking a conversation to one's own sign-in elsewhere, where the municipality connects one (security A1).

Nothing of who signs in is kept but a keyed hash: it reopens what was linked, and tells no name.
"""

from datetime import datetime

from meedoen_app.actions.means import Means
from meedoen_app.core.access.identity import Identity
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import conversations, identities, trace
from meedoen_app.storage.database import Session

LINK = "inlog"


def link(session: Session, means: Means, id: str, identity: Identity, *, now: datetime, by: Actor) -> None:
    """Let this sign-in reopen the conversation. Twice is once.

    Raises NotAllowed for a conversation that is not kept, or that another sign-in opens.
    """
    is_linked = identities.linked_since(session, id) is not None
    mac = identities.mac_of_resident(session, means.vault, identity)
    if not conversations.get(session, id).keeping.is_kept or not identities.link(session, id, mac, now):
        raise NotAllowed(LINK)
    if not is_linked:
        event = Event(Action.CREATE, LINK, identities.IDENTITY)
        trace.append(session, means.vault, by, event, now=now, conversation=id)


def unlink(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let no sign-in reopen the conversation any more."""
    if identities.unlink(session, id):
        event = Event(Action.REVOKE, LINK, identities.IDENTITY)
        trace.append(session, means.vault, by, event, now=now, conversation=id)


def known_as(session: Session, means: Means, identity: Identity) -> str:
    """Return by what a session remembers who signed in: it tells nothing of them."""
    return identities.mac_of_resident(session, means.vault, identity)


def conversations_of(session: Session, known_as: str, *, now: datetime) -> tuple[Conversation, ...]:
    """Return the conversations that this sign-in reopens now, the newest first."""
    return identities.conversations_of(session, known_as, now)
