"""Working days: no Saturday, no Sunday, and none of the days off (Algemene termijnenwet art. 3)."""

from collections.abc import Iterable
from datetime import date, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_working_day(day: date, days_off: Iterable[date]) -> bool:
    return day.weekday() < SATURDAY and day not in frozenset(days_off)


def after(start: date, count: int, days_off: Iterable[date]) -> date:
    """Return the working day that comes `count` working days after `start`, which itself does not count."""
    off, day = frozenset(days_off), start
    for _ in range(count):
        day = next_one(day, off)
    return day


def next_one(day: date, days_off: Iterable[date]) -> date:
    """Return the first working day after this day."""
    off, later = frozenset(days_off), day + ONE_DAY
    while not is_working_day(later, off):
        later += ONE_DAY
    return later
