"""Writing in a case: each kind of line by its form, once, and nothing typed is ever lost."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask_babel import force_locale
from time_machine import travel

from meedoen_app.actions import casework, handing_over
from meedoen_app.core.access.account import Account
from meedoen_app.core.casework import around, safety
from meedoen_app.core.casework import lines as shapes
from meedoen_app.core.casework.case import Case, State
from meedoen_app.core.handoff import Handoff
from meedoen_app.web import clock, pages, planned
from tests import staff
from tests.cases import RESIDENT, WISH
from tests.talks import form_of
from tests.visitor import Visitor
from tests.web.test_work import coach, share, take

__all__ = ["coach", "share"]
TODAY = clock.today()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def handoff(share: Callable[..., Handoff]) -> Handoff:
    """A notification, of which begin and geld are shared."""
    return share("begin", "geld")


@pytest.fixture
def address(visitor: Visitor, handoff: Handoff) -> str:
    return take(visitor, handoff)


def write(visitor: Visitor, address: str, kind: str, **fields: str) -> None:
    visitor.go(f"{address}/schrijf/{kind}")
    visitor.press("=", **fields)


def case_of(app: Flask, handoff: Handoff) -> Case:
    with app.test_request_context(), app.extensions["meedoen"].database.reading() as session:
        return casework.case_of(session, pages.means(), handoff.id)


def by_the_resident(app: Flask, handoff: Handoff, line: shapes.Line, key: str = "inwoner") -> None:
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        casework.write_down(session, pages.means(), handoff.id, line, key=key, by=RESIDENT)


def test_the_work_is_written_from_the_first_contact_to_the_end(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    day = TODAY.isoformat()
    for kind, fields in (
        ("contact", {"hoe": "gebeld", "tekst": "Kennisgemaakt", "klopt": "ja"}),
        ("clientondersteuning", {"besproken": "ja"}),
        ("onderzoek", {"onderdeel": "a", "stand": "besproken", "tekst": "Slaapt slecht"}),
        ("inschatting", {"tekst": "Rust met geld helpt"}),
        ("belofte", {"tekst": "Ik bel de bank", "dag": TOMORROW.isoformat()}),
        ("afspraak", {"dag": day, "uur": "10:30", "tekst": "Thuis", "taal": "Tigrinya", "tolk": "ja"}),
        ("opnieuw_kijken", {"dag": TOMORROW.isoformat()}),
        ("geen_aanvraag", {"tekst": "Er is al hulp"}),
        ("veiligheid", {"tekst": "Bel nooit in de avond", "waarom": "Iemand luistert mee"}),
    ):
        write(visitor, address, kind, **fields)
        assert visitor.path == address, (kind, visitor.words)
    for told in ("Kennisgemaakt", "Slaapt slecht", "Rust met geld helpt", "Ik bel de bank", "Thuis", "10:30"):
        assert told in visitor.words
    assert "Nog niet bevestigd" not in visitor.words
    visitor.go("/werk")
    assert "10:30 Jan de Vries Thuis Taal: Tigrinya Met tolk" in visitor.words
    visitor.go("/werk/beloofd")
    assert visitor.words.index("Ik bel de bank") < visitor.words.index("Zoek uit wat nodig is")
    write(visitor, address, "gesloten", tekst="Klaar", vervalt="ja")
    assert case_of(app, handoff).state is State.CLOSED
    visitor.go("/werk")
    assert "U werkt nu nergens aan." in visitor.words


def test_a_promise_that_is_done_is_pressed_away(visitor: Visitor, address: str) -> None:
    write(visitor, address, "belofte", tekst="Ik bel de bank", dag=TODAY.isoformat())
    visitor.go("/werk")
    assert "Ik bel de bank" in visitor.words
    visitor.go(address)
    visitor.press("=", nummer="1")
    assert "Er staat geen belofte open." in visitor.words
    assert "Belofte 1 is gedaan" in visitor.words


def test_a_button_of_a_page_that_is_too_old_asks_once_more_and_says_what_about(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    write(visitor, address, "belofte", tekst="Ik bel de bank", dag=TODAY.isoformat())
    visitor.press("=", nummer="1", zegel="te oud")
    assert (visitor.status, "Ik bel de bank" in visitor.words) == (422, True)
    visitor.press("=")
    assert case_of(app, handoff).open_promises == ()


def test_the_buttons_of_a_page_that_stays_open_each_do_their_own(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    for what in ("Ik bel de bank", "Ik schrijf de bank"):
        write(visitor, address, "belofte", tekst=what, dag=TODAY.isoformat())
    fields = visitor.fields()
    hidden = {"zegel": fields["zegel"][0], "sleutel": fields["sleutel"][0]}
    for number in ("1", "2", "1"):
        sent = visitor.client.post(f"{address}/schrijf/belofte_gedaan", data={**hidden, "nummer": number})
        assert sent.status_code == 303
    assert case_of(app, handoff).open_promises == ()
    without = visitor.client.post(f"{address}/schrijf/melding", data={"zegel": hidden["zegel"]})
    assert without.status_code == 422


def test_pressed_twice_is_written_once(app: Flask, visitor: Visitor, address: str, handoff: Handoff) -> None:
    hidden = hidden_of(visitor, f"{address}/schrijf/belofte")
    sent = {**hidden, "tekst": "Ik bel de bank", "dag": TOMORROW.isoformat()}
    answers = [visitor.client.post(f"{address}/schrijf/belofte", data=sent) for _twice in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert len(case_of(app, handoff).open_promises) == 1


def test_of_two_forms_that_are_open_at_once_each_writes_its_own(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    day, forms_of = TOMORROW.isoformat(), ("belofte", "afspraak", "veiligheid")
    more = {"dag": day, "uur": "10:30", "waarom": "Iemand luistert mee"}
    opened = {
        kind: [hidden_of(visitor, f"{address}/schrijf/{kind}") for _tab in range(2)] for kind in forms_of
    }
    for tab in range(2):
        for kind, tabs in opened.items():
            sent = {**tabs[tab], **more, "tekst": f"Woorden {tab}"}
            assert visitor.client.post(f"{address}/schrijf/{kind}", data=sent).status_code == 303
        if tab == 0:
            by_the_resident(app, handoff, around.SafetyJudged(1, False, clock.now()), key="oordeel")
    case = case_of(app, handoff)
    assert [one.what for one in case.open_promises] == ["Woorden 0", "Woorden 1"]
    assert [one.place for one in case.appointments] == ["Woorden 0", "Woorden 1"]
    assert [one.words for one in safety.waiting(case)] == ["Woorden 1"]
    assert [one.words for one in safety.for_resident(case) if isinstance(one, around.SafetyNote)] == [
        "Woorden 0"
    ]
    write(visitor, address, "afspraak?nummer=2", tekst="Toch hier", dag=day)
    assert [one.place for one in case_of(app, handoff).appointments] == ["Woorden 0", "Toch hier"]


def hidden_of(visitor: Visitor, address: str) -> dict[str, str]:
    visitor.go(address)
    return {name: values[0] for name, values in visitor.fields().items() if values}


MISTAKES: tuple[tuple[str, dict[str, str], str], ...] = (
    ("contact", {"tekst": "Gesproken"}, "Hoe was het contact? Kies een van de antwoorden."),
    ("contact", {"hoe": "gebeld"}, "Waar ging het over? Vul in wat er moet staan."),
    ("contact", {"hoe": "gebeld", "tekst": "x" * 301}, "Dit is te lang."),
    ("belofte", {"tekst": "Bellen", "dag": "morgen"}, "Vul een dag in, zoals 25-11-2026."),
    ("belofte", {"tekst": "Bellen", "dag": "2020-01-01"}, "Deze dag is te vroeg."),
    (
        "afspraak",
        {"tekst": "Thuis", "dag": "2099-01-01", "uur": "10:30", "nummer": "7"},
        "Iemand schreef hier net ook",
    ),
    ("afspraak", {"tekst": "Thuis", "dag": "2026-12-01", "uur": "laat"}, "Vul een tijd in, zoals 10:30."),
    ("onderzoek", {"onderdeel": "a", "stand": "besproken", "tekst": "Iets"}, "Bespreek eerst de"),
    ("clientondersteuning", {"met_mantelzorger": "ja"}, "Zet dit vinkje als u het heeft besproken."),
    ("besluit", {"dag": "2026-01-01"}, "Dit kan pas na een aanvraag."),
    ("hervat", {"dag": "2026-01-01"}, "Kijk of de termijn stilstaat"),
)


def test_after_a_mistake_all_that_was_typed_is_still_there(visitor: Visitor, address: str) -> None:
    for kind, fields, says in MISTAKES:
        write(visitor, address, kind, **fields)
        assert visitor.status == 422
        assert says in visitor.words
        assert visitor.title.startswith("Fout:")
        for typed in fields.values():
            assert typed in visitor.page.text


def test_a_form_without_our_seal_writes_nothing_and_loses_nothing(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    write(visitor, address, "contact", hoe="gebeld", tekst="Gesproken", zegel="nep")
    assert visitor.status == 422
    assert "Gesproken" in visitor.page.text
    assert case_of(app, handoff).last(shapes.Contacted) is None


def test_is_this_a_notification_dates_it_to_the_day_of_sharing(
    app: Flask, visitor: Visitor, share: Callable[..., Handoff]
) -> None:
    handoff = share("begin", kind="delen", desk="wmo")
    address = take(visitor, handoff)
    assert "Cliëntondersteuning" not in visitor.words
    visitor.go(f"{address}/verslag")
    assert "Er is geen verslag. Een verslag hoort bij een melding." in visitor.words
    write(visitor, address, "melding")
    assert "Melding gedaan" in visitor.words
    assert case_of(app, handoff).notified == shapes.Notified(
        handoff.shared_on, case_of(app, handoff).written[0].at, case_of(app, handoff).written[0].by
    )


def test_the_report_grows_from_the_inquiry_and_stands_beside_what_the_resident_says(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    visitor.go(f"{address}/verslag")
    assert "Stuur naar de inwoner" not in visitor.words
    write(visitor, address, "clientondersteuning", besproken="ja")
    write(visitor, address, "onderzoek", onderdeel="b", stand="besproken", tekst="Kookt zelf")
    visitor.go(f"{address}/verslag")
    assert "Kookt zelf" in visitor.page.text
    visitor.press("doe=stuur", uitkomst=" ", inschatting="Dit blijft")
    assert visitor.status == 422
    assert "Dit blijft" in visitor.page.text
    visitor.press("doe=stuur", uitkomst="Hulp", deel_b="x" * 4001)
    assert visitor.links()["Dit is te lang. Maak het korter."] == "#deel_b"
    visitor.press("doe=stuur", deel_b="Kookt zelf", uitkomst=" ")
    assert visitor.links()["Vul in wat er moet staan."] == "#uitkomst"
    visitor.press("doe=stuur", uitkomst="Vier uur hulp in huis")
    assert "Versie 1" in visitor.words
    write(visitor, address, "meteen_geregeld", tekst="Een bed", dag=TODAY.isoformat())
    visitor.go("/werk/wacht")
    assert "Jan de Vries" in visitor.words
    by_the_resident(app, handoff, shapes.Answered(1, False, "Ik kan zelf stofzuigen", clock.now()))
    visitor.go(f"{address}/verslag")
    assert "Vier uur hulp in huis" in visitor.words
    assert "Klopt niet. Ik kan zelf stofzuigen" in visitor.words
    visitor.press("doe=vast", gedaan=" ")
    assert visitor.status == 422
    assert "Vier uur hulp in huis</textarea>" in visitor.page.text
    refused = "De inwoner zegt: klopt niet. Schrijf wat u daarmee deed, of maak een nieuwe versie."
    assert visitor.links()[refused] == "#gedaan"
    visitor.press("doe=stuur", uitkomst="Twee uur hulp in huis")
    assert "Maak deze versie vast" not in visitor.words
    early = visitor.client.post(visitor.path, data=form_of(visitor, doe="vast", versie="2"))
    assert (early.status_code, "veertien dagen" in early.text) == (422, True)
    by_the_resident(app, handoff, shapes.Answered(2, True, "", clock.now()), key="nog")
    visitor.go(f"{address}/verslag")
    visitor.press("doe=vast")
    assert case_of(app, handoff).state is State.REPORT_FINAL
    paper = visitor.client.get(f"{address}/verslag.pdf")
    assert (paper.mimetype, paper.data[:5]) == ("application/pdf", b"%PDF-")


def test_a_next_version_begins_with_all_that_the_last_one_said_and_with_what_was_found_since(
    visitor: Visitor, address: str
) -> None:
    write(visitor, address, "clientondersteuning", besproken="ja")
    write(visitor, address, "onderzoek", onderdeel="b", stand="besproken", tekst="Kookt zelf")
    visitor.go(f"{address}/verslag")
    visitor.press("doe=stuur", uitkomst="Hulp", deel_b="Kookt zelf, en strijkt", inschatting="Het gaat")
    write(visitor, address, "onderzoek", onderdeel="c", stand="besproken", tekst="De buurvrouw helpt")
    visitor.go(f"{address}/verslag")
    for words in ("Kookt zelf, en strijkt", "De buurvrouw helpt", "Het gaat", "Hulp"):
        assert f"{words}</textarea>" in visitor.page.text


def test_a_version_is_made_to_stand_from_the_day_after_the_days_to_answer_and_the_page_names_it(
    app: Flask, visitor: Visitor, coach: Account, address: str
) -> None:
    write(visitor, address, "clientondersteuning", besproken="ja")
    visitor.go(f"{address}/verslag")
    visitor.press("doe=stuur", uitkomst="Hulp")
    assert "Maak deze versie vast" not in visitor.words
    with app.test_request_context(), force_locale("nl"):
        day = planned.day(TODAY + timedelta(days=15))
    assert f"Vastmaken kan vanaf {day} , of zodra de inwoner ‘klopt’ zegt." in visitor.words
    with travel(clock.now() + timedelta(days=15), tick=True):
        staff.sign_in_as(visitor, coach)
        visitor.go(f"{address}/verslag")
        assert "Vastmaken kan vanaf" not in visitor.words
        visitor.press("doe=vast")
        assert "Deze versie staat vast." in visitor.words


def test_what_was_taken_back_is_no_task_any_more(
    app: Flask, visitor: Visitor, address: str, handoff: Handoff
) -> None:
    write(visitor, address, "belofte", tekst="Ik bel de bank", dag=TODAY.isoformat())
    write(visitor, address, "afspraak", dag=TODAY.isoformat(), uur="10:30", tekst="Bij u in de Lange Straat")
    write(visitor, address, "opnieuw_kijken", dag=TODAY.isoformat())
    visitor.go("/werk/beloofd")
    assert "Kijk opnieuw of het nog past" in visitor.words
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        talk = handoff.conversation or ""
        handing_over.withdraw(session, pages.means(), talk, handoff.id, now=clock.now(), by=RESIDENT)
    for page in ("/werk", "/werk/beloofd", "/werk/wacht"):
        visitor.go(page)
        for task in ("Ik bel de bank", "Lange Straat", "Kijk opnieuw of het nog past", "Vertel dat er"):
            assert task not in visitor.words, page
    visitor.go(address)
    assert (visitor.status, "0570 123456" in visitor.words) == (200, False)
    visitor.go(f"{address}/verslag")
    assert (visitor.status, "Stuur naar de inwoner" in visitor.words) == (200, False)


def test_the_wish_of_the_resident_stands_beside_the_estimate(visitor: Visitor, address: str) -> None:
    visitor.go(f"{address}/schrijf/inschatting")
    assert WISH in visitor.words
