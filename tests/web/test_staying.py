"""How long it stays, and who can say yes to that."""

from datetime import timedelta

import pytest
from flask import Flask

from meedoen_app.core.conversation.conversation import Conversation, Keeping
from meedoen_app.storage import conversations
from meedoen_app.web import clock
from tests.talks import begin, form_of, six_words
from tests.visitor import Visitor

KEEPING = "/5"


def stored(app: Flask, visitor: Visitor) -> Conversation:
    with app.extensions["meedoen"].database.reading() as session:
        return conversations.get(session, visitor.conversation().split("/")[2])


def extend(visitor: Visitor) -> None:
    visitor.go(visitor.conversation() + "/stop")
    visitor.press("doe=verlengen")


def test_keeping_it_longer_moves_the_date_and_a_visit_brings_it_no_nearer(
    app: Flask, talking: Visitor
) -> None:
    before = stored(app, talking).expires_at
    extend(talking)
    assert talking.path.endswith("/stop")
    later = stored(app, talking).expires_at
    assert later - before == timedelta(days=90)
    words = six_words(talking)
    talking.go("/verder")
    talking.press("doe=woorden", woorden=words)
    assert talking.status == 200
    assert stored(app, talking).expires_at == later


def test_keeping_it_longer_pressed_twice_is_once(app: Flask, talking: Visitor) -> None:
    talking.go(talking.conversation() + "/stop")
    page, before = talking.path, stored(app, talking).expires_at
    form = form_of(talking, doe="verlengen", tot=talking.fields()["tot"][0])
    assert [talking.client.post(page, data=form).status_code for _ in range(2)] == [303, 303]
    assert stored(app, talking).expires_at - before == timedelta(days=90)
    assert talking.client.post(page, data={**form, "tot": "morgen"}).status_code == 303
    assert stored(app, talking).expires_at - before == timedelta(days=90)


def test_it_is_kept_for_at_most_a_year_ahead(app: Flask, talking: Visitor) -> None:
    for _ in range(3):
        extend(talking)
    talking.go(talking.conversation() + "/stop")
    assert "verlengen" not in talking.choices("doe")
    until = stored(app, talking).expires_at
    form = form_of(talking, doe="verlengen", tot=str(until.date()))
    assert talking.client.post(talking.path, data=form).status_code == 422
    assert stored(app, talking).expires_at == until < clock.now() + timedelta(days=366)


def speak_for(visitor: Visitor, does_know: str) -> None:
    """Come in to talk for somebody who is not there."""
    begin(visitor, "ander", "vriend_buur", does_know)


@pytest.mark.parametrize("does_know", ["twijfelt", "nog_niet", "kan_niet"])
def test_nobody_says_yes_to_keeping_for_who_did_not(app: Flask, visitor: Visitor, does_know: str) -> None:
    speak_for(visitor, does_know)
    assert visitor.heading == "Is er iets dat niet kan wachten?"
    assert "Uw antwoorden zijn alleen voor dit bezoek." in visitor.words
    visitor.go(visitor.conversation() + "/stop")
    assert "Toch bewaren" not in visitor.links()
    assert visitor.client.post(visitor.conversation() + KEEPING, data={"keuze": "ja"}).status_code == 404
    assert stored(app, visitor).keeping is Keeping.VISIT


def test_a_yes_that_no_longer_holds_ends_the_keeping(app: Flask, visitor: Visitor) -> None:
    speak_for(visitor, "ja")
    visitor.press("doe=verder", keuze="ja")
    assert stored(app, visitor).keeping is Keeping.KEPT
    visitor.go(visitor.conversation() + "/4")
    visitor.press("doe=verder", keuze="nog_niet")
    assert stored(app, visitor).keeping is Keeping.VISIT
