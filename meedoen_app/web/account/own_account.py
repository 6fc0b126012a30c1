"""What staff see and do about their own account: second factors, password, recovery codes, sessions (S5)."""

import json
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import absence, own_account
from meedoen_app.core.access.factor import in_groups
from meedoen_app.core.access.session import WebSession
from meedoen_app.core.errors import NotAllowed
from meedoen_app.storage import lists
from meedoen_app.web import absences, browsers, clock, pages, sessions
from meedoen_app.web.access import STAFF, actor, open_to, staff
from meedoen_app.web.account import letters, new_factors, passwords
from meedoen_app.web.installation import here

CODES = "codes"

bp = Blueprint("own_account", __name__)


@dataclass(frozen=True, slots=True)
class Open:
    """A session as its owner sees it: on which device, since when, and whether it is this one."""

    ref: str
    device: str
    created_at: datetime
    seen_at: datetime
    is_this: bool


@bp.get("/werk/mijn")
@open_to(*STAFF)
def show() -> Response:
    return _page({})


def _page(errors: dict[str, str], status: int = 200) -> Response:
    account = staff()
    with here().database.reading() as transaction:
        factors = lists.factors(transaction, account.id)
        found = lists.staff_sessions(transaction, here().vault, account.id, clock.now())
        codes_left = lists.recovery_codes_left(transaction, account.id)
    return pages.page(
        "account/own.html",
        status=status,
        errors=errors,
        form=pages.hidden(account.id),
        factors=factors,
        codes_left=codes_left,
        open_now=[_open(one) for one in found],
        absent_until=absences.typed() or account.absent_until,
    )


def _open(found: WebSession) -> Open:
    device = json.loads(found.state).get(browsers.STATE, "")
    return Open(found.ref, device, found.created_at, found.seen_at, found.ref == _this_session())


def _this_session() -> str:
    """Return by which name this very session stands in a list."""
    found = sessions.of_staff().found
    return found.ref if found else ""


@bp.post("/werk/mijn/afwezig")
@open_to(*STAFF)
def be_absent() -> Response:
    """Be absent up to and including a day, or be there again."""
    try:
        with here().database.writing() as transaction:
            absence.be_absent(
                transaction,
                pages.means(),
                staff().id,
                absences.day(),
                today=clock.today(),
                now=clock.now(),
                by=actor(),
            )
    except (ValueError, NotAllowed):
        return _page(absences.problem(), 422)
    return redirect(url_for(".show"), 303)


@bp.post("/werk/mijn/erbij")
@open_to(*STAFF, fresh=True)
def begin_factor() -> Response:
    """Make the secret of a new app, which is shown until a code of it, or a passkey, comes back."""
    sessions.of_staff()[new_factors.PENDING] = own_account.new_secret()
    return redirect(url_for(".new_factor"), 303)


@bp.get("/werk/mijn/factor")
@open_to(*STAFF, fresh=True)
def new_factor() -> Response:
    if new_factors.PENDING not in sessions.of_staff():
        return redirect(url_for(".show"), 303)
    return new_factors.page("account/new_factor.html", staff(), {}, 200)


@bp.post("/werk/mijn/factor")
@open_to(*STAFF, fresh=True)
def add_factor() -> Response:
    session, account = sessions.of_staff(), staff()
    if new_factors.PENDING not in session:
        return redirect(url_for(".show"), 303)
    offered, notice = new_factors.offered(), letters.changed(account.mail)
    with here().database.writing() as transaction:
        added = own_account.add(
            transaction, pages.means(), account, offered, notice, now=clock.now(), by=actor()
        )
    if added is None:
        wrong = new_factors.problem(offered)
        return new_factors.page("account/new_factor.html", account, wrong, 422)
    del session[new_factors.PENDING]
    return redirect(url_for(".show"), 303)


@bp.post("/werk/mijn/weg")
@open_to(*STAFF, fresh=True)
def remove_factor() -> Response:
    account, id = staff(), request.form.get("factor", "")
    notice = letters.changed(account.mail)
    try:
        with here().database.writing() as transaction:
            own_account.remove(transaction, pages.means(), account, id, notice, now=clock.now(), by=actor())
    except NotAllowed:
        return _page({"factoren": _("Dit is uw laatste. Doe er eerst een andere bij.")}, 422)
    return redirect(url_for(".show"), 303)


@bp.post("/werk/mijn/codes")
@open_to(*STAFF, fresh=True)
def renew_codes() -> Response:
    account = staff()
    notice = letters.changed(account.mail)
    with here().database.writing() as transaction:
        codes = own_account.renew_codes(
            transaction,
            pages.means(),
            account,
            notice,
            key=request.form.get("sleutel", ""),
            now=clock.now(),
            by=actor(),
        )
    sessions.of_staff()[CODES] = codes
    return redirect(url_for(".codes"), 303)


@bp.get("/werk/mijn/codes")
@open_to(*STAFF, fresh=True)
def codes() -> Response:
    """Show new recovery codes, until their owner says that they are safe somewhere else."""
    made = sessions.of_staff().get(CODES)
    if not made:
        return redirect(url_for(".show"), 303)
    shown = [in_groups(code) for code in made]
    return pages.page("account/codes.html", form=pages.hidden(staff().id), codes=shown)


@bp.post("/werk/mijn/codes/klaar")
@open_to(*STAFF)
def put_codes_away() -> Response:
    sessions.of_staff().pop(CODES, None)
    return redirect(url_for("work.show"), 303)


@bp.get("/werk/mijn/wachtwoord")
@open_to(*STAFF, fresh=True)
def password() -> Response:
    return _password_page({})


@bp.post("/werk/mijn/wachtwoord")
@open_to(*STAFF, fresh=True)
def change_password() -> Response:
    """Change the password, and end every other session."""
    account = staff()
    problems = passwords.problems(account)
    if problems:
        return _password_page(problems, 422)
    is_changed = own_account.change_password(
        here().database,
        pages.means(),
        account,
        request.form.get("nu", ""),
        request.form["wachtwoord"],
        letters.changed(account.mail),
        session_ref=_this_session(),
        now=clock.now(),
        by=actor(),
    )
    if not is_changed:
        return _password_page({"nu": _("Dit is niet uw wachtwoord van nu.")}, 422)
    return redirect(url_for(".show"), 303)


def _password_page(errors: dict[str, str], status: int = 200) -> Response:
    form = pages.hidden(staff().id)
    return pages.page("account/change_password.html", status=status, errors=errors, form=form)


@bp.post("/werk/mijn/sessies")
@open_to(*STAFF)
def end_sessions() -> Response:
    """End one session from the list, or all but this one."""
    id, ref, now, by = staff().id, request.form.get("sessie", ""), clock.now(), actor()
    with here().database.writing() as transaction:
        if request.form.get("doe") == "alle":
            but = _this_session()
            own_account.end_sessions(transaction, pages.means(), id, but=but, now=now, by=by)
        else:
            own_account.end_session(transaction, pages.means(), id, ref, now=now, by=by)
    return redirect(url_for(".show"), 303)
