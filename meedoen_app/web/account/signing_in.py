"""The door of staff: a password, then a second factor, all at one address; showing it again; and out."""

from functools import partial
from hashlib import sha256

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import signing_in
from meedoen_app.core.access.factor import Purpose
from meedoen_app.core.errors import OutOfReach
from meedoen_app.web import clock, limits, pages, sessions, text
from meedoen_app.web.access import STAFF, Who, actor, open_to, staff
from meedoen_app.web.account import passkeys, staff_doors
from meedoen_app.web.installation import here

ATTEMPT = "poging"
# One person in one network makes a few mistakes. A single line has 256 networks of its own: together they may
# make so many about one address that nobody keeps another out; twelve signs stay out of reach.
WRONG_OF_ONE = "10 per 15 minutes; 40 per day"
WRONG_OF_ADDRESS = "6000 per 15 minutes"
WRONG_OF_NETWORK = "60 per 15 minutes"

bp = Blueprint("signing_in", __name__)


def address() -> str:
    """Return a mark of the mail address that is tried: a limit that is passed stands in no log by name."""
    return sha256(text.clean(request.form.get("mail", "")).casefold().encode()).hexdigest()


def address_and_network() -> str:
    return f"{address()} {limits.network()}"


def _names_nobody() -> bool:
    """Say whether this form names no mail address: the second step, where the tries of an attempt count."""
    return request.form.get("doe") != "wachtwoord"


_per_person = partial(limits.in_total, deduct_when=limits.is_wrong, exempt_when=_names_nobody)


@bp.get("/werk/inloggen")
@open_to(Who.ANYONE)
def show() -> Response:
    """Ask for the password, or for the second factor of who gave it."""
    session = sessions.of_staff()
    if session.account:
        return redirect(url_for("work.show"), 303)
    return _second({}) if _waits() else _first({})


@bp.post("/werk/inloggen")
@open_to(Who.ANYONE)
@limits.per_network(WRONG_OF_NETWORK, deduct_when=limits.is_wrong)
@_per_person(WRONG_OF_ONE, key_func=address_and_network)
@_per_person(WRONG_OF_ADDRESS, key_func=address)
def sign_in() -> Response:
    session = sessions.of_staff()
    if session.account:
        return redirect(url_for("work.show"), 303)
    if request.form.get("doe") == "opnieuw":
        session.end()
        return redirect(url_for(".show"), 303)
    return _check_second() if request.form.get("doe") == "tweede" else _check_first()


def _check_first() -> Response:
    mail = text.clean(request.form.get("mail", ""))
    token = signing_in.begin(
        here().database,
        pages.means(),
        mail,
        request.form.get("wachtwoord", ""),
        now=clock.now(),
        by=actor(),
    )
    if token is None:
        return _first({"mail": _("Dit mailadres en dit wachtwoord horen niet bij elkaar.")}, mail, 422)
    sessions.of_staff().remember(**{ATTEMPT: token})
    return redirect(url_for(".show"), 303)


def _check_second() -> Response:
    session, now = sessions.of_staff(), clock.now()
    token = session.get(ATTEMPT, "")
    with here().database.writing() as transaction:
        shown = passkeys.shown(token)
        account = signing_in.finish(transaction, pages.means(), token, shown, now=now, by=actor())
    if account is not None:
        session.sign_in(account, now)
        return redirect(url_for("work.show"), 303)
    if _waits():
        return _second(wrong_code(), 422)
    if not is_over(token, Purpose.SIGN_IN):
        return redirect(url_for(".show"), 303)
    session.end()
    return _first({"mail": _("Dat was te vaak, of te laat. Log opnieuw in.")}, status=422)


def is_over(token: str, purpose: Purpose) -> bool:
    """Say whether an attempt ended in vain.

    Otherwise this form came through before, and was sent again by a second press. That changes nothing: the
    browser has the newer session by then.
    """
    with here().database.reading() as transaction:
        return signing_in.is_over(transaction, token, purpose, clock.now())


def _waits() -> bool:
    """Say whether somebody gave the right password and may still show the second factor."""
    token = sessions.of_staff().get(ATTEMPT)
    if not token:
        return False
    with here().database.reading() as transaction:
        return signing_in.is_open(transaction, token, Purpose.SIGN_IN, clock.now())


def _first(errors: dict[str, str], mail: str = "", status: int = 200) -> Response:
    return pages.page("account/sign_in.html", status=status, errors=errors, mail=mail)


def _second(errors: dict[str, str], status: int = 200) -> Response:
    return second_page(sessions.of_staff()[ATTEMPT], Purpose.SIGN_IN, errors, status)


def second_page(token: str, purpose: Purpose, errors: dict[str, str], status: int) -> Response:
    """Ask for the second factor that this attempt waits for, at the very address where somebody is."""
    with here().database.reading() as transaction:
        known = signing_in.passkeys_of(transaction, pages.means(), token, purpose)
    asked = passkeys.ask(token, known)
    return pages.page("account/second.html", status=status, errors=errors, asked=asked, action=request.path)


def wrong_code() -> dict[str, str]:
    return {"code": _("Deze code klopt niet, of u gebruikte hem al.")}


@bp.post("/werk/uitloggen")
@open_to(*STAFF, sealed=False)
def sign_out() -> Response:
    with here().database.writing() as transaction:
        signing_in.sign_out(transaction, pages.means(), staff(), now=clock.now(), by=actor())
    sessions.of_staff().end()
    return redirect(url_for(".show"), 303)


@bp.get("/werk/blijf")
@open_to(Who.ANYONE)
def seconds_left() -> Response:
    """Say for how many seconds somebody is still in here, if they are. Asking is no visit."""
    session = sessions.of_staff()
    if session.is_out_of_reach:
        raise OutOfReach(sessions.STAFF_NAME)
    session.only_asks = True
    left = session.seconds_left(clock.now()) if session.account else 0
    return Response(str(left), mimetype="text/plain")


@bp.post("/werk/blijf")
@open_to(*STAFF, sealed=False)
def stay() -> Response:
    """Stay in, because somebody pressed "Ik ben er nog", and say for how many seconds that is."""
    session = sessions.of_staff()
    session.stay = True
    return Response(str(session.seconds_left(clock.now())), mimetype="text/plain")


@bp.post("/werk/bevestig")
@open_to(*STAFF)
def show_again() -> Response:
    """Go on after a second factor was shown again; five wrong ones end the session.

    The same form once more goes on as well, and proves nothing: the first one gave a new session.
    """
    session, now = sessions.of_staff(), clock.now()
    next_url = staff_doors.goes_on(request.form.get("naar", ""))
    with here().database.writing() as transaction:
        is_right = signing_in.step_up(
            transaction,
            pages.means(),
            staff(),
            passkeys.shown(session.token),
            token=session.token,
            now=now,
            by=actor(),
        )
    if is_right is None and is_over(session.token, Purpose.STEP_UP):
        session.end()
        return redirect(url_for(".show"), 303)
    if is_right is None:
        return redirect(next_url, 303)
    if not is_right:
        back_url = staff_doors.goes_on(request.form.get("vandaan", ""))
        return staff_doors.ask_again(next_url, back_url=back_url, errors=wrong_code(), status=422)
    session.prove(now)
    return redirect(next_url, 303)
