"""What has to be done without anybody asking: throw away what is over, and keep the trace honest."""

from datetime import date, datetime, timedelta
from pathlib import Path

from meedoen_app.actions.means import Means
from meedoen_app.core.trace import Actor
from meedoen_app.storage import checkpoints, conversations, devices, factors, sessions, trace
from meedoen_app.storage.database import Database

ENDED_SESSIONS_STAY = timedelta(days=1)


def throw_away_what_is_over(database: Database, means: Means, *, now: datetime, by: Actor) -> int:
    """Erase conversations whose date has passed, each in its own transaction. Return how many.

    The bytes of them are in the journal until `Database.sweep`.
    """
    with database.reading() as session:
        over = conversations.expired(session, now)
    for id in over:
        with database.writing() as session:
            conversations.erase(session, means.vault, id, now=now, by=by)
    with database.writing() as session:
        for door in (sessions.RESIDENTS, sessions.STAFF):
            sessions.purge(session, now - ENDED_SESSIONS_STAY, door=door)
        factors.purge(session, now - ENDED_SESSIONS_STAY)
        devices.purge(session, now)
    return len(over)


def keep_checkpoint(database: Database, folder: Path, *, today: date) -> None:
    """Once a day, write the heads of all chains of the trace outside the database."""
    if checkpoints.is_there(folder, today):
        return
    with database.reading() as session:
        heads = trace.heads(session)
    checkpoints.write(folder, today, heads)
