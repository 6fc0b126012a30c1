"""Days in a case: a term that stands still and runs again, the decision, and a day to talk."""

from datetime import timedelta

import icalendar
from flask import Flask
from flask_babel import force_locale
from time_machine import travel

from meedoen_app.core.access.account import Account
from meedoen_app.core.casework import lines as shapes
from meedoen_app.core.casework.case import State, Waiting
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, planned
from tests import staff
from tests.visitor import Visitor
from tests.web.test_work import coach, share
from tests.web.test_work_writing import (
    TODAY,
    TOMORROW,
    address,
    by_the_resident,
    case_of,
    handoff,
    write,
)

__all__ = ["address", "coach", "handoff", "share"]


def test_an_application_is_decided_and_stands_still_in_between(
    app: Flask, visitor: Visitor, coach: Account, address: str, handoff: Handoff
) -> None:
    applied = shapes.Applied("Jan", "Straat 1", "Een traplift", TODAY, clock.now())
    by_the_resident(app, handoff, applied)
    day = TODAY.isoformat()
    write(visitor, address, "opnieuw_kijken", dag=TOMORROW.isoformat())
    assert "Jan Straat 1 Een traplift" in visitor.words  # Where the decision goes.
    write(visitor, address, "opgeschort", reden="aanvullen", tekst="Een brief", dag=TOMORROW.isoformat())
    assert (visitor.status, "Deze dag moet nog komen." in visitor.words) == (422, True)
    visitor.press("=", dag=day)
    assert "moet het er zijn? Vul een dag in" in visitor.words  # Awb 4:15 lid 1: until when.
    early = (TODAY - timedelta(days=1)).isoformat()
    for fields in ({"uiterlijk": early}, {"dag": early, "uiterlijk": day}):
        visitor.press("=", **fields)
        assert (visitor.status, "Deze dag is te vroeg." in visitor.words) == (422, True)
    visitor.press("=", tekst="Een brief van de arts", dag=day, uiterlijk=TOMORROW.isoformat())
    with app.test_request_context(), force_locale("nl"):
        last = planned.day(TOMORROW)
    assert f"Een brief van de arts Uiterlijk {last}." in visitor.words
    assert case_of(app, handoff).waits_for(TODAY) is Waiting.RESIDENT
    with travel(clock.now() + timedelta(days=2), tick=False):
        staff.sign_in_as(visitor, coach)
        visitor.go("/werk/wacht")
        assert "Jan de Vries" not in visitor.words  # The last day has passed: it is not theirs any more.
        visitor.go(address)
        assert {"Termijn loopt weer", "Zet de termijn stil"} <= visitor.links().keys()
    write(visitor, address, "hervat", dag=day)
    write(visitor, address, "besluit", dag=day)
    assert case_of(app, handoff).state is State.DECIDED
    write(visitor, address, "gesloten", tekst="Klaar")
    visitor.go(visitor.links()["De dag van het besluit klopt niet"])
    visitor.press("=", dag=day)
    assert (visitor.status, "Waarom klopte de eerdere dag niet? Vul in" in visitor.words) == (422, True)
    visitor.press("=", dag=day, tekst="De brief ging later weg")
    assert "Dag van het besluit verbeterd De brief ging later weg" in visitor.words
    assert "Besluit verstuurd" in visitor.words  # Both stay readable.


def test_help_that_could_not_wait_is_written_down_before_any_application(
    visitor: Visitor, address: str
) -> None:
    visitor.go(address)
    visitor.go(visitor.links()["Dit is meteen geregeld"])
    visitor.press("=")
    assert (visitor.status, "Wat is er geregeld of besloten? Vul in" in visitor.words) == (422, True)
    visitor.press("=", tekst="Een bed voor vannacht")
    assert "Dit is meteen geregeld" not in visitor.links()
    assert "Een bed voor vannacht" in visitor.words


def test_an_appointment_in_the_past_is_refused_with_a_word(visitor: Visitor, address: str) -> None:
    before = (TODAY - timedelta(days=1)).isoformat()
    write(visitor, address, "afspraak", dag=before, uur="10:30", tekst="Thuis")
    assert (visitor.status, "Deze dag is te vroeg." in visitor.words) == (422, True)
    assert "vervalt" not in visitor.fields()  # What is new is not called off, after a mistake either.


def test_an_appointment_goes_into_a_calendar_without_a_name(visitor: Visitor, address: str) -> None:
    visitor.go(f"{address}/schrijf/afspraak")
    assert visitor.fields()["taal"][0] == "Tigrinya"
    write(visitor, address, "afspraak", dag=TOMORROW.isoformat(), uur="10:30", tekst="Buurthuis")
    file = visitor.client.get(visitor.links()["In mijn agenda"])
    [event] = icalendar.Calendar.from_ical(file.data).walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["DESCRIPTION"])) == ("Meedoen", "Buurthuis")
    assert b"Jan" not in file.data
    write(visitor, address, "afspraak?nummer=1", vervalt="ja")
    assert "In mijn agenda" not in visitor.words
