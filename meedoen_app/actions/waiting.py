"""The waiting place: answers that came in while nobody was in session, until the resident says so."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Given, Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation.answers import Entry, last_seq
from meedoen_app.core.conversation.conversation import Waiting
from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, waiting
from meedoen_app.storage.database import Session


def put(session: Session, means: Means, id: str, given: Given, *, now: datetime, by: Actor) -> None:
    """Keep an answer that came after the session ended, for whoever opens the conversation next."""
    opened = talking.look(session, means, id)
    opened.content.questionnaire.accept(opened.answers, given.entry.answer)
    waiting.put(session, means.vault, id, given.entry, key=given.key, now=now, by=by)


def listed(session: Session, means: Means, id: str) -> Sequence[Waiting]:
    return waiting.listed(session, means.vault, id)


def use(session: Session, means: Means, id: str, number: int, *, now: datetime, by: Actor) -> Opened:
    """Put a waiting answer in the conversation: the person has seen both, so it is based on the newest."""
    found = _find(session, means, id, number)
    entries = conversations.log(session, means.vault, id)
    entry: Entry = replace(found.entry, base=last_seq(entries, found.entry.answer.question))
    waiting.drop(session, means.vault, id, number, now=now, by=by)
    return talking.give_answers(session, means, id, [Given(entry, f"{found.key}:wacht")], now=now, by=by)


def drop(session: Session, means: Means, id: str, number: int, *, now: datetime, by: Actor) -> None:
    _find(session, means, id, number)
    waiting.drop(session, means.vault, id, number, now=now, by=by)


def _find(session: Session, means: Means, id: str, number: int) -> Waiting:
    found = [one for one in waiting.listed(session, means.vault, id) if one.number == number]
    if not found:
        raise NotThere(str(number))
    return found[0]
