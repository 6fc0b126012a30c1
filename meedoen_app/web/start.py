"""The way in: the start page with its four doors, and the way back in with six words."""

from datetime import timedelta

from flask import Blueprint, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import keeping, waiting
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.web import clock, cookies, limits, pages, sessions, text
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.conversation import go_on
from meedoen_app.web.installation import here
from meedoen_app.web.language import reading
from meedoen_app.web.sessions import CONVERSATION

DEVICE = "toestel"
SECURITY_TEXT_LASTS = timedelta(days=180)

bp = Blueprint("start", __name__)


@bp.get("/")
@open_to(Who.ANYONE)
def start() -> Response:
    """Show the four doors, and above them the way back into a conversation that this device knows."""
    id = session.get(CONVERSATION)
    return pages.page(
        "start/start.html",
        form=pages.Hidden(),
        resume_url=url_for("conversation.go_on_from", id=id) if id else "",
        knows_device=bool(cookies.read(request, DEVICE)),
    )


@bp.post("/begin")
@open_to(Who.ANYONE)
@limits.per_network("120 per hour; 500 per day")
def begin() -> Response:
    """Begin a conversation by one of the doors."""
    content = here().contents.current()
    door = Answer(landmarks.DOOR, (request.form.get(landmarks.DOOR, ""),))
    known = content.questionnaire.question(landmarks.DOOR).option_ids
    if not known.issuperset(door.options):
        return redirect(url_for(".start"), 303)
    with here().database.writing() as transaction:
        opened = talking.begin(
            transaction, pages.means(), door=door, reading=reading(), now=clock.now(), by=actor()
        )
    sessions.current().open(opened.conversation.id)
    return redirect(url_for("help.before_exit", id=opened.conversation.id), 303)


@bp.get("/verder")
@open_to(Who.ANYONE)
def resume() -> Response:
    return _resume_page({})


@bp.post("/verder")
@open_to(Who.ANYONE)
@limits.per_network("10 per minute; 60 per hour")
@limits.in_total("600 per hour")
def reopen() -> Response:
    """Open a conversation with its six words, or on the telephone that was trusted with it."""
    typed = text.clean(request.form.get("woorden", ""))
    token = cookies.read(request, DEVICE) if request.form.get("doe") == DEVICE else ""
    try:
        with here().database.reading() as transaction:
            if token:
                id = keeping.find_by_device(transaction, token, now=clock.now())
            else:
                id = keeping.find_by_words(transaction, pages.means(), typed)
            opened = talking.look(transaction, pages.means(), id)
            waits = waiting.listed(transaction, pages.means(), id)
    except NotAllowed:
        return _resume_page({"woorden": _("Geef zes woorden, met een spatie ertussen.")}, typed, 422)
    except NotThere:
        problem = _("Deze woorden kennen we niet. Kijk of u ze goed overnam.")
        return _resume_page({"woorden": problem}, typed, 422)
    sessions.current().open(id)
    if waits:
        return redirect(url_for("waiting.show", id=id), 303)
    return go_on(opened)


def _resume_page(errors: dict[str, str], typed: str = "", status: int = 200) -> Response:
    form = pages.Hidden()
    return pages.page("start/resume.html", status=status, form=form, errors=errors, typed=typed)


@bp.get("/.well-known/security.txt")
@open_to(Who.ANYONE)
def security() -> Response:
    """Say where a leak can be reported (RFC 9116), once the municipality has filled that in."""
    contact = here().contents.current().municipality.contact.security
    if not contact:
        raise NotThere("security.txt")
    until = (clock.now() + SECURITY_TEXT_LASTS).isoformat(timespec="seconds")
    return Response(
        f"Contact: {contact}\nExpires: {until}\nPreferred-Languages: nl, en\n", mimetype="text/plain"
    )


@bp.get("/privacy")
@open_to(Who.ANYONE)
def privacy() -> Response:
    return pages.page("start/privacy.html", keep_days=here().settings.draft_days)


@bp.get("/toegankelijkheid")
@open_to(Who.ANYONE)
def accessibility() -> Response:
    return pages.page("start/accessibility.html")
