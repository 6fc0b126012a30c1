"""Reaching people: who asked to be called, who has to be told of news, and in the way that they want."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask

from tests import staff
from tests.mailbox import Mailbox
from tests.visitor import NoSuchThing, Visitor
from tests.web.test_sharing import NUMBER, case_of, share, teller

__all__ = ["teller"]

TEAM = "buurtcoaches"
WORDS = "Ik kom er alleen niet uit"
TOMORROW = (date.today() + timedelta(days=1)).isoformat()  # noqa: DTZ011 - what a person fills in


@pytest.fixture
def coach(app: Flask, arrive: Callable[[], Visitor]) -> Visitor:
    found = arrive()
    staff.sign_in(app, found, team=TEAM)
    return found


def ask_to_be_called(visitor: Visitor) -> None:
    visitor.go("/bel-mij")
    visitor.press("doe=bel", telefoon=NUMBER, woorden=WORDS)


def send(coach: Visitor, url: str, **fields: str) -> None:
    """Press a button whose form goes to another address."""
    sealed = {"zegel": coach.fields()["zegel"][0], "sleutel": coach.fields()["sleutel"][0]}
    assert coach.client.post(url, data={**sealed, **fields}).status_code == 303


def take(coach: Visitor, case: str) -> None:
    coach.go("/werk")
    send(coach, f"/werk/zaak/{case}/neem")
    coach.go(f"/werk/zaak/{case}")


def make_an_appointment(coach: Visitor, case: str) -> None:
    coach.go(f"/werk/zaak/{case}/schrijf/afspraak")
    appointment = {"dag": TOMORROW, "uur": "10:30", "tekst": "Aan de keukentafel", "nummer": "1"}
    send(coach, coach.path, **appointment)


def test_who_asks_to_be_called_stands_first_and_is_gone_when_called(
    app: Flask, visitor: Visitor, coach: Visitor, arrive: Callable[[], Visitor]
) -> None:
    ask_to_be_called(visitor)
    assert visitor.heading == "Uw vraag is ontvangen"
    coach.go("/werk")
    headings = ["".join(one.itertext()) for one in coach.tree.iter("h2")]
    assert headings[0] == "Bel deze mensen"
    assert WORDS in coach.words
    other = arrive()
    staff.sign_in(app, other, role="professional", team="toegang_wmo")
    other.go("/werk")
    assert WORDS not in other.words
    number = coach.fields()["vraag"][0]
    for _ in range(2):  # Pressed twice is once.
        send(coach, "/werk/bellen", vraag=number)
    coach.go("/werk")
    assert WORDS not in coach.words


def test_where_nobody_works_it_is_not_promised(visitor: Visitor) -> None:
    visitor.go("/bel-mij")
    with pytest.raises(NoSuchThing):
        visitor.press("doe=bel", telefoon=NUMBER)


def test_who_wants_a_call_is_called_and_that_is_a_task_until_it_is_done(
    teller: Visitor, coach: Visitor
) -> None:
    share(teller, "buurtcoach")
    take(coach, case_of(teller))
    make_an_appointment(coach, case_of(teller))
    coach.go("/werk")
    assert "Vertel dat er nieuws is" in coach.words
    coach.go(f"/werk/zaak/{case_of(teller)}")
    send(coach, f"{coach.path}/verteld", manier="bellen")
    coach.go(coach.path)
    assert "Er is nieuws." not in coach.words
    coach.go("/werk")
    assert "Vertel dat er nieuws is" not in coach.words
    teller.go(teller.path)
    assert "Aan de keukentafel" in teller.words


def test_who_wants_a_letter_gets_one_to_print_with_nothing_of_the_news_in_it(
    teller: Visitor, coach: Visitor
) -> None:
    share(teller, "buurtcoach", manier="brief", adres="Straat 1\n7411 AA Deventer", naam="M. Jansen")
    take(coach, case_of(teller))
    page = f"/werk/zaak/{case_of(teller)}/brief.pdf"
    assert coach.client.get(page).status_code == 404
    make_an_appointment(coach, case_of(teller))
    paper = pypdfium2.PdfDocument(BytesIO(coach.client.get(page).get_data()))
    text = paper[0].get_textpage().get_text_range()
    paper.close()
    assert "M. Jansen" in text
    assert "7411 AA Deventer" in text
    assert "keukentafel" not in text


def test_who_wants_a_mail_gets_it_and_not_now_is_not_now(
    app: Flask, teller: Visitor, coach: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    share(teller, "buurtcoach", manier="mail", mail="inwoner@voorbeeld.nl")
    take(coach, case_of(teller))
    make_an_appointment(coach, case_of(teller))
    works()
    assert box.to == ["inwoner@voorbeeld.nl"]
    assert "keukentafel" not in box.texts[0]
    assert case_of(teller) not in box.raw[0].decode()
    share(teller, "buurtcoach", manier="mail", mail="inwoner@voorbeeld.nl", contact="nu_niet")
    coach.go(f"/werk/zaak/{case_of(teller)}/schrijf/opnieuw_kijken")
    send(coach, coach.path, dag=TOMORROW)
    works()
    assert len(box.letters) == 1
    coach.go(f"/werk/zaak/{case_of(teller)}")
    assert "Nu niet: zoek geen contact" in coach.words
    assert "Er is nieuws." not in coach.words
