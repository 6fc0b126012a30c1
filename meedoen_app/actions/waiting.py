"""The waiting place: answers and notes that are in no log yet, until the resident says so."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import keeping, keeping_back, notes, planning
from meedoen_app.actions.conversation import Given
from meedoen_app.actions.means import Means
from meedoen_app.actions.notes import Said
from meedoen_app.core.conversation.answers import Entry
from meedoen_app.core.conversation.conversation import Note, Waiting
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.plan.lines import NEW, Line, Step
from meedoen_app.core.trace import Actor
from meedoen_app.storage import waiting
from meedoen_app.storage.database import Session


def put(
    session: Session, means: Means, id: str, said: Entry | Note, *, key: str, now: datetime, by: Actor
) -> None:
    """Keep what was said for whoever opens the conversation next.

    Raises NotAllowed for one of this visit only, as nobody can open that again, and for a full place.
    """
    opened = talking.look(session, means, id)
    if not opened.conversation.keeping.is_kept:
        raise NotAllowed("visit")
    if isinstance(said, Entry):
        opened.content.questionnaire.accept(opened.answers, said.answer)
    elif isinstance(line := notes.read(said), Line):
        services = {service.id for service in opened.content.services}
        planning.plan_of(session, means, id).accept(line, services)
    waiting.put(session, means.vault, id, said, key=key, now=now, by=by)


def listed(session: Session, means: Means, id: str) -> Sequence[Waiting]:
    return waiting.listed(session, means.vault, id)


def use(session: Session, means: Means, id: str, number: int, base: int, *, now: datetime, by: Actor) -> None:
    """Put what waits in the conversation; what is no longer there has no effect.

    It gets a key of its own, as the one that it came with may be used by now for something else.
    `base` is what the person saw beside it: the seq of an answer, or how often a step was written. Raises
    Stale when another has come since.
    """
    for found in _numbered(session, means, id, number):
        waiting.drop(session, means.vault, id, number, now=now, by=by)
        key = secrets.token_urlsafe(16)
        if isinstance(found.said, Note):
            _write_down(session, means, id, replace(notes.read(found.said), at=now), base, key, by)
            continue
        given = [Given(replace(found.said, base=base), key)]
        opened = talking.give_answers(session, means, id, given, now=now, by=by)
        if not opened.is_agreed_to_keep:
            keeping.stop_keeping(session, means, id, now=now, by=by)


def _write_down(session: Session, means: Means, id: str, said: Said, base: int, key: str, by: Actor) -> None:
    """Write down a note where it belongs: each room has rules of its own for it."""
    if isinstance(said, Step) and said.number == NEW:
        planning.add_step(session, means, id, said, key=key, by=by)
    elif isinstance(said, Step):
        planning.change_step(session, means, id, said, base=base, key=key, by=by)
    elif isinstance(said, Line):
        planning.write_down(session, means, id, said, key=key, by=by)
    else:
        keeping_back.write_down(session, means, id, said, key=key, by=by)


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
