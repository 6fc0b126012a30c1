"""The waiting place: answers and verdicts that are in no log yet, until the resident says so."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meedoen_app.actions import checking, keeping
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Given
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.conversation import Keeping, Verdict, Waiting
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.trace import Actor
from meedoen_app.storage import waiting
from meedoen_app.storage.database import Session


def put(
    session: Session, means: Means, id: str, said: Entry | Verdict, *, key: str, now: datetime, by: Actor
) -> None:
    """Keep what was said for whoever opens the conversation next.

    Raises NotAllowed for one of this visit only, as nobody can open that again, and for a full place.
    """
    opened = talking.look(session, means, id)
    if opened.conversation.keeping is Keeping.VISIT:
        raise NotAllowed("visit")
    if isinstance(said, Entry):
        opened.content.questionnaire.accept(opened.answers, said.answer)
    waiting.put(session, means.vault, id, said, key=key, now=now, by=by)


def listed(session: Session, means: Means, id: str) -> Sequence[Waiting]:
    return waiting.listed(session, means.vault, id)


def use(session: Session, means: Means, id: str, number: int, base: int, *, now: datetime, by: Actor) -> None:
    """Put what waits in the conversation; what is no longer there has no effect.

    It gets a key of its own, as the one that it came with may be used by now for something else.
    `base` is the seq of the answer that the person saw beside it. Raises Stale when another has come since.
    """
    for found in _numbered(session, means, id, number):
        waiting.drop(session, means.vault, id, number, now=now, by=by)
        key = secrets.token_urlsafe(16)
        if isinstance(found.said, Verdict):
            said = replace(checking.read(found.said), at=now)
            checking.write_down(session, means, id, said, key=key, by=by)
            continue
        given = [Given(replace(found.said, base=base), key)]
        opened = talking.give_answers(session, means, id, given, now=now, by=by)
        if not opened.is_agreed_to_keep:
            keeping.stop_keeping(session, means, id, now=now, by=by)


def drop(session: Session, means: Means, id: str, number: int, *, now: datetime, by: Actor) -> None:
    """Throw away what waits; what is no longer there has no effect."""
    for found in _numbered(session, means, id, number):
        waiting.drop(session, means.vault, id, found.number, now=now, by=by)


def drop_same(session: Session, means: Means, id: str, entry: Entry, *, now: datetime, by: Actor) -> None:
    """Throw away what waits and says what was just answered: there is nothing left to choose."""
    for one in waiting.listed(session, means.vault, id):
        if waiting.are_same(one.said, entry):
            waiting.drop(session, means.vault, id, one.number, now=now, by=by)


def _numbered(session: Session, means: Means, id: str, number: int) -> list[Waiting]:
    return [one for one in waiting.listed(session, means.vault, id) if one.number == number]
