"""What cannot wait is work of today until it is arranged; closing says what was still open."""

from flask import Flask

from meedoen_app.core.casework import lines as shapes
from meedoen_app.core.casework.case import State
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock
from tests.visitor import Visitor
from tests.web.test_work import Shared, coach, share, take
from tests.web.test_work_writing import TODAY, TOMORROW, address, by_the_resident, case_of, handoff, write

__all__ = ["address", "coach", "handoff", "share"]

AT_ONCE = "Hulp die niet kan wachten: regel die, of beslis erover Meteen: dit kan niet wachten."
ON_TOP = "Hier is hulp bij die niet kan wachten."


def test_what_cannot_wait_is_work_of_today_until_it_is_arranged(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("begin", "geld", "gezondheid")
    visitor.go("/werk")
    assert "Meteen: dit kan niet wachten." in visitor.words
    address = take(visitor, handoff)
    applied = shapes.Applied("Jan", "Straat 1", "Een traplift", TODAY, clock.now())
    by_the_resident(app, handoff, applied)
    write(
        visitor,
        address,
        "opgeschort",
        reden="aanvullen",
        tekst="Een brief",
        dag=TODAY.isoformat(),
        uiterlijk=TOMORROW.isoformat(),
    )
    for path, stands in (("/werk", True), ("/werk/beloofd", True), ("/werk/wacht", False)):
        visitor.go(path)
        assert (AT_ONCE in visitor.words) is stands, path
    assert "Jan de Vries" not in visitor.words  # One does have something to do.
    visitor.go(address)
    assert visitor.words.index(ON_TOP) < visitor.words.index("Contact zoeken")
    write(visitor, address, "hervat", dag=TODAY.isoformat())
    write(visitor, address, "besluit", dag=TODAY.isoformat())  # On the application, and on nothing else.
    assert (ON_TOP in visitor.words, "Kan niet wachten" in visitor.words) == (True, True)
    write(visitor, address, "meteen_geregeld", tekst="Een bed voor vannacht", dag=TODAY.isoformat())
    assert (ON_TOP in visitor.words, "Kan niet wachten" in visitor.words) == (False, False)
    for path in ("/werk", "/werk/beloofd"):
        visitor.go(path)
        assert (AT_ONCE in visitor.words, "Kan niet wachten" in visitor.words) == (False, False), path


def test_what_is_still_open_is_named_before_closing_and_lapses_with_a_tick(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    write(visitor, address, "belofte", tekst="Ik bel de woningcorporatie", dag=TOMORROW.isoformat())
    write(visitor, address, "afspraak", tekst="Bij u thuis", dag=TOMORROW.isoformat(), uur="10:30")
    visitor.go(f"{address}/schrijf/gesloten")
    still_open = visitor.words.partition("Dit staat nog open")[2].partition("Waarom is het klaar?")[0]
    assert "Ik bel de woningcorporatie" in still_open
    assert "Afspraak: " in still_open
    assert "Hulp die niet kan wachten" in still_open
    visitor.press("=", tekst="Verhuisd")
    assert (visitor.status, "Zeg eerst dat wat nog open staat" in visitor.words) == (422, True)
    assert (visitor.text_of("textarea").strip(), "Ik bel de woning" in visitor.words) == ("Verhuisd", True)
    visitor.press("=", vervalt="ja")
    case = case_of(app, handoff)
    assert (case.state, case.open_promises, case.appointments) == (State.CLOSED, (), ())
    assert "Verhuisd Wat nog was beloofd of afgesproken, gaat niet door." in visitor.words


def test_where_nothing_is_open_closing_asks_for_no_tick(visitor: Visitor, address: str) -> None:
    visitor.go(f"{address}/schrijf/gesloten")
    assert "vervalt" not in visitor.fields()
    visitor.press("=", tekst="Klaar")
    assert visitor.path == address


def test_pressed_by_mistake_closing_closes_nothing_and_says_what_the_law_still_asks(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    visitor.go(f"{address}/schrijf/gesloten")
    still_open = visitor.words.partition("Dit staat nog open")[2].partition("Waarom is het klaar?")[0]
    assert "Zoek uit wat nodig is, en geef het verslag" in still_open
    visitor.press("=", tekst=" ")
    assert (visitor.status, "Waarom is het klaar? Vul in wat er moet staan." in visitor.words) == (422, True)
    assert case_of(app, handoff).closed is None
