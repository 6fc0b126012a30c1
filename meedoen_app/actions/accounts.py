"""Who works with Meedoen, and with which rights: inviting, changing and ending (security A2, S3, Z7).

Giving the roles that look after the others, and changing them, takes two people; shutting one of them out
does not, as that may be urgent, but all others of them are told. Each action asks again who does it: what one
may is a rule, and not a matter of the page that one came by.
"""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from meedoen_app.actions import letters
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import OF_TWO, Account, AccountState, Rights, RightsChange, Role
from meedoen_app.core.errors import NotAllowed, Stale
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, factors, identities, sessions, trace
from meedoen_app.storage.database import Session

INVITATION, NOTICE = "uitnodiging", "accounts_veranderd"
PROPOSED, CONFIRMED, REJECTED = "rechten_voorgesteld", "rechten_bevestigd", "rechten_afgewezen"
CHANGED, DISABLED, ENABLED, AGAIN = "rechten_veranderd", "uitgezet", "aangezet", "opnieuw_uitgenodigd"


def invite(
    session: Session,
    means: Means,
    name: str,
    mail: str,
    rights: Rights,
    letter: Letter,
    notice: Letter,
    *,
    now: datetime,
    by: Actor,
) -> None:
    """Make an account for somebody and tell them by mail; or propose it, where two people are needed.

    The same once more, while it waits, changes nothing; when its time is over it is invited anew. `notice` is
    for the privacy officers, when this account reads cases. Raises NotAllowed when this mail address has
    another account.
    """
    waits = rights.needs_two_people(None)
    state = AccountState.PROPOSED if waits else AccountState.INVITED
    account = accounts.add(session, name=name, mail=mail, rights=rights, state=state, now=now)
    if account is None:
        account = accounts.of_mail(session, mail)
        if account is None or (account.name, account.rights, account.state) != (name, rights, state):
            raise NotAllowed("mail")
        if waits or account.may_set_up(now):
            return
        accounts.invite_again(session, account.id, now)  # The former invitation is over.
    if waits:
        accounts.propose(session, account.id, rights, before=None, by=by.id, now=now)
    else:
        _tell(session, means, letter, now=now, by=by)
    _tell_of_reader(session, means, rights, None, notice, now=now, by=by)
    _note(session, means, PROPOSED if waits else INVITATION, account.id, rights, now=now, by=by)


