"""Keeping, leaving and coming back: the six words, this device, throwing away."""

from flask import Blueprint, redirect, request, url_for
from werkzeug import Response

from meedoen_app.actions import keeping
from meedoen_app.actions.conversation import Opened
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.conversation import Keeping
from meedoen_app.core.errors import NotThere
from meedoen_app.web import clock, cookies, pages, sessions, start
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.conversation import go_on
from meedoen_app.web.installation import here

EXTEND, FORGET = "verlengen", "vergeet"

bp = Blueprint("keeping", __name__)


@bp.get("/g/<id>/woorden")
@open_to(Who.RESIDENT)
def words(id: str) -> Response:
    """Show the six words that open this conversation again."""
    opened = pages.look(id)
    return pages.personal(
        "conversation/words.html",
        opened,
        form=pages.hidden(id),
        words=opened.words,
        expires_at=opened.conversation.expires_at,
        is_own_device=_reopens(cookies.read(request, start.DEVICE), id),
        continue_url=url_for("conversation.go_on_from", id=id),
    )


@bp.post("/g/<id>/woorden")
@open_to(Who.RESIDENT)
def trust_device(id: str) -> Response:
    """Go on; and remember this telephone when somebody said that it is their own, or forget it."""
    pages.require_seal(id)
    opened = pages.look(id)
    if request.form.get("doe") == FORGET:
        return _forget_device(id)
    response = go_on(opened)
    if request.form.get("eigen_telefoon") == "ja" and opened.conversation.keeping is Keeping.KEPT:
        with here().database.writing() as session:
            token = keeping.trust_device(session, pages.means(), id, now=clock.now(), by=actor())
        cookies.give(response, start.DEVICE, token, days=here().settings.draft_days)
    return response


@bp.get("/g/<id>/stop")
@open_to(Who.RESIDENT)
def stop(id: str) -> Response:
    """Say where and how to go on, and until when."""
    opened = pages.look(id)
    return pages.personal(
        "conversation/stop.html",
        opened,
        form=pages.hidden(id),
        words=opened.words,
        expires_at=opened.conversation.expires_at,
        can_extend=opened.conversation.keeping is Keeping.KEPT,
        extend_days=here().settings.draft_days,
        keep_url=_keep_url(opened),
        continue_url=url_for("conversation.go_on_from", id=id),
    )


@bp.post("/g/<id>/stop")
@open_to(Who.RESIDENT)
def stop_here(id: str) -> Response:
    """Keep it longer, or close the conversation on this screen."""
    pages.require_seal(id)
    if request.form.get("doe") == EXTEND:
        with here().database.writing() as session:
            keeping.extend(session, pages.means(), id, now=clock.now(), by=actor())
        return _to(".stop", id)
    with here().database.writing() as session:
        keeping.leave(session, pages.means(), id, now=clock.now(), by=actor())
    sessions.current().end()
    return redirect(url_for("start.start"), 303)


@bp.get("/g/<id>/weggooien")
@open_to(Who.RESIDENT)
def erase(id: str) -> Response:
    opened = pages.look(id)
    form, back = pages.hidden(id), url_for("conversation.go_on_from", id=id)
    return pages.personal("conversation/erase.html", opened, form=form, continue_url=back)


@bp.post("/g/<id>/weggooien")
@open_to(Who.RESIDENT)
def erase_now(id: str) -> Response:
    """Throw everything away, at once and for good."""
    pages.require_seal(id)
    with here().database.writing() as session:
        keeping.erase(session, pages.means(), id, now=clock.now(), by=actor())
    here().database.sweep()
    sessions.current().end()
    response = pages.page("conversation/erased.html", at=clock.now())
    cookies.forget(response, start.DEVICE)
    return response


@bp.post("/g/<id>/blijf")
@open_to(Who.RESIDENT)
def stay(id: str) -> Response:
    """Stay in session: somebody pressed "Ik ben er nog"."""
    sessions.current().stay = True
    return Response(status=204)


def _reopens(token: str, id: str) -> bool:
    """Say whether this device reopens this very conversation."""
    try:
        with here().database.reading() as session:
            return keeping.find_by_device(session, token, now=clock.now()) == id
    except NotThere:
        return False


def _forget_device(id: str) -> Response:
    token = cookies.read(request, start.DEVICE)
    with here().database.writing() as session:
        keeping.forget_device(session, pages.means(), id, token, now=clock.now(), by=actor())
    response = _to(".words", id)
    cookies.forget(response, start.DEVICE)
    return response


def _keep_url(opened: Opened) -> str:
    """Return where somebody can still choose to keep a conversation of this visit only."""
    if opened.conversation.keeping is Keeping.KEPT:
        return ""
    number = opened.content.questionnaire.question(landmarks.KEEPING).number
    return url_for("conversation.ask", id=opened.conversation.id, nr=number)


def _to(view: str, id: str) -> Response:
    return redirect(url_for(view, id=id), 303)
