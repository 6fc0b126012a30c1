"""Asking to be called.

What was asked belongs to no conversation, and stays when one is gone. What goes along of one was sent with
consent, so leaving takes nothing back; throwing everything away does (`keeping.erase`), as long as it was not
sent.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from meedoen_app.actions import letters
from meedoen_app.actions.letters import Whole
from meedoen_app.actions.means import Means
from meedoen_app.core.callback import Callback
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Actor
from meedoen_app.storage import consents
from meedoen_app.storage.database import Session

CALL = "bellen"


@dataclass(frozen=True, slots=True)
class Told:
    """What of a conversation goes along: of which, the words on the page at the tick, and their language.

    `letter` is the letter with that in it, which goes unless somebody throws the conversation away.
    """

    conversation: str
    text: str
    language: str
    letter: Letter


def ask(
    session: Session,
    means: Means,
    wanted: Callback,
    letter: Letter,
    *,
    key: str,
    told: Told | None = None,
    now: datetime,
    by: Actor,
) -> bool:
    """Put a request in the outbox, once for this form and what is in it; say whether it is new.

    Who goes back and mends the number asks anew. What goes along is a consent of that conversation.
    """
    once = json.dumps([key, asdict(wanted)])
    whole = Whole(told.conversation, told.letter) if told else None
    if not letters.leave(session, means, CALL, letter, once=once, whole=whole, now=now, by=by):
        return False
    if told is not None:
        consents.give(
            session,
            means.vault,
            told.conversation,
            purpose=CALL,
            text=told.text,
            language=told.language,
            now=now,
            by=by,
        )
    return True