def change_rights(
    session: Session, means: Means, id: str, rights: Rights, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Change what somebody may at once; or propose it, where two people are needed.

    `notice` is for the privacy officers, when this account reads cases from now on. Raises NotAllowed for an
    account that is only proposed itself.
    """
    account = accounts.get(session, id)
    if account.state is AccountState.PROPOSED:
        raise NotAllowed("state")
    role = account.role
    waits = rights.needs_two_people(role)
    if waits:
        accounts.propose(session, id, rights, before=role, by=by.id, now=now)
    else:
        accounts.set_rights(session, id, rights)
        _tell_of_reader(session, means, rights, role, notice, now=now, by=by)
    _note(session, means, PROPOSED if waits else CHANGED, id, rights, now=now, by=by)


def confirm(
    session: Session,
    means: Means,
    proposal: str,
    letter: Letter,
    notice: Letter,
    *,
    now: datetime,
    by: Actor,
) -> None:
    """Say yes as the second person. `letter` is for whom is invited by it, `notice` for the privacy officers.

    Raises NotAllowed for who is not, Stale when the role changed since, or the proposal does not stand now.
    """
    proposed = _taken(session, proposal, now, by)
    account = accounts.get(session, proposed.account)
    if proposed.before is None:
        accounts.invite_again(session, account.id, now)
        _tell(session, means, letter, now=now, by=by)
    elif account.role is not proposed.before:
        raise Stale("role")
    elif proposed.lets_in_again:
        _let_in(session, account, now)
    accounts.set_rights(session, account.id, proposed.rights)
    _tell_of_reader(session, means, proposed.rights, proposed.before, notice, now=now, by=by)
    _note(session, means, CONFIRMED, account.id, proposed.rights, now=now, by=by)


def mail_of_proposal(session: Session, proposal: str) -> str:
    """Return the mail address of whom a proposal is about; "" for one that is not there any more."""
    found = (accounts.get(session, one.account) for one in accounts.proposals(session) if one.id == proposal)
    return next((account.mail for account in found), "")


def reject(session: Session, means: Means, proposal: str, *, now: datetime, by: Actor) -> None:
    """Say no, or take back what one proposed oneself. An account that was only proposed goes."""
    proposed = _held(session, proposal, by)
    if by.id != proposed.proposed_by and not proposed.may_be_decided_by(accounts.get(session, by.id)):
        raise NotAllowed("second_person")
    if proposed.before is None:
        accounts.remove(session, proposed.account)
    _note(session, means, REJECTED, proposed.account, proposed.rights, now=now, by=by)


def disable(session: Session, means: Means, id: str, notice: Letter, *, now: datetime, by: Actor) -> None:
    """Shut somebody out, in every browser, from the next request on. Nobody does so to themselves.

    When it is one who looks after the others, all of those are told (`notice`), this one too. Twice is once.
    """
    account = _another(session, id, by)
    if account.state is AccountState.DISABLED:
        return
    if account.state is AccountState.PROPOSED:
        raise NotAllowed("state")
    _tell_of_fall(session, means, account, notice, now=now, by=by)
    accounts.set_state(session, id, AccountState.DISABLED)
    sessions.end_all(session, id, now, door=sessions.STAFF)
    _note(session, means, DISABLED, id, account.rights, now=now, by=by)


def enable(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let somebody in again; or propose it, where two people are needed."""
    account = accounts.get(session, id)
    if account.state is not AccountState.DISABLED:
        raise NotAllowed("state")
    waits = account.role in OF_TWO
    if waits:
        accounts.propose(session, id, account.rights, before=account.role, by=by.id, now=now)
    else:
        _let_in(session, account, now)
    _note(session, means, PROPOSED if waits else ENABLED, id, account.rights, now=now, by=by)


def invite_again(
    session: Session, means: Means, id: str, letter: Letter, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Let somebody who lost every second factor begin anew. What they had opens nothing any more.

    When it is one who looks after the others, all of those are told (`notice`), as when one is shut out.
    """
    account = _another(session, id, by)
    if account.state not in (AccountState.INVITED, AccountState.ACTIVE):
        raise NotAllowed("state")
    _tell_of_fall(session, means, account, notice, now=now, by=by)
    factors.remove_all(session, id)
    identities.unbind(session, id)
    accounts.replace_recovery_codes(session, id, [])
    accounts.invite_again(session, id, now)
    sessions.end_all(session, id, now, door=sessions.STAFF)
    _tell(session, means, letter, now=now, by=by)
    _note(session, means, AGAIN, id, account.rights, now=now, by=by)


def first(
    session: Session, means: Means, name: str, mail: str, rights: Rights, *, now: datetime, by: Actor
) -> Account:
    """Make an account on the server itself, for who may do anything there; or let one that waits wait anew.

    Raises NotAllowed for a mail address whose account is in use, or has other rights.
    """
    account = accounts.add(
        session, name=name, mail=mail, rights=rights, state=AccountState.INVITED, now=now
    ) or accounts.of_mail(session, mail)
    if account is None or account.state is not AccountState.INVITED or account.rights != rights:
        raise NotAllowed("mail")
    accounts.invite_again(session, account.id, now)
    _note(session, means, INVITATION, account.id, rights, now=now, by=by)
    return account


def _taken(session: Session, proposal: str, now: datetime, by: Actor) -> RightsChange:
    proposed = _held(session, proposal, by)
    if not proposed.may_be_decided_by(accounts.get(session, by.id)):
        raise NotAllowed("second_person")
    if not proposed.stands(accounts.find(session, proposed.proposed_by), now):
        raise Stale("proposal")
    return proposed


def _held(session: Session, proposal: str, by: Actor) -> RightsChange:
    """Take a proposal, and hold who decides it with whom it is about: those two may do so of each other."""
    proposed = accounts.take_proposal(session, proposal)
    accounts.hold(session, (by.id, proposed.account))
    return proposed


def _let_in(session: Session, account: Account, now: datetime) -> None:
    """Let somebody in with what they had, or as invited when they were never in."""
    was_in_elsewhere = account.seen_at is not None and identities.is_bound(session, account.id)
    if factors.listed(session, account.id) or was_in_elsewhere:
        accounts.set_state(session, account.id, AccountState.ACTIVE)
    else:
        accounts.invite_again(session, account.id, now)


def _another(session: Session, id: str, by: Actor) -> Account:
    if id == by.id:
        raise NotAllowed("oneself")
    return accounts.get(session, id)


def _tell(session: Session, means: Means, letter: Letter, *, now: datetime, by: Actor) -> None:
    letters.leave(session, means, INVITATION, letter, once=secrets.token_urlsafe(), now=now, by=by)


def _tell_of_reader(
    session: Session,
    means: Means,
    rights: Rights,
    before: Role | None,
    notice: Letter,
    *,
    now: datetime,
    by: Actor,
) -> None:
    """Tell every privacy officer that somebody reads cases from now on. Whom it is about is on the page."""
    if rights.begins_to_read(before):
        _tell_all(session, means, [Role.PRIVACY], notice, now=now, by=by)


def _tell_of_fall(
    session: Session, means: Means, account: Account, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Tell all who look after the others that one of them is out from now on."""
    if account.role in OF_TWO:
        _tell_all(session, means, OF_TWO, notice, now=now, by=by)


def _tell_all(
    session: Session, means: Means, roles: Iterable[Role], notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Tell all who have one of these roles now, but who did it, that something changed."""
    others = [one for one in accounts.having(session, roles) if one.id != by.id]
    for one in others:
        letter, once = replace(notice, to=one.mail), secrets.token_urlsafe()
        letters.leave(session, means, NOTICE, letter, once=once, now=now, by=by)


def _note(
    session: Session, means: Means, name: str, id: str, rights: Rights, *, now: datetime, by: Actor
) -> None:
    """Write in the trace which rights it was about: a role, a profession and a team, and nobody's name."""
    part = " ".join(word for word in (rights.role, rights.profession, rights.team) if word)
    event = Event(Action.CONFIG, name, accounts.ACCOUNT, id, part=part)
    trace.append(session, means.vault, by, event, now=now)
