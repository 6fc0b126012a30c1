"""Keeping, leaving and coming back: the six words, this device, and throwing away."""

import secrets
from datetime import date, datetime, timedelta

from meedoen_app.actions import along, handing_over, own_login, planning
from meedoen_app.actions.means import Means
from meedoen_app.core import wordcode
from meedoen_app.core.consent import Asked
from meedoen_app.core.conversation.conversation import Conversation, Keeping, expiry
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents, conversations, devices, outbox, wordcodes
from meedoen_app.storage.database import Session

PURPOSE = "bewaren"
LONGEST_AHEAD = timedelta(days=366)


def keep(session: Session, means: Means, id: str, asked: Asked, *, now: datetime, by: Actor) -> None:
    """Keep this conversation: store the yes with the exact words it was given to, and make six words.

    With a plan in it, it stays for as long as a plan does.
    """
    if conversations.get(session, id).keeping.is_kept:
        return
    until = expiry(Keeping.KEPT, now, means.draft_days)
    conversations.keep(session, means.vault, id, expires_at=until, now=now, by=by)
    consents.give(session, means.vault, id, purpose=PURPOSE, asked=asked, now=now, by=by)
    words = wordcode.generate(means.contents.words(), secrets.choice)
    wordcodes.give(session, means.vault, id, words, now=now, by=by)
    planning.keep_longer(session, means, id, now=now, by=by)


def stop_keeping(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Take the yes back: from now on it is for this visit only; no words, device, sign-in or helper opens it.

    Nobody with whom it was shared sees it any more; a notification goes on, as when all is thrown away.
    Taking back is as easy as giving (AVG art. 7 lid 3). What was not kept stays as it is.
    """
    if not conversations.get(session, id).keeping.is_kept:
        return
    handing_over.stop_all(session, means, id, now=now, by=by)  # First: it holds all before the trace.
    for consent in consents.listed(session, means.vault, id):
        if consent.purpose == PURPOSE:
            consents.withdraw(session, means.vault, id, consent.number, now=now, by=by)
    along.stop_all(session, means, id, now=now, by=by)
    wordcodes.take_away(session, means.vault, id, now=now, by=by)
    devices.revoke_all(session, means.vault, id, now=now, by=by)
    own_login.unlink(session, means, id, now=now, by=by)
    until = expiry(Keeping.VISIT, now)
    conversations.stop_keeping(session, means.vault, id, expires_at=until, now=now, by=by)


def can_extend(conversation: Conversation, means: Means, now: datetime) -> bool:
    """Say whether it may stay longer: what is kept, for at most a year ahead."""
    until = conversation.expires_at + timedelta(days=means.draft_days)
    return conversation.keeping.is_kept and until <= now + LONGEST_AHEAD


def extend(session: Session, means: Means, id: str, seen: date | None, *, now: datetime, by: Actor) -> None:
    """Let it stay as many days longer as it stays after a visit.

    `seen` is the day (UTC) that the person saw: pressed twice is once. Raises NotAllowed for more than a
    year ahead.
    """
    found = conversations.get(session, id)
    if found.expires_at.date() != seen:
        return
    if not can_extend(found, means, now):
        raise NotAllowed("extend")
    until = found.expires_at + timedelta(days=means.draft_days)
    conversations.extend(session, means.vault, id, expires_at=until, now=now, by=by)


def reopen(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Come back to a conversation, which is a visit. Raises NotThere for one whose time is over."""
    found = conversations.get(session, id)
    if found.expires_at <= now:
        raise NotThere(id)
    until = max(found.expires_at, expiry(found.keeping, now, means.draft_days))
    conversations.extend(session, means.vault, id, expires_at=until, now=now, by=by)


def erase(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Throw everything away: the data key, and what still had to be sent along. Nothing brings it back."""
    conversations.erase(session, means.vault, id, now=now, by=by)
    outbox.take_back(session, means.vault, id)


def stop(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> bool:
    """Stop. What was for this visit only is thrown away whole, as the page says; say whether it was so."""
    is_for_this_visit = not conversations.get(session, id).keeping.is_kept
    if is_for_this_visit:
        erase(session, means, id, now=now, by=by)
    return is_for_this_visit


def leave(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Go away. What was for this visit only is thrown away, the rest stays.

    What somebody chose to send along goes along all the same.
    """
    if not conversations.get(session, id).keeping.is_kept:
        conversations.erase(session, means.vault, id, now=now, by=by)


def is_gone(session: Session, id: str) -> bool:
    """Say whether this conversation, which was there, is not there any more."""
    try:
        conversations.get(session, id)
    except NotThere:
        return True
    return False


def find_by_words(session: Session, means: Means, typed: str) -> str:
    """Return the conversation that six words open. Raises NotAllowed for other than six, NotThere."""
    return wordcodes.find(session, means.vault, wordcode.normalise(typed))


def find_by_device(session: Session, token: str, *, now: datetime) -> str:
    """Return the conversation that this device may reopen. Raises NotThere."""
    return devices.find(session, token, now)


def trust_device(session: Session, means: Means, id: str, *, key: str, now: datetime, by: Actor) -> str:
    """Remember this device, because somebody said "Dit is mijn eigen telefoon". Return its token.

    The same form (`key`) twice at once is one device.
    """
    until = expiry(Keeping.KEPT, now, means.draft_days)
    return devices.add(session, means.vault, id, key=key, now=now, expires_at=until, by=by)


def name_device(token: str) -> str:
    """Return how the device with this token is named in a list."""
    return devices.ref(token)


def forget_device(session: Session, means: Means, id: str, ref: str, *, now: datetime, by: Actor) -> None:
    """Take the way in of a device in the list away. Raises NotThere for one of another conversation."""
    devices.revoke(session, means.vault, id, ref, now=now, by=by)


def forget_this_device(session: Session, means: Means, token: str, *, now: datetime, by: Actor) -> None:
    """Take the way in of the device in hand away, whichever conversation it reopens. Raises NotThere."""
    id = find_by_device(session, token, now=now)
    forget_device(session, means, id, devices.ref(token), now=now, by=by)
