"""What the resident hears after sending: that it arrived, on which day, and who reads it."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import time_machine
from babel.dates import format_date
from flask import Flask

from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Channel
from meedoen_app.core.handoff import number_of
from meedoen_app.web import clock
from tests import staff
from tests.talks import begin_and_keep, six_words
from tests.visitor import Visitor
from tests.web.test_along import helper, invited
from tests.web.test_along import teller as told
from tests.web.test_along import write as write_beside
from tests.web.test_plan_shared import make_a_plan
from tests.web.test_reaching import take
from tests.web.test_report_reaction import write
from tests.web.test_sharing import case_of, share, teller

__all__ = ["helper", "invited", "teller", "told"]

ARRIVED = "Bewijs dat het aankwam"


def statuses(visitor: Visitor) -> str:
    """Return what the page says as a status: a screen reader reads it without being asked."""
    said = [one for one in visitor.tree.iter() if one.get("role") == "status"]
    return " ".join(" ".join("".join(one.itertext()).split()) for one in said)


def paper(visitor: Visitor, url: str) -> str:
    document = pypdfium2.PdfDocument(BytesIO(visitor.client.get(url).get_data()))
    found = "".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(found.split())


def react(app: Flask, visitor: Visitor) -> None:
    now = clock.now()
    reported = lines.Reported(1, "Vier uur hulp", {}, now, "a")
    write(app, case_of(visitor), lines.SupportDiscussed(False, now, "a"), reported)
    visitor.go(visitor.path)
    visitor.press("doe=klopt_niet", woorden="Ik heb zes uur nodig")


def test_who_reacts_to_a_report_reads_that_it_arrived_and_which_team_reads_it(
    app: Flask, teller: Visitor
) -> None:
    share(teller)
    assert "Wij hebben uw antwoord." not in teller.words
    react(app, teller)
    assert "Wij hebben uw antwoord. Dit team leest het: Team Toegang Wmo." in statuses(teller)
    write(app, case_of(teller), lines.Settled(1, clock.now(), "a", "We meten opnieuw"))
    teller.go(teller.path)
    assert "Wij hebben uw antwoord." not in teller.words  # It was read.


def test_who_reacts_after_closing_reads_that_it_arrived_until_somebody_answered(
    app: Flask, teller: Visitor
) -> None:
    arrived, now = "Wij hebben uw antwoord. Dit team leest het: Team Toegang Wmo.", clock.now()
    share(teller)
    react(app, teller)
    write(app, case_of(teller), lines.Closed("Klaar", now, "a"))
    teller.go(teller.path)
    assert arrived not in statuses(teller)  # Who closed it read that.
    write(app, case_of(teller), lines.Answered(1, False, "Toch zes uur", now))
    teller.go(teller.path)
    assert arrived in statuses(teller)
    write(app, case_of(teller), lines.Contacted(Channel.CALL, "Uitgelegd", now, "a"))
    teller.go(teller.path)
    assert arrived not in statuses(teller)


def test_after_closing_nothing_is_promised_any_more_and_no_plan_is_asked(app: Flask, teller: Visitor) -> None:
    make_a_plan(teller)
    share(teller, deel=["geld", "plan"])
    now, case = clock.now(), case_of(teller)
    write(app, case, lines.Promised(1, "Ik bel de woningcorporatie", clock.today(), now, "a"))
    teller.go(teller.path)
    promised = teller.words.partition("Wat er over mij is opgeschreven")[0]
    assert ("Ik bel de woningcorporatie" in promised, "Geef mijn plan" in promised) == (True, True)
    write(app, case, lines.Closed("Verhuisd", now, "a", lapses=True))
    teller.go(teller.path)
    now_shown, _fold, file = teller.words.partition("Wat er over mij is opgeschreven")
    assert ("Ik bel de woningcorporatie" in now_shown, "Geef mijn plan" in now_shown) == (False, False)
    assert "De reden: Verhuisd" in now_shown
    assert "Wat nog was beloofd of afgesproken, gaat niet door." in file
    assert (
        "U kunt uw persoonlijk plan geven" in promised,
        "U kunt uw persoonlijk plan geven" in now_shown,
    ) == (True, False)


def test_of_what_could_not_wait_the_day_and_what_was_arranged_stand_in_sight(
    app: Flask, visitor: Visitor
) -> None:
    staff.make(app, "professional", team="toegang_wmo")
    begin_and_keep(visitor)
    visitor.press("doe=verder", keuze=["slaapplek"])
    share(visitor, deel=["begin"])
    at_once = "De gemeente beslist over hulp die niet kan wachten"
    assert f"{at_once} meteen Wmo 2015 art. 2.3.3" in visitor.words
    now = clock.now()
    write(app, case_of(visitor), lines.HelpedAtOnce(clock.today(), "Een bed in de opvang", now, "a"))
    visitor.go(visitor.path)
    day = format_date(clock.today(), "full", locale="nl")
    assert f"{at_once} gedaan Op {day} . Een bed in de opvang Wmo 2015" in visitor.words


def test_who_works_on_it_is_named_as_the_one_who_reads_it(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    make_a_plan(teller)
    share(teller, deel=["geld", "plan"])
    worker = arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo", name="Noor")
    take(worker, case_of(teller))
    teller.go(teller.path)
    teller.press("doe=plan")
    assert "Wij hebben uw plan. Noor leest het." in statuses(teller)
    react(app, teller)
    assert "Wij hebben uw antwoord. Noor leest het." in statuses(teller)
    teller.go(f"{teller.path}/aanvraag")
    assert "leest het" not in teller.words  # Nothing was sent here.


def test_the_contact_person_is_named_on_the_page_of_a_case_that_another_works_on(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    share(teller, "buurtcoach")
    coach = arrive()
    staff.sign_in(app, coach, team="buurtcoaches", name="Sam")
    take(coach, case_of(teller))
    share(teller, "wmo")
    assert "Uw vaste contactpersoon is Sam ." in teller.words
    worker = arrive()
    staff.sign_in(app, worker, role="professional", team="toegang_wmo", name="Noor")
    take(worker, case_of(teller))
    teller.go(teller.path)
    assert "Met u werkt: Noor . Uw vaste contactpersoon is Sam ." in teller.words


def test_after_stopping_the_page_says_at_the_button_that_one_may_apply_though_the_notification_stands_still(
    app: Flask, visitor: Visitor
) -> None:
    with time_machine.travel(datetime(2026, 6, 1, 10, tzinfo=UTC), tick=True):
        staff.make(app, "professional", team="toegang_wmo")
        begin_and_keep(visitor)
        share(visitor, deel=[])
        page, words = visitor.path, six_words(visitor)
        visitor.press("doe=stop")
        assert "Een aanvraag kunt u wel doen." not in visitor.words
    with time_machine.travel(datetime(2026, 7, 14, 10, tzinfo=UTC), tick=True):
        visitor.go("/verder")
        visitor.press("doe=woorden", woorden=words)
        visitor.go(page)
        said = "Uw melding staat stil. Een aanvraag kunt u wel doen."
        assert visitor.words.index(said) < visitor.words.index("Ik wil een aanvraag doen")
        visitor.go(visitor.links()["Ik wil een aanvraag doen"])
        visitor.press("doe=aanvraag", naam="M. Jansen", adres="Straat 1, Deventer", vraag="Hulp in huis")
        assert "Uw aanvraag is verstuurd op" in statuses(visitor)
        assert "Dit team leest het: Team Toegang Wmo." in statuses(visitor)


def test_the_first_step_is_the_day_of_arriving_and_the_receipt_can_be_kept(teller: Visitor) -> None:
    share(teller, naam="M. Jansen")
    steps = teller.words.partition("Wat gebeurt er, en wanneer?")[2]
    assert steps.startswith(
        f" Uw bericht kwam aan gedaan Op {format_date(clock.today(), 'full', locale='nl')} ."
    )
    said = paper(teller, teller.links()[ARRIVED])
    number = number_of(teller.path.rpartition("/")[2])
    for one in (number, "Een melding", "Geld", "Wmo 2015 art. 2.3.2 lid 1", "Uiterlijk"):
        assert one in said
    for one in ("Jansen", "Lukt niet goed", "12345678"):  # Nothing of the talk, nor how to be reached.
        assert one not in said
    teller.press("doe=stop")
    assert "Gestopt met delen" in paper(teller, teller.links()[ARRIVED])


def test_where_it_is_no_notification_the_receipt_does_not_say_that_it_is(teller: Visitor) -> None:
    share(teller, "buurtcoach", deel=["begin", "geld"])
    assert "Wat gebeurt er, en wanneer? Uw bericht kwam aan gedaan" in teller.words
    said = paper(teller, teller.links()[ARRIVED])
    assert ("Een gesprek dat u deelde" in said, "melding" in said) == (True, False)
    assert "Voor wie dit is" in said  # What is in a part is said by the same words as before the yes.


def test_a_helper_reads_that_the_words_arrived_and_who_reads_them(told: Visitor, helper: Visitor) -> None:
    assert "Wij hebben uw woorden." not in helper.words
    write_beside(helper)
    assert "Wij hebben uw woorden. De ander leest ze ook." in statuses(helper)
    helper.press("doe=zelf", zwaar="soms_zwaar", tekst="Ik slaap slecht")
    assert "Wij hebben uw antwoord. De ander leest het ook." in statuses(helper)
    helper.press("doe=schrijf", tekst="x" * 2001)
    assert helper.status == 422
    assert "Wij hebben uw woorden." not in statuses(helper)  # These did not arrive.


def test_who_comes_back_to_what_they_shared_reads_how_it_goes_and_can_talk_on(
    app: Flask, teller: Visitor, arrive: Callable[[], Visitor]
) -> None:
    words = six_words(teller)

    def come_back() -> Visitor:
        back = arrive()
        back.go("/verder")
        back.press("doe=woorden", woorden=words)
        return back

    talking = come_back().heading
    share(teller)
    back = come_back()
    assert back.heading == "Wat ik deelde"
    back.go(back.links()["Ga verder met mijn gesprek"])
    assert back.heading == talking
    teller.press("doe=stop")
    assert come_back().heading == talking
