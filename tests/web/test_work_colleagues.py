"""Who may look: a colleague whom a case goes to, whoever has it, and who looks in need."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from time_machine import travel

from meedoen_app.actions import handing_over
from meedoen_app.core.access.account import Account
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, pages
from tests import staff
from tests.cases import RESIDENT, WISH
from tests.visitor import Visitor
from tests.web.test_signing_in import traced
from tests.web.test_work import TEAM, coach, share, take
from tests.web.test_work_writing import address, handoff, write

__all__ = ["address", "coach", "handoff", "share"]


def test_a_case_goes_to_a_colleague_who_sees_it_and_who_gave_it_sees_it_no_more(
    app: Flask, arrive: Callable[[], Visitor], visitor: Visitor, address: str, coach: Account
) -> None:
    other = arrive()
    colleague = staff.sign_in(app, other, role="professional", team=TEAM, name="Piet")
    visitor.go(f"{address}/collega")
    assert "Piet. Werkt nu aan: 0" in visitor.words
    visitor.press("doe=geef", collega=colleague.id, reden="")
    assert visitor.status == 422
    visitor.press("doe=geef", collega=colleague.id, reden="Met verlof")
    assert visitor.path == "/werk"
    assert "Uw collega werkt er nu aan, en leest uw reden." in visitor.words
    visitor.go(address)
    assert visitor.status == 404
    new, why = "Nieuw: een collega gaf dit aan u.", f"{coach.name} gaf dit aan u, op "
    other.go("/werk")
    assert new in other.words
    other.go(address)
    assert (why in other.words, "De reden: Met verlof" in other.words) == (True, True)
    write(other, address, "contact", hoe="gebeld", tekst="Kennisgemaakt")
    assert why not in other.words
    other.go("/werk")
    assert new not in other.words
    other.go(f"{address}/collega")
    assert "Met verlof" in other.words
    assert "U bent regisseur van dit plan." in other.words
    other.press("doe=terug")
    assert "De zaak ligt weer bij het team." in other.words
    visitor.go("/werk")
    visitor.press("=")
    assert visitor.path == address
    assert "Die is ook regisseur van het plan." in visitor.words  # Who put it back is that no more.


def test_a_case_that_a_colleague_just_took_cannot_be_taken(
    app: Flask, arrive: Callable[[], Visitor], visitor: Visitor, handoff: Handoff
) -> None:
    other = arrive()
    staff.sign_in(app, other, role="professional", team=TEAM)
    other.go("/werk")
    take(visitor, handoff)
    other.press("=")
    assert (other.status, other.heading) == (422, "Dit is al opgenomen")


def test_one_finds_a_name_among_ones_own_cases_alone(
    app: Flask, arrive: Callable[[], Visitor], visitor: Visitor, address: str
) -> None:
    other = arrive()
    staff.sign_in(app, other, role="professional", team=TEAM)
    for who, found in ((visitor, 1), (other, 0)):
        who.go("/werk/zoek")
        who.press("=", naam="vries")
        assert f"Gevonden: {found}" in who.words
        assert who.path == "/werk/zoek"


def test_in_need_one_looks_for_an_hour_with_a_reason_and_writes_nothing(
    app: Flask, arrive: Callable[[], Visitor], visitor: Visitor, address: str, handoff: Handoff
) -> None:
    other = arrive()
    staff.sign_in(app, other, role="professional", team="bad")
    other.go("/werk/noodsprong")
    other.press("=", zaak=handoff.number, tekst="")
    assert (other.status, "Schrijf op waarom." in other.words) == (422, True)
    other.press("=", zaak="bestaat-niet", tekst="Belt in nood")
    assert (other.status, "Dit nummer kennen we niet." in other.words) == (422, True)
    assert ("denied", "geen_toegang", "geweigerd") in traced(app)  # Also who guesses a number.
    visitor.go(address)
    assert f"Nummer: {handoff.number}" in visitor.words
    with travel(clock.now() + timedelta(minutes=6), tick=False):
        other.press("=", zaak=handoff.number, tekst="Belt in nood")
        assert (other.status, "Belt in nood" in other.page.text) == (403, True)
        other.go("/werk/noodsprong")
        assert (other.status, "zaak" in other.fields()) == (403, False)  # Asked before anything is typed.
    other.go("/werk/noodsprong")
    other.press("=", zaak=handoff.number, tekst="Belt in nood")
    assert (other.path, WISH in other.words) == (address, True)
    assert "Schrijf een contact op" not in other.words
    other.go(f"{address}/schrijf/contact")
    assert other.status == 404


def test_after_taking_back_even_the_glass_does_not_break(
    app: Flask, visitor: Visitor, share: Callable[..., Handoff]
) -> None:
    handoff = share("geld", kind="delen")
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        talk = handoff.conversation or ""
        handing_over.withdraw(session, pages.means(), talk, handoff.id, now=clock.now(), by=RESIDENT)
    visitor.go("/werk/noodsprong")
    visitor.press("=", zaak=handoff.number, tekst="Belt in nood")
    assert visitor.status == 422
