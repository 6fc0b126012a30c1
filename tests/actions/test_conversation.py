"""Answers that were given together are stored together, on what was just opened."""

from datetime import datetime

import pytest

from meedoen_app import settings
from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Given, Opened
from meedoen_app.actions.means import Means
from meedoen_app.content.store import Contents
from meedoen_app.core.conversation.answers import Answer, Entry, Voice
from meedoen_app.core.errors import NotAllowed, Stale
from meedoen_app.core.reading import Reading
from meedoen_app.core.trace import Actor
from meedoen_app.storage.database import Database, Session
from meedoen_app.storage.vault import Vault

DOOR = Answer("deur", ("praten",))
ALONE, TOGETHER, ABSENT = (Answer("voor_wie", (option,)) for option in ("mijzelf", "samen", "ander"))


@pytest.fixture
def means(vault: Vault) -> Means:
    return Means(vault, Contents(settings.PACKAGED_CONTENT, "deventer"), 30)


@pytest.fixture
def begun(database: Database, means: Means, now: datetime, resident: Actor) -> Opened:
    with database.writing() as session:
        return talking.begin(
            session, means, door=DOOR, notice="1", reading=Reading("nl"), now=now, by=resident
        )


def given(answer: Answer, key: str, base: int = 0) -> Given:
    return Given(Entry(0, answer, base=base), key)


def test_what_comes_back_is_what_was_stored(
    database: Database, means: Means, begun: Opened, now: datetime, resident: Actor
) -> None:
    with database.writing() as session:
        opened = talking.look(session, means, begun.conversation.id)
        after = talking.add_answers(session, means, opened, [given(ALONE, "a")], now=now, by=resident)
    with database.reading() as session:
        stored = talking.look(session, means, begun.conversation.id)
    assert after.answers == stored.answers
    assert after.entries == stored.entries
    assert [entry.answer for entry in stored.entries] == [DOOR, ALONE]


def test_the_same_key_again_stores_nothing(
    database: Database, means: Means, begun: Opened, now: datetime, resident: Actor
) -> None:
    for _ in range(2):
        with database.writing() as session:
            opened = talking.look(session, means, begun.conversation.id)
            talking.add_answers(session, means, opened, [given(ALONE, "a")], now=now, by=resident)
    with database.reading() as session:
        assert len(talking.look(session, means, begun.conversation.id).entries) == 2


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [(given(TOGETHER, "b", base=0), Stale), (given(Answer("voor_wie", ("niemand",)), "b"), NotAllowed)],
)
def test_of_answers_that_come_together_all_are_stored_or_none(
    database: Database,
    means: Means,
    begun: Opened,
    now: datetime,
    resident: Actor,
    wrong: Given,
    refusal: type[Exception],
) -> None:
    def give(session: Session) -> None:
        opened = talking.look(session, means, begun.conversation.id)
        talking.add_answers(session, means, opened, [given(ALONE, "a"), wrong], now=now, by=resident)

    with pytest.raises(refusal), database.writing() as session:
        give(session)
    with database.reading() as session:
        assert [e.answer for e in talking.look(session, means, begun.conversation.id).entries] == [DOOR]


@pytest.mark.parametrize(
    ("who", "voice"), [(ALONE, Voice.OWN), (TOGETHER, Voice.TOGETHER), (ABSENT, Voice.SEEN)]
)
def test_who_speaks_follows_from_whom_the_talk_is_for(
    database: Database,
    means: Means,
    begun: Opened,
    now: datetime,
    resident: Actor,
    who: Answer,
    voice: Voice,
) -> None:
    with database.writing() as session:
        opened = talking.look(session, means, begun.conversation.id)
        after = talking.add_answers(session, means, opened, [given(who, "a")], now=now, by=resident)
    assert after.usual_voice is voice
