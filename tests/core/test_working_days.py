"""Working days leave out weekends and days off, and nothing else."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meedoen_app.core import working_days

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
DAYS_OFF = st.frozensets(DAYS, max_size=40)
COUNTS = st.integers(0, 30)
MONDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 27)


def test_the_day_of_asking_does_not_count() -> None:
    assert working_days.after(MONDAY, 2, ()) == date(2026, 11, 25)


def test_a_weekend_is_passed_over_from_every_day_in_it() -> None:
    for day in (FRIDAY, FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2)):
        assert working_days.after(day, 1, ()) == date(2026, 11, 30)


def test_christmas_of_2026_takes_friday_along() -> None:
    christmas = (date(2026, 12, 25), date(2026, 12, 26))
    assert working_days.after(date(2026, 12, 24), 1, christmas) == date(2026, 12, 28)


@given(DAYS, COUNTS, DAYS_OFF)
def test_the_day_that_comes_out_is_a_working_day(start: date, count: int, off: frozenset[date]) -> None:
    last = working_days.after(start, count, off)
    assert last == start if count == 0 else working_days.is_working_day(last, off)


@given(DAYS, COUNTS, DAYS_OFF)
def test_exactly_so_many_working_days_lie_between(start: date, count: int, off: frozenset[date]) -> None:
    last = working_days.after(start, count, off)
    between = (start + timedelta(days=n) for n in range(1, (last - start).days + 1))
    assert sum(working_days.is_working_day(day, off) for day in between) == count


@given(DAYS, COUNTS, COUNTS, DAYS_OFF)
def test_so_many_and_then_so_many_more_is_all_of_them(
    start: date, first: int, then: int, off: frozenset[date]
) -> None:
    half_way = working_days.after(start, first, off)
    assert working_days.after(half_way, then, off) == working_days.after(start, first + then, off)


@given(DAYS, DAYS, COUNTS, DAYS_OFF)
def test_who_asks_later_is_never_called_before(
    one: date, other: date, count: int, off: frozenset[date]
) -> None:
    early, late = sorted((one, other))
    assert working_days.after(early, count, off) <= working_days.after(late, count, off)


@given(DAYS, COUNTS, DAYS_OFF, DAYS)
def test_a_day_off_more_never_makes_it_sooner(
    start: date, count: int, off: frozenset[date], more: date
) -> None:
    assert working_days.after(start, count, off) <= working_days.after(start, count, off | {more})
