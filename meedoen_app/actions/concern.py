"""Telling that somebody may need help: only a theme and a wijk are counted, never of whom it is."""

from datetime import date

from meedoen_app.content.content import Content
from meedoen_app.core import monitor
from meedoen_app.core.errors import NotAllowed
from meedoen_app.storage import monitor as counting
from meedoen_app.storage.database import Session


def count(session: Session, content: Content, *, theme: str, wijk: str, today: date) -> None:
    """Count that somebody is worried, by theme and wijk ("" is: not said). Raises NotAllowed for others."""
    themes = {chapter.id for chapter in content.questionnaire.chapters if chapter.is_theme}
    wijken = {one.id for one in content.municipality.wijken}
    if theme not in themes or wijk not in {"", *wijken}:
        raise NotAllowed("concern")
    counting.add(
        session,
        period=monitor.period(today),
        table=monitor.CONCERNS,
        wijk=wijk or monitor.NO_WIJK,
        code=theme,
        declared=monitor.TABLES,
    )
