"""Steps with a day as a file for the calendar of a phone (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID, uuid5

from icalendar import CLASS, TRANSP, Calendar, Event

from meedoen_app.core.document import CalendarEntry
from meedoen_app.web import clock, text

MAKER = "-//Meedoen//NL"
YEARS = 5  # So far ahead the file knows when summer time begins; a phone knows it anyway.


def ics(entries: Iterable[CalendarEntry], now: datetime, salt: UUID) -> bytes:
    """Return a calendar with an event for every step. Others who see the calendar see only that there is one.

    The salt belongs to one plan and says nothing of whose it is; with the number of the step it makes
    the name by which a calendar knows a step again, so that a second file brings no doubles.
    """
    calendar = Calendar.new(prodid=MAKER, uid=salt)
    for entry in entries:
        calendar.add_component(_event(entry, now, salt))
    calendar.add_missing_timezones(date(now.year, 1, 1), date(now.year + YEARS, 1, 1))
    written: bytes = calendar.to_ical()
    return written


def _event(entry: CalendarEntry, now: datetime, salt: UUID) -> Event:
    return Event.new(
        uid=uuid5(salt, str(entry.number)),
        stamp=now,
        start=_start(entry),
        summary=text.clean(entry.what),
        description=text.clean(entry.note) or None,
        classification=CLASS.PRIVATE,
        transparency=TRANSP.OPAQUE if entry.at else TRANSP.TRANSPARENT,
    )


def _start(entry: CalendarEntry) -> date:
    """Return the day, or the moment here when a time was agreed. How long it takes nobody said."""
    return entry.day if entry.at is None else datetime.combine(entry.day, entry.at, clock.HERE)
