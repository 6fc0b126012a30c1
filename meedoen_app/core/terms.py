"""The law's clock: by which day somebody must act, and by which day the municipality promises it.

A term starts the day after. The Algemene termijnenwet makes a term of law longer that would end on a day off
(art. 1) or has too few working days in it (art. 2), but for the long ones (art. 4). Which days are off is in
its art. 3, and in the content. A term of a decision stands still while somebody still has to hand something
in (Awb art. 4:15). Awb: Algemene wet bestuursrecht.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from meedoen_app.core import working_days
from meedoen_app.core.working_days import ONE_DAY

# The terms that Meedoen itself acts on, by their id in the content.
RECEIPT, PLAN, INQUIRY, DECISION = "ontvangst", "persoonlijk_plan", "onderzoek", "aanvraag_besluit"
OBJECTION, TOO_LATE, URGENT, LOOK_AGAIN = "bezwaar", "te_laat", "spoed", "heroverweging"
DEBTS, DEBTS_URGENT, DESTRUCTION = "schuld", "schuld_spoed", "vernietigen"
ALL = frozenset(
    {RECEIPT, PLAN, INQUIRY, DECISION, OBJECTION, TOO_LATE, URGENT, LOOK_AGAIN}
    | {DEBTS, DEBTS_URGENT, DESTRUCTION}
)

WEEK = 7
MONTHS = 12
# Art. 2: a term of at least three days has at least two days in it that are not off.
SHORT, LEAST = 3, 2


class Unit(StrEnum):
    """In what a term is counted. The value is the word used in the content."""

    WORKING_DAYS = "werkdagen"
    DAYS = "dagen"
    WEEKS = "weken"
    MONTHS = "maanden"


# Art. 4: what is longer than this is not made longer.
MOST_EXTENDED = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3}


@dataclass(frozen=True, slots=True)
class Length:
    """How long a term is: so many of these."""

    count: int
    unit: Unit

    @property
    def is_extended(self) -> bool:
        """Say whether the Algemene termijnenwet holds for a term of this length (art. 4)."""
        return self.count <= MOST_EXTENDED.get(self.unit, self.count)


@dataclass(frozen=True, slots=True)
class Term:
    """How soon somebody must act, by this article. Without a `length` there is no day: `words` say when.

    `promise` is what the municipality promises itself; None is: it has still to say so. It is certain once
    a lawyer looked. `can_be_suspended` is whether Awb art. 4:15 holds for it.
    """

    id: str
    name: str
    article: str
    source: str
    checked_on: date
    length: Length | None = None
    words: str = ""
    can_be_suspended: bool = False
    is_certain: bool = False
    promise: Length | None = None


@dataclass(frozen=True)
class Calendar:
    """The days off, beside Saturday and Sunday. A year without one is a year that is not known yet."""

    days_off: frozenset[date]

    @cached_property
    def years(self) -> frozenset[int]:
        return frozenset(day.year for day in self.days_off)

    def is_known(self, start: date, last: date) -> bool:
        """Say whether the days off are known of every year from the day after `start`."""
        return self.years.issuperset(range((start + ONE_DAY).year, last.year + 1))

    def is_working_day(self, day: date) -> bool:
        return working_days.is_working_day(day, self.days_off)


@dataclass(frozen=True, slots=True)
class Pause:
    """A term that stands still: from the day after `since`, when somebody asked, until the day of the answer.

    `until` is the day on which it was complete, or on which the time for it was over; that day counts again.
    None is: still waiting.
    """

    since: date
    until: date | None
    reason: str

    def holds(self, day: date) -> bool:
        return self.since < day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term that started on a day, and where it ends: as promised, and by law. None is: nothing is said."""

    term: Term
    start: date
    promised: date | None
    latest: date | None

    def has_passed(self, today: date) -> bool:
        """Say whether the last day of the law lies behind us. What has no last day does not pass."""
        return self.latest is not None and today > self.latest


def deadline(term: Term, start: date, calendar: Calendar, pauses: Sequence[Pause] = ()) -> Deadline:
    """Return where a term ends that started with what happened on this day, as people here count days."""
    return Deadline(
        term, start, promised(term, start, calendar, pauses), latest(term, start, calendar, pauses)
    )


def latest(term: Term, start: date, calendar: Calendar, pauses: Sequence[Pause] = ()) -> date | None:
    """Return the last day by law; None without a length, while it stands still, and in an unknown year."""
    return _end(term, term.length, start, calendar, pauses)


def promised(term: Term, start: date, calendar: Calendar, pauses: Sequence[Pause] = ()) -> date | None:
    """Return the day that the municipality promises, counted in the same way and never after the law's."""
    promise = _end(term, term.promise, start, calendar, pauses)
    last = latest(term, start, calendar, pauses)
    return min(promise, last) if promise and last else promise


def _end(
    term: Term, length: Length | None, start: date, calendar: Calendar, pauses: Sequence[Pause]
) -> date | None:
    if length is None:
        return None
    held = pauses if term.can_be_suspended else ()
    last = _last(length, start, calendar, _running(start, held))
    return last if last and calendar.is_known(start, last) else None


def _running(start: date, pauses: Sequence[Pause]) -> Iterator[date]:
    """Give the days on which the term runs; they stop where it stands still and nobody knows how long."""
    day = start + ONE_DAY
    while not any(pause.until is None and pause.holds(day) for pause in pauses):
        if not any(pause.holds(day) for pause in pauses):
            yield day
        day += ONE_DAY


def _last(length: Length, start: date, calendar: Calendar, running: Iterable[date]) -> date | None:
    """Return the first day on which the term has run long enough, and may end."""
    needed, counted, working = _days(length, start), 0, 0
    for day in running:
        is_working = calendar.is_working_day(day)
        counted += is_working or length.unit is not Unit.WORKING_DAYS
        working += is_working
        may_end = is_working and (working >= LEAST or needed < SHORT)
        if counted >= needed and (may_end or not length.is_extended):
            return day
    return None


def _days(length: Length, start: date) -> int:
    """Return of how many days a term is; a month ends on the day with the number of the one it started on."""
    if length.unit is Unit.WEEKS:
        return length.count * WEEK
    if length.unit is Unit.MONTHS:
        return (months_after(start, length.count) - start).days
    return length.count


def months_after(start: date, count: int) -> date:
    years, month = divmod(start.month - 1 + count, MONTHS)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
