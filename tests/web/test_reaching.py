"""Reaching people: who asked to be called, who has to be told of news, and in the way that they want."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pypdfium2
import pytest
from flask import Flask

from tests import staff
from tests.calling import WISH, ask, say_the_wish
from tests.mailbox import Mailbox
from tests.talks import begin_and_keep
from tests.visitor import NoSuchThing, Visitor
from tests.web.test_callback_along import keep_back_all
from tests.web.test_keeping import rather_not
from tests.web.test_sharing import NUMBER, case_of, share, teller
from tests.web.test_work_htmx import ASKS

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


def show_work(coach: Visitor) -> str:
    coach.go("/werk")
    return coach.words


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
    [own] = coach.tree.findall(".//section[@aria-labelledby='bellen']//blockquote")
    assert (own.text, "|" in coach.words) == (WORDS, False)
    assert "Kwam dit bericht twee keer?" not in coach.words
    other = arrive()
    staff.sign_in(app, other, role="professional", team="toegang_wmo")
    other.go("/werk")
    assert WORDS not in other.words
    number, sealed = coach.fields()["vraag"][0], coach.fields()["zegel"][0]
    sent = {"zegel": sealed, "vraag": number}
    with_script = coach.client.post("/werk/bellen", data=sent, headers=ASKS, follow_redirects=True)
    assert (with_script.status_code, WORDS in with_script.text, "<html" in with_script.text) == (
        200,
        False,
        False,
    )
    send(coach, "/werk/bellen", vraag=number)  # Pressed twice is once.
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


def test_who_becomes_regisseur_from_another_desk_says_why_to_the_former_and_the_resident(
    app: Flask,
    teller: Visitor,
    coach: Visitor,
    arrive: Callable[[], Visitor],
    works: Callable[[], None],
    box: Mailbox,
) -> None:
    share(teller, "buurtcoach", manier="mail", mail="inwoner@voorbeeld.nl")
    take(coach, case_of(teller))
    led, changed = teller.path, "Iemand anders werd uw vaste contactpersoon"
    share(teller, "wmo")
    other, news = arrive(), "Een ander is nu regisseur van dit plan."
    staff.sign_in(app, other, role="professional", team="toegang_wmo", name="Noor")
    take(other, case_of(teller))
    other.go(f"/werk/zaak/{case_of(teller)}/collega")
    other.press("doe=regisseur", waarom=" ")
    assert (other.status, "Regisseur van dit plan is nu:" in other.words) == (422, True)
    assert 'id="waarom-fout"' in other.page.text
    other.press("doe=regisseur", waarom="Het gaat nu om hulp in huis")
    assert "Die is ook regisseur van het plan." in other.words
    works()
    assert box.to == ["inwoner@voorbeeld.nl"]  # As that is news.
    for page in (led, teller.path):
        teller.go(page)
        assert changed in teller.words.partition("De reden: Het gaat nu om hulp in huis")[0]
    coach.go("/werk")
    assert news in coach.words
    coach.go(f"/werk/zaak/{led.rpartition('/')[2]}")
    assert "Het gaat nu om hulp in huis" in coach.words
    assert "Noor" in coach.words
    other.go("/werk")
    assert news not in other.words


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
    assert f"Ons telefoonnummer: {'.' * 30}" in text
    coach.go(page.removesuffix("/brief.pdf"))
    assert "Schrijf op de brief uw telefoonnummer." in coach.words
    close = f"/werk/zaak/{case_of(teller)}/schrijf/gesloten"
    coach.go(close)
    send(coach, close, tekst="Klaar", vervalt="ja")
    coach.go(f"/werk/zaak/{case_of(teller)}")
    assert (coach.client.get(page).status_code, "Er is nieuws." in coach.words) == (200, True)
    assert "Vertel dat er nieuws is" in show_work(coach)  # That it is closed is told too.
    coach.go(f"/werk/zaak/{case_of(teller)}")
    send(coach, f"/werk/zaak/{case_of(teller)}/verteld", manier="brief")
    assert "M. Jansen" not in show_work(coach)


def test_who_threw_the_talk_away_gets_a_letter_that_does_not_ask_to_open_it(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    address = "Straat 1\n7411 AA Deventer"
    share(teller, "wmo", manier="mail", mail="inwoner@voorbeeld.nl", telefoon="", adres=address)
    case, worker = case_of(teller), arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo")
    take(worker, case)
    teller.go(teller.conversation() + "/weggooien")
    teller.press("doe=weggooien")
    make_an_appointment(worker, case)
    paper = pypdfium2.PdfDocument(BytesIO(worker.client.get(f"/werk/zaak/{case}/brief.pdf").get_data()))
    text = " ".join(paper[0].get_textpage().get_text_range().split())
    paper.close()
    assert "U kunt uw gesprek in Meedoen niet meer openen. Bel ons" in text
    assert "zes woorden" not in text


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


def test_who_is_to_be_reached_otherwise_is_told_so_on_the_former_way_and_somebody_makes_sure(
    teller: Visitor, coach: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    share(teller, "buurtcoach", manier="mail", mail="eerst@voorbeeld.nl")
    case = f"/werk/zaak/{case_of(teller)}"
    take(coach, case_of(teller))
    assert "Gegevens veranderd" not in coach.words
    share(teller, "buurtcoach", manier="bellen", mail="ander@voorbeeld.nl")
    works()
    assert (box.to, "Gegevens" in box.texts[0]) == (["eerst@voorbeeld.nl"], False)
    coach.go("/werk")
    assert "Gegevens veranderd: ga na of de inwoner dat deed" in coach.words
    share(teller, "buurtcoach", manier="bellen", telefoon="0687654321")
    coach.go(case)
    assert "Bel ook het nummer van eerst." in coach.words
    assert NUMBER.replace(" ", "") in "".join(coach.links().values())
    share(teller, "buurtcoach", manier="hier", telefoon="", oud_onveilig="ja")
    works()
    assert len(box.letters) == 1
    coach.go(case)
    assert "Gebruik een nummer of adres van eerst niet." in coach.words
    assert NUMBER.replace(" ", "") not in coach.page.get_data(as_text=True)
    for known in ({}, {"klopt": "ja"}):
        assert "Gegevens veranderd" in show_work(coach)
        coach.go(f"{case}/schrijf/contact")
        send(coach, coach.path, hoe="gezien", tekst="Zij was het zelf", **known)
    assert "Gegevens veranderd" not in show_work(coach)
    teller.go(teller.conversation() + "/wie-keek")
    assert [one for one in ("eerst@voorbeeld.nl", "0687654321") if one in teller.words] == []


def test_a_code_for_new_words_is_told_on_the_way_that_is_safe(
    teller: Visitor, coach: Visitor, box: Mailbox, works: Callable[[], None]
) -> None:
    share(teller, "buurtcoach", manier="mail", mail="inwoner@voorbeeld.nl")
    take(coach, case_of(teller))
    coach.go(f"/werk/zaak/{case_of(teller)}/woorden")
    coach.press("doe=code")
    works()
    assert (coach.status, box.letters) == (422, [])
    coach.press("doe=code", hoe="gezien")
    works()
    assert (box.to, coach.text_of("code") in box.texts[0]) == (["inwoner@voorbeeld.nl"], False)
    coach.go(f"/werk/zaak/{case_of(teller)}")
    assert "Code gegeven voor nieuwe woorden Gezien, met elkaar in een kamer" in coach.words
    share(teller, "buurtcoach", manier="bellen", mail="inwoner@voorbeeld.nl")
    coach.go(f"/werk/zaak/{case_of(teller)}/woorden")
    coach.press("doe=code", hoe="gebeld")
    coach.go("/werk")
    assert "Vertel dat er nieuws is" in coach.words


@pytest.mark.parametrize("how", ["niet_delen", "niet_bewaren", "gestopt"])
def test_of_what_is_taken_back_nothing_stays_with_a_request_to_be_called(
    visitor: Visitor, coach: Visitor, how: str
) -> None:
    begin_and_keep(visitor)
    say_the_wish(visitor)
    share(visitor, "buurtcoach", deel=["wonen"])
    page = visitor.path
    ask(visitor, mee="ja", woorden=WORDS)
    coach.go("/werk")
    assert (WISH in coach.words, WORDS in coach.words) == (True, True)
    visitor.go(page)
    if how == "gestopt":
        visitor.press("doe=stop")
    elif how == "niet_bewaren":
        rather_not(visitor)
    else:
        visitor.go(visitor.conversation() + "/klopt")
        keep_back_all(visitor)
    coach.go("/werk")
    assert (WISH in coach.words, WORDS in coach.words) == (False, True)
