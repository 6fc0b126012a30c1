"""What the resident wrote stays in sight until somebody who works on it wrote something after it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from meedoen_app.core.casework import around, hearing, lines
from meedoen_app.core.casework.case import Case
from meedoen_app.core.casework.lines import Line
from meedoen_app.core.handoff import Way
from tests.core.test_case import (
    ANSWERED,
    APPLIED,
    AT,
    CLOSED,
    COACH,
    MET,
    NOTE,
    NOTIFIED,
    PROMISED,
    REPORTED,
    TODAY,
)

LATER = AT + timedelta(days=3)
PLAN = lines.PlanHandedIn(AT)
MOVED = around.ReachChanged(TODAY, Way.CALL, "0570 123456", AT)
AGAIN = around.SharedAgain(AT)  # News also where sharing anew is a new day of sharing.


def unheard(*written: Line) -> tuple[Line, ...]:
    return hearing.unheard(Case(written), AT)


@pytest.mark.parametrize("said", [ANSWERED, APPLIED, PLAN, MOVED, AGAIN])
def test_what_the_resident_wrote_last_waits(said: Line) -> None:
    assert unheard(NOTIFIED, MET, said) == (said,)


def test_all_that_was_written_since_the_last_word_of_who_works_on_it_waits_the_oldest_first() -> None:
    assert unheard(NOTIFIED, ANSWERED, REPORTED, PLAN, APPLIED, MOVED) == (PLAN, APPLIED, MOVED)


@pytest.mark.parametrize("answer", [MET, PROMISED, REPORTED, NOTE, CLOSED])
def test_whatever_who_works_on_it_writes_ends_the_waiting(answer: Line) -> None:
    assert unheard(NOTIFIED, APPLIED, answer) == ()


@pytest.mark.parametrize(
    "other",
    [
        around.Told(Way.MAIL, 2, AT, COACH),
        around.NotReached(2, AT, "systeem"),
        around.DayStands(AT),
        around.Coordinated("Zij kent haar", AT, "noor"),
        around.PassedOn("Met verlof", AT, "noor"),
        around.GlassBroken(AT, "noor"),
        around.SafetyJudged(1, True, AT, "privacy"),
    ],
)
def test_what_is_no_answer_leaves_it_waiting_and_is_nothing_of_the_resident_itself(other: Line) -> None:
    assert unheard(NOTIFIED, MET, APPLIED, other) == (APPLIED,)
    assert unheard(NOTIFIED, MET, other) == ()


def test_the_notification_with_which_it_came_is_no_news_and_one_that_is_made_later_is() -> None:
    later = replace(NOTIFIED, at=LATER)
    assert unheard(NOTIFIED) == ()
    assert unheard(NOTIFIED, PLAN) == (PLAN,)
    assert unheard(MET, later) == unheard(later) == (later,)
