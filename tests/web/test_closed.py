"""What is closed is found again, what was taken back is found by nothing, and who wrote what is said."""

from collections.abc import Callable
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask
from flask_babel import force_locale

from meedoen_app.core.access.account import Account
from meedoen_app.core.casework import lines as shapes
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, planned
from tests import staff
from tests.cases import BAD_DAY, WISH
from tests.visitor import Visitor
from tests.web import test_work
from tests.web.test_work import TEAM, Shared, lines, take, withdraw
from tests.web.test_work_writing import by_the_resident, write

coach, share = test_work.coach, test_work.share
LISTS = ("/werk", "/werk/beloofd", "/werk/wacht")


def today(app: Flask) -> str:
    with app.test_request_context(), force_locale("nl"):
        return f"{planned.day(clock.today())} ."


def found(visitor: Visitor, name: str) -> str:
    visitor.go("/werk/zoek")
    visitor.press("=", naam=name)
    return visitor.words.partition("Gevonden: ")[2]


def paper(visitor: Visitor, address: str) -> str:
    read = pypdfium2.PdfDocument(BytesIO(visitor.client.get(address).get_data()))
    told: str = read[0].get_textpage().get_text_range()
    read.close()
    return told


def stands_in(visitor: Visitor, handoff: Handoff) -> list[str]:
    return [one for one in (*LISTS, "/werk/afgesloten") if handoff.id in visitor.go(one).text]


def test_what_is_closed_is_found_again_by_who_worked_on_it_until_somebody_applies(
    app: Flask, visitor: Visitor, coach: Account, share: Shared
) -> None:
    handoff = share("geld")
    address = take(visitor, handoff)
    assert visitor.client.get(f"{address}/aanvraag.pdf").status_code == 404
    write(visitor, address, "gesloten", tekst="Het is klaar")
    assert f"Het is klaar Op {today(app)} {coach.name}" in visitor.words
    assert stands_in(visitor, handoff) == ["/werk", "/werk/afgesloten"]  # It is still to be told.
    assert "Jan de Vries Afgesloten op" in visitor.words
    assert found(visitor, "vries").startswith("0")
    other = Visitor(app.test_client())
    staff.sign_in(app, other, role="professional", team=TEAM)
    assert stands_in(other, handoff) == []
    applied = shapes.Applied("Jan", "Straat 1", "Een traplift", clock.today(), clock.now())
    by_the_resident(app, handoff, applied)
    assert "/werk/afgesloten" not in stands_in(visitor, handoff)
    visitor.go(address)
    assert f"Een traplift Op {today(app)} Door de inwoner." in visitor.words
    before = len(lines(app, handoff))
    assert "Een traplift" in paper(visitor, visitor.links()["De aanvraag als PDF"])
    assert [one.event.name for one in lines(app, handoff)[before:]] == ["geprint"]
    assert other.client.get(f"{address}/aanvraag.pdf").status_code == 404


def test_what_was_taken_back_or_kept_back_is_found_by_nothing(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    notified, shared = share("begin", "gezondheid"), share("geld", kind=DeskKind.SHARING)
    for one in (notified, shared):
        take(visitor, one)
    assert found(visitor, "vries").startswith("2")
    for words in (WISH, BAD_DAY, "schulden", ""):
        assert found(visitor, words).startswith("0")
    for one in (notified, shared):
        withdraw(app, one)
    assert found(visitor, "vries") == found(visitor, "niemand")
    assert stands_in(visitor, shared) == []


def test_of_a_sharing_that_is_over_nothing_stands_among_what_is_closed(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    handoff = share("geld", kind=DeskKind.SHARING)
    address = take(visitor, handoff)
    visitor.go(f"{address}/collega")
    seal = visitor.choices("zegel")[0]
    write(visitor, address, "gesloten", tekst="Klaar")
    assert stands_in(visitor, handoff) == ["/werk", "/werk/afgesloten"]  # It is still to be told.
    withdraw(app, handoff)
    assert stands_in(visitor, handoff) == []
    sent = visitor.client.post(f"{address}/collega", data={"zegel": seal, "doe": "terug"})
    assert sent.status_code == 404  # They did not give it away: it is gone, as for everybody.


@pytest.mark.parametrize("team", ["clientondersteuners", TEAM])
def test_who_stands_apart_from_the_municipality_is_not_asked_whether_it_is_a_notification(
    app: Flask, visitor: Visitor, coach: Account, share: Shared, arrive: Callable[[], Visitor], team: str
) -> None:
    worker, desk = arrive(), "clientondersteuner" if team != TEAM else "wmo"
    staff.sign_in(app, worker, role="professional", team=team)
    handoff = share("geld", kind=DeskKind.SHARING, desk=desk)
    take(worker, handoff)
    assert ("Is dit een melding?" in worker.words) is (team == TEAM)


def test_what_was_typed_by_staff_is_still_there_when_their_session_ended(
    app: Flask, visitor: Visitor, share: Shared
) -> None:
    staff.make(app, "professional", team=TEAM)
    address = take(visitor, share("geld"))
    write(visitor, address, "clientondersteuning", besproken="ja")
    pages = [address + one for one in ("/collega", "/verslag", *_forms())] + ["/werk/noodsprong"]
    typed = {one: _long_words(visitor, one) for one in pages}
    assert sum(map(len, typed.values())) >= 20
    visitor.client.delete_cookie("werk")
    for page, words in typed.items():
        refused = visitor.client.post(page, data=words)
        assert refused.status_code == 403
        assert [one for one in words.values() if one not in refused.text] == [], page


def _forms() -> list[str]:
    kinds = ("contact", "afspraak", "belofte", "inschatting", "veiligheid", "gesloten", "onderzoek")
    return [f"/schrijf/{one}" for one in kinds]


def _long_words(visitor: Visitor, page: str) -> dict[str, str]:
    """Fill in every field of a page that takes words."""
    visitor.go(page)
    texts = [one for one in visitor.tree.iter("input") if one.get("type", "text") == "text"]
    boxes = [*texts, *visitor.tree.iter("textarea")]
    return {one.attrib["name"]: f"In {one.attrib['name']} schreef ik dit" for one in boxes}
