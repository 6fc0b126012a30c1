"""Steps in the calendar of a phone: on their day, in the time of here, with nothing but what was given."""

from datetime import UTC, date, datetime, time
from uuid import UUID

import pytest
from icalendar import Calendar, Event

from meedoen_app.core.document import CalendarEntry
from meedoen_app.web import calendar_file
from meedoen_app.web.clock import HERE

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SALT = UUID("6d0f0f5e-0d5b-4a53-8f5b-6a1d2c3e4f50")
COFFEE = CalendarEntry(1, "Koffie in het wijkcentrum", date(2026, 12, 1), note="Samen met Annie.")
CALL = CalendarEntry(2, "Bellen met de huisarts", date(2027, 7, 5), time(10, 30))
NASTY = (
    "Koffie\r\nATTENDEE:mailto:x@example.org",
    "a\nEND:VEVENT\nEND:VCALENDAR",
    'puntkomma; komma, schuin\\ dubbel: "aan"',
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} ${x} %0d%0aX:1",
    "أريد أن ألتقي بالناس ምስ ሰባት 😀 👨‍👩‍👧 " * 20,
    "x" * 5_000,
)


def events(*entries: CalendarEntry, salt: UUID = SALT) -> list[Event]:
    found = Calendar.from_ical(calendar_file.ics(entries, NOW, salt))
    assert isinstance(found, Calendar)
    return found.events


def test_a_step_with_a_day_lasts_that_day_and_one_with_a_time_begins_then_and_here() -> None:
    coffee, call = events(COFFEE, CALL)
    assert (coffee.start, coffee.end) == (date(2026, 12, 1), date(2026, 12, 2))
    assert call.start == datetime(2027, 7, 5, 10, 30, tzinfo=HERE)
    assert call.start.astimezone(UTC).hour == 8


def test_it_holds_what_was_given_and_nothing_else() -> None:
    coffee, call = events(COFFEE, CALL)
    assert (coffee.summary, coffee.description) == ("Koffie in het wijkcentrum", "Samen met Annie.")
    assert (call.summary, call.description) == ("Bellen met de huisarts", None)
    assert {*coffee} | {*call} == {
        "SUMMARY", "DESCRIPTION", "DTSTART", "DTSTAMP", "UID", "CLASS", "TRANSP",
    }  # fmt: skip
    assert coffee.classification == "PRIVATE"


def test_a_calendar_knows_a_step_again_and_no_other_plan_has_its_name() -> None:
    names = [event.uid for event in events(COFFEE, CALL)]
    assert len(set(names)) == 2
    assert [event.uid for event in events(CALL, COFFEE)] == names[::-1]
    assert events(COFFEE, salt=UUID(int=7))[0].uid != names[0]
    assert calendar_file.ics([COFFEE, CALL], NOW, SALT) == calendar_file.ics([COFFEE, CALL], NOW, SALT)


@pytest.mark.parametrize("said", NASTY)
def test_what_people_write_comes_back_as_they_wrote_it(said: str) -> None:
    only = CalendarEntry(1, said, date(2026, 12, 1), note=said)
    (event,) = events(only)
    meant = said.replace("\r\n", "\n").strip()
    assert (event.summary, event.description) == (meant, meant)
    assert "ATTENDEE" not in event


@pytest.mark.parametrize("said", NASTY)
def test_no_line_is_too_long_or_ends_otherwise(said: str) -> None:
    written = calendar_file.ics([CalendarEntry(1, said, date(2026, 12, 1))], NOW, SALT)
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_what_is_hidden_or_reorders_is_left_out() -> None:
    (event,) = events(CalendarEntry(1, "a\x00\u202eb\x07", date(2026, 12, 1)))
    assert event.summary == "ab"
