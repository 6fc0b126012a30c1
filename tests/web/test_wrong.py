"""Saying that something in the supply is wrong: without a name, once, and only where somebody reads it."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from meedoen_app import settings
from meedoen_app.cli import work
from tests.mailbox import Mailbox, mailbox
from tests.visitor import NoSuchThing, Visitor
from tests.web.test_supply import rows


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as opened:
        yield opened


@pytest.fixture
def connected(make: Callable[..., Flask], box: Mailbox) -> Visitor:
    """Somebody at an installation that has a mailbox."""
    return Visitor(make(**box.environ).test_client())


@pytest.fixture
def works(database_url: str, tmp_path: Path, box: Mailbox) -> Callable[[], None]:
    """Do the work that is due, as `meedoen werk` does it."""
    environ = {
        **box.environ,
        "MEEDOEN_DATABASE_URL": database_url,
        "MEEDOEN_CHECKPOINTS": str(tmp_path / "ijk"),
    }
    return lambda: work.round_of_work(settings.from_environment(environ))


def report(visitor: Visitor, wat: str = "prijs", woorden: str = "") -> None:
    visitor.go("/buurt/voedselbank")
    visitor.go(visitor.links()["Deze informatie klopt niet"])
    visitor.press("doe=stuur", wat=wat, woorden=woorden)


def test_what_is_wrong_reaches_the_mailbox_once(
    connected: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    report(connected, "bestaat_niet_meer", "Het hek is dicht.\n\nTelefoon: 0612345678")
    assert connected.seen[-2:] == [(303, "/buurt/voedselbank/klopt-niet"), (200, "/buurt/voedselbank/dank")]
    works()
    works()
    [letter], [text] = box.letters, box.texts
    assert letter["Subject"] == "Meedoen: in het aanbod klopt iets niet"
    assert "Voedselbank Deventer (voedselbank)" in text
    assert "dit bestaat niet meer" in text
    assert "Pagina: /buurt/voedselbank\n" in text
    assert re.findall(r"^\| .*", text, re.MULTILINE) == [
        "| Het hek is dicht.",
        "| ",
        "| Telefoon: 0612345678",
    ]


def test_no_address_that_the_sender_chose_comes_in_the_mail(
    connected: Visitor, works: Callable[[], None], box: Mailbox
) -> None:
    elsewhere = {"Host": "elders.voorbeeld.nl"}
    told = {"sleutel": "a", "wat": "prijs"}
    sent = connected.client.post("/buurt/voedselbank/klopt-niet", data=told, headers=elsewhere)
    assert sent.status_code == 303
    works()
    [text] = box.texts
    assert "elders" not in text


def test_sent_twice_is_sent_once_and_something_else_is_new(connected: Visitor) -> None:
    app = connected.client.application
    connected.go("/buurt/voedselbank/klopt-niet")
    form = {name: values[0] for name, values in connected.fields().items() if name == "sleutel"}
    for _ in range(2):
        response = connected.client.post("/buurt/voedselbank/klopt-niet", data={**form, "wat": "adres"})
        assert response.status_code == 303
    assert rows(app, "outbox") == 1
    connected.client.post("/buurt/voedselbank/klopt-niet", data={**form, "wat": "telefoon"})
    assert rows(app, "outbox") == 2


@pytest.mark.parametrize(
    ("wat", "woorden", "problem"),
    [
        ("", "Ik weet het niet", "Kies wat er niet klopt."),
        ("alles", "", "Kies wat er niet klopt."),
        ("prijs", "é" * 301, "Dit is te lang. Er passen 300 tekens in."),
    ],
)
def test_what_is_not_right_comes_back_with_all_that_was_typed(
    connected: Visitor, wat: str, woorden: str, problem: str
) -> None:
    report(connected, wat, woorden)
    assert connected.status == 422
    assert connected.title.startswith("Fout:")
    assert problem in connected.words
    assert connected.text_of("textarea") == woorden
    checked = [one.get("value") for one in connected.tree.iter("input") if "checked" in one.attrib]
    assert checked == (["prijs"] if wat == "prijs" else [])
    assert rows(connected.client.application, "outbox") == 0


def test_no_name_is_asked(connected: Visitor) -> None:
    connected.go("/buurt/voedselbank/klopt-niet")
    assert set(connected.fields()) - {"taal", "niveau", "naar"} == {"sleutel", "wat", "woorden", "doe"}


def test_without_a_mailbox_the_page_says_so(app: Flask, visitor: Visitor) -> None:
    visitor.go("/buurt/voedselbank/klopt-niet")
    assert "Het is nog niet aangesloten." in visitor.words
    with pytest.raises(NoSuchThing):
        visitor.press("doe=stuur")
    assert visitor.client.post("/buurt/voedselbank/klopt-niet", data={"wat": "prijs"}).status_code == 422
    assert rows(app, "outbox") == 0


def test_it_is_limited_how_often(make: Callable[..., Flask], box: Mailbox) -> None:
    client = make(**box.environ, MEEDOEN_RATE_LIMITS="on").test_client()
    for number in range(12):
        wrong = client.post("/buurt/voedselbank/klopt-niet", data={"sleutel": str(number)})
        assert wrong.status_code == 422
    sent = [
        client.post(
            "/buurt/voedselbank/klopt-niet", data={"sleutel": str(number), "wat": "prijs"}
        ).status_code
        for number in range(12)
    ]
    assert sent == [303] * 10 + [429] * 2
