"""What of a plan goes along: decided by where something was said, not by the theme in which it stands."""

from datetime import datetime

import pytest

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import planning, showing
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.handoff import Sharing
from meedoen_app.core.plan.lines import Choice, Chosen
from meedoen_app.storage.database import Database
from tests.cases import RESIDENT, say, tell

TRAVEL = "reis_uitzoeken"  # It stands under "mensen", and helps with what may be said in other themes too.
DAILY = (
    Answer("onderwerpen", ("dagelijks",)),
    Answer("dagelijks_status", ("lukt_niet_goed",)),
    Answer("dagelijks_wens", ("vervoer",)),
)
PEOPLE = (
    Answer("onderwerpen", ("dagelijks", "mensen")),
    Answer("mensen_status", ("lukt_niet_goed",)),
    Answer("mensen_wens", ("vervoer",)),
)

LESS = (Answer("onderwerpen", ("mensen",)), Answer("mensen_status"))
OTHERWISE = (*DAILY, Answer("dagelijks_wens", ("goed_zo",)))


@pytest.mark.parametrize(
    ("said", "goes_along", "is_there"),
    [
        (DAILY, {"dagelijks"}, True),  # A theme that nobody opened hides nothing.
        (DAILY, {"geld", "mensen"}, False),  # Who leaves out where it was said, shares it nowhere.
        (DAILY + PEOPLE, {"mensen"}, True),  # It was said in two themes, and one goes along.
        ((), {"geld"}, True),  # Chosen from everything that there is: no answer speaks of it.
        (LESS, {"geld"}, True),  # "Liever niet" tells nothing, so nothing stays behind.
        (OTHERWISE, {"geld", "mensen"}, False),  # Who says something else since, said it still.
    ],
)
def test_a_step_goes_along_when_what_was_shared_speaks_of_it(
    database: Database,
    means: Means,
    now: datetime,
    said: tuple[Answer, ...],
    goes_along: set[str],
    is_there: bool,
) -> None:
    with database.writing() as session:
        id = tell(session, means, now=now)
        say(session, means, id, *said, now=now)
        planning.choose(session, means, id, Chosen(TRAVEL, Choice.WANT, now), key="k", by=RESIDENT)
        opened = talking.look(session, means, id)
        shared = Sharing(frozenset(goes_along))
        plan = showing.plan_within(session, means, opened, shared, opened.answers.seq)
    assert (TRAVEL in plan.choices) is is_there
