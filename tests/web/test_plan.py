"""Mijn plan: choosing, steps, and how they went, as a visitor without JavaScript meets it."""

from datetime import timedelta

import pytest
from flask import Flask
from time_machine import travel

from meedoen_app.actions import conversation as acting
from meedoen_app.actions import notes
from meedoen_app.core.access.session import IDLE
from meedoen_app.web import clock, pages
from tests.talks import begin, begin_and_keep, form_of, open_theme, six_words
from tests.visitor import Visitor


@pytest.fixture
def choosing(visitor: Visitor) -> Visitor:
    """A visitor who talked about money and sees what can help."""
    begin_and_keep(visitor)
    talk_about_money(visitor)
    return visitor


def talk_about_money(visitor: Visitor) -> None:
    open_theme(visitor, "geld")
    visitor.press("doe=verder", keuze="lukt_niet_goed")
    visitor.go(visitor.conversation() + "/wat-kan")


def plan(visitor: Visitor) -> None:
    visitor.go(visitor.conversation() + "/plan")


def with_a_step(visitor: Visitor, **fields: str) -> None:
    visitor.go(visitor.conversation() + "/plan/stap/0")
    visitor.press("=", **({"wat": "Bellen met mijn zus"} | fields))


def said(app: Flask, visitor: Visitor) -> tuple[notes.Said, ...]:
    here = app.extensions["meedoen"]
    with app.test_request_context(), here.database.reading() as session:
        return notes.said(session, pages.means(), visitor.conversation().split("/")[2])


def test_what_is_wanted_comes_in_the_plan_and_becomes_a_step_with_a_day(choosing: Visitor) -> None:
    choosing.press("keuze=wil_ik")
    assert choosing.path.endswith("/wat-kan")
    assert "Dit staat in mijn plan." in choosing.words
    plan(choosing)
    assert "Nog geen stap afgesproken" in choosing.words
    choosing.press("doe=stap")
    choosing.press("=", dag="2026-12-01", uur="10:30", met="Fatma")
    assert choosing.heading == "Mijn plan"
    assert "Dinsdag 1 december, 10:30. Samen met Fatma." in choosing.words


def test_what_is_not_for_me_makes_room_for_something_else_and_can_come_back(choosing: Visitor) -> None:
    before = choosing.fields()["aanbod"]
    choosing.press("keuze=niet_voor_mij")
    assert choosing.heading == "Niet voor mij"
    choosing.press("doe=klaar", reden="te_ver", tekst="Een uur met de bus")
    assert choosing.path.endswith("/wat-kan")
    assert "te ver weg Een uur met de bus" in choosing.words
    after = choosing.fields()["aanbod"]
    assert before[0] not in after[: len(before) - 1]
    choosing.press("keuze=weet_ik_niet", aanbod=before[0])
    assert choosing.fields()["aanbod"] == before


def test_why_something_does_not_fit_is_never_asked_with_force(choosing: Visitor) -> None:
    choosing.press("keuze=niet_voor_mij")
    assert "U hoeft niet te zeggen waarom." in choosing.words
    choosing.go(choosing.links()["Sla over"])
    assert choosing.status == 200


def test_a_choice_pressed_twice_is_one_line(app: Flask, choosing: Visitor) -> None:
    fields = choosing.fields()
    form = form_of(choosing, aanbod=fields["aanbod"][0], keuze="wil_ik")
    for _ in range(2):
        choosing.client.post(choosing.conversation() + "/keuze", data=form)
    assert len(said(app, choosing)) == 1


def test_no_choice_of_something_that_is_not_there(app: Flask, choosing: Visitor) -> None:
    form = form_of(choosing, aanbod="bestaat_niet", keuze="wil_ik")
    assert choosing.client.post(choosing.conversation() + "/keuze", data=form).status_code == 422
    form["aanbod"], form["keuze"] = choosing.fields()["aanbod"][0], "misschien"
    assert choosing.client.post(choosing.conversation() + "/keuze", data=form).status_code == 422
    assert said(app, choosing) == ()


