"""Each night one report of who opened what outside their work, for the privacy officer (security Z10)."""

from datetime import date, datetime, time, timedelta, tzinfo

from pydantic import TypeAdapter

from meedoen_app.actions.means import Means
from meedoen_app.core import lookups as core
from meedoen_app.core.errors import NotThere
from meedoen_app.core.lookups import Lookups
from meedoen_app.core.trace import Action, Actor, Event, Ground
from meedoen_app.storage import lookups, trace
from meedoen_app.storage.database import Database, Session

BACKLOG = 31  # Days that are caught up with after a standstill.
OVERSIGHT = Ground.LAW.of("AVG art. 39 lid 1 b")
REPORT = TypeAdapter(Lookups)


def report_what_is_due(database: Database, means: Means, *, today: date, zone: tzinfo) -> None:
    """Make the report of every day that is over and has none, each in its own transaction."""
    with database.reading() as session:
        newest = lookups.days(session, 1)
    yesterday = today - timedelta(days=1)
    begin = newest[0] + timedelta(days=1) if newest else yesterday
    begin = max(begin, today - timedelta(days=BACKLOG))
    for number in range((today - begin).days):
        with database.writing() as session:
            _report(session, means, begin + timedelta(days=number), zone)


def look(session: Session, means: Means, day: date, *, now: datetime, by: Actor) -> Lookups:
    """Return the report of a day; that somebody looked at it stands in the trace. Raises NotThere."""
    found = lookups.report(session, means.vault, day)
    if found is None:
        raise NotThere(lookups.REPORT)
    event = Event(Action.READ, "opzoekingen", lookups.REPORT, day.isoformat(), ground=OVERSIGHT)
    trace.append(session, means.vault, by, event, now=now)
    return REPORT.validate_json(found)


def _report(session: Session, means: Means, day: date, zone: tzinfo) -> None:
    since, until = (datetime.combine(day + timedelta(days=number), time(), zone) for number in (0, 1))
    told = core.of_day(
        lookups.looks(session, means.vault, since, until),
        lookups.held(session, since, until),
        lookups.teams(session),
    )
    lookups.add_report(session, means.vault, day, REPORT.dump_json(told).decode())
