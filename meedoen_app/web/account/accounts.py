"""Looking after accounts: who works with Meedoen, and with which rights (security S5, Z7).

Whoever looks after accounts sees names and rights here, and no conversation anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from meedoen_app.actions import absence, accounts, own_account, workbench
from meedoen_app.actions.letters import HURRY
from meedoen_app.core.access.account import Account, RightsChange, Role
from meedoen_app.core.errors import NotAllowed, NotThere
from meedoen_app.storage import lists
from meedoen_app.web import absences, clock, pages
from meedoen_app.web.access import Who, actor, open_to, staff
from meedoen_app.web.account import forms, letters
from meedoen_app.web.installation import here

bp = Blueprint("accounts", __name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal as the page shows it: about whom, by whom, and whether who looks may say yes or no."""

    change: RightsChange
    account: Account
    by: str
    is_mine: bool
    stands: bool
    may_decide: bool


@bp.get("/werk/beheer")
@open_to(Who.ADMIN, Who.PRIVACY)
def show() -> Response:
    return _page({})


def _page(errors: dict[str, str], status: int = 200) -> Response:
    me = staff()
    with here().database.reading() as transaction:
        known = lists.accounts_of_all(transaction)
        proposed = lists.proposals(transaction)
    by_id = {account.id: account for account in known}
    return pages.page(
        "account/all.html",
        status=status,
        errors=errors,
        form=pages.hidden(me.id),
        teams=_by_team(known),
        words=forms.words(),
        sends_mail=_sends_mail(),
        waiting=[_waiting(change, by_id, me) for change in proposed],
        has_second=any(
            one.is_active and one.role in (Role.ADMIN, Role.PRIVACY) for one in known if one.id != me.id
        ),
    )


def _by_team(known: Iterable[Account]) -> list[tuple[str, list[Account]]]:
    """Return these accounts under the name of their team, by name, and "" with those without one last."""
    names, found = forms.words(), dict[str, list[Account]]()
    for account in known:
        found.setdefault(names.get(account.team, account.team), []).append(account)
    return sorted(found.items(), key=lambda pair: (not pair[0], pair[0].casefold()))


def _waiting(change: RightsChange, known: dict[str, Account], me: Account) -> Waiting:
    proposer = known.get(change.proposed_by)
    return Waiting(
        change,
        known[change.account],
        proposer.name if proposer else "",
        change.proposed_by == me.id,
        change.stands(proposer, clock.now()),
        change.may_be_decided_by(me),
    )


@bp.get("/werk/beheer/uitnodigen")
@open_to(Who.ADMIN, fresh=True)
def invitation() -> Response:
    return _invitation_page(forms.Filled(), {})


@bp.post("/werk/beheer/uitnodigen")
@open_to(Who.ADMIN, fresh=True)
def invite() -> Response:
    """Invite somebody by mail; for two of the roles, propose it to a second person."""
    filled = forms.read()
    problems = forms.problems(filled, is_new=True)
    if problems:
        return _invitation_page(filled, problems, 422)
    letter = letters.invitation(filled.mail)
    try:
        with here().database.writing() as transaction:
            accounts.invite(
                transaction,
                pages.means(),
                filled.name,
                filled.mail,
                filled.rights(),
                letter,
                letters.rights(),
                now=clock.now(),
                by=actor(),
            )
    except NotAllowed:
        return _invitation_page(filled, {"mail": _("Dit mailadres heeft al een account.")}, 422)
    HURRY.set()
    return redirect(url_for(".show"), 303)


def _invitation_page(filled: forms.Filled, errors: dict[str, str], status: int = 200) -> Response:
    return pages.page(
        "account/invite.html",
        status=status,
        errors=errors,
        form=pages.hidden(staff().id),
        filled=filled,
        choices=forms.choices(),
        sends_mail=_sends_mail(),
    )


def _sends_mail() -> bool:
    return here().settings.mail is not None


@bp.get("/werk/beheer/<account>")
@open_to(Who.ADMIN, fresh=True)
def one(account: str) -> Response:
    return _one_page(_found(account), {})


@bp.post("/werk/beheer/<account>")
@open_to(Who.ADMIN, fresh=True)
def change(account: str) -> Response:
    """Do what the button says with one account."""
    found, filled, what = _found(account), forms.read(), request.form.get("doe", "")
    if what == "rechten" and (problems := forms.problems(filled, is_new=False)):
        return _one_page(found, problems, 422, filled)
    try:
        _do(what, found, filled)
    except (ValueError, NotAllowed):
        if what == "afwezig":
            return _one_page(found, absences.problem(), 422)
        return _one_page(found, {"": _("Dit kan niet met dit account, of niet met dat van uzelf.")}, 422)
    HURRY.set()
    return redirect(url_for(".show"), 303)


def _do(what: str, account: Account, filled: forms.Filled) -> None:
    means, now, by = pages.means(), clock.now(), actor()
    notice = letters.rights()
    with here().database.writing() as transaction:
        match what:
            case "rechten":
                rights = filled.rights()
                accounts.change_rights(transaction, means, account.id, rights, notice, now=now, by=by)
            case "uit":
                accounts.disable(transaction, means, account.id, notice, now=now, by=by)
            case "aan":
                accounts.enable(transaction, means, account.id, now=now, by=by)
            case "sessies":
                own_account.end_sessions(transaction, means, account.id, now=now, by=by)
            case "opnieuw":
                letter = letters.invitation(account.mail)
                accounts.invite_again(transaction, means, account.id, letter, notice, now=now, by=by)
            case "afwezig":
                today, until = clock.today(), absences.day()
                absence.be_absent(transaction, means, account.id, until, today=today, now=now, by=by)
            case _:
                raise NotAllowed(what)


def _one_page(
    account: Account, errors: dict[str, str], status: int = 200, filled: forms.Filled | None = None
) -> Response:
    with here().database.reading() as transaction:
        open_now = lists.staff_sessions(transaction, here().vault, account.id, clock.now())
        returning = workbench.returning(transaction, account.id, clock.now())
    return pages.page(
        "account/one.html",
        status=status,
        errors=errors,
        form=pages.hidden(staff().id),
        account=account,
        filled=filled or forms.Filled.of(account),
        choices=forms.choices(),
        words=forms.words(),
        open_now=len(open_now),
        returning=returning,
        absent_until=absences.typed() or account.absent_until,
    )


def _found(id: str) -> Account:
    """Return the account of an address. Raises NotThere."""
    with here().database.reading() as transaction:
        account = lists.account(transaction, id)
    if account is None:
        raise NotThere("account")
    return account


@bp.post("/werk/beheer/voorstel/<proposal>")
@open_to(Who.ADMIN, Who.PRIVACY, fresh=True)
def decide(proposal: str) -> Response:
    """Say yes or no to what another proposed; whoever proposed it can only take it back."""
    means, now, by = pages.means(), clock.now(), actor()
    try:
        with here().database.writing() as transaction:
            if request.form.get("doe") == "ja":
                mail = accounts.mail_of_proposal(transaction, proposal)
                letter, notice = letters.invitation(mail), letters.rights()
                accounts.confirm(transaction, means, proposal, letter, notice, now=now, by=by)
            else:
                accounts.reject(transaction, means, proposal, now=now, by=by)
    except NotAllowed:
        return _page({"voorstellen": _("Een ander dan u moet dit bevestigen.")}, 422)
    HURRY.set()
    return redirect(url_for(".show"), 303)
