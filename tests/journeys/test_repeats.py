"""What is sent again, in a row or at once, has one effect: by HTTP and at the door of the actions."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from meedoen_app.actions import conversation as talking
from meedoen_app.actions.conversation import Given
from meedoen_app.actions.means import Means
from meedoen_app.core.conversation.answers import Answer, Entry
from meedoen_app.core.errors import KeyReused
from meedoen_app.storage import trace
from meedoen_app.web import clock
from meedoen_app.web.installation import Installation
from tests.amounts import amount, note
from tests.journeys.people import BY
from tests.journeys.planted import forgetful
from tests.talks import form_of
from tests.visitor import Visitor

AGAIN, AT_ONCE = 20, 4  # Each form so often, by so many at the same time.
FORMS, GIVEN = amount(2, 250), amount(5, 250)  # In all twice five thousand repeats.
IN_A_TALK = 25  # After so many a new conversation begins, as a log is read whole.
WISH = 8


def talker(app: Flask) -> Visitor:
    visitor = Visitor(app.test_client())
    visitor.go("/")
    visitor.press("deur=praten")
    visitor.go(f"{visitor.conversation()}/{WISH}")
    return visitor


def id_of(visitor: Visitor) -> str:
    return visitor.conversation().split("/")[2]


def send_at_once(visitor: Visitor, form: MultiDict[str, str]) -> list[int]:
    """Send a form again and again: half of it at once, in several windows, and half in a row."""
    app, cookie = visitor.client.application, visitor.client.get_cookie("sessie").value
    address = f"{visitor.conversation()}/{WISH}"

    def window() -> FlaskClient:
        client = app.test_client()
        client.set_cookie("sessie", cookie)
        return client

    def send(client: FlaskClient) -> int:
        return client.post(address, data=form).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        together = [*pool.map(send, [window() for _ in range(AGAIN // 2)])]
    return together + [send(visitor.client) for _ in range(AGAIN // 2)]


def effects(app: Flask, id: str, text: str) -> tuple[int, int]:
    """Return how often this was said, and how many lines the trace has more than the log has entries."""
    here: Installation = app.extensions["meedoen"]
    with here.database.reading() as session:
        opened = talking.look(session, means_of(app), id)
        lines = [line.event.object_id for line in trace.lines(session, here.vault, id)]
    said = [str(entry.seq) for entry in opened.entries]
    traced = [number for number in lines if number]
    return sum(e.answer.text == text for e in opened.entries), len(traced) - len(said)


def means_of(app: Flask) -> Means:
    here: Installation = app.extensions["meedoen"]
    return Means(here.vault, here.contents, here.settings.draft_days)


def test_a_form_that_is_sent_again_has_one_effect(
    make: Callable[..., Flask], request: pytest.FixtureRequest
) -> None:
    app = make()
    visitor = talker(app)
    for number in range(FORMS):
        visitor = visitor if number % IN_A_TALK else talker(app)
        visitor.go(f"{visitor.conversation()}/{WISH}")
        form = form_of(visitor, tekst=f"Ik zei dit {number}")
        assert send_at_once(visitor, form) == [303] * AGAIN
        other = visitor.client.post(
            f"{visitor.conversation()}/{WISH}", data={**form, "tekst": f"Iets anders {number}"}
        )
        assert (other.status_code, f"Iets anders {number}" in other.text) == (422, True)
        assert effects(app, id_of(visitor), f"Ik zei dit {number}") == (1, 0)
        assert effects(app, id_of(visitor), f"Iets anders {number}") == (0, 0)
    note(request, forms=FORMS, repeats=FORMS * AGAIN)


def test_an_answer_that_is_given_again_has_one_effect(
    make: Callable[..., Flask], request: pytest.FixtureRequest
) -> None:
    app = make()
    here: Installation = app.extensions["meedoen"]
    means, question = means_of(app), "wens"

    def give(key: str, text: str) -> int:
        entry = Entry(0, Answer(question, text=text), base=10**6)
        with here.database.writing() as session:
            given = [Given(entry, key)]
            opened = talking.give_answers(session, means, id, given, now=clock.now(), by=BY)
        return len(opened.entries)

    visitor = talker(app)
    for number in range(GIVEN):
        visitor = visitor if number % IN_A_TALK else talker(app)
        id, text = id_of(visitor), f"Ik zei dit {number}"
        with ThreadPoolExecutor(AT_ONCE) as pool:
            together = [*pool.map(give, [text] * (AGAIN // 2), [text] * (AGAIN // 2))]
        lengths = together + [give(text, text) for _ in range(AGAIN // 2)]
        assert {*lengths} == {number % IN_A_TALK + 2}
        with pytest.raises(KeyReused):
            give(text, "Iets anders")
        assert effects(app, id, text) == (1, 0)
    note(request, answers=GIVEN, repeats=GIVEN * AGAIN)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_server_that_forgets_keys_is_caught(make: Callable[..., Flask], tmp_path: Path) -> None:
    app = make()
    visitor = talker(app)
    form = form_of(visitor, tekst="Ik zei dit")
    app.wsgi_app = forgetful(app.wsgi_app)  # type: ignore[method-assign]
    send_at_once(visitor, form)
    said, _ = effects(app, id_of(visitor), "Ik zei dit")
    assert said > 1