@pytest.mark.parametrize(
    ("how", "heading", "part"),
    [
        ("gedaan", "Deze stap is gedaan", "Klaar"),
        ("lukt_niet", "Deze stap lukt niet", "Dit lukte niet"),
    ],
)
def test_a_step_that_went_somehow_can_be_undone(talking: Visitor, how: str, heading: str, part: str) -> None:
    with_a_step(talking)
    talking.press(f"hoe={how}")
    assert talking.heading == heading
    plan(talking)
    assert f"{part} Bellen met mijn zus" in talking.words
    talking.go(talking.links()["Bellen met mijn zus"])
    talking.press("hoe=open")
    assert talking.heading == "Mijn plan"
    assert "hoe" in talking.fields()


def test_at_most_three_steps_stand_first(talking: Visitor) -> None:
    for what in ("een", "twee", "drie", "vier"):
        with_a_step(talking, wat=what)
    page = talking.words
    assert page.index("drie") < page.index("Dit kan later") < page.index("vier")


def test_after_a_mistake_everything_that_was_typed_is_still_there(talking: Visitor) -> None:
    talking.go(talking.conversation() + "/plan/stap/0")
    talking.press("=", dag="31-31-2026", met="Fatma", klaar="Als ik ben geweest", uur="10:61")
    assert talking.status == 422
    assert "Schrijf op wat u wilt doen." in talking.words
    assert "Vul een dag in" in talking.words
    assert "Vul een tijd in" in talking.words
    typed = {one.get("value") for one in talking.tree.iter("input")}
    assert {"31-31-2026", "10:61", "Fatma", "Als ik ben geweest"} <= typed
    talking.press("=", wat="Gaan", dag="2026-12-01", uur="")
    assert talking.heading == "Mijn plan"
    assert "Wanneer klaar: Als ik ben geweest" in talking.words


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("wat", "a" * 301, "Dit is te lang."),
        ("met", "a" * 301, "Dit is te lang."),
        ("wie", "burgemeester", "Kies een van de antwoorden."),
        ("duur", "eeuwig", "Kies een van de antwoorden."),
        ("dag", "1026-12-01", "Kies een dag die dichterbij is."),
        ("tot", "2026-11-01", "Deze dag is eerder dan de dag van de stap."),
    ],
)
def test_what_cannot_be_is_said_in_plain_words(
    talking: Visitor, field: str, value: str, sentence: str
) -> None:
    with_a_step(talking, **({"dag": "2026-12-01", field: value}))
    assert talking.status == 422
    assert sentence in talking.words


def test_a_day_that_has_passed_is_refused_and_stays_only_where_it_stood_already(talking: Visitor) -> None:
    today, words = clock.today(), six_words(talking)
    for late in (today - timedelta(days=1), today.replace(year=today.year - 6)):
        with_a_step(talking, dag=late.isoformat())
        assert talking.status == 422
        assert "Die dag is al voorbij. Kies vandaag of een dag daarna." in talking.words
    with_a_step(talking, dag=today.isoformat())
    assert talking.heading == "Mijn plan"
    with travel(clock.now() + timedelta(days=9), tick=True):
        talking.go("/verder")
        talking.press("doe=woorden", woorden=words)
        talking.go(f"{talking.conversation()}/plan/stap/1")
        talking.press("=", met="Fatma")
        assert talking.heading == "Mijn plan"
        talking.go(f"{talking.conversation()}/plan/stap/1")
        talking.press("=", dag=(today + timedelta(days=1)).isoformat())
        assert talking.status == 422


def test_an_own_step_sent_twice_is_one_step(app: Flask, talking: Visitor) -> None:
    talking.go(talking.conversation() + "/plan/stap/0")
    form = form_of(talking, wat="Bellen", wie="ik")
    for _ in range(2):
        assert talking.client.post(talking.path, data=form).status_code == 303
    assert len(said(app, talking)) == 1


