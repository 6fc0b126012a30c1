"""The clock of a case at its edges: which terms run, whose turn it is, and the next day that is owed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from meedoen_app.core import terms
from meedoen_app.core.casework import around, clock, lines
from meedoen_app.core.casework.assignment import Assignment, Glass, Relation, relations
from meedoen_app.core.casework.case import Case, Waiting
from meedoen_app.core.casework.clock import Clock, Running
from meedoen_app.core.casework.lines import Channel, Line, PauseReason
from meedoen_app.core.consent import Consent
from meedoen_app.core.desk import DeskKind
from meedoen_app.core.handoff import NOTHING, Handoff, Sharing, sharing
from meedoen_app.core.terms import Calendar, Length, Term, Unit

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def term(id: str, count: int, unit: Unit, **more: object) -> Term:
    return Term(id, id, "art. 1", "de wet", MONDAY, Length(count, unit), **more)  # type: ignore[arg-type]


CLOCK = Clock(
    {
        one.id: one
        for one in (
            term(terms.PLAN, 7, Unit.DAYS),
            term(terms.INQUIRY, 6, Unit.WEEKS, promise=Length(4, Unit.WEEKS)),
            term(terms.DECISION, 2, Unit.WEEKS, can_be_suspended=True),
            term(terms.OBJECTION, 6, Unit.WEEKS),
            term(terms.DEBTS, 4, Unit.WEEKS),
            term(terms.DEBTS_URGENT, 3, Unit.WORKING_DAYS),
            Term(terms.URGENT, terms.URGENT, "art. 2.3.3", "de wet", MONDAY),
        )
    },
    Calendar(frozenset({date(2026, 12, 25), date(2027, 1, 1), date(2025, 12, 25)})),
)
SHARED = Handoff("h", "c", "wmo", "toegang_wmo", DeskKind.SHARING, 1, 9, MONDAY, AT)
NOTIFIED = replace(SHARED, kind=DeskKind.NOTIFICATION, notified_on=MONDAY)
APPLIED = lines.Applied("Jan", "Straat 1", "Een traplift", MONDAY, AT)


def running(handoff: Handoff, *written: Line, desk: tuple[str, ...] = ()) -> dict[str, Running]:
    found = clock.running(CLOCK, handoff, Case(written), desk)
    return {one.deadline.term.id: one for one in found}


def test_of_what_is_shared_only_no_term_of_the_law_runs() -> None:
    assert running(SHARED) == {}


def test_a_notification_starts_the_seven_days_and_the_six_weeks() -> None:
    found = running(NOTIFIED)
    assert [(id, one.owes, one.deadline.latest) for id, one in found.items()] == [
        (terms.PLAN, Waiting.RESIDENT, date(2026, 11, 30)),
        (terms.INQUIRY, Waiting.MUNICIPALITY, date(2027, 1, 4)),
    ]
    assert not found[terms.INQUIRY].deadline.has_passed(date(2027, 1, 4))
    assert found[terms.INQUIRY].deadline.has_passed(date(2027, 1, 5))
    assert clock.inquiry_ends(found.values()) == date(2027, 1, 4)


def test_the_six_weeks_are_done_with_a_report_that_stands_or_an_application() -> None:
    report = lines.Reported(1, "Hulp", {}, AT)
    assert not running(NOTIFIED, report)[terms.INQUIRY].is_done
    assert running(NOTIFIED, report, lines.Settled(1, AT))[terms.INQUIRY].is_done
    assert running(NOTIFIED, APPLIED)[terms.INQUIRY].is_done


def test_a_decision_stands_still_while_something_is_waited_for() -> None:
    paused = lines.Paused(PauseReason.COMPLETING, "Een brief", MONDAY + 3 * DAY, AT)
    resumed = lines.Resumed(MONDAY + 8 * DAY, AT)
    until = replace(paused, last_day=MONDAY + 7 * DAY)
    assert running(NOTIFIED, APPLIED)[terms.DECISION].deadline.latest == date(2026, 12, 7)
    assert running(NOTIFIED, APPLIED, paused)[terms.DECISION].deadline.latest is None
    assert running(NOTIFIED, APPLIED, paused, resumed)[terms.DECISION].deadline.latest == date(2026, 12, 11)
    assert running(NOTIFIED, APPLIED, until)[terms.DECISION].deadline.latest == date(2026, 12, 11)


def test_six_weeks_to_object_run_for_the_resident_from_the_decision() -> None:
    found = running(NOTIFIED, APPLIED, lines.Decided(MONDAY, AT))
    assert found[terms.DECISION].is_done
    assert (found[terms.OBJECTION].owes, found[terms.OBJECTION].deadline.latest) == (
        Waiting.RESIDENT,
        date(2027, 1, 4),
    )


@pytest.mark.parametrize(
    ("is_urgent", "last"), [(False, (terms.DEBTS, "2026-12-21")), (True, (terms.DEBTS_URGENT, "2026-11-26"))]
)
def test_a_desk_for_debts_has_four_weeks_or_three_working_days(
    is_urgent: bool, last: tuple[str, str]
) -> None:
    desk = (terms.DEBTS, terms.DEBTS_URGENT)
    found = running(replace(SHARED, is_urgent=is_urgent), desk=desk)
    assert [(id, str(one.deadline.latest)) for id, one in found.items()] == [last]
    talks = {
        channel: running(SHARED, lines.Contacted(channel, "Over geld", AT), desk=desk)[terms.DEBTS].is_done
        for channel in Channel
    }
    assert talks == {Channel.CALL: True, Channel.MET: True, Channel.MESSAGE: False, Channel.LETTER: False}
    shared_anew = replace(SHARED, shared_at=AT + HOUR)
    before = lines.Contacted(Channel.MET, "Eerste gesprek", AT)
    assert not running(shared_anew, before, desk=desk)[terms.DEBTS].is_done
    stands = around.DayStands(AT)
    assert [*running(SHARED, stands, desk=desk), *running(shared_anew, stands, desk=desk)] == [
        terms.DEBTS_URGENT,
        terms.DEBTS,
    ]


def test_what_cannot_wait_is_done_when_it_is_arranged_and_by_nothing_else() -> None:
    urgent = replace(NOTIFIED, is_urgent=True)
    met = lines.Contacted(Channel.MET, "Thuis gesproken", AT)
    assert not running(urgent, APPLIED, met, desk=(terms.URGENT,))[terms.URGENT].is_done
    ordinary = running(urgent, APPLIED, lines.Decided(MONDAY, AT), desk=(terms.URGENT,))[terms.URGENT]
    assert (ordinary.is_done, ordinary.is_at_once, ordinary.due) == (False, True, MONDAY)
    helped = lines.HelpedAtOnce(MONDAY, "Een bed voor vannacht", AT)  # In advance of an application.
    arranged = running(urgent, helped, desk=(terms.URGENT,))[terms.URGENT]
    assert (arranged.is_done, arranged.is_at_once, arranged.due) == (True, False, None)


def test_the_term_to_object_counts_from_the_day_that_was_put_right() -> None:
    corrected = lines.Decided(MONDAY + 2 * DAY, AT, "noor", 1, "De brief ging later weg")
    found = running(NOTIFIED, APPLIED, lines.Decided(MONDAY, AT), corrected)
    assert found[terms.OBJECTION].deadline.start == MONDAY + 2 * DAY


@pytest.mark.parametrize(
    ("was_urgent", "written", "is_held", "is_urgent", "begins"),
    [
        (False, (), True, False, False),
        (False, (), True, True, True),
        (True, (), True, True, False),
        (False, (around.DayStands(AT),), True, True, False),  # The day that somebody was told stands.
        (False, (), False, False, True),
        (True, (), False, True, True),
    ],
)
def test_sharing_again_is_a_new_day_when_the_yes_had_ended_or_it_cannot_wait_any_more(
    was_urgent: bool, written: tuple[Line, ...], is_held: bool, is_urgent: bool, begins: bool
) -> None:
    former = replace(SHARED, is_urgent=was_urgent)
    assert clock.begins_anew(former, Case(written), is_held=is_held, is_urgent=is_urgent) is begins


def test_what_is_owed_next_is_the_first_day_that_was_promised_by_whomever() -> None:
    found = running(NOTIFIED).values()
    promised = lines.Promised(1, "Bellen", MONDAY + DAY, AT)
    assert clock.next_due(Case(), found) == date(
        2026, 12, 21
    )  # The promise of four weeks, not the law's six.
    assert clock.next_due(Case((promised,)), found) == MONDAY + DAY
    assert clock.next_due(Case((promised, lines.Kept(1, AT))), found) == date(2026, 12, 21)
    assert clock.next_due(Case((promised, lines.Closed("", AT))), found) is None
    urgent = running(replace(NOTIFIED, is_urgent=True), desk=(terms.URGENT,)).values()
    assert clock.next_due(Case((promised,)), urgent) == MONDAY  # It waits for no day.


CONSENT = Consent(1, "delen", "Ja.", "", "nl", AT, parts=frozenset({"geld", "wonen"}), ends_at=AT + 90 * DAY)


@pytest.mark.parametrize(
    ("consent", "kept_back", "at", "seen"),
    [
        (CONSENT, set(), AT, Sharing(frozenset({"geld", "wonen"}))),
        (CONSENT, {"geld"}, AT, Sharing(frozenset({"wonen"}))),
        (CONSENT, {"geld", "wonen"}, AT, NOTHING),
        (CONSENT, set(), AT + 90 * DAY, NOTHING),
        (CONSENT, set(), AT + 90 * DAY - timedelta(seconds=1), Sharing(CONSENT.parts)),
        (replace(CONSENT, withdrawn_at=AT), set(), AT, NOTHING),
        (None, set(), AT, NOTHING),
    ],
)
def test_another_sees_what_was_chosen_less_what_is_kept_back_while_the_yes_holds(
    consent: Consent | None, kept_back: set[str], at: datetime, seen: Sharing
) -> None:
    assert sharing(consent, kept_back, at) == seen


@pytest.mark.parametrize(
    ("account", "team", "moment", "found"),
    [
        ("fatma", "toegang_wmo", AT, (Relation.ASSIGNED,)),
        ("fatma", "toegang_wmo", AT + DAY, (Relation.TEAM,)),
        ("fatma", "", AT - HOUR, ()),
        ("piet", "toegang_wmo", AT, (Relation.TEAM,)),
        ("piet", "bad", AT, ()),
        ("noor", "bad", AT, (Relation.GLASS,)),
        ("noor", "toegang_wmo", AT, (Relation.GLASS, Relation.TEAM)),
        ("noor", "bad", AT + HOUR, ()),
    ],
)
def test_who_has_to_do_with_a_case_now(
    account: str, team: str, moment: datetime, found: tuple[Relation, ...]
) -> None:
    works = Assignment("h", "fatma", AT, AT + DAY)
    glass = Glass("h", "noor", AT, AT + HOUR)
    assert relations(SHARED, account, team, works, glass, moment) == found
