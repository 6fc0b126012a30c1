"""Coming in as staff by the account at work: an identity provider vouches for who it is (security A1, A2).

Which account it is was settled once, by who held the code of the invitation. A mail address settles nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from meedoen_app.actions import setting_up, signing_in
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account, AccountState
from meedoen_app.core.access.factor import Purpose
from meedoen_app.core.access.identity import Identity
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, factors, identities, trace
from meedoen_app.storage.database import Session

BOUND = "werkaccount"


@dataclass(frozen=True, slots=True)
class Came:
    """Who signed in elsewhere. `attempt` is the token of who still has to show a second factor here."""

    account: Account
    attempt: str = ""


def sign_in(
    session: Session, means: Means, identity: Identity, *, is_two_factors: bool, now: datetime, by: Actor
) -> Came | None:
    """Let in who this is, at once or up to the second factor; None, which is noted, for a no."""
    account = _account_of(session, means, identity)
    if account is None or not account.is_active:
        signing_in.denied(session, means, signing_in.SIGN_IN, account.id if account else "", now=now, by=by)
        return None
    if not is_two_factors:
        return Came(account, factors.begin(session, account.id, Purpose.SIGN_IN, now=now))
    signing_in.came_in(session, means, account, now=now, by=by)
    return Came(account)


def bind(
    session: Session,
    means: Means,
    id: str,
    identity: Identity,
    *,
    is_two_factors: bool,
    now: datetime,
    by: Actor,
) -> Account | None:
    """Let this be the sign-in of an account that is being set up; with two factors it is then in use.

    None, which is noted, when it is another's already. Raises NotThere for an account that cannot be set up.
    """
    account = setting_up.account_in(session, id, AccountState.INVITED, now)
    if not identities.bind(session, id, identities.mac_of_staff(session, means.vault, identity), now):
        signing_in.denied(session, means, BOUND, id, now=now, by=by)
        return None
    event = Event(Action.CONFIG, BOUND, accounts.ACCOUNT, id)
    trace.append(session, means.vault, signing_in.as_actor(account, by), event, now=now)
    if is_two_factors:
        setting_up.put_in_use(session, means, id, now=now, by=by)
    return account


def step_up(
    session: Session, means: Means, account: Account, identity: Identity, *, now: datetime, by: Actor
) -> bool:
    """Say whether this is the very person in session, who proved anew who they are."""
    found = _account_of(session, means, identity)
    if found is None or found.id != account.id:
        signing_in.denied(session, means, signing_in.STEP_UP, account.id, now=now, by=by)
        return False
    event = Event(Action.LOGIN, signing_in.STEP_UP, accounts.ACCOUNT, account.id)
    trace.append(session, means.vault, by, event, now=now)
    return True


def _account_of(session: Session, means: Means, identity: Identity) -> Account | None:
    id = identities.account_of(session, identities.mac_of_staff(session, means.vault, identity))
    return accounts.find(session, id) if id else None
