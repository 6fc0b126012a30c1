"""Help now, and leaving at once. These pages store nothing and log nothing.

Leaving never waits: what cannot be erased now is erased by `meedoen werk`, when its time is over.
"""

import calendar
from contextlib import suppress
from typing import Any

from flask import Blueprint, redirect, request, session, url_for
from werkzeug import Response

from meedoen_app.actions import keeping
from meedoen_app.actions import urgent as helping
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.errors import NotThere, OutOfReach, Refused
from meedoen_app.core.urgent import told_of
from meedoen_app.web import clock, cookies, origin, pages, sessions, start, urgent
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.sessions import CONVERSATION

TURNED = "gedraaid"

bp = Blueprint("help", __name__)


@bp.get("/hulp")
@open_to(Who.ANYONE)
def now() -> Response:
    """Show who to call now: first for who is not safe, then for what was told in the open conversation.

    Nothing is asked, stored or logged here. It is one page, with one address for every reason to come.
    """
    opened, today = _opened(), clock.today()
    content = opened.content if opened else here().contents.current()
    told = told_of(content.situations, content.advise(opened.answers, today=today).needs) if opened else ()
    called = {id for one in content.situations for id in one.call}
    first, *rest = content.situations
    context = _way_back() | {
        "unsafe": urgent.shown(content, [first], today)[0],
        "lines": [one for one in content.municipality.lines if one.id not in called and not one.young],
        "told": urgent.shown(content, told, today),
        "others": urgent.folded(content, [one for one in rest if one not in told], today),
    }
    if opened:
        return pages.personal("help/now.html", opened, **context)
    return pages.page("help/now.html", **context)


def _opened() -> Opened | None:
    """Return the conversation that is open here, if it can be read now. Help waits for no database."""
    id = session.get(CONVERSATION)
    if id:
        with suppress(OutOfReach), here().database.reading() as reading:
            return helping.look(reading, pages.means(), id)
    return None


@bp.get("/g/<id>/uitleg")
@open_to(Who.RESIDENT)
def before_exit(id: str) -> Response:
    """Explain "Weg hier" before it is first seen. The next page is a question, without a detour."""
    question = pages.look(id).next_question()
    on = url_for("conversation.go_on_from", id=id)
    next_url = url_for("conversation.ask", id=id, nr=question.number) if question else on
    return pages.page("help/before_exit.html", personal=False, next_url=next_url)


@bp.get("/weg")
@open_to(Who.ANYONE)
def leave() -> Response:
    """Leave at once: the session ends, a cookie turns so that no page is kept, and a neutral page comes.

    A link on another site ends the session too, but throws nothing away.
    """
    if _is_prefetch():
        return Response(status=503)  # Not 204: a browser that kept it would do nothing at the real press.
    response = redirect(url_for(".month"), 303)
    if origin.is_ours():
        _tidy_up()
        cookies.forget(response, start.DEVICE)
    sessions.current().end()
    cookies.give(response, TURNED, clock.now().strftime("%H%M%S%f"))
    return response


def _is_prefetch() -> bool:
    """Say whether a browser asks ahead for a page that nobody chose yet."""
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))


def _tidy_up() -> None:
    """Throw away what was for this visit only, and the way in of this device. Nothing holds anybody up."""
    id, token = session.get(CONVERSATION, ""), cookies.read(request, start.DEVICE)
    if not (id or token):
        return
    means, now, by = pages.means(), clock.now(), actor()
    with suppress(Refused), here().database.writing_at_once() as transaction:
        with suppress(NotThere):
            keeping.forget_this_device(transaction, means, token, now=now, by=by)
        with suppress(NotThere):
            keeping.leave(transaction, means, id, now=now, by=by)


@bp.get("/kalender")
@open_to(Who.ANYONE)
def month() -> Response:
    """Show this month: a page that tells nobody anything."""
    today = clock.today()
    weeks = calendar.Calendar().monthdayscalendar(today.year, today.month)
    return pages.page("help/calendar.html", month=today.replace(day=1), weeks=weeks, today=today.day)


def _way_back() -> dict[str, Any]:
    """Return what a page of help needs when a conversation is open: the way back."""
    id = session.get(CONVERSATION)
    return {"back_url": url_for("conversation.go_on_from", id=id)} if id else {}
