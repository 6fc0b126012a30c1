"""Asking to be called.

What was asked belongs to no conversation, and stays when one is gone. What goes along of one was sent with
consent, so leaving takes nothing back; throwing everything away does (`keeping.erase`), as long as it was not
sent.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from meedoen_app.actions import letters, receiving
from meedoen_app.actions.letters import Whole
from meedoen_app.actions.means import Means
from meedoen_app.core.callback import Callback, CallRequest
from meedoen_app.core.consent import Asked
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import consents, outbox, trace
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
    by_hand: bool = False,
    now: datetime,
    by: Actor,
) -> bool:
    """Put a request in the outbox, once for this form and what is in it; say whether it is new.

    Who goes back and mends the number asks anew. What goes along is a consent of that conversation. With
    `by_hand` it stands on the workbench, and is not mailed.
    """
    once = json.dumps([key, asdict(wanted)])
    whole = Whole(told.conversation, told.letter) if told else None
    kind = f"{CALL} {outbox.BY_HAND}" if by_hand else CALL
    if not letters.leave(session, means, kind, letter, once=once, whole=whole, now=now, by=by):
        return False
    if told is not None:
        consents.give(
            session,
            means.vault,
            told.conversation,
            purpose=CALL,
            asked=Asked(told.text, told.language),
            now=now,
            by=by,
        )
    return True


def team_that_calls(session: Session, means: Means) -> str:
    """Return the team on whose workbench requests stand; "" where nobody works there."""
    team = means.contents.current().municipality.calling.team
    return team if team and receiving.is_staffed(session, team) else ""


def on_the_workbench(session: Session, means: Means, *, now: datetime, by: Actor) -> tuple[CallRequest, ...]:
    """Return who asked to be called and was not yet, the oldest first. That somebody looked is noted."""
    found = outbox.by_hand(session, means.vault, CALL)
    if found:
        event = Event(Action.READ, "bellen", outbox.OUTBOX, part=str(len(found)))
        trace.append(session, means.vault, by, event, now=now)
    return tuple(CallRequest(one.id, Letter(**json.loads(one.payload)).text, at) for one, at in found)


def called(session: Session, means: Means, number: int, *, now: datetime, by: Actor) -> None:
    """Note that somebody was called, and empty what they asked. Again changes nothing."""
    if any(message.id == number for message, _ in outbox.by_hand(session, means.vault, CALL)):
        outbox.sent(session, number, now)
        trace.append(
            session, means.vault, by, Event(Action.UPDATE, "gebeld", outbox.OUTBOX, str(number)), now=now
        )
