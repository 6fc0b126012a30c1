"""Help now, being called, and leaving at once. These pages store nothing and log nothing."""

import calendar
from contextlib import suppress
from typing import Any

from flask import Blueprint, redirect, session, url_for
from werkzeug import Response

from meedoen_app.actions import keeping
from meedoen_app.core.errors import NotThere, OutOfReach
from meedoen_app.web import clock, cookies, pages, sessions
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.sessions import CONVERSATION

TURNED = "gedraaid"

bp = Blueprint("help", __name__)


@bp.get("/hulp")
@open_to(Who.ANYONE)
def now() -> Response:
    """Show who to call now. Nothing is asked, nothing is stored."""
    lines = here().contents.current().municipality.lines
    return pages.page("help/now.html", lines=lines, **_way_back())


@bp.get("/bel-mij")
@open_to(Who.ANYONE)
def call_me() -> Response:
    return pages.page("help/call_me.html", **_way_back())


@bp.get("/g/<id>/uitleg")
@open_to(Who.RESIDENT)
def before_exit(id: str) -> Response:
    """Explain "Weg hier" before it is first seen."""
    return pages.page("help/before_exit.html", next_url=url_for("conversation.first", id=id))


@bp.get("/weg")
@open_to(Who.ANYONE)
def leave() -> Response:
    """Leave at once: the session ends, a cookie turns so that no page is kept, and a neutral page comes."""
    id = session.get(CONVERSATION)
    if id:
        _leave(id)
    sessions.current().end()
    response = redirect(url_for(".month"), 303)
    cookies.give(response, TURNED, clock.now().strftime("%H%M%S%f"))
    return response


def _leave(id: str) -> None:
    """Tidy up, if possible: nothing keeps anybody from leaving."""
    with suppress(NotThere, OutOfReach), here().database.writing() as transaction:
        keeping.leave(transaction, pages.means(), id, now=clock.now(), by=actor())


@bp.get("/kalender")
@open_to(Who.ANYONE)
def month() -> Response:
    """Show this month: a page that tells nobody anything."""
    today = clock.today()
    weeks = calendar.Calendar().monthdayscalendar(today.year, today.month)
    return pages.page("help/calendar.html", month=today.replace(day=1), weeks=weeks, today=today.day)


def _way_back() -> dict[str, Any]:
    """Return what a page of help needs when a conversation is open: the way out and the way back."""
    id = session.get(CONVERSATION)
    return {"personal": True, "back_url": url_for("conversation.go_on_from", id=id)} if id else {}
