"""The waiting place: what came late is offered beside what stands there, and never replaces it in silence."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict

from meedoen_app.core.access.session import IDLE
from meedoen_app.core.conversation.answers import Entry
from meedoen_app.storage import waiting
from meedoen_app.web import clock
from tests.content import copies
from tests.talks import begin, begin_and_keep, form_of, own_words_question, six_words
from tests.visitor import Visitor

LATE = "Net voordat ik weg moest"
NEWER = "Wat ik later schreef"
NEXT = "2026-2"


@contextmanager
def the_session_over() -> Iterator[None]:
    with time_machine.travel(clock.now() + IDLE + timedelta(minutes=1), tick=True):
        yield


def waits(app: Flask, visitor: Visitor) -> list[str]:
    """Return the own words of every answer that waits, and every note as it is stored."""
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        listed = waiting.listed(session, here.vault, visitor.conversation().split("/")[2])
    return [one.said.answer.text if isinstance(one.said, Entry) else one.said.content for one in listed]


def come_back(visitor: Visitor, words: str) -> None:
    visitor.go("/verder")
    visitor.press("doe=woorden", woorden=words)
    assert visitor.path.endswith("/wacht")


def test_a_waiting_answer_stands_beside_what_is_there_now_and_can_replace_it(talking: Visitor) -> None:
    words, question = six_words(talking), own_words_question(talking)
    late = form_of(talking, tekst=LATE)
    talking.press("doe=verder", tekst=NEWER)
    with the_session_over():
        talking.client.post(question, data=late)
        come_back(talking, words)
        assert f"{LATE} Nu staat er: {NEWER}" in talking.words
        talking.press("doe=gebruik")
        talking.go(question)
        assert talking.text_of("textarea").strip() == LATE


def test_what_changed_since_the_page_was_shown_is_shown_first(app: Flask, talking: Visitor) -> None:
    words, question = six_words(talking), own_words_question(talking)
    late = form_of(talking, tekst=LATE)
    with the_session_over():
        talking.client.post(question, data=late)
        come_back(talking, words)
        chosen = form_of(talking, antwoord="1", doe="gebruik")
        talking.go(question)
        talking.press("doe=verder", tekst=NEWER)
        answer = talking._follow(talking.client.post(talking.conversation() + "/wacht", data=chosen))
        assert answer.status_code == 409
        assert f"{LATE} Nu staat er: {NEWER}" in talking.words
        assert "intussen veranderd" in talking.words
        assert waits(app, talking) == [LATE]
        talking.press("doe=gebruik")
        talking.go(question)
        assert talking.text_of("textarea").strip() == LATE


@pytest.mark.parametrize("doing", ["gebruik", "gooi_weg"])
def test_settled_twice_is_settled_once(talking: Visitor, doing: str) -> None:
    words, question = six_words(talking), own_words_question(talking)
    late = form_of(talking, tekst=LATE)
    with the_session_over():
        talking.client.post(question, data=late)
        come_back(talking, words)
        chosen = form_of(talking, antwoord="1", doe=doing)
        place = talking.conversation() + "/wacht"
        answers = [talking.client.post(place, data=chosen) for _ in range(2)]
        assert {(one.status_code, one.headers["Location"]) for one in answers} == {(303, place)}
        talking.go(place)
        assert talking.status == 200


def test_for_this_visit_only_it_says_honestly_that_nothing_was_kept(app: Flask, visitor: Visitor) -> None:
    begin(visitor, "mijzelf", "nee")
    question = own_words_question(visitor)
    late = form_of(visitor, tekst=LATE)
    with the_session_over():
        answer = visitor.client.post(question, data=late)
    assert answer.status_code == 403
    assert LATE in answer.text
    assert "niet bewaard" in answer.text
    assert "ligt voor u klaar" not in answer.text
    assert waits(app, visitor) == []


def test_an_answer_to_the_first_conversation_waits_while_a_second_is_open(
    app: Flask, talking: Visitor
) -> None:
    question = own_words_question(talking)
    first_tab, first = form_of(talking, tekst=LATE), Visitor(talking.client, [*talking.seen])
    talking.go("/")
    talking.press("deur=praten")
    answer = talking.client.post(question, data=first_tab)
    assert answer.status_code == 403
    assert "ligt voor u klaar" in answer.text
    assert waits(app, first) == [LATE]


def test_an_objection_after_the_session_ended_waits_until_it_is_used(app: Flask, talking: Visitor) -> None:
    words = six_words(talking)
    talking.go(talking.conversation() + "/over-mij")
    with the_session_over():
        for _ in range(2):
            late = talking.client.post(talking.path, data=form_of(talking, tekst=LATE))
        assert late.status_code == 403
        assert LATE in late.text
        assert "ligt voor u klaar" in late.text
        come_back(talking, words)
        assert talking.words.count(LATE) == 1
        assert "Nu staat er" not in talking.words
        talking.go(talking.conversation() + "/over-mij")
        assert f"Wat niet klopt {LATE}" in talking.words
        assert "Dit zei u al" not in talking.words
        talking.go(talking.conversation() + "/wacht")
        talking.press("doe=gebruik")
        assert waits(app, talking) == []
        talking.go(talking.conversation() + "/over-mij")
        assert f"Dit zei u al: {LATE}" in talking.words


@pytest.mark.parametrize("text", ["", "x" * 2001])
def test_an_objection_that_cannot_be_kept_stays_on_the_page(app: Flask, talking: Visitor, text: str) -> None:
    talking.go(talking.conversation() + "/over-mij")
    with the_session_over():
        late = talking.client.post(talking.path, data=form_of(talking, tekst=text))
    assert late.status_code == 403
    assert text in late.text
    assert "ligt voor u klaar" not in late.text
    assert waits(app, talking) == []


def test_a_judgement_after_the_session_ended_waits_beside_what_stands_there_now(talking: Visitor) -> None:
    words = six_words(talking)
    talking.skip()
    talking.press("doe=verder", tekst="Mijn kleinkinderen")
    check = talking.conversation() + "/klopt"
    talking.go(check)
    late = MultiDict(
        {**form_of(talking), "oordeel": "niet_delen", "hoofdstuk": talking.fields()["hoofdstuk"][0]}
    )
    talking.press("oordeel=klopt")
    with the_session_over():
        answer = talking.client.post(check, data=late)
        assert answer.status_code == 403
        assert "ligt voor u klaar" in answer.text
        come_back(talking, words)
        assert "Niet delen Nu staat er: Klopt" in talking.words
        talking.press("doe=gebruik")
        talking.go(check)
        assert "U zei: dit deel ik niet." in talking.words


@pytest.mark.parametrize(
    "wrong", [{"oordeel": "prima"}, {"hoofdstuk": "99"}, {"hoofdstuk": "x"}, {"doe": "klaar"}]
)
def test_what_says_nothing_of_a_chapter_does_not_wait(
    app: Flask, talking: Visitor, wrong: dict[str, str]
) -> None:
    talking.go(talking.conversation() + "/klopt")
    said = {"oordeel": "klopt", "hoofdstuk": "1"} if "doe" not in wrong else {}
    with the_session_over():
        answer = talking.client.post(talking.path, data=MultiDict({**form_of(talking), **said, **wrong}))
    assert answer.status_code == 403
    assert waits(app, talking) == []


def test_the_second_of_two_answers_with_one_key_waits_until_it_is_sent(app: Flask, talking: Visitor) -> None:
    question = own_words_question(talking)
    form = form_of(talking, tekst=NEWER)
    talking.client.post(question, data=form)
    talking._follow(talking.client.post(question, data=MultiDict({**form, "tekst": LATE})))
    assert talking.status == 422
    assert waits(app, talking) == [LATE]
    talking.press("doe=verder")
    assert waits(app, talking) == []
    talking.go(question)
    assert talking.text_of("textarea").strip() == LATE


def test_a_late_answer_is_read_with_the_version_of_its_own_conversation(
    make: Callable[..., Flask], tmp_path: Path
) -> None:
    content = copies.copy(tmp_path)
    app = make(MEEDOEN_CONTENT_DIR=str(content))
    visitor = Visitor(app.test_client())
    begin_and_keep(visitor)
    question = own_words_question(visitor)
    asked, late = visitor.heading, form_of(visitor, tekst=LATE)
    add_version_with_other_numbers(content)
    with the_session_over():
        answer = visitor._follow(visitor.client.post(question, data=late))
    assert answer.status_code == 403
    assert asked in visitor.words
    assert waits(app, visitor) == [LATE]


def add_version_with_other_numbers(content: Path) -> None:
    """Publish nothing, but add a newer version in which "goed" and "wens" have each other's number."""
    old, new = content / "vragenlijst" / copies.VERSION, content / "vragenlijst" / NEXT
    shutil.copytree(old, new)
    copies.change(content, f"vragenlijst/{NEXT}/vragenlijst.toml", copies.VERSION, NEXT)
    for id, number, other in (("goed", 7, 8), ("wens", 8, 7)):
        start = f"vragenlijst/{NEXT}/hoofdstukken/begin.toml"
        copies.change(content, start, f'id = "{id}"\nnummer = {number}', f'id = "{id}"\nnummer = {other}')
    with (content / "vragenlijst" / "gepubliceerd.toml").open("a", encoding="utf-8") as listed:
        listed.write(f'\n[[versies]]\nversie = "{NEXT}"\nstand = "concept"\n')


def test_one_old_page_cannot_fill_the_waiting_place(make: Callable[..., Flask], talking: Visitor) -> None:
    question = own_words_question(talking)
    form, id = form_of(talking), talking.conversation().split("/")[2]
    app = make(MEEDOEN_RATE_LIMITS="on")
    stranger = app.test_client()
    answers = [
        stranger.post(question, data=MultiDict({**form, "tekst": f"Antwoord {number}"}))
        for number in range(302)
    ]
    assert [answer.status_code for answer in answers] == [403] * 300 + [429] * 2
    assert "ligt voor u klaar" in answers[19].text
    assert "niet bewaard" in answers[20].text
    assert "Antwoord 20" in answers[20].text
    here = app.extensions["meedoen"]
    with here.database.reading() as session:
        assert len(waiting.listed(session, here.vault, id)) == waiting.MOST
