"""Who works with Meedoen, and with which rights: inviting, changing and ending (security A2, S3, Z7).

Giving and taking the roles that look after the others takes two people. Each action asks again who does it:
what one may is a rule, and not a matter of the page that one came by.
"""

import secrets
from datetime import datetime

from meedoen_app.actions import letters
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account, AccountState, Rights, RightsChange
from meedoen_app.core.errors import NotAllowed, Stale
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, factors, identities, sessions, trace
from meedoen_app.storage.database import Session

INVITATION = "uitnodiging"
PROPOSED, CONFIRMED, REJECTED = "rechten_voorgesteld", "rechten_bevestigd", "rechten_afgewezen"
CHANGED, DISABLED, ENABLED, AGAIN = "rechten_veranderd", "uitgezet", "aangezet", "opnieuw_uitgenodigd"


def invite(
    session: Session,
    means: Means,
    name: str,
    mail: str,
    rights: Rights,
    letter: Letter,
    *,
    now: datetime,
    by: Actor,
) -> Account:
    """Make an account for somebody and tell them by mail; or propose it, where two people are needed.

    Raises NotAllowed when this mail address has an account.
    """
    waits = rights.needs_two_people(None)
    state = AccountState.PROPOSED if waits else AccountState.INVITED
    account = accounts.add(session, name=name, mail=mail, rights=rights, state=state, now=now)
    if account is None:
        raise NotAllowed("mail")
    if waits:
        accounts.propose(session, account.id, rights, before=None, by=by.id, now=now)
    else:
        _tell(session, means, letter, now=now, by=by)
    _note(session, means, PROPOSED if waits else INVITATION, account.id, rights, now=now, by=by)
    return account


def change_rights(
    session: Session, means: Means, id: str, rights: Rights, *, now: datetime, by: Actor
) -> RightsChange | None:
    """Change what somebody may at once; or propose it, and return that, where two people are needed."""
    account = accounts.get(session, id)
    if rights.needs_two_people(account.role):
        proposed = accounts.propose(session, id, rights, before=account.role, by=by.id, now=now)
        _note(session, means, PROPOSED, id, rights, now=now, by=by)
        return proposed
    accounts.set_rights(session, id, rights)
    _note(session, means, CHANGED, id, rights, now=now, by=by)
    return None


def confirm(
    session: Session, means: Means, proposal: str, letter: Letter, *, now: datetime, by: Actor
) -> None:
    """Say yes as the second person. Raises NotAllowed for who is not, Stale when the role changed since."""
    proposed = _taken(session, proposal, by)
    account = accounts.get(session, proposed.account)
    if proposed.before is None:
        accounts.invite_again(session, account.id, now)
        _tell(session, means, letter, now=now, by=by)
    elif account.role is not proposed.before:
        raise Stale("role")
    accounts.set_rights(session, account.id, proposed.rights)
    _note(session, means, CONFIRMED, account.id, proposed.rights, now=now, by=by)


def mail_of_proposal(session: Session, proposal: str) -> str:
    """Return the mail address of whom a proposal is about; "" for one that is not there any more."""
    found = (accounts.get(session, one.account) for one in accounts.proposals(session) if one.id == proposal)
    return next((account.mail for account in found), "")


def reject(session: Session, means: Means, proposal: str, *, now: datetime, by: Actor) -> None:
    """Say no, or take back what one proposed oneself. An account that was only proposed goes."""
    proposed = accounts.take_proposal(session, proposal)
    if by.id != proposed.proposed_by and not proposed.may_be_decided_by(accounts.get(session, by.id)):
        raise NotAllowed("second_person")
    if proposed.before is None:
        accounts.remove(session, proposed.account)
    _note(session, means, REJECTED, proposed.account, proposed.rights, now=now, by=by)


def disable(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Shut somebody out, in every browser, from the next request on. Nobody does so to themselves."""
    account = _another(session, id, by)
    if account.state is AccountState.PROPOSED:
        raise NotAllowed("state")
    accounts.set_state(session, id, AccountState.DISABLED)
    sessions.end_all(session, id, now, door=sessions.STAFF)
    _note(session, means, DISABLED, id, account.rights, now=now, by=by)


def enable(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let somebody in again: with what they had, or as invited when they were never in."""
    account = accounts.get(session, id)
    if account.state is not AccountState.DISABLED:
        raise NotAllowed("state")
    was_in_elsewhere = account.seen_at is not None and identities.is_bound(session, id)
    if factors.listed(session, id) or was_in_elsewhere:
        accounts.set_state(session, id, AccountState.ACTIVE)
    else:
        accounts.invite_again(session, id, now)
    _note(session, means, ENABLED, id, account.rights, now=now, by=by)


def invite_again(
    session: Session, means: Means, id: str, letter: Letter, *, now: datetime, by: Actor
) -> None:
    """Let somebody who lost every second factor begin anew. What they had opens nothing any more."""
    account = _another(session, id, by)
    if account.state not in (AccountState.INVITED, AccountState.ACTIVE):
        raise NotAllowed("state")
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


def _taken(session: Session, proposal: str, by: Actor) -> RightsChange:
    proposed = accounts.take_proposal(session, proposal)
    if not proposed.may_be_decided_by(accounts.get(session, by.id)):
        raise NotAllowed("second_person")
    return proposed


def _another(session: Session, id: str, by: Actor) -> Account:
    if id == by.id:
        raise NotAllowed("oneself")
    return accounts.get(session, id)


def _tell(session: Session, means: Means, letter: Letter, *, now: datetime, by: Actor) -> None:
    letters.leave(session, means, INVITATION, letter, once=secrets.token_urlsafe(), now=now, by=by)


def _note(
    session: Session, means: Means, name: str, id: str, rights: Rights, *, now: datetime, by: Actor
) -> None:
    """Write in the trace which rights it was about: a role, a profession and a team, and nobody's name."""
    part = " ".join(word for word in (rights.role, rights.profession, rights.team) if word)
    event = Event(Action.CONFIG, name, accounts.ACCOUNT, id, part=part)
    trace.append(session, means.vault, by, event, now=now)
