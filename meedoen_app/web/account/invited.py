"""Setting up an account, and a forgotten password: one address, and one step after the other.

Which step somebody is at is in their session: a code by mail, then for an account that is in use the second
factor, then the password, and for a new account its first second factor.
"""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import own_account, proving, setting_up, signing_in
from meedoen_app.actions.letters import HURRY
from meedoen_app.core.access.account import Account, AccountState
from meedoen_app.core.access.factor import Purpose
from meedoen_app.core.errors import NotThere
from meedoen_app.web import clock, limits, pages, sessions, text
from meedoen_app.web.access import Who, actor, open_to
from meedoen_app.web.account import letters, new_factors, passkeys, passwords
from meedoen_app.web.account.own_account import CODES
from meedoen_app.web.account.signing_in import (
    address,
    address_and_network,
    is_over,
    second_page,
    wrong_code,
)
from meedoen_app.web.installation import here

CODE, FORGOTTEN, SET_UP, REPLACE = "code", "vergeten", "inrichten", "vervangen"
# Each makes a mail to one person, and a code that works for ten minutes; the second is far above what one
# person does, so that nobody keeps another from a code.
ASKED_BY_ONE = "5 per hour"
ASKED_OF_ADDRESS = "60 per hour"
ASKED_BY_NETWORK = "60 per hour"

bp = Blueprint("invited", __name__)


def _asks_no_mail() -> bool:
    """Say whether this is another step than the first, which alone sends a mail."""
    return request.form.get("doe") != "mail"


@bp.get("/werk/uitnodiging")
@open_to(Who.ANYONE)
def show() -> Response:
    return _came_in() if sessions.of_staff().account else _step({})


def _came_in() -> Response:
    """Go to what somebody sees who is in: first the codes that they have to keep."""
    return redirect(url_for("own_account.codes" if CODES in sessions.of_staff() else "work.show"), 303)


@bp.post("/werk/uitnodiging")
@open_to(Who.ANYONE)
@limits.per_network(ASKED_BY_NETWORK, exempt_when=_asks_no_mail)
@limits.in_total(ASKED_BY_ONE, key_func=address_and_network, exempt_when=_asks_no_mail)
@limits.in_total(ASKED_OF_ADDRESS, key_func=address, exempt_when=_asks_no_mail)
def go_on() -> Response:
    """Do the step that this form is of.

    A form of another step than one is at changes nothing: it was sent twice, and the browser has the newer
    session by then.
    """
    steps = {
        "mail": _ask_code,
        "code": _give_code,
        "tweede": _show_second,
        "wachtwoord": _choose_password,
        "app": _finish,
        "passkey": _finish,
    }
    if sessions.of_staff().account:
        return _came_in()
    return steps.get(request.form.get("doe", ""), _begin_again)()


def _begin_again() -> Response:
    sessions.of_staff().end()
    return _to_step()


def _to_step() -> Response:
    return redirect(url_for(".show"), 303)


def _ask_code() -> Response:
    mail = text.clean(request.form.get("mail", ""))
    if "@" not in mail:
        return _step({"mail": _("Typ uw mailadres, met een @ erin.")}, 422, mail=mail)
    code = proving.new_code()
    letter = letters.code(mail, code)
    with here().database.writing() as transaction:
        token = setting_up.ask_code(
            transaction, pages.means(), mail, code, letter, now=clock.now(), by=actor()
        )
    HURRY.set()
    sessions.of_staff().remember(**{CODE: token})
    return redirect(url_for(".show"), 303)


def _give_code() -> Response:
    session, now = sessions.of_staff(), clock.now()
    token, given = session.get(CODE, ""), request.form.get("code", "")
    with here().database.writing() as transaction:
        account = setting_up.give_code(transaction, pages.means(), token, given, now=now, by=actor())
        second = setting_up.ask_second(transaction, account, now=now) if account and account.is_active else ""
    if account is None:
        return _again_or_over(CODE, Purpose.INVITATION)
    session.remember(**({FORGOTTEN: second} if second else {SET_UP: account.id}))
    return redirect(url_for(".show"), 303)


