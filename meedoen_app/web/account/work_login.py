"""The door of staff by their account at work: to come in, to set up an account, and to prove it again."""

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import own_account, work_login
from meedoen_app.core.access.account import Account
from meedoen_app.core.errors import NotThere
from meedoen_app.delivery.oidc import Away, Login, NotBelieved
from meedoen_app.web import clock, limits, login, pages, sessions
from meedoen_app.web.access import STAFF, Who, actor, open_to
from meedoen_app.web.account import new_factors, staff_doors
from meedoen_app.web.account.invited import SET_UP
from meedoen_app.web.account.signing_in import ATTEMPT
from meedoen_app.web.installation import here
from meedoen_app.web.login import Back

COME_IN, BIND, AGAIN = "in", "inrichten", "opnieuw"

bp = Blueprint("work_login", __name__)


@bp.post("/werk/inloggen/werkaccount")
@open_to(Who.ANYONE)
@limits.per_network(login.AT_ONCE)
def begin() -> Response:
    """Go and sign in; who gave the code of an invitation does so to be known by it from now on."""
    errand = BIND if request.form.get("doe") == BIND and SET_UP in sessions.of_staff() else COME_IN
    return login.leave(_login(), errand, ".come_back")


@bp.post("/werk/bevestig/werkaccount")
@open_to(*STAFF)
@limits.per_network(login.AT_ONCE)
def begin_again() -> Response:
    """Go and prove anew who one is, at the account at work."""
    target = staff_doors.goes_on(request.form.get("naar", ""))
    return login.leave(_login(), AGAIN, ".come_back", target=target, again=True)


@bp.get("/werk/inloggen/terug")
@open_to(Who.ANYONE)
@limits.per_network(login.AT_ONCE, deduct_when=limits.is_wrong)
def come_back() -> Response:
    """Go on where somebody left to sign in. The provider sends them here by its own redirect."""
    back = login.come_back(_login())
    return {COME_IN: _come_in, BIND: _bind, AGAIN: _prove}[back.errand](back)


@bp.errorhandler(NotBelieved)
@bp.errorhandler(Away)
def _refuse(fault: NotBelieved | Away) -> Response:
    return login.refused(fault, *_other_way())


def _other_way() -> tuple[str, str]:
    if sessions.of_staff().account:
        return url_for("work.show"), _("Naar mijn werk")
    return url_for("signing_in.show"), _("Anders inloggen")


def _login() -> Login:
    return login.connected(here().staff_login)


def _is_two_factors(back: Back) -> bool:
    return _login().provider.is_two_factors(back.signed_in)


def _come_in(back: Back) -> Response:
    with here().database.writing() as transaction:
        came = work_login.sign_in(
            transaction,
            pages.means(),
            back.signed_in.identity,
            is_two_factors=_is_two_factors(back),
            now=clock.now(),
            by=actor(),
        )
    if came is None:
        text = _("Dit account van uw werk kennen we niet. Vraag de beheerder om een uitnodiging.")
        return login.no(text, *_other_way())
    if came.attempt:
        sessions.of_staff().remember(**{ATTEMPT: came.attempt})
        return redirect(url_for("signing_in.show"), 303)
    return _in(came.account, back)


def _bind(back: Back) -> Response:
    session = sessions.of_staff()
    try:
        with here().database.writing() as transaction:
            account = work_login.bind(
                transaction,
                pages.means(),
                session.get(SET_UP, ""),
                back.signed_in.identity,
                is_two_factors=_is_two_factors(back),
                now=clock.now(),
                by=actor(),
            )
    except NotThere:
        raise NotBelieved("invitation") from None
    if account is None:
        return login.no(_("Dit account van uw werk is hier al van een ander."), *_other_way())
    if _is_two_factors(back):
        return _in(account, back)
    session.remember(**{SET_UP: account.id, new_factors.PENDING: own_account.new_secret()})
    return redirect(url_for("invited.show"), 303)


def _prove(back: Back) -> Response:
    session = sessions.of_staff()
    if session.account is None or not _is_two_factors(back):
        raise NotBelieved("acr" if session.account else "session")
    with here().database.writing() as transaction:
        is_right = work_login.step_up(
            transaction,
            pages.means(),
            session.account,
            back.signed_in.identity,
            now=clock.now(),
            by=actor(),
        )
    if not is_right:
        raise NotBelieved("identity")
    session.prove(min(back.signed_in.at, clock.now()))
    return redirect(back.target, 303)


def _in(account: Account, back: Back) -> Response:
    """Let somebody in. How fresh that is counts from when they proved it there."""
    proved = min(back.signed_in.at, clock.now())
    sessions.of_staff().sign_in(account, proved)
    return redirect(url_for("work.show"), 303)
