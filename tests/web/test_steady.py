"""Nothing is lost and nothing is doubled: two tabs, Back, a double press, a dead session."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict

from meedoen_app.core.access.session import IDLE
from meedoen_app.storage import conversations
from meedoen_app.web import clock
from tests.talks import form_of, own_words_question, six_words
from tests.visitor import Visitor


def entries(app: Flask, visitor: Visitor) -> int:
    """Return how many lines the answer log has."""
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        return len(conversations.log(session, here.vault, visitor.conversation().split("/")[2]))


def test_a_double_press_has_one_effect(app: Flask, talking: Visitor) -> None:
    question = own_words_question(talking)
    before, form = entries(app, talking), form_of(talking, tekst="Eén keer is genoeg")
    first = talking.client.post(question, data=form)
    second = talking.client.post(question, data=form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert entries(app, talking) == before + 1


def test_a_repeat_days_later_still_has_one_effect(app: Flask, talking: Visitor) -> None:
    question = own_words_question(talking)
    form = form_of(talking, tekst="Eerst dit")
    talking.client.post(question, data=form)
    talking.go(question)
    talking.press("doe=verder", tekst="Later dat")
    before = entries(app, talking)
    talking.client.post(question, data=form)
    assert entries(app, talking) == before
    talking.go(talking.conversation() + "/klopt")
    assert "Later dat" in talking.words


def test_the_same_key_with_other_words_is_refused_and_the_words_stay(talking: Visitor) -> None:
    question = own_words_question(talking)
    form = form_of(talking, tekst="Eerst dit")
    talking.client.post(question, data=form)
    answer = talking.client.post(question, data=MultiDict({**form, "tekst": "Toch dat"}))
    assert answer.status_code == 422
    assert "Toch dat" in answer.text


def test_a_stale_tab_shows_both_and_overwrites_nothing(talking: Visitor) -> None:
    question = own_words_question(talking)
    old_tab = form_of(talking, tekst="Uit het oude tabblad")
    talking.go(question)
    talking.press("doe=verder", tekst="Uit het nieuwe tabblad")
    answer = talking.client.post(question, data=old_tab)
    assert answer.status_code == 409
    assert "Uit het oude tabblad" in answer.text
    assert "Uit het nieuwe tabblad" in answer.text
    talking.go(talking.conversation() + "/klopt")
    assert "Uit het nieuwe tabblad" in talking.words


def test_after_a_stale_answer_one_press_settles_it(talking: Visitor) -> None:
    question = own_words_question(talking)
    old_tab = form_of(talking, tekst="Uit het oude tabblad")
    talking.go(question)
    talking.press("doe=verder", tekst="Uit het nieuwe tabblad")
    talking._follow(talking.client.post(question, data=old_tab))
    talking.press("doe=verder")
    talking.go(talking.conversation() + "/klopt")
    assert "Uit het oude tabblad" in talking.words


def test_after_a_stale_answer_the_other_one_can_stay(talking: Visitor) -> None:
    question = own_words_question(talking)
    old_tab = form_of(talking, tekst="Uit het oude tabblad")
    talking.go(question)
    talking.press("doe=verder", tekst="Uit het nieuwe tabblad")
    talking._follow(talking.client.post(question, data=old_tab))
    talking.go(talking.links()["Laat mijn andere antwoord staan"])
    assert talking.path != question
    talking.go(question)
    assert talking.text_of("textarea").strip() == "Uit het nieuwe tabblad"


def test_back_shows_what_was_answered(talking: Visitor) -> None:
    question = own_words_question(talking)
    talking.press("doe=verder", tekst="Mijn kleinkinderen")
    talking.go(question)
    assert "Mijn kleinkinderen" in talking.text_of("textarea")


def test_an_answer_after_the_session_ended_waits_for_its_owner(talking: Visitor) -> None:
    words = six_words(talking)
    question = own_words_question(talking)
    form = form_of(talking, tekst="Net voordat ik weg moest")
    with time_machine.travel(clock.now() + IDLE + timedelta(minutes=1), tick=True):
        late = talking.client.post(question, data=form)
        assert late.status_code == 403
        assert "Net voordat ik weg moest" in late.text
        assert "ligt voor u klaar" in late.text
        talking.go("/verder")
        talking.press("doe=woorden", woorden=words)
        assert talking.path.endswith("/wacht")
        assert "Net voordat ik weg moest" in talking.words
        talking.press("doe=gebruik")
        talking.go(talking.conversation() + "/klopt")
        assert "Net voordat ik weg moest" in talking.words


def test_a_waiting_answer_can_be_thrown_away(talking: Visitor) -> None:
    words = six_words(talking)
    question = own_words_question(talking)
    form = form_of(talking, tekst="Toch maar niet")
    with time_machine.travel(clock.now() + IDLE + timedelta(minutes=1), tick=True):
        talking.client.post(question, data=form)
        talking.go("/verder")
        talking.press("doe=woorden", woorden=words)
        talking.press("doe=gooi_weg")
        talking.go(talking.conversation() + "/klopt")
        assert "Toch maar niet" not in talking.words


def test_without_a_good_seal_nothing_is_kept_but_the_words_are_shown(talking: Visitor) -> None:
    question = own_words_question(talking)
    form = form_of(talking, tekst="Zonder zegel", zegel="vervalst")
    with time_machine.travel(clock.now() + IDLE + timedelta(minutes=1), tick=True):
        late = talking.client.post(question, data=form)
    assert late.status_code == 403
    assert "Zonder zegel" in late.text
    assert "niet bewaard" in late.text


def test_another_person_never_gets_a_waiting_answer(talking: Visitor, arrive: Callable[[], Visitor]) -> None:
    question = own_words_question(talking)
    form = form_of(talking, tekst="Alleen voor mij")
    other = arrive()
    other.go("/")
    other.press("deur=praten")
    assert other.client.post(question, data=form).status_code == 403
    other.go(other.conversation() + "/klopt")
    assert "Alleen voor mij" not in other.words


def test_a_seal_of_another_question_is_refused(app: Flask, talking: Visitor) -> None:
    seal = talking.fields()["zegel"][0]
    question = own_words_question(talking)
    before = entries(app, talking)
    answer = talking.client.post(question, data=form_of(talking, tekst="Hallo", zegel=seal))
    assert answer.status_code == 422
    assert "Hallo" in answer.text
    assert entries(app, talking) == before


def test_a_session_lasts_while_somebody_is_there(talking: Visitor) -> None:
    question = talking.path
    for minutes in (10, 20, 30):
        with time_machine.travel(clock.now() + timedelta(minutes=minutes), tick=True):
            talking.go(question)
            assert talking.status == 200


def test_staying_keeps_the_session(talking: Visitor) -> None:
    question, stay = talking.path, talking.conversation() + "/blijf"
    with time_machine.travel(clock.now() + timedelta(minutes=14), tick=True):
        assert talking.client.post(stay).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=28), tick=True):
        talking.go(question)
        assert talking.status == 200


def test_no_session_outlives_eight_hours(talking: Visitor) -> None:
    start, question = clock.now(), talking.path
    for step in range(1, 9 * 6):
        with time_machine.travel(start + timedelta(minutes=10 * step), tick=True):
            talking.go(question)
    assert talking.status == 403
