"""Keeping, leaving and coming back: the six words, this device, and throwing away."""

import secrets
from datetime import datetime

from meedoen_app.actions.means import Means
from meedoen_app.core import wordcode
from meedoen_app.core.conversation.conversation import Keeping, expiry
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents, conversations, devices, wordcodes
from meedoen_app.storage.database import Session

PURPOSE = "bewaren"


def keep(
    session: Session, means: Means, id: str, *, text: str, language: str, now: datetime, by: Actor
) -> None:
    """Keep this conversation: store the yes with the exact words it was given to, and make six words."""
    if conversations.get(session, id).keeping is Keeping.KEPT:
        return
    until = expiry(Keeping.KEPT, now, means.draft_days)
    conversations.keep(session, means.vault, id, expires_at=until, now=now, by=by)
    consents.give(session, means.vault, id, purpose=PURPOSE, text=text, language=language, now=now, by=by)
    words = wordcode.generate(means.contents.words(), secrets.choice)
    wordcodes.give(session, means.vault, id, words, now=now, by=by)


def extend(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    until = expiry(conversations.get(session, id).keeping, now, means.draft_days)
    conversations.extend(session, means.vault, id, expires_at=until, now=now, by=by)


def erase(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Throw everything away, the data key included. Nothing brings it back."""
    conversations.erase(session, means.vault, id, now=now, by=by)


def leave(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Go away. What was for this visit only is thrown away; the rest stays."""
    if conversations.get(session, id).keeping is Keeping.VISIT:
        erase(session, means, id, now=now, by=by)


def find_by_words(session: Session, means: Means, typed: str) -> str:
    """Return the conversation that six words open. Raises NotAllowed for other than six, NotThere."""
    return wordcodes.find(session, means.vault, wordcode.normalise(typed))


def find_by_device(session: Session, token: str, *, now: datetime) -> str:
    """Return the conversation that this device may reopen. Raises NotThere."""
    return devices.find(session, token, now)


def trust_device(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> str:
    """Remember this device, because somebody said "Dit is mijn eigen telefoon". Return its token."""
    until = expiry(Keeping.KEPT, now, means.draft_days)
    return devices.add(session, means.vault, id, now=now, expires_at=until, by=by)


def forget_device(session: Session, means: Means, id: str, token: str, *, now: datetime, by: Actor) -> None:
    """Take the way in of this device away. Raises NotThere for a device of another conversation."""
    devices.revoke(session, means.vault, id, devices.ref(token), now=now, by=by)
