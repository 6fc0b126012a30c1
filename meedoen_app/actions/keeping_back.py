"""Keeping back: what somebody says of a chapter reaches what was handed over before, at once."""

from dataclasses import replace
from datetime import datetime

from meedoen_app.actions import casework, checking, receiving
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.means import Means
from meedoen_app.actions.notes import Said
from meedoen_app.core.casework import around
from meedoen_app.core.checking import Judged, Judgement
from meedoen_app.core.conversation.answers import Answers
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, handoffs, outbox
from meedoen_app.storage.database import Session

STANDS = "dag_blijft"


def write_down(session: Session, means: Means, id: str, said: Said, *, key: str, by: Actor) -> None:
    """Write down a remark of the resident. What is "niet delen" from now on goes along nowhere any more.

    Nor does what waits to be sent along with a request to be called. Raises what `checking.write_down` does.
    """
    conversations.get(session, id)
    handoffs.hold_all(session, id)
    checking.write_down(session, means, id, said, key=key, by=by)
    if isinstance(said, Judged):
        _follow(session, means, id, said.at, by)
        if said.judgement is Judgement.NOT_SHARED:
            outbox.take_back(session, means.vault, id)


def _follow(session: Session, means: Means, id: str, now: datetime, by: Actor) -> None:
    """Let the list of a team say no more of a talk than what is not kept back, up to when it was shared."""
    opened = talking.look(session, means, id)
    for one in handoffs.of_conversation(session, id):
        then = Answers.fold(entry for entry in opened.entries if entry.seq <= one.upto)
        values = receiving.for_lists(session, means, replace(opened, answers=then))
        is_over = casework.case_of(session, means, one.id).is_over(one.withdrawn_at)
        if is_over or values == {name: getattr(one, name) for name in values}:
            continue
        newer = handoffs.change(session, means.vault, one.id, "stand", now=now, by=by, **values)
        if one.is_urgent and not newer.is_urgent:  # The day that somebody was told stands.
            casework.write_down(
                session, means, one.id, around.DayStands(now), key=f"{STANDS}:{one.consent}", by=by
            )
        casework.follow(session, means, newer, now=now, by=by)
