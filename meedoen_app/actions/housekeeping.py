"""What has to be done without anybody asking: throw away what is over."""

from datetime import datetime, timedelta

from meedoen_app.actions.means import Means
from meedoen_app.core.trace import Actor
from meedoen_app.storage import conversations, sessions
from meedoen_app.storage.database import Database

ENDED_SESSIONS_STAY = timedelta(days=1)


def throw_away_what_is_over(database: Database, means: Means, *, now: datetime, by: Actor) -> int:
    """Erase conversations whose date has passed, each in its own transaction. Return how many."""
    with database.reading() as session:
        over = conversations.expired(session, now)
    for id in over:
        with database.writing() as session:
            conversations.erase(session, means.vault, id, now=now, by=by)
    if over:
        database.sweep()
    with database.writing() as session:
        sessions.purge(session, now - ENDED_SESSIONS_STAY)
    return len(over)
