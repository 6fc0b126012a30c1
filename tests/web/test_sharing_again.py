"""Sharing again: the former choice stays, and what was stopped is shared by a new choice alone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from meedoen_app.core.casework.lines import Applied
from meedoen_app.storage import handoffs
from meedoen_app.web import clock
from tests import staff
from tests.mailbox import Mailbox
from tests.talks import begin_and_keep, form_of, six_words
from tests.visitor import Visitor
from tests.web.test_keeping import KEEPING, rather_not
from tests.web.test_reaching import make_an_appointment, take
from tests.web.test_sharing import NUMBER, case_of, go_to, rows, share, teller
from tests.web.test_work_writing import by_the_resident, write

__all__ = ["teller"]

AGAIN = "Opnieuw gedeeld"
ADDRESS = "Straat 1\n7411 AA Deventer"


def value(visitor: Visitor, name: str) -> str:
    """Return what stands in a field: typed, or chosen."""
    [typed] = [
        one
        for one in [*visitor.tree.iter("input"), *visitor.tree.iter("textarea")]
        if one.get("name") == name
    ]
    return (typed.get("value") or typed.text or "").strip()


def chosen(visitor: Visitor, name: str) -> list[str | None]:
    found = [one for one in visitor.tree.iter("input") if one.get("name") == name]
    return [one.get("value") for one in found if "checked" in one.attrib]


def days_of(app: Flask, visitor: Visitor) -> list[object]:
    """Return of each handing over its first day as a notification, and whether it was stopped."""
    with app.extensions["meedoen"].database.reading() as session:
        found = handoffs.of_conversation(session, visitor.conversation().removeprefix("/g/"))
    return [(one.notified_on, one.withdrawn_at is None) for one in found]


def test_who_changes_what_is_shared_finds_the_former_choice_with_what_to_mind(teller: Visitor) -> None:
    told = {"naam": "M. Jansen", "let_op": "Bel nooit na zes uur", "stil": "ja", "adres": ADDRESS}
    share(teller, maanden="3", manier="brief", contact="bellen", tolk="ja", tolk_taal="Farsi", **told)
    assert [
        one for one in ("M. Jansen", "Bel nooit na zes uur", "7411 AA", "Farsi") if one not in teller.words
    ] == []
    teller.go(teller.links()["Verander wat ik deel"])
    assert chosen(teller, "deel") == ["geld"]
    assert (chosen(teller, "maanden"), chosen(teller, "manier")) == (["3"], ["brief"])
    assert (chosen(teller, "contact"), chosen(teller, "stil")) == (["bellen"], ["ja"])
    assert value(teller, "let_op") == "Bel nooit na zes uur"
    assert (value(teller, "naam"), value(teller, "telefoon")) == ("M. Jansen", NUMBER.replace(" ", ""))
    assert (chosen(teller, "tolk"), value(teller, "tolk_taal")) == (["ja"], "Farsi")
    assert value(teller, "adres").splitlines() == ADDRESS.splitlines()


def test_sharing_again_is_news_for_who_works_on_it_until_they_write_something(
    teller: Visitor, app: Flask, arrive: Callable[[], Visitor]
) -> None:
    share(teller, deel=["geld"])
    case, worker = case_of(teller), arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo")
    share(teller, deel=["geld"])  # The same once more is nothing new.
    assert AGAIN not in worker_page(worker)
    share(teller, deel=["geld", "wonen"])
    assert f"Nieuw van de inwoner: {AGAIN} Sinds" in worker_page(worker)
    take(worker, case)
    assert AGAIN in worker_page(worker)
    address = f"/werk/zaak/{case}"
    write(worker, address, "contact", hoe="gebeld", tekst="Gelezen")
    assert AGAIN not in worker_page(worker)
    share(teller, deel=["geld"])
    assert AGAIN in worker_page(worker)
    worker.go(address)
    assert worker.words.count(AGAIN) == 2
    teller.go(f"{teller.conversation()}/gedeeld/{case}")
    assert AGAIN in teller.words


def test_a_form_from_before_stopping_shares_nothing_and_a_new_look_does(app: Flask, teller: Visitor) -> None:
    go_to(teller, "buurtcoach")
    address, old = teller.path, {**form_of(teller), "doe": "deel", "manier": "hier", "deel": "geld"}
    assert teller.client.post(address, data=old).status_code == 303
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=5), tick=True):
        teller.go(teller.conversation() + "/gedeeld")
        teller.go(next(url for words, url in teller.links().items() if words.startswith("Kijk hoe het gaat")))
        teller.press("doe=stop")
        again = teller.client.post(address, data=old)
        assert (again.status_code, rows(app, teller)[1]) == (422, [])
        assert "U koos intussen iets anders." in again.get_data(as_text=True)
        share(teller, "buurtcoach")
        assert rows(app, teller)[1] == [frozenset({"geld"})]


def test_a_notification_that_was_stopped_goes_on_from_its_first_day(app: Flask, visitor: Visitor) -> None:
    with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=UTC), tick=True):
        staff.make(app, "professional", team="toegang_wmo")
        begin_and_keep(visitor)
        share(visitor, deel=[])
        assert "Stopt u met delen? Dan gaat ook uw melding niet verder." in visitor.words
        visitor.press("doe=stop")
        assert "Uw melding staat stil." in visitor.words
        words = six_words(visitor)
    with time_machine.travel(datetime(2026, 6, 20, 10, tzinfo=UTC), tick=True):
        visitor.go("/verder")
        visitor.press("doe=woorden", woorden=words)
        share(visitor, deel=[])
        assert "Uiterlijk maandag 13 juli 2026" in visitor.words
        assert days_of(app, visitor) == [(datetime(2026, 6, 1, tzinfo=UTC).date(), True)]


def test_the_application_is_found_again_and_nobody_is_told_to_make_another(
    app: Flask, visitor: Visitor
) -> None:
    with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=UTC), tick=True):
        staff.make(app, "professional", team="toegang_wmo")
        begin_and_keep(visitor)
        share(visitor, deel=[], maanden="3")
        page, words = visitor.path, six_words(visitor)
    with time_machine.travel(datetime(2026, 7, 14, 10, tzinfo=UTC), tick=True):
        visitor.go("/verder")
        visitor.press("doe=woorden", woorden=words)
        visitor.go(f"{page}/aanvraag")
        visitor.press("doe=aanvraag", naam="M. Jansen", adres="Straat 1, Deventer", vraag="Hulp in huis")
        visitor.go(page)
        assert "U mag nu zelf een aanvraag doen." not in visitor.words
        visitor.go(visitor.links()["Mijn aanvraag en het bewijs"])
        assert "Hulp in huis" in visitor.words
    with time_machine.travel(datetime(2026, 9, 3, 10, tzinfo=UTC), tick=True):
        visitor.go("/verder")
        visitor.press("doe=woorden", woorden=words)
        visitor.go(page)
        assert "Het delen stopte op 2 september 2026" in visitor.words
        assert "Zij mogen het zien tot" not in visitor.words
        visitor.go(visitor.conversation() + "/gedeeld")
        assert "Het delen stopte op 2 september 2026" in visitor.words


@pytest.mark.parametrize(("desk", "stops"), [("buurtcoach", None), ("wmo", "Stop mijn melding")])
def test_sharing_that_ended_by_its_day_is_not_stopped_once_more_and_a_notification_can_be(
    teller: Visitor, desk: str, stops: str | None
) -> None:
    share(teller, desk, maanden="3")
    page, words = teller.path, six_words(teller)
    assert button(teller, "stop") == "Stop met delen"
    with time_machine.travel(clock.now() + timedelta(days=95), tick=True):
        teller.go("/verder")
        teller.press("doe=woorden", woorden=words)
        teller.go(page)
        assert button(teller, "stop") == stops
        assert "Opnieuw delen" in teller.links()
        if stops:
            teller.press("doe=stop")
            assert "Uw melding staat stil." in teller.words


def button(visitor: Visitor, value: str) -> str | None:
    """Return the words on a button of this page; None where it is not there."""
    found = [one for one in visitor.tree.iter("button") if one.get("value") == value]
    return " ".join("".join(found[0].itertext()).split()) if found else None


def test_who_throws_the_talk_away_reads_that_the_notification_goes_on(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    erase = teller.conversation() + "/weggooien"
    teller.go(erase)
    assert "Uw melding bij de gemeente gaat door." not in teller.words
    share(teller, "buurtcoach")
    teller.go(erase)
    assert "Uw melding bij de gemeente gaat door." not in teller.words
    assert "Wie het las, ziet het dan niet meer." in teller.words
    share(teller, "wmo", manier="mail", mail="inwoner@voorbeeld.nl")
    case, worker = case_of(teller), arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo")
    take(worker, case)
    assert "Het gesprek is er niet meer" not in worker.words
    teller.go(erase)
    assert "Uw melding bij de gemeente gaat door." in teller.words
    teller.press("doe=weggooien")
    make_an_appointment(worker, case)
    worker.go(f"/werk/zaak/{case}")
    assert "Het gesprek is er niet meer: het is weggegooid." in worker.words
    assert "Vertel dat er nieuws is" in worker_page(worker)


def test_who_does_not_let_it_be_kept_shares_it_no_more_and_the_notification_goes_on(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    teller.go(teller.conversation() + KEEPING)
    assert "U deelde dit gesprek." not in teller.words
    share(teller, "buurtcoach")
    free = case_of(teller)
    teller.go(teller.conversation() + KEEPING)
    assert "Kiest u nee? Dan ziet niemand het meer." in teller.words
    assert "Uw melding bij de gemeente gaat wel door." not in teller.words
    share(teller, "wmo", manier="mail", mail="inwoner@voorbeeld.nl", telefoon=NUMBER)
    notified, worker, coach = case_of(teller), arrive(), arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo")
    staff.sign_in(app, coach, team="buurtcoaches")
    take(worker, notified)
    take(coach, free)
    assert "Er is nu niets gedeeld om te lezen." not in worker.words
    rather_not(teller)
    worker.go(worker.path)
    assert (worker.status, "Er is nu niets gedeeld om te lezen." in worker.words) == (200, True)
    assert coach.client.get(f"/werk/zaak/{free}").status_code == 404
    make_an_appointment(worker, notified)  # Who cannot come back is called, and somebody sees that.
    worker.go(f"/werk/zaak/{notified}")
    assert "Ik heb gebeld" in worker.words
    assert "Vertel dat er nieuws is" in worker_page(worker)
    teller.go(f"{teller.conversation()}/gedeeld/{notified}")
    assert "Het delen stopte op" in teller.words
    assert "Zij mogen het zien tot" not in teller.words
    assert [running for _on, running in days_of(app, teller)] == [False, True]
    teller.go(teller.conversation() + KEEPING)
    assert "U deelde dit gesprek." not in teller.words


def test_after_stopping_no_paper_tells_where_somebody_is(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    share(teller, manier="brief", naam="M. Jansen", adres=ADDRESS)
    case, worker = case_of(teller), arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo")
    take(worker, case)
    make_an_appointment(worker, case)
    worker.go(f"/werk/zaak/{case}")
    told = {**form_of(worker), "manier": "brief"}
    papers = [f"{worker.path}/{file}" for file in ("brief.pdf", "afspraak.ics?nummer=1")]
    assert [worker.client.get(one).status_code for one in papers] == [200, 200]
    teller.press("doe=stop")
    assert [worker.client.get(one).status_code for one in papers] == [404, 404]
    assert worker.client.post(f"{worker.path}/verteld", data=told).status_code == 404


def test_who_stops_and_then_applies_hears_of_the_decision_and_can_follow_it(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor], box: Mailbox, works: Callable[[], None]
) -> None:
    share(teller, manier="mail", mail="inwoner@voorbeeld.nl")
    case, page, worker = case_of(teller), teller.path, arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo")
    take(worker, case)
    teller.press("doe=stop")
    assert "Uw melding staat stil." in teller.words
    with app.extensions["meedoen"].database.reading() as session:
        handoff = handoffs.get(session, case)
    by_the_resident(app, handoff, Applied("M. Jansen", ADDRESS, "Hulp in huis", clock.today(), clock.now()))
    teller.go(page)
    assert "Uw aanvraag gaat door." in teller.words
    assert ("Uw melding staat stil." in teller.words, "Zij mogen het zien tot" in teller.words) == (
        False,
        False,
    )
    assert "Wat gebeurt er, en wanneer?" in teller.words
    teller.go(teller.conversation() + "/weggooien")
    assert "Uw melding bij de gemeente gaat door." in teller.words
    write(worker, f"/werk/zaak/{case}", "besluit", dag=clock.today().isoformat())
    works()
    assert box.to == ["inwoner@voorbeeld.nl"]


def worker_page(worker: Visitor) -> str:
    worker.go("/werk")
    return worker.words


def test_what_was_typed_is_still_there_when_the_session_ended_meanwhile(teller: Visitor) -> None:
    go_to(teller, "wmo")
    typed = {"naam": "M. Jansen", "adres": ADDRESS, "let_op": "Bel nooit na zes uur", "tolk_taal": "Farsi"}
    typed |= {"mail": "ik@voorbeeld.nl", "telefoon": NUMBER}
    sent = {**form_of(teller), "doe": "deel", **typed}
    teller.client.delete_cookie("sessie")
    refused = teller.client.post(teller.path, data=sent)
    assert refused.status_code == 403
    page = refused.get_data(as_text=True)
    assert [one for one in typed.values() if one.split("\n")[0] not in page] == []
    asks = {**form_of(teller), "vraag": "Hulp in huis"}
    refused = teller.client.post(f"{teller.conversation()}/gedeeld/{'A' * 22}/aanvraag", data=asks)
    assert "Hulp in huis" in refused.get_data(as_text=True)
