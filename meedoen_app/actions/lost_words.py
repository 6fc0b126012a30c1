"""Lost words: a professional gives a code, and who types it gets new words on their own screen."""

import secrets
from datetime import datetime

from meedoen_app.actions import casework, own_login, telling
from meedoen_app.actions.means import Means
from meedoen_app.core import reissue, wordcode
from meedoen_app.core.casework import around
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.core.message import Letter
from meedoen_app.core.reissue import KnownBy
from meedoen_app.core.trace import Actor
from meedoen_app.storage import case_lines, conversations, devices, handoffs, reissues, sessions, wordcodes
from meedoen_app.storage.database import Session


def reissue_to(
    session: Session,
    means: Means,
    case: str,
    known_by: KnownBy,
    notice: Letter,
    *,
    key: str,
    ground: str,
    now: datetime,
    by: Actor,
) -> str | None:
    """Return a code with which somebody gets new words, for ten minutes. Nobody sees words but they.

    The case tells of it, and it is news: by mail at once (`notice`), or somebody calls or writes. So who
    talked a code out of us, and is not the resident, does not lock them out unseen. None for the same form
    (`key`) once more: the first code stands.

    Raises NotAllowed for what is over ("over"), or was thrown away or is not kept or whose time is over
    ("not_kept").
    """
    conversation = handoffs.get(session, case).conversation
    if conversation is None or not _is_there(session, conversation, now):
        raise NotAllowed("not_kept")
    line, line_key = around.CodeGiven(known_by, now, by.id), key and f"code:{key}"
    if case_lines.is_known(session, case, line_key):
        return None
    casework.write_down(session, means, case, line, key=line_key, by=by)
    code = reissue.generate(secrets.choice)
    reissues.add(session, means.vault, conversation, code, known_by, ground=ground, now=now, by=by)
    telling.tell(session, means, case, notice, now=now, by=by)
    return code


def redeem(session: Session, means: Means, typed: str, *, now: datetime, by: Actor) -> str | None:
    """Use a code: new words from now on, and return of which conversation; None for a wrong code.

    The old words, every device, every open screen and a sign-in elsewhere open nothing any more. A wrong try
    is written down in any case, so that it takes as long whether there is such a code or not. Raises
    NotAllowed for other than eight digits.
    """
    id = reissues.use(session, means.vault, reissue.normalise(typed), now)
    if id is None or not _is_there(session, id, now):
        reissues.missed(session, means.vault, now=now, by=by)
        return None
    words = wordcode.generate(means.contents.words(), secrets.choice)
    wordcodes.give(session, means.vault, id, words, now=now, by=by)
    devices.revoke_all(session, means.vault, id, now=now, by=by)
    own_login.unlink(session, means, id, now=now, by=by)
    sessions.end_all(session, id, now)
    return id


def gave_words(session: Session, means: Means, id: str, typed: str) -> bool:
    """Say whether this code gave this conversation its words before: the form was sent twice.

    Raises NotAllowed for other than eight digits.
    """
    return reissues.was_used(session, means.vault, id, reissue.normalise(typed))


def _is_there(session: Session, id: str, now: datetime) -> bool:
    """Say whether somebody can come back to this conversation; not where it was thrown away."""
    try:
        return conversations.get(session, id).is_there(now)
    except NotThere:
        return False