def test_a_step_changed_in_two_tabs_is_not_overwritten_in_silence(talking: Visitor) -> None:
    with_a_step(talking)
    talking.go(talking.conversation() + "/plan/stap/1")
    stale = form_of(talking, wat="Uit de oude pagina", wie="ik")
    talking.go(talking.path)
    talking.press("=", wat="Uit de nieuwe pagina")
    refused = talking.client.post(talking.conversation() + "/plan/stap/1", data=stale)
    assert refused.status_code == 409
    page = refused.get_data(as_text=True)
    assert "Uit de nieuwe pagina" in page
    assert "Uit de oude pagina" in page


@pytest.mark.parametrize("page", ["klopt", "tafel", "stop"])
def test_who_has_a_plan_finds_the_way_to_it(talking: Visitor, page: str) -> None:
    with_a_step(talking)
    talking.go(f"{talking.conversation()}/{page}")
    assert talking.links()["Mijn plan"] == talking.conversation() + "/plan"


def test_who_stops_without_a_plan_is_not_led_to_one(choosing: Visitor) -> None:
    choosing.press("keuze=niet_voor_mij")
    choosing.go(choosing.conversation() + "/stop")
    assert "Mijn plan" not in choosing.links()


def test_a_kept_plan_stays_for_thirteen_months(app: Flask, talking: Visitor) -> None:
    with_a_step(talking)
    here = app.extensions["meedoen"]
    with app.test_request_context(), here.database.reading() as session:
        kept = acting.look(session, pages.means(), talking.conversation().split("/")[2]).conversation
    assert (kept.expires_at - clock.now()).days in (395, 396)


def test_a_plan_for_this_visit_says_so_and_is_not_kept(visitor: Visitor) -> None:
    begin(visitor, "mijzelf", "nee")
    with_a_step(visitor)
    assert "Dit plan is alleen voor dit bezoek." in visitor.words


def test_a_step_sent_when_the_session_was_over_waits(talking: Visitor) -> None:
    words = six_words(talking)
    talking.go(talking.conversation() + "/plan/stap/0")
    form = form_of(talking, wat="Net voordat ik weg moest", wie="ik")
    with travel(clock.now() + IDLE + timedelta(minutes=1), tick=True):
        talking.client.post(talking.path, data=form)
        talking.go("/verder")
        talking.press("doe=woorden", woorden=words)
        assert talking.path.endswith("/wacht")
        assert "Net voordat ik weg moest" in talking.words
        talking.press("doe=gebruik")
        plan(talking)
        assert "Net voordat ik weg moest" in talking.words


def test_a_step_that_waits_stands_beside_the_one_that_changed_meanwhile(talking: Visitor) -> None:
    words = six_words(talking)
    with_a_step(talking)
    talking.go(talking.conversation() + "/plan/stap/1")
    late = form_of(talking, wat="Te laat", wie="ik")
    talking.go(talking.path)
    talking.press("=", wat="Nieuwer")
    with travel(clock.now() + IDLE + timedelta(minutes=1), tick=True):
        talking.client.post(talking.conversation() + "/plan/stap/1", data=late)
        talking.go("/verder")
        talking.press("doe=woorden", woorden=words)
        assert "Nu staat er: Nieuwer" in talking.words
        form = form_of(talking, antwoord=talking.fields()["antwoord"][0], doe="gebruik")
        form["basis"] = "1"
        assert talking.client.post(talking.path, data=form).status_code == 409
        talking.go(talking.path)
        talking.press("doe=gebruik")
        plan(talking)
        assert "Te laat" in talking.words


def test_everything_in_the_plan_stands_in_what_is_kept_about_me(talking: Visitor) -> None:
    with_a_step(talking, met="Fatma")
    talking.press("doe=doel", tekst="Vaker naar buiten")
    talking.go(talking.conversation() + "/over-mij")
    for word in ("Bellen met mijn zus", "Samen met Fatma.", "Vaker naar buiten"):
        assert word in talking.words


def test_the_plan_of_somebody_else_names_who_helps(visitor: Visitor) -> None:
    begin(visitor, "ander")
    plan(visitor)
    assert visitor.heading == "Het plan"
    assert "Dit plan gaat over de persoon voor wie u dit invult." in visitor.words
