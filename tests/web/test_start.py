"""The way in: doors that the content names, and a notice that can be read before the first answer."""

import hashlib
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select
from time_machine import travel
from werkzeug.test import TestResponse

from meedoen_app import resources
from meedoen_app.core.conversation.conversation import VISIT_LASTS
from meedoen_app.storage.tables.conversation import ConversationRow
from meedoen_app.web import clock, start
from tests.visitor import Visitor
from tests.web.test_keeping import stored

# The sentences of the notice, by its version. Another text is another version: give start.NOTICE its date.
NOTICES = {"2026-11-22": "7dace74f"}


def test_the_doors_are_those_of_the_content(app: Flask, visitor: Visitor) -> None:
    visitor.go("/")
    doors = app.extensions["meedoen"].contents.current().questionnaire.question("deur")
    assert visitor.heading == doors.text
    assert [option.text for option in doors.options if option.text in visitor.words] == [
        "Ik wil praten over hoe het gaat",
        "Ik heb één vraag",
        "Ik zorg voor iemand",
        "Ik wil iets doen",
    ]


def test_the_notice_can_be_read_before_and_its_version_is_kept(app: Flask, visitor: Visitor) -> None:
    visitor.go("/")
    assert visitor.links()["Wat gebeurt er met uw antwoorden?"] == "/privacy"
    visitor.press("deur=praten")
    assert stored(app, visitor).notice == start.NOTICE.isoformat()


def test_a_door_pressed_twice_without_a_cookie_ends_in_one_talk_and_the_other_is_thrown_away(
    app: Flask, visitor: Visitor, works: Callable[[], None]
) -> None:
    """Nothing follows who did not begin yet, so each press begins; the browser stays with the last answer."""
    both_there = Barrier(2)

    def press(_: int) -> TestResponse:
        both_there.wait(timeout=30)
        return app.test_client().post("/begin", data={"deur": "praten"})

    with ThreadPoolExecutor(2) as pool:
        first, last = pool.map(press, range(2))
    assert len(talks(app)) == 2
    for answer in (first, last):
        visitor.client.set_cookie("sessie", session_of(answer))
    visitor.go(last.headers["Location"])
    own = visitor.conversation().removeprefix("/g/")
    visitor.go(f"/g/{own}/verder")
    for said in ("mijzelf", "ja"):
        visitor.press("doe=verder", keuze=said)
    visitor.press("doe=bewaar")
    assert visitor.status == 200
    with travel(clock.now() + VISIT_LASTS, tick=True):
        works()
    assert talks(app) == [own]


def session_of(answer: TestResponse) -> str:
    [given] = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("sessie=")]
    return given.removeprefix("sessie=").partition(";")[0]


def talks(app: Flask) -> list[str]:
    with app.extensions["meedoen"].database.reading() as session:
        return list(session.scalars(select(ConversationRow.id)))


def test_another_notice_is_another_version() -> None:
    template = (Path(str(resources.templates)) / "start" / "privacy.html").read_text()
    sentences = "\n".join(re.findall(r'_\("(.*?)"', template))
    assert NOTICES[start.NOTICE.isoformat()] == hashlib.sha256(sentences.encode()).hexdigest()[:8]


@pytest.mark.parametrize(
    "said",
    [
        "De gemeente Deventer is verantwoordelijk voor uw gegevens.",
        "artikel 6 lid 1 a, en artikel 9 lid 2 a",
        "functionaris gegevensbescherming",
        "Hoe u de FG bereikt, vult de gemeente nog in.",
        "klagen bij de Autoriteit Persoonsgegevens",
        "Komt u 90 dagen niet terug? Dan wissen we alles.",
        "U mag alles weggooien.",
    ],
)
def test_the_notice_says_what_the_law_asks(visitor: Visitor, said: str) -> None:
    visitor.go("/privacy")
    assert said in visitor.words
