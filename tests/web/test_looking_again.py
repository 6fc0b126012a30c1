"""Looking at the plan again: who comes back on the day, or later, is asked first if something changed."""

import re
from datetime import timedelta

from time_machine import travel

from meedoen_app.core.access.session import IDLE
from meedoen_app.web import clock
from tests.talks import form_of, six_words
from tests.visitor import Visitor
from tests.web.test_keeping import tap, trust
from tests.web.test_looking_back import come_back
from tests.web.test_plan import plan, with_a_step


def test_looking_again_asks_on_the_day_and_no_is_ready(talking: Visitor) -> None:
    with_a_step(talking)
    talking.press("weken=6")
    assert "Ik kijk weer op" in talking.words
    assert "Is er iets veranderd?" not in talking.words
    words = six_words(talking)
    with travel(clock.now() + timedelta(weeks=6, hours=1), tick=True):
        come_back(talking, words)
        assert talking.heading == "Mijn plan"
        assert "Is er iets veranderd?" in talking.words
        talking.press("doe=niets_veranderd")
        assert talking.heading == "Het is goed zo"
        come_back(talking, words)
        assert talking.heading == "Is er iets dat niet kan wachten?"
        plan(talking)
        assert "Is er iets veranderd?" not in talking.words


def test_on_an_own_telephone_the_plan_that_is_due_comes_first_too(talking: Visitor) -> None:
    with_a_step(talking)
    talking.press("weken=12")
    token = trust(talking)
    with travel(clock.now() + timedelta(weeks=12, hours=1), tick=True):
        tap(talking, token)
        assert talking.heading == "Mijn plan"
        assert "Is er iets veranderd?" in talking.words


def test_what_waits_goes_before_the_plan_that_is_due_and_leads_to_it(talking: Visitor) -> None:
    with_a_step(talking)
    talking.press("weken=6")
    words, due = six_words(talking), clock.now() + timedelta(weeks=6, hours=1)
    with travel(due, tick=True):
        come_back(talking, words)
        talking.go(talking.conversation() + "/plan/stap/0")
        form = form_of(talking, wat="Net voordat ik weg moest", wie="ik")
    with travel(due + IDLE + timedelta(minutes=1), tick=True):
        talking.client.post(talking.path, data=form)
        come_back(talking, words)
        assert talking.path.endswith("/wacht")
        talking.press("doe=gooi_weg")
        assert talking.heading == "Mijn plan"
        assert "Is er iets veranderd?" in talking.words


def test_a_day_to_look_again_that_is_behind_us_is_told_of_as_past(talking: Visitor) -> None:
    with_a_step(talking)
    talking.press("weken=6")
    [agreed] = re.findall(r"Ik kijk weer op (.+?)\.", talking.words)
    words = six_words(talking)
    with travel(clock.now() + timedelta(weeks=8), tick=True):
        come_back(talking, words)
        assert f"U wilde op {agreed} weer naar uw plan kijken." in talking.words
        assert "Ik kijk weer op" not in talking.words
        talking.press("doe=niets_veranderd")
        for page in ("plan", "plan/papier"):
            talking.go(f"{talking.conversation()}/{page}")
            assert "Ik kijk weer op" not in talking.words
        assert "Wanneer ik weer kijk, weet ik nog niet." in talking.words
        plan(talking)
        talking.press("weken=6")
        assert "Ik kijk weer op" in talking.words
