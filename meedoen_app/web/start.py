"""The way in: the start page with its four doors, and the way back in with six words."""

from contextlib import suppress
from datetime import date, timedelta

from flask import Blueprint, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import conversation as talking
from meedoen_app.actions import keeping, lost_words
from meedoen_app.core.conversation import landmarks
from meedoen_app.core.conversation.answers import Answer
from meedoen_app.core.conversation.conversation import Conversation
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.web import clock, cookies, limits, pages, sessions, text
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.installation import here
from meedoen_app.web.language import reading
from meedoen_app.web.sessions import CONVERSATION

DEVICE, CODE = "toestel", "code"
SECURITY_TEXT_LASTS = timedelta(days=180)
# The version of templates/start/privacy.html: each conversation keeps the one that could be read before it.
NOTICE = date(2026, 11, 22)

# Six words of 1,312 are 62 bits. All guessers together get 100 tries a second, which is as much as the server
# bears: with 10,000 conversations kept, one of them is found in 160,000 years. The limit of all is this high
# because a single line has 256 networks of its own, and nobody with the right words may be shut out by it.
WRONG_WORDS = "10 per minute; 60 per hour"
WRONG_WORDS_OF_ALL = "6000 per minute"

bp = Blueprint("start", __name__)


@bp.get("/")
@open_to(Who.ANYONE)
def start() -> Response:
    """Show the four doors, and above them the way back into a conversation that this device knows."""
    open_now = _open_now()
    return pages.page(
        "start/start.html",
        form=pages.hidden(open_now.id) if open_now else pages.Hidden(),
        doors=here().contents.current().questionnaire.question(landmarks.DOOR),
        conversation=pages.shown(open_now) if open_now else None,
        resume_url=url_for("conversation.go_on_from", id=open_now.id) if open_now else "",
        knows_device=bool(cookies.read(request, DEVICE)),
    )


@bp.post("/begin")
@open_to(Who.ANYONE)
@limits.per_network("120 per hour; 500 per day")
def begin() -> Response:
    """Begin a conversation by one of the doors.

    What was open for this visit only is thrown away, and only by a form that said so: one with its seal.
    """
    content = here().contents.current()
    door = Answer(landmarks.DOOR, (request.form.get(landmarks.DOOR, ""),))
    known = content.questionnaire.question(landmarks.DOOR).option_ids
    open_now = _open_now()
    if _is_unasked(open_now) or not known.issuperset(door.options):
        return redirect(url_for(".start"), 303)
    now, by = clock.now(), actor()
    with here().database.writing() as transaction:
        if open_now:
            with suppress(NotThere):  # A door that was pressed twice.
                keeping.leave(transaction, pages.means(), open_now.id, now=now, by=by)
        opened = talking.begin(
            transaction,
            pages.means(),
            door=door,
            notice=NOTICE.isoformat(),
            reading=reading(),
            now=now,
            by=by,
        )
    sessions.current().begin(opened.conversation.id)
    return redirect(url_for("help.before_exit", id=opened.conversation.id), 303)


def _open_now() -> Conversation | None:
    """Return the conversation that is open in this session."""
    id = session.get(CONVERSATION)
    return pages.look(id).conversation if id else None


def _is_unasked(open_now: Conversation | None) -> bool:
    """Say whether beginning anew would throw away what was told, and nobody was told so."""
    return open_now is not None and not open_now.keeping.is_kept and not pages.is_sealed(open_now.id)


@bp.get("/verder")
@open_to(Who.ANYONE)
def resume() -> Response:
    return _resume_page({})


def _is_tap() -> bool:
    """Say whether this is one tap on a trusted telephone: its token has 256 bits, and words do not count."""
    return request.form.get("doe") == DEVICE


@bp.post("/verder")
@open_to(Who.ANYONE)
@limits.per_network(WRONG_WORDS, deduct_when=limits.is_wrong, exempt_when=_is_tap)
@limits.in_total(WRONG_WORDS_OF_ALL, deduct_when=limits.is_wrong, exempt_when=_is_tap)
def reopen() -> Response:
    """Open a conversation with its six words, on the telephone that was trusted with it, or with a code."""
    if _is_tap():
        return _reopen_by_tap()
    if request.form.get("doe") == CODE:
        return _open_by_code()
    typed = text.clean(request.form.get("woorden", ""))
    try:
        with here().database.reading() as transaction:  # A wrong try takes no lock: it only reads.
            id = keeping.find_by_words(transaction, pages.means(), typed)
        return go_on_in(id)
    except NotAllowed:
        return _resume_page({"woorden": _("Geef zes woorden, met een spatie ertussen.")}, typed, 422)
    except NotThere:
        problem = _("Deze woorden kennen we niet. Kijk of u ze goed overnam.")
        return _resume_page({"woorden": problem}, typed, 422)


def _reopen_by_tap() -> Response:
    token = cookies.read(request, DEVICE)
    try:
        with here().database.reading() as transaction:
            id = keeping.find_by_device(transaction, token, now=clock.now())
        return go_on_in(id)
    except NotThere:
        problem = _("Op dit apparaat gaat uw gesprek niet meer open. Heeft u zes woorden? Typ ze hier.")
        response = _resume_page({"woorden": problem}, status=422)
        cookies.forget(response, DEVICE)
        return response


def _open_by_code() -> Response:
    """Give new words to who has a code of the municipality; every wrong one looks the same.

    Who got them by this code, and sends the same once more, sees them.
    """
    typed = text.clean(request.form.get("code", ""))
    problem = _("Deze code werkt niet. Vraag een nieuwe code aan wie met u werkt.")
    try:
        with here().database.writing() as transaction:
            open_now = session.get(CONVERSATION, "")
            if lost_words.gave_words(transaction, pages.means(), open_now, typed):
                return redirect(url_for("keeping.words", id=open_now), 303)
            id = lost_words.redeem(transaction, pages.means(), typed, now=clock.now(), by=actor())
            if id is not None:
                keeping.reopen(transaction, pages.means(), id, now=clock.now(), by=actor())
    except NotAllowed:
        id, problem = None, _("Een code heeft acht cijfers.")
    if id is None:
        return _resume_page({"code": problem}, code=typed, status=422)
    sessions.current().begin(id)  # Anew: a screen on which it was open still is closed by the code as well.
    return redirect(url_for("keeping.words", id=id), 303)


def go_on_in(id: str) -> Response:
    """Go on in the conversation that was found. Raises NotThere for one whose time is over."""
    with here().database.writing() as transaction:
        keeping.reopen(transaction, pages.means(), id, now=clock.now(), by=actor())
    sessions.current().open(id)
    return redirect(url_for("waiting.show", id=id), 303)


def _resume_page(errors: dict[str, str], typed: str = "", status: int = 200, *, code: str = "") -> Response:
    return pages.page(
        "start/resume.html", status=status, form=pages.Hidden(), errors=errors, typed=typed, code=code
    )


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


@bp.get("/jong")
@open_to(Who.ANYONE)
def young() -> Response:
    """Show where who is under 18 can go. There is no conversation for them, and nothing is stored."""
    lines = here().contents.current().municipality.lines
    return pages.page("start/young.html", lines=sorted(lines, key=lambda line: not line.young))


@bp.get("/privacy")
@open_to(Who.ANYONE)
def privacy() -> Response:
    return pages.page("start/privacy.html", keep_days=here().settings.draft_days, notice=NOTICE)


@bp.get("/toegankelijkheid")
@open_to(Who.ANYONE)
def accessibility() -> Response:
    return pages.page("start/accessibility.html")
