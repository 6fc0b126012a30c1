"""Lost words: a professional gives a code, and who types it gets new words on their own screen."""

import secrets
from datetime import datetime

from meedoen_app.actions.means import Means
from meedoen_app.core import reissue, wordcode
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.reissue import KnownBy
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, devices, reissues, sessions, wordcodes
from meedoen_app.storage.database import Session


def reissue_to(
    session: Session,
    means: Means,
    conversation: str | None,
    known_by: KnownBy,
    *,
    ground: str,
    now: datetime,
    by: Actor,
) -> str:
    """Return a code with which somebody gets new words, for ten minutes. Nobody sees words but they.

    Raises NotAllowed for what was thrown away, is not kept or whose time is over ("not_kept").
    """
    if conversation is None or not _is_there(session, conversation, now):
        raise NotAllowed("not_kept")
    code = reissue.generate(secrets.choice)
    reissues.add(session, means.vault, conversation, code, known_by, ground=ground, now=now, by=by)
    return code


def redeem(session: Session, means: Means, typed: str, *, now: datetime, by: Actor) -> str | None:
    """Use a code: new words from now on, and return of which conversation; None for a wrong code.

    The old words, every device and every open screen open nothing any more. A wrong try is written down in
    any case, so that it takes as long whether there is such a code or not. Raises NotAllowed for other than
    eight digits.
    """
    id = reissues.use(session, means.vault, reissue.normalise(typed), now)
    if id is None or not _is_there(session, id, now):
        reissues.missed(session, means.vault, now=now, by=by)
        return None
    words = wordcode.generate(means.contents.words(), secrets.choice)
    wordcodes.give(session, means.vault, id, words, now=now, by=by)
    devices.revoke_all(session, means.vault, id, now=now, by=by)
    sessions.end_all(session, id, now)
    return id


def _is_there(session: Session, id: str, now: datetime) -> bool:
    """Say whether this conversation is kept, and its time is not over."""
    try:
        found = conversations.get(session, id)
    except NotThere:
        return False
    return found.keeping.is_kept and found.expires_at > now
