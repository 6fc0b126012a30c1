"""What was said about the app itself stays with its resident: another reads neither it nor what follows."""

from datetime import datetime

import pytest

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import parts, planning, showing
from meedoen_app.actions.conversation import Opened
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.handoff import Sharing
from meedoen_app.core.plan.lines import Choice, Chosen
from meedoen_app.core.reading import Reading
from meedoen_app.storage.database import Database, Session
from tests.cases import RESIDENT, TODAY, say, tell

COUNTED = Answer(landmarks.COUNTED, ("nee",))
ONE_QUESTION = (
    Answer("voor_wie", ("mijzelf",)),
    Answer("onderwerpen", ("zorgen",)),
)
PLAN_B = "plan_b"  # Raised by the door and the theme alone, while nothing was told of it.


def come_with_one_question(session: Session, means: Means, now: datetime, *more: Answer) -> Opened:
    door = Answer(landmarks.DOOR, ("vraag",))
    begun = talking.begin(session, means, door=door, notice="", reading=Reading("nl"), now=now, by=RESIDENT)
    say(session, means, begun.conversation.id, *ONE_QUESTION, *more, now=now)
    return talking.look(session, means, begun.conversation.id)


def talk_that_counts(session: Session, means: Means, now: datetime) -> Opened:
    """Return a talk in which something was said of counting along too."""
    id = tell(session, means, now=now)
    say(session, means, id, COUNTED, now=now)
    return talking.look(session, means, id)


def everything(opened: Opened, *, is_own: bool = False) -> Sharing:
    return Sharing(frozenset(one.id for one in opened.content.questionnaire.chapters), is_own)


def needs(opened: Opened, found: Sharing) -> set[str]:
    cut = parts.cut(opened, found, opened.answers.seq)
    return {one.need for one in cut.content.advise(cut.answers, today=TODAY).needs}


def test_who_shares_everything_shares_no_answer_about_the_app(
    database: Database, means: Means, now: datetime
) -> None:
    with database.writing() as session:
        opened = talk_that_counts(session, means, now)
    cut = parts.cut(opened, everything(opened), opened.answers.seq)
    read = {entry.answer.question for entry in cut.entries}
    assert read == set(cut.answers)
    assert not {*landmarks.ABOUT_APP, "onderwerpen"} & read
    assert {"voor_wie", "wens", "geld_status"} <= read
    assert opened.is_agreed_to_keep, "for its resident it is what it was"
    assert opened.content.questionnaire.path(cut.answers) == opened.content.questionnaire.path(opened.answers)


def test_a_chapter_with_nothing_else_in_it_cannot_go_along(
    database: Database, means: Means, now: datetime
) -> None:
    with database.writing() as session:
        opened = talk_that_counts(session, means, now)
        id, before = opened.conversation.id, parts.told(session, means, opened)
        say(session, means, id, Answer("taal", ("goed",)), now=now)
        after = parts.told(session, means, talking.look(session, means, id))
    assert ("slot" in before, "slot" in after) == (False, True)
    assert "begin" in before


@pytest.mark.parametrize("more", [(), (Answer("zorg", ("nee",)),)])
def test_no_need_follows_for_another_from_what_they_cannot_read(
    database: Database, means: Means, now: datetime, more: tuple[Answer, ...]
) -> None:
    """A theme that was told of and left out leaves no hint: neither by the door nor by the list of themes."""
    with database.writing() as session:
        opened = come_with_one_question(session, means, now, *more)
    assert PLAN_B not in needs(opened, Sharing(frozenset({"begin"})))
    assert (PLAN_B in needs(opened, everything(opened, is_own=True))) is not more, "the own copy says it"


def test_a_step_of_who_came_with_one_question_can_go_along(
    database: Database, means: Means, now: datetime
) -> None:
    with database.writing() as session:
        opened = come_with_one_question(session, means, now)
        id = opened.conversation.id
        helping = opened.content.helping(opened.answers)
        service = min(one for one in helping if len(opened.content.themes_of[one]) > 0)
        planning.choose(session, means, id, Chosen(service, Choice.WANT, now), key="k", by=RESIDENT)
        plan = showing.plan_within(session, means, opened, Sharing(frozenset({"geld"})), opened.answers.seq)
    assert service in plan.choices
