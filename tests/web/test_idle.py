"""How long the conversation stays open: every page says it truly, and asking changes nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine

from meedoen_app.core.access.session import ABSOLUTE, IDLE
from meedoen_app.web import clock
from tests.visitor import Visitor

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


@pytest.fixture
def start() -> datetime:
    """A moment at which the visitor has been there for a while."""
    return clock.now() + 2 * MINUTE


def promised(visitor: Visitor, question: str, at: datetime) -> timedelta:
    """Return how long the session holds, as a page says that is opened at this moment."""
    with time_machine.travel(at, tick=False):
        visitor.go(question)
    body = visitor.tree.find("body")
    assert body is not None
    return timedelta(seconds=int(body.attrib["data-idle"]))


def left(visitor: Visitor, at: datetime) -> timedelta:
    with time_machine.travel(at, tick=False):
        answer = visitor.client.get(visitor.conversation() + "/blijf")
    return timedelta(seconds=int(answer.text))


def test_a_page_promises_a_quarter_of_an_hour(talking: Visitor, start: datetime) -> None:
    assert promised(talking, talking.path, start) == IDLE


@pytest.mark.parametrize("since", [1, 59, 60])
def test_a_page_promises_no_more_than_is_left(talking: Visitor, start: datetime, since: int) -> None:
    question = talking.path
    talking_since = promised(talking, question, start)
    opened = start + since * SECOND
    assert promised(talking, question, opened) == talking_since - since * SECOND


def test_who_says_that_they_are_there_just_before_the_end_stays(talking: Visitor, start: datetime) -> None:
    question = talking.path
    promised(talking, question, start)
    opened = start + 59 * SECOND
    end = opened + promised(talking, question, opened)
    with time_machine.travel(end - 55 * SECOND, tick=False):
        answer = talking.client.post(talking.conversation() + "/blijf")
        assert (answer.status_code, answer.text) == (200, "900")
        talking.go(question)
        assert talking.status == 200


def test_the_end_of_a_long_day_is_announced(talking: Visitor) -> None:
    start, question = clock.now(), talking.path
    for minutes in range(0, 470, 10):
        promised(talking, question, start + minutes * MINUTE)
    assert 9 * MINUTE < promised(talking, question, start + ABSOLUTE - 10 * MINUTE) <= 10 * MINUTE
    with time_machine.travel(start + ABSOLUTE - 5 * MINUTE, tick=False):
        assert 290 < int(talking.client.post(talking.conversation() + "/blijf").text) <= 300


def test_asking_how_long_it_is_open_keeps_nothing_open(talking: Visitor, start: datetime) -> None:
    question = talking.path
    promised(talking, question, start)
    assert left(talking, start + 10 * MINUTE) == 5 * MINUTE
    assert left(talking, start + 14 * MINUTE) == MINUTE
    assert left(talking, start + 16 * MINUTE) == 0 * MINUTE


def test_asking_says_nothing_to_another(talking: Visitor, arrive: Callable[[], Visitor]) -> None:
    for conversation in (talking.conversation(), "/g/AAAAAAAAAAAAAAAAAAAAAA"):
        answer = arrive().client.get(conversation + "/blijf")
        assert (answer.status_code, answer.text) == (200, "0")


def test_a_second_tab_keeps_it_open_for_the_first(talking: Visitor, start: datetime) -> None:
    question = talking.path
    promised(talking, question, start)
    promised(talking, question, start + 10 * MINUTE)
    assert left(talking, start + 14 * MINUTE) == 11 * MINUTE
