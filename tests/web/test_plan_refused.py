"""What the plan says no to, and what somebody had in it by then: nothing of that is lost."""

from datetime import timedelta

import pytest
from time_machine import travel

from meedoen_app.core.access.session import IDLE
from meedoen_app.core.conversation.conversation import DAYS_A_PLAN_IS_KEPT
from meedoen_app.core.plan import plan as planning
from meedoen_app.web import clock
from tests.talks import begin, open_theme, six_words
from tests.visitor import Visitor
from tests.web.test_plan import plan, talk_about_money, with_a_step
from tests.web.test_waiting import come_back


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
    talking.go(talking.conversation() + "/plan/stap/1")
    talking.press("hoe=weg")
    plan(talking)
    talking.press("doe=stap")
    assert (talking.status, talking.heading) == (200, "Mijn stap")


def test_a_step_that_waits_for_a_plan_that_is_full_by_then_goes_on_waiting(
    monkeypatch: pytest.MonkeyPatch, talking: Visitor
) -> None:
    words = six_words(talking)
    with_a_step(talking)
    talking.go(talking.conversation() + "/plan/stap/0")
    with travel(clock.now() + IDLE + timedelta(minutes=1)):
        talking.press("=", wat="Bellen met mijn zus")
        monkeypatch.setattr(planning, "MOST_STEPS", 1)
        come_back(talking, words)
        talking.press("doe=gebruik")
        assert (talking.status, talking.path) == (422, talking.conversation() + "/wacht")
        assert "Uw plan heeft al veel stappen. Haal er eerst een weg." in talking.words
        assert "Bellen met mijn zus" in talking.words
        monkeypatch.undo()
        talking.press("doe=gebruik")
        plan(talking)
        assert "Bellen met mijn zus" in talking.words


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


def test_the_yes_and_the_six_words_say_beforehand_that_a_plan_is_kept_longer(visitor: Visitor) -> None:
    begin(visitor, "mijzelf")
    days, months = "Komt u 90 dagen niet terug?", "13 maanden na uw laatste bezoek."
    assert visitor.words.index(days) < visitor.words.index(months)
    visitor.press("doe=verder", keuze="ja")
    visitor.go(visitor.conversation() + "/woorden")
    assert f"Maakt u een plan? Dan kan het tot {months}" in visitor.words
    with_a_step(visitor)
    visitor.go(visitor.conversation() + "/woorden")
    until = clock.today() + timedelta(days=DAYS_A_PLAN_IS_KEPT)
    assert f"Dat kan tot en met {until.day} " in visitor.words
    assert months not in visitor.words  # It stands in the day by now.


@pytest.fixture
def rejecting(talking: Visitor) -> Visitor:
    """A visitor who just said that something does not fit, at the question why."""
    talk_about_money(talking)
    talking.press("keuze=niet_voor_mij")
    return talking


def test_a_reason_that_is_too_long_is_still_there_and_says_so(rejecting: Visitor) -> None:
    rejecting.press("doe=klaar", reden="te_ver", tekst="a" * 301)
    assert (rejecting.status, rejecting.heading) == (422, "Niet voor mij")
    assert "Dit is te lang. Gebruik hoogstens 300 tekens." in rejecting.words
    assert rejecting.text_of("textarea") == "a" * 301
    assert checked(rejecting) == ["te_ver"]
    rejecting.press("doe=klaar", tekst="Een uur met de bus")
    assert "te ver weg Een uur met de bus" in rejecting.words


def test_a_reason_that_comes_again_with_other_words_is_still_there(rejecting: Visitor) -> None:
    page = rejecting.tree
    rejecting.press("doe=klaar", reden="te_ver", tekst="Een uur met de bus")
    rejecting.tree = page  # As after going back, from what the browser kept.
    rejecting.seen.append((200, rejecting.conversation() + "/keuze"))
    rejecting.press("doe=klaar", reden="te_ver", tekst="Anderhalf uur met de bus")
    assert (rejecting.status, rejecting.heading) == (422, "Niet voor mij")
    assert "U schreef hier net iets anders." in rejecting.words
    assert checked(rejecting) == ["te_ver"]
    rejecting.press("doe=klaar")
    assert "te ver weg Anderhalf uur met de bus" in rejecting.words


