"""Telling that somebody may need help: only a theme and a wijk are counted, never of whom it is."""

import json
from datetime import date, datetime

from meedoen_app.actions.means import Means
from meedoen_app.content.content import Content
from meedoen_app.core import monitor
from meedoen_app.core.errors import NotAllowed
from meedoen_app.storage import monitor as counting
from meedoen_app.storage import outbox
from meedoen_app.storage.database import Session


def count(
    session: Session,
    means: Means,
    content: Content,
    *,
    theme: str,
    wijk: str,
    key: str,
    today: date,
    now: datetime,
) -> None:
    """Count that somebody is worried, by theme and wijk ("" is: not said). Raises NotAllowed for others.

    Once for this form and what is in it: of a form only that it came is kept, as a keyed code, for a while.
    """
    themes = {chapter.id for chapter in content.questionnaire.chapters if chapter.is_theme}
    wijken = {one.id for one in content.municipality.wijken}
    if theme not in themes or wijk not in {"", *wijken}:
        raise NotAllowed("concern")
    once = json.dumps([key, theme, wijk])
    if not outbox.note_once(session, means.vault, monitor.CONCERNS, now=now, key=once):
        return
    counting.add(
        session,
        period=monitor.period(today),
        table=monitor.CONCERNS,
        wijk=wijk or monitor.NO_WIJK,
        code=theme,
        declared=monitor.TABLES,
    )
