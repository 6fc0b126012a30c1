"""Telling that somebody may need help: only a theme and a wijk are counted, never of whom it is."""

import json
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta

from meedoen_app.actions.means import Means
from meedoen_app.content.content import Content
from meedoen_app.core import monitor
from meedoen_app.core.errors import NotAllowed
from meedoen_app.storage import monitor as counting
from meedoen_app.storage import outbox
from meedoen_app.storage.database import Database, Session

# From the start of its day: long enough for a form that is sent twice, and for who goes back to it.
FORMS_STAY = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells of a worry: about what, and in which wijk ("" is: not said)."""

    theme: str
    wijk: str


def told(content: Content, theme: str, wijk: str) -> Told:
    """Return what is told. Raises NotAllowed for a theme or a wijk that is none of ours."""
    themes = {chapter.id for chapter in content.questionnaire.chapters if chapter.is_theme}
    wijken = {one.id for one in content.municipality.wijken}
    if theme not in themes or wijk not in {"", *wijken}:
        raise NotAllowed("concern")
    return Told(theme, wijk)


def count(session: Session, means: Means, told: Told, *, key: str, today: date, now: datetime) -> None:
    """Count that somebody is worried, once for this form and what is in it.

    Of a form only that it came is kept, as a keyed code and the day, for a day or two.
    """
    once = json.dumps([key, *astuple(told)])
    if not outbox.note_once(session, means.vault, monitor.CONCERNS, now=now, key=once):
        return
    counting.add(
        session,
        period=monitor.period(today),
        table=monitor.CONCERNS,
        wijk=told.wijk or monitor.NO_WIJK,
        code=told.theme,
        declared=monitor.TABLES,
    )


def throw_away_what_is_over(database: Database, now: datetime) -> None:
    """Delete that a form came, once nobody sends it twice any more."""
    with database.writing() as session:
        outbox.purge(session, now - FORMS_STAY, monitor.CONCERNS)