def _show_second() -> Response:
    session = sessions.of_staff()
    token = session.get(FORGOTTEN, "")
    with here().database.writing() as transaction:
        account = signing_in.proved(
            transaction,
            pages.means(),
            token,
            Purpose.FORGOTTEN,
            passkeys.shown(token),
            now=clock.now(),
            by=actor(),
        )
    if account is None:
        return _again_or_over(FORGOTTEN, Purpose.FORGOTTEN)
    session.remember(**{REPLACE: account.id})
    return redirect(url_for(".show"), 303)


def _again_or_over(key: str, purpose: Purpose) -> Response:
    """Let somebody try again, as long as there are tries left; then from the start."""
    session = sessions.of_staff()
    token = session.get(key, "")
    with here().database.reading() as transaction:
        is_open = signing_in.is_open(transaction, token, purpose, clock.now())
    if is_open:
        return _step(wrong_code(), 422)
    if not is_over(token, purpose):
        return _to_step()
    session.end()
    return _mail_page({"mail": _("Dat was te vaak, of te laat. Vraag een nieuwe code.")}, 422)


def _choose_password() -> Response:
    session, now = sessions.of_staff(), clock.now()
    account = _being_set_up()
    if account is None:
        return _to_step()
    errors = passwords.problems(account)
    if errors:
        return _step(errors, 422)
    password = request.form["wachtwoord"]
    if account.is_active:
        notice = letters.changed(account.mail)
        setting_up.replace_password(
            here().database, pages.means(), account.id, password, notice, now=now, by=actor()
        )
        return _in(account)
    setting_up.choose_password(here().database, pages.means(), account.id, password, now=now)
    session.remember(**{SET_UP: account.id, new_factors.PENDING: own_account.new_secret()})
    return redirect(url_for(".show"), 303)


def _finish() -> Response:
    """Add the first second factor; with it the account is in use, and its owner is in."""
    session, now = sessions.of_staff(), clock.now()
    account = _being_set_up()
    if account is None or new_factors.PENDING not in session:
        return _to_step()
    offered = new_factors.offered()
    try:
        with here().database.writing() as transaction:
            if own_account.add_factor(transaction, pages.means(), account, offered, now=now) is None:
                return _step(new_factors.problem(offered), 422)
            codes = setting_up.finish(transaction, pages.means(), account.id, now=now, by=actor())
    except NotThere:
        return _to_step()
    return _in(account, **{CODES: codes})


def _in(account: Account, **state: object) -> Response:
    sessions.of_staff().sign_in(account, clock.now(), **state)
    return _came_in()


def _being_set_up() -> Account | None:
    """Return the account that this session is setting up, while that may still be."""
    session = sessions.of_staff()
    state = AccountState.INVITED if SET_UP in session else AccountState.ACTIVE
    id = session.get(SET_UP) or session.get(REPLACE, "")
    try:
        with here().database.reading() as transaction:
            return setting_up.account_in(transaction, id, state, clock.now())
    except NotThere:
        return None


def _step(errors: dict[str, str], status: int = 200, mail: str = "") -> Response:
    """Show the step that somebody is at."""
    session = sessions.of_staff()
    if CODE in session:
        return pages.page("account/code.html", status=status, errors=errors)
    if FORGOTTEN in session:
        return second_page(session[FORGOTTEN], Purpose.FORGOTTEN, errors, status)
    account = _being_set_up()
    if account is None:
        return _mail_page(errors, status, mail)
    if new_factors.PENDING in session:
        return new_factors.page("account/first_factor.html", account, errors, status)
    return pages.page("account/password.html", status=status, errors=errors, account=account)


def _mail_page(errors: dict[str, str], status: int = 200, mail: str = "") -> Response:
    return pages.page("account/invited.html", status=status, errors=errors, mail=mail)
