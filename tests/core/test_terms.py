"""The law's clock: a term ends on a working day, after enough days, and not in a year that is not known."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meedoen_app.core import terms
from meedoen_app.core.terms import Calendar, Length, Pause, Term, Unit
from meedoen_app.web import clock
from tests.amounts import amount

DAY = timedelta(days=1)
LOOKED = date(2026, 11, 22)
# Algemene termijnenwet art. 3, written out by hand, with the days that were decreed.
OFF = {
    2025: "01-01 04-18 04-21 04-26 05-05 05-29 05-30 06-09 12-25 12-26",
    2026: "01-01 01-02 04-03 04-06 04-27 05-05 05-14 05-15 05-25 12-25 12-26",
    2027: "01-01 03-26 03-29 04-27 05-05 05-06 05-07 05-17 12-25 12-26",
    2028: "01-01 04-14 04-17 04-27 04-28 05-05 05-25 05-26 06-05 12-25 12-26",
}
CALENDAR = Calendar(
    frozenset(date.fromisoformat(f"{year}-{day}") for year in OFF for day in OFF[year].split())
)


def term(count: int, unit: Unit, *, can_be_suspended: bool = False, promise: Length | None = None) -> Term:
    return Term(
        "t",
        "Een termijn",
        "art. 1",
        "de wet",
        LOOKED,
        Length(count, unit),
        can_be_suspended=can_be_suspended,
        promise=promise,
    )


PLAN, INQUIRY = term(7, Unit.DAYS), term(6, Unit.WEEKS)
DECISION = term(2, Unit.WEEKS, can_be_suspended=True)
DEBTS, DEBTS_NOW = term(4, Unit.WEEKS), term(3, Unit.WORKING_DAYS)
DESTROY = term(3, Unit.MONTHS)


@pytest.mark.parametrize(
    ("what", "start", "last"),
    [
        (PLAN, "2026-03-09", "2026-03-16"),  # The day itself does not count.
        (PLAN, "2026-03-07", "2026-03-16"),  # A Saturday becomes the Monday after.
        (PLAN, "2026-03-27", "2026-04-07"),  # Good Friday, the weekend, Easter Monday: Tuesday.
        (PLAN, "2027-03-19", "2027-03-30"),
        (PLAN, "2028-04-07", "2028-04-18"),
        (PLAN, "2026-04-20", "2026-04-28"),  # King's Day on a Monday.
        (PLAN, "2025-04-19", "2025-04-28"),  # In 2025 it is kept on Saturday 26 April; Sunday 27 is a Sunday.
        (PLAN, "2025-04-20", "2025-04-28"),
        (PLAN, "2026-05-07", "2026-05-18"),  # Ascension, and the Friday after it that was decreed.
        (PLAN, "2028-05-18", "2028-05-29"),
        (PLAN, "2027-04-28", "2027-05-10"),  # 5 May, Ascension, the decreed Friday and a weekend.
        (PLAN, "2026-12-18", "2026-12-28"),  # Christmas on Friday and Saturday.
        (PLAN, "2026-12-25", "2027-01-04"),  # New Year's Day on a Friday.
        (PLAN, "2028-02-22", "2028-02-29"),  # A leap day is a day.
        (INQUIRY, "2026-11-23", "2027-01-04"),
        (INQUIRY, "2027-03-25", "2027-05-10"),  # Ends on Ascension.
        (DEBTS, "2026-04-28", "2026-05-26"),
        (DEBTS, "2026-04-27", "2026-05-26"),  # Ends on Whit Monday.
        (DEBTS_NOW, "2026-03-12", "2026-03-17"),
        (DEBTS_NOW, "2026-04-02", "2026-04-09"),
        (DEBTS_NOW, "2026-12-24", "2026-12-30"),
        (DEBTS_NOW, "2026-12-30", "2027-01-05"),
        (DEBTS_NOW, "2027-05-04", "2027-05-12"),
        (DESTROY, "2026-11-30", "2027-03-01"),  # There is no 30 February; the 28th is a Sunday.
        (DESTROY, "2027-11-29", "2028-02-29"),
        (DESTROY, "2026-10-05", "2027-01-05"),
    ],
)
def test_a_term_ends_on_this_day(what: Term, start: str, last: str) -> None:
    assert terms.latest(what, date.fromisoformat(start), CALENDAR) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("days", "start", "last"),
    [
        (3, "2026-04-02", "2026-04-08"),  # Friday to Tuesday holds one working day: art. 2 adds Wednesday.
        (2, "2026-04-02", "2026-04-07"),  # Of two days the law does not ask that.
        (4, "2026-12-24", "2026-12-29"),
        (
            90,
            "2026-01-04",
            "2026-04-07",
        ),  # As long as art. 1 goes: the Saturday after Good Friday becomes Tuesday.
    ],
)
def test_a_short_term_has_two_working_days_in_it(days: int, start: str, last: str) -> None:
    assert terms.latest(term(days, Unit.DAYS), date.fromisoformat(start), CALENDAR) == date.fromisoformat(
        last
    )


@pytest.mark.parametrize(
    ("length", "start", "last"),
    [
        (Length(91, Unit.DAYS), "2026-01-03", "2026-04-04"),
        (Length(13, Unit.WEEKS), "2026-01-03", "2026-04-04"),
        (Length(4, Unit.MONTHS), "2026-01-03", "2026-05-03"),
    ],
)
def test_a_long_term_ends_on_a_day_off_too(length: Length, start: str, last: str) -> None:
    """Algemene termijnenwet art. 4."""
    what = term(length.count, length.unit)
    assert terms.latest(what, date.fromisoformat(start), CALENDAR) == date.fromisoformat(last)


def test_nothing_is_said_of_a_year_of_which_the_days_off_are_not_known() -> None:
    assert terms.latest(PLAN, date(2028, 12, 21), CALENDAR) == date(2028, 12, 28)
    assert terms.latest(PLAN, date(2028, 12, 22), CALENDAR) == date(2028, 12, 29)
    assert terms.latest(PLAN, date(2028, 12, 23), CALENDAR) is None  # A Saturday, so in the next year.
    assert terms.latest(PLAN, date(2024, 12, 31), CALENDAR) == date(2025, 1, 7)
    assert terms.latest(PLAN, date(2024, 12, 30), CALENDAR) is None


def test_what_must_be_done_at_once_has_no_day() -> None:
    at_once = Term("spoed", "Hulp met spoed", "art. 2.3.3", "de wet", LOOKED, words="meteen")
    assert terms.deadline(at_once, LOOKED, CALENDAR).latest is None
    assert not terms.deadline(at_once, LOOKED, CALENDAR).has_passed(date(2030, 1, 1))


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        ("2026-03-28T22:59:59+00:00", "2026-03-28"),  # The night in which the clock goes forward.
        ("2026-03-28T23:00:00+00:00", "2026-03-29"),
        ("2026-03-29T21:59:59+00:00", "2026-03-29"),
        ("2026-03-29T22:00:00+00:00", "2026-03-30"),
        ("2026-10-24T21:59:59+00:00", "2026-10-24"),  # The night in which it goes back.
        ("2026-10-24T22:00:00+00:00", "2026-10-25"),
        ("2026-10-25T22:59:59+00:00", "2026-10-25"),
        ("2026-10-25T23:00:00+00:00", "2026-10-26"),
    ],
)
def test_a_term_starts_on_the_day_as_people_here_count_it(moment: str, start: str) -> None:
    day = clock.day_of(datetime.fromisoformat(moment))
    assert day == date.fromisoformat(start)
    last = terms.latest(term(14, Unit.DAYS), day, CALENDAR)
    assert last is not None
    assert datetime.combine(last, datetime.min.time(), ZoneInfo("Europe/Amsterdam")).date() == last


ASKED = Pause(date(2026, 11, 26), None, "We missen een papier")


def test_a_decision_stands_still_from_the_day_after_the_question() -> None:
    start = date(2026, 11, 23)
    assert terms.latest(DECISION, start, CALENDAR) == date(2026, 12, 7)
    assert terms.latest(DECISION, start, CALENDAR, [ASKED]) is None  # Nobody knows until when.
    answered = Pause(ASKED.since, date(2026, 12, 1), ASKED.reason)  # 27, 28, 29 and 30 November stood still.
    assert terms.latest(DECISION, start, CALENDAR, [answered]) == date(2026, 12, 11)


def test_who_asked_and_was_answered_the_same_day_or_the_next_gains_nothing() -> None:
    for until in (ASKED.since, ASKED.since + DAY):
        pause = Pause(ASKED.since, until, ASKED.reason)
        assert terms.latest(DECISION, date(2026, 11, 23), CALENDAR, [pause]) == date(2026, 12, 7)


def test_two_questions_at_once_stop_the_clock_once() -> None:
    pauses = [
        Pause(date(2026, 11, 26), date(2026, 12, 1), "Een"),
        Pause(date(2026, 11, 27), date(2026, 12, 2), "Twee"),
    ]
    assert terms.latest(DECISION, date(2026, 11, 23), CALENDAR, pauses) == date(2026, 12, 14)


def test_a_question_after_the_last_day_changes_nothing() -> None:
    late = Pause(date(2026, 12, 7), None, "Te laat gevraagd")
    assert terms.latest(DECISION, date(2026, 11, 23), CALENDAR, [late]) == date(2026, 12, 7)


def test_only_a_term_of_a_decision_stands_still() -> None:
    assert terms.latest(INQUIRY, date(2026, 11, 23), CALENDAR, [ASKED]) == date(2027, 1, 4)


def test_a_promise_is_never_after_the_law() -> None:
    start = date(2026, 11, 23)
    sooner = term(6, Unit.WEEKS, promise=Length(10, Unit.WORKING_DAYS))
    later = term(6, Unit.WEEKS, promise=Length(8, Unit.WEEKS))
    assert terms.promised(sooner, start, CALENDAR) == date(2026, 12, 7)
    assert terms.promised(later, start, CALENDAR) == terms.latest(later, start, CALENDAR)
    assert terms.deadline(INQUIRY, start, CALENDAR) == terms.Deadline(INQUIRY, start, None, date(2027, 1, 4))


def test_the_last_day_itself_is_in_time() -> None:
    ends = terms.deadline(INQUIRY, date(2026, 11, 23), CALENDAR)
    assert [ends.has_passed(date(2027, 1, day)) for day in (3, 4, 5)] == [False, False, True]


def slowly(days: int, start: date, still: set[date]) -> date:
    """Count on paper: cross off days one by one, then look whether the last one and the number are right."""
    off, paper, day = CALENDAR.days_off, [], start
    while True:
        day += DAY
        if day not in still:
            paper.append(day)
        open_days = [one for one in paper if one.isoweekday() not in (6, 7) and one not in off]
        if len(paper) >= days and open_days[-1:] == paper[-1:] and (days < 3 or len(open_days) > 1):
            return paper[-1]


@settings(max_examples=amount(20, 60))
@given(
    st.dates(date(2025, 1, 1), date(2028, 6, 1)),
    st.integers(1, 90),
    st.integers(0, 30),
    st.integers(0, 40),
)
def test_a_term_ends_as_counted_on_paper(start: date, days: int, after: int, long: int) -> None:
    asked = start + after * DAY
    until = asked + long * DAY
    still = {asked + n * DAY for n in range(1, long)}
    what = term(days, Unit.DAYS, can_be_suspended=True)
    last = terms.latest(what, start, CALENDAR, [Pause(asked, until, "Een papier")])
    assert last == slowly(days, start, still)
    assert CALENDAR.is_working_day(last)
    assert last >= start + days * DAY