def test_a_reason_from_a_page_that_stood_open_too_long_is_still_there(rejecting: Visitor) -> None:
    rejecting.press("doe=klaar", reden="te_ver", tekst="Een uur met de bus", zegel="te oud")
    assert rejecting.status == 422
    assert rejecting.text_of("textarea") == "Een uur met de bus"


def checked(visitor: Visitor) -> list[str]:
    return [one.get("value", "") for one in visitor.tree.iter("input") if "checked" in one.attrib]


def test_no_step_is_made_of_nothing(talking: Visitor) -> None:
    with_a_step(talking)
    talk_about_money(talking)
    talking.press("keuze=wil_ik")
    plan(talking)
    talking.press("doe=stap", aanbod="")
    assert talking.status == 422
    assert "Bellen met mijn zus" not in talking.words


def test_each_mistake_in_a_step_names_what_was_asked(talking: Visitor) -> None:
    long = "a" * 301
    with_a_step(talking, wat=long, met=long, klaar=long, dag="31-31-2026", tot="31-31-2026")
    assert talking.status == 422
    [told] = [one for one in talking.tree.iter("div") if one.get("class") == "error-list"]
    mistakes = ["".join(one.itertext()) for one in told.iter("li")]
    assert len(mistakes) == len(set(mistakes)) == 5
    assert "Met wie samen? Dit is te lang. Gebruik hoogstens 300 tekens." in mistakes
    assert "Tot en met welke dag? Vul een dag in, zoals 25-11-2026." in mistakes


def test_going_back_after_an_own_step_changes_that_step(talking: Visitor) -> None:
    with_a_step(talking, wat="Bellen")
    form = talking.seen[-3][1]
    talking.go(form)
    assert talking.heading == "Mijn stap"
    talking.press("=", wat="Bellen met Annie")
    assert talking.words.count("Pas deze stap aan") == 1
    assert "Bellen met Annie" in talking.words


def test_a_form_that_comes_again_with_other_words_says_so_and_makes_no_second_step(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/plan/stap/0")
    page, path = talking.tree, talking.path
    talking.press("=", wat="Bellen")
    talking.tree = page  # As after going back, from what the browser kept.
    talking.seen.append((200, path))
    talking.press("=", wat="Bellen met Annie")
    assert talking.status == 422
    assert "U schreef hier net iets anders." in talking.words
    assert "Nu staat er: Bellen" in talking.words
    talking.press("=")
    assert talking.words.count("Pas deze stap aan") == 1
    assert "Bellen met Annie" in talking.words


def test_two_tabs_with_a_new_step_make_two_steps(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/plan/stap/0")
    page, path = talking.tree, talking.path
    with_a_step(talking, wat="Bellen")
    talking.tree = page
    talking.seen.append((200, path))
    talking.press("=", wat="Fietsen", dag="31-31-2026")
    talking.press("=", dag="")
    assert (talking.status, talking.heading) == (200, "Mijn plan")
    for what in ("Bellen", "Fietsen"):
        assert what in talking.words


def test_a_new_step_that_comes_again_from_a_second_tab_leaves_the_step_of_the_first_alone(
    talking: Visitor,
) -> None:
    talking.go(talking.conversation() + "/plan/stap/0")
    page, path = talking.tree, talking.path
    with_a_step(talking, wat="Bellen")
    for what in ("Fietsen", "Fietsen met Annie"):
        talking.tree = page  # As from a tab that was open all the time, and then after going back in it.
        talking.seen.append((200, path))
        talking.press("=", wat=what, sleutel="van-de-tweede-tab")
    assert talking.status == 422
    assert "Nu staat er: Fietsen" in talking.words
    talking.press("=")
    assert talking.words.count("Pas deze stap aan") == 2
    for what in ("Bellen", "Fietsen met Annie"):
        assert what in talking.words
