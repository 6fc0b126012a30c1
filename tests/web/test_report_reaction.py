"""What the resident reads and says: of the report, never lost, and of a decision that stands still."""

from datetime import timedelta

from babel.dates import format_date
from flask import Flask
from flask_babel import force_locale
from time_machine import travel

from meedoen_app.actions import casework, written_lines
from meedoen_app.core.casework import lines
from meedoen_app.core.casework.lines import Line, PauseReason
from meedoen_app.core.trace import Actor
from meedoen_app.web import clock, pages, planned
from meedoen_app.web.casework import report
from tests.talks import form_of, six_words
from tests.visitor import Visitor
from tests.web.test_keeping import open_with
from tests.web.test_sharing import case_of, share, teller

__all__ = ["teller"]


def write(app: Flask, case: str, *written: Line) -> None:
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        for number, line in enumerate(written):
            key, by = f"{type(line).__name__}-{number}", Actor("a", "professional")
            casework.write_down(session, pages.means(), case, line, key=key, by=by)


def test_one_may_react_to_a_report_after_the_work_was_closed_and_words_are_not_lost(
    app: Flask, teller: Visitor
) -> None:
    share(teller)
    now, case = clock.now(), case_of(teller)
    reported = lines.Reported(1, "Vier uur hulp", {}, now, "a")
    write(app, case, lines.SupportDiscussed(False, now, "a"), reported, lines.Closed("", now, "a"))
    teller.go(teller.path)
    assert "Ik wil een aanvraag doen" in teller.words  # Closing shuts nothing off.
    sent = form_of(teller, doe="klopt_niet", versie="1", woorden="En ook een tolk")
    teller.press("doe=klopt_niet", woorden="Ik heb zes uur nodig")
    assert "U zei: dit klopt niet. Ik heb zes uur nodig" in teller.words
    again = teller.client.post(teller.path.partition("#")[0], data=sent)
    assert (again.status_code, "En ook een tolk" in again.text) == (422, True)


def test_who_says_that_the_report_is_right_reads_that_it_is_being_finished(
    app: Flask, teller: Visitor
) -> None:
    share(teller)
    now, case = clock.now(), case_of(teller)
    reported = lines.Reported(1, "Vier uur hulp", {}, now, "a")
    write(app, case, lines.SupportDiscussed(False, now, "a"), reported)
    teller.go(teller.path)
    teller.press("doe=klopt")
    assert "U zei dat het verslag klopt. Wij maken het nu af." in teller.words
    assert "Antwoord op versie 1 Klopt. Op " in teller.words
    assert "De inwoner zegt" not in teller.words
    assert "Iemand werkt nog aan uw verslag" not in teller.words


def test_what_was_done_with_a_no_stands_beside_it_on_the_page_and_on_paper(
    app: Flask, teller: Visitor
) -> None:
    share(teller)
    now, case = clock.now(), case_of(teller)
    reported = lines.Reported(1, "Vier uur hulp", {}, now, "a")
    write(app, case, lines.SupportDiscussed(False, now, "a"), reported)
    teller.go(teller.path)
    teller.press("doe=klopt_niet", woorden="Ik heb zes uur nodig")
    write(app, case, lines.Settled(1, now, "a", "We meten het in mei opnieuw"))
    teller.go(teller.path)
    assert "Ik heb zes uur nodig Wat daarmee is gedaan: We meten het in mei opnieuw" in teller.words
    with app.test_request_context(), app.extensions["meedoen"].database.reading() as session:
        written = casework.case_of(session, pages.means(), case)
        assert written.report is not None
        paper = report.document(written, written.report, case)
    assert [one.heading for one in paper.sections][-2:] == ["Wat de inwoner zegt", "Wat daarmee is gedaan"]


