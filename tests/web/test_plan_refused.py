"""What the plan says no to, and what somebody had in it by then: nothing of that is lost."""

from datetime import timedelta

import pytest
from time_machine import travel

from meedoen_app.core import plan as planning
from meedoen_app.core.access.session import IDLE
from meedoen_app.core.conversation.conversation import DAYS_A_PLAN_IS_KEPT
from meedoen_app.web import clock
from tests.talks import begin, open_theme
from tests.visitor import Visitor
from tests.web.test_plan import plan, talk_about_money, with_a_step


def test_a_page_that_stood_open_too_long_leaves_the_goal_as_it_was(talking: Visitor) -> None:
    with_a_step(talking)
    talking.press("doe=doel", tekst="Ik wil weer werken")
    talking.press("hoe=gedaan", zegel="te oud")
    assert talking.status == 422
    [goal] = [one.text for one in talking.tree.iter("textarea")]
    assert goal == "Ik wil weer werken"


def test_of_one_page_each_step_takes_its_own_word_and_the_last_agreement_holds(talking: Visitor) -> None:
    with_a_step(talking, wat="Bellen")
    with_a_step(talking, wat="Fietsen")
    page, path = talking.tree, talking.path
    done = [("hoe=gedaan", {"stap": "1"}), ("hoe=gedaan", {"stap": "2"})]
    for button, fields in [*done, ("weken=6", {}), ("weken=12", {})]:
        talking.tree = page  # As from a tab that was open all the time.
        talking.seen.append((200, path))
        talking.press(button, **fields)
        assert talking.status == 200
    plan(talking)
    assert "Nog geen stap afgesproken" in talking.words
    assert f"Ik kijk weer op {(clock.today() + timedelta(weeks=12)).day} " in talking.words


def test_a_full_plan_says_so(monkeypatch: pytest.MonkeyPatch, talking: Visitor) -> None:
    monkeypatch.setattr(planning, "MOST_STEPS", 1)
    with_a_step(talking)
    talk_about_money(talking)
    talking.press("keuze=wil_ik")
    plan(talking)
    talking.press("doe=stap")
    assert (talking.status, talking.heading) == (422, "Mijn plan")
    assert "Uw plan heeft al veel stappen. Haal er eerst een weg." in talking.words


def test_a_step_without_a_session_and_without_a_seal_is_still_to_be_read(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/plan/stap/0")
    with travel(clock.now() + IDLE + timedelta(minutes=1)):
        talking.press("=", wat="Bellen met mijn zus", met="Fatma", klaar="Als ik belde", zegel="kapot")
    assert talking.status == 403
    for words in ("Bellen met mijn zus", "Fatma", "Als ik belde"):
        assert words in talking.words


def test_a_plan_that_is_kept_afterwards_stays_for_thirteen_months(visitor: Visitor) -> None:
    begin(visitor, "mijzelf", "nee")
    open_theme(visitor, "geld")
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    with_a_step(visitor)
    assert "Dit plan is alleen voor dit bezoek." in visitor.words
    visitor.go(visitor.conversation() + "/klopt")
    visitor.go(next(url for words, url in visitor.links().items() if "antwoorden bewaren" in words))
    visitor.press("doe=verder", keuze="ja")
    plan(visitor)
    until = clock.today() + timedelta(days=DAYS_A_PLAN_IS_KEPT)
    assert f"Uw plan blijft bewaard tot {until.day} " in visitor.words
    assert f" {until.year} . Komt u terug?" in visitor.words
