"""The way in: doors that the content names, and a notice that can be read before the first answer."""

import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app import resources
from meedoen_app.web import start
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
