"""What somebody may: pages for everybody, and a complaint that hangs together with nothing else."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from meedoen_app.storage import outbox
from tests.core.talks import CONTENT
from tests.mailbox import Mailbox
from tests.talks import begin_and_keep
from tests.visitor import NoSuchThing, Visitor
from tests.web.test_supply import rows

COMPLAINTS = "klachten@voorbeeld.nl"
CANARY = "kanarie-51c8"
PAGES = {right.id: right for right in CONTENT.rights}


@pytest.fixture
def connected(make: Callable[..., Flask], box: Mailbox) -> Visitor:
    """Somebody at an installation where complaints go somewhere."""
    return Visitor(make(**box.environ, MEEDOEN_COMPLAINT_MAILBOX=COMPLAINTS).test_client())


def complain(visitor: Visitor, **fields: str) -> None:
    visitor.go("/rechten/klacht")
    visitor.press("doe=stuur", **fields)


def test_every_page_can_be_reached_and_says_where_it_is_from(visitor: Visitor) -> None:
    visitor.go("/rechten")
    linked = [to for to in visitor.links().values() if to.startswith("/rechten/")]
    assert linked == [f"/rechten/{id}" for id in PAGES]
    for to, right in zip(linked, PAGES.values(), strict=True):
        visitor.go(to)
        assert visitor.status == 200
        assert visitor.heading == right.title
        assert right.source in visitor.words
        assert f"Nagekeken op {right.checked_on.day} november 2026" in visitor.words
        assert "Een jurist kijkt dit nog na." in visitor.words
        assert {"/rechten", "/hulp", "/bel-mij"} <= set(visitor.links().values())


def test_a_page_says_how_long_it_may_take(visitor: Visitor) -> None:
    visitor.go("/rechten/te_laat")
    for said in (
        "De gemeente zoekt met u uit wat nodig is: 6 weken",
        "De gemeente beslist over uw aanvraag: 2 weken",
    ):
        assert said in visitor.words
    visitor.go("/rechten/gesprek")
    assert "U kunt uw persoonlijk plan geven: 7 dagen" in visitor.words


def test_a_page_links_to_who_helps(visitor: Visitor) -> None:
    visitor.go("/rechten/bezwaar")
    visitor.go(visitor.links()["Het Juridisch Loket"])
    assert (visitor.status, visitor.heading) == (200, "Het Juridisch Loket")


def test_a_page_that_is_not_there_is_not_there(visitor: Visitor) -> None:
    for path in ("/rechten/boete", "/rechten/klacht/boete"):
        assert visitor.client.get(path).status_code == 404


def test_without_a_mailbox_the_page_says_so_and_names_another_way(app: Flask, visitor: Visitor) -> None:
    visitor.go("/rechten/klacht")
    assert "Waar uw klacht heen gaat, vult de gemeente nog in." in visitor.words
    assert "0800-3355555" in visitor.words
    with pytest.raises(NoSuchThing):
        visitor.press("doe=stuur")
    answer = visitor.client.post("/rechten/klacht", data={"woorden": "Het ging niet goed."})
    assert (answer.status_code, "Het ging niet goed." in answer.text) == (422, True)
    assert rows(app, "outbox") == 0


def test_a_complaint_reaches_its_own_mailbox_once(
    connected: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    complain(connected, woorden="Ik kreeg geen antwoord.\n\nNaam: iemand anders", naam="A.\r\nBcc: x@y.nl")
    assert connected.seen[-2:] == [(303, "/rechten/klacht"), (200, "/rechten/klacht/dank")]
    works()
    works()
    [letter], [text] = box.letters, box.texts
    assert box.to == [COMPLAINTS]
    assert letter["Subject"] == "Meedoen: een klacht"
    assert "| Ik kreeg geen antwoord.\n| \n| Naam: iemand anders\n" in text
    assert "Naam: A. Bcc: x@y.nl\n" in text
    assert "Te bereiken: niet gegeven" in text


def test_sent_twice_is_sent_once_and_another_one_is_new(connected: Visitor) -> None:
    connected.go("/rechten/klacht")
    form = {name: values[0] for name, values in connected.fields().items() if name == "sleutel"}
    for words in ("Eén keer", "Eén keer", "Nog iets"):
        sent = connected.client.post("/rechten/klacht", data={**form, "woorden": words})
        assert sent.status_code == 303
    assert rows(connected.client.application, "outbox") == 2


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"naam": "Ans", "bereik": "ans@voorbeeld.nl"}, "Schrijf wat er niet goed ging."),
        ({"woorden": " \n\u202e "}, "Schrijf wat er niet goed ging."),
        ({"woorden": "é" * 2001, "naam": "Ans"}, "Er passen 2000 tekens in."),
        ({"woorden": "Kort", "naam": "é" * 61}, "Er passen 60 tekens in."),
        ({"woorden": "Kort", "bereik": "é" * 101}, "Er passen 100 tekens in."),
    ],
)
def test_what_is_not_right_comes_back_with_all_that_was_typed(
    connected: Visitor, fields: dict[str, str], problem: str
) -> None:
    complain(connected, **fields)
    assert connected.status == 422
    assert connected.title.startswith("Fout:")
    assert problem in connected.words
    assert connected.text_of("textarea") == fields.get("woorden", "").strip(" \n\u202e")
    typed = {one.get("name"): one.get("value") for one in connected.tree.iter("input")}
    assert [typed["naam"], typed["bereik"]] == [fields.get("naam", ""), fields.get("bereik", "")]
    assert rows(connected.client.application, "outbox") == 0


def test_a_complaint_says_nothing_of_the_conversation_that_is_open(
    connected: Visitor, capsys: pytest.CaptureFixture[str]
) -> None:
    begin_and_keep(connected)
    id = connected.conversation().split("/")[2]
    app = connected.client.application
    before = rows(app, "trace")
    complain(connected, woorden=f"Zij luisterde niet. {CANARY}", bereik=f"{CANARY}@voorbeeld.nl")
    here = app.extensions["meedoen"]
    with here.database.writing() as session:
        [message] = outbox.claim(session, here.vault, datetime.now(UTC) + timedelta(hours=1), limit=1)
        [line] = session.connection().exec_driver_sql("SELECT * FROM trace WHERE event = 'klacht'").all()
    assert message.conversation is None
    assert id not in message.payload
    assert rows(app, "trace") == before + 1
    assert (line.client_pseudonym, line.actor_id, line.actor_role) == ("", "", "iedereen")
    assert id not in str(line)
    captured = capsys.readouterr()
    assert CANARY not in captured.err + captured.out + str(line)


def test_it_is_limited_how_often(make: Callable[..., Flask], box: Mailbox) -> None:
    limited = {"MEEDOEN_COMPLAINT_MAILBOX": COMPLAINTS, "MEEDOEN_RATE_LIMITS": "on"}
    client = make(**box.environ, **limited).test_client()
    sent = [client.post("/rechten/klacht", data={"woorden": f"Klacht {n}"}).status_code for n in range(6)]
    assert sent == [303] * 5 + [429]