def test_who_reads_a_report_is_told_there_and_in_the_steps_until_when_and_that_it_is_no_term_of_the_law(
    app: Flask, teller: Visitor
) -> None:
    share(teller)
    page, case, now = teller.path, case_of(teller), clock.now()
    reported = lines.Reported(1, "Vier uur hulp", {}, now, "a")
    write(app, case, lines.SupportDiscussed(False, now, "a"), reported)
    day, words = format_date(now.date() + timedelta(days=14), "full", "nl"), six_words(teller)
    teller.go(page)
    said = f"U heeft tot en met {day} om te reageren. Later mag ook, tot het verslag vaststaat."
    assert teller.words.count(f"{said} Deze dag is een afspraak van ons, geen regel uit de wet.") == 2
    with travel(now + timedelta(days=15), tick=True):
        open_with(teller, words)
        teller.go(page)
        assert "tot en met" not in teller.words
        assert "U kunt nog reageren." in teller.words
    teller.go(page)
    teller.press("doe=klopt")
    assert "om te reageren" not in teller.words


def test_while_a_decision_stands_still_one_reads_why_and_until_which_day(app: Flask, teller: Visitor) -> None:
    share(teller)
    page, case, now, today = teller.path, case_of(teller), clock.now(), clock.today()
    last = today + timedelta(days=7)
    asked = lines.Paused(PauseReason.COMPLETING, "Een brief van uw arts", today, now, "a", last)
    write(app, case, lines.Applied("Jan", "Straat 1", "Een lift", today, now), asked)
    with app.test_request_context(), force_locale("nl"):
        day = planned.day(last)
    teller.go(page)
    assert (
        "De tijd staat nu stil. De gemeente heeft nog iets van u nodig: Een brief van uw arts" in teller.words
    )
    assert f"{day} . Daarna telt de tijd weer." in teller.words
    write(app, case, lines.Resumed(today, now, "a"))
    teller.go(page)
    assert "De tijd staat nu stil." not in teller.words
    kept = written_lines.ADAPTERS["opgeschort"].validate_python(
        {"reason": "buitenland", "words": "Een brief uit België", "since": today, "at": now, "by": "b"}
    )  # As it was kept before a last day was asked.
    with app.test_request_context(), app.extensions["meedoen"].database.writing() as session:
        casework.write_down(session, pages.means(), case, kept, key="oud", by=Actor("a", "professional"))
    teller.go(page)
    assert "De gemeente wacht op bericht uit een ander land: Een brief uit België" in teller.words
    assert "Welke dag dit is, weten we nu niet." not in teller.words


def test_who_has_to_give_something_reads_at_the_top_what_by_when_to_whom_and_that_more_time_can_be_asked(
    app: Flask, teller: Visitor
) -> None:
    share(teller)
    page, case, now, today = teller.path, case_of(teller), clock.now(), clock.today()
    asked = lines.Paused(
        PauseReason.COMPLETING, "Een brief van uw arts", today, now, "a", today + timedelta(days=7)
    )
    write(app, case, lines.Applied("Jan", "Straat 1", "Een lift", today, now), asked)
    teller.go(page)
    top = teller.words.partition("Uw rechten")[0].partition("Nummer:")[0]
    assert "De gemeente beslist daarover." not in top
    for words in (
        "De gemeente wacht nu op u.",
        "Dit heeft de gemeente van u nodig Een brief van uw arts Geef dit uiterlijk op",
        "Geef het aan: Team Toegang Wmo .",
        "Het telefoonnummer vult de gemeente nog in. Vraag of iemand u belt.",
        "Vraag dan om meer tijd.",
    ):
        assert words in top
    assert teller.links()["Vraag of iemand u belt."] == "/bel-mij"
    write(app, case, lines.Resumed(today, now, "a"))
    teller.go(page)
    assert "De gemeente wacht nu op u." not in teller.words
    assert "De gemeente beslist daarover." in teller.words


def test_who_may_object_finds_beside_the_last_day_the_page_that_says_how(app: Flask, teller: Visitor) -> None:
    share(teller)
    page, case, now, today = teller.path, case_of(teller), clock.now(), clock.today()
    write(app, case, lines.Applied("Jan", "Straat 1", "Een lift", today, now), lines.Decided(today, now, "a"))
    teller.go(page)
    assert (
        "Zo doet u dat: Ik ben het niet eens met een besluit" in teller.words.partition("U kunt bezwaar")[2]
    )
    assert teller.words.count("Zo doet u dat:") == 1
    teller.go(teller.links()["Ik ben het niet eens met een besluit"])
    assert "Hoe maakt u bezwaar?" in teller.words
