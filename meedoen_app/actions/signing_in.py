"""Coming in as staff: a password, then always a second factor; and showing the latter again (A2, A3)."""

from datetime import datetime

from meedoen_app.actions import proving
from meedoen_app.actions.means import Means
from meedoen_app.actions.proving import Shown
from meedoen_app.core.access.account import Account
from meedoen_app.core.access.factor import MOST_TRIES, Purpose
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, factors, passwords, trace
from meedoen_app.storage.database import Database, Session

SIGN_IN, STEP_UP, SIGN_OUT = "inloggen", "opnieuw_laten_zien", "uitloggen"
REFUSED = "geweigerd"


def begin(
    database: Database, means: Means, mail: str, password: str, *, now: datetime, by: Actor
) -> str | None:
    """Check a password and return the token of an attempt that waits for the second factor; None for a no.

    The hash is made outside of any transaction, as it takes long; and for who is not known as well.
    """
    with database.reading() as session:
        account = accounts.of_mail(session, mail)
        may = account is not None and account.is_active
        known = accounts.password_of(session, account.id) if account and may else None
    fits = passwords.fits(known, password)
    with database.writing() as session:
        if account is None or not fits:
            denied(session, means, SIGN_IN, account.id if account else "", now=now, by=by)
            return None
        return factors.begin(session, account.id, Purpose.SIGN_IN, now=now)


def finish(
    session: Session, means: Means, token: str, shown: Shown, *, now: datetime, by: Actor
) -> Account | None:
    """Check the second factor of an attempt and return who came in; None for a no, which is counted."""
    account = proved(session, means, token, Purpose.SIGN_IN, shown, now=now, by=by)
    if account is not None:
        came_in(session, means, account, now=now, by=by)
    return account


def proved(
    session: Session, means: Means, token: str, purpose: Purpose, shown: Shown, *, now: datetime, by: Actor
) -> Account | None:
    """Return whose second factor this is, for the attempt of this token; None for a no, which is counted."""
    attempt = factors.try_once(session, token, purpose, now)
    account = accounts.find(session, attempt.account) if attempt and attempt.account else None
    if attempt is None or account is None or not account.is_active:
        return None
    if not proving.is_shown(session, means, account.id, shown, now):
        denied(session, means, purpose.value, account.id, now=now, by=by)
        return None
    factors.done(session, attempt, now)
    return account


def came_in(session: Session, means: Means, account: Account, *, now: datetime, by: Actor) -> None:
    """Note that somebody is in from now on."""
    accounts.seen(session, account.id, now)
    event = Event(Action.LOGIN, SIGN_IN, accounts.ACCOUNT, account.id)
    trace.append(session, means.vault, as_actor(account, by), event, now=now)


def is_open(session: Session, token: str, purpose: Purpose, now: datetime) -> bool:
    """Say whether this attempt may still be tried."""
    found = factors.find(session, token, purpose)
    return found is not None and found.is_open(now)


def is_over(session: Session, token: str, purpose: Purpose, now: datetime) -> bool:
    """Say whether this attempt has no tries or no time left. One that came through is not over, but done."""
    found = factors.find(session, token, purpose)
    return found is not None and found.done_at is None and not found.is_open(now)


def passkeys_of(session: Session, means: Means, token: str, purpose: Purpose) -> tuple[str, ...]:
    """Return the passkeys that may finish this attempt."""
    found = factors.find(session, token, purpose)
    return proving.credentials(session, means, found.account) if found and found.account else ()


def step_up(
    session: Session, means: Means, account: Account, shown: Shown, *, token: str, now: datetime, by: Actor
) -> bool | None:
    """Check a second factor once more, in this session (`token`). None when that cannot be tried any more.

    Then it was done just before, or the session has to end: `is_over` says so. Who only let the time pass
    begins anew.
    """
    accounts.get(session, account.id)  # Held: two of one form come one after the other.
    known = factors.find(session, token, Purpose.STEP_UP)
    if known is None or known.is_late(now):
        factors.begin(session, account.id, Purpose.STEP_UP, token=token, now=now)
    found = factors.try_once(session, token, Purpose.STEP_UP, now)
    if found is None:
        return None
    if not proving.is_shown(session, means, account.id, shown, now):
        denied(session, means, STEP_UP, account.id, now=now, by=by)
        return False if found.tries < MOST_TRIES else None
    factors.done(session, found, now)
    event = Event(Action.LOGIN, STEP_UP, accounts.ACCOUNT, account.id)
    trace.append(session, means.vault, by, event, now=now)
    return True


def sign_out(session: Session, means: Means, account: Account, *, now: datetime, by: Actor) -> None:
    """Note that somebody left; the session itself is ended by whoever holds it."""
    event = Event(Action.LOGIN, SIGN_OUT, accounts.ACCOUNT, account.id)
    trace.append(session, means.vault, by, event, now=now)


def denied(session: Session, means: Means, name: str, id: str, *, now: datetime, by: Actor) -> None:
    """Note that somebody was not let in, or not through."""
    event = Event(Action.DENIED, name, accounts.ACCOUNT, id, result=REFUSED)
    trace.append(session, means.vault, by, event, now=now)


def as_actor(account: Account, by: Actor) -> Actor:
    """Return who acts, now that it is known who it is."""
    return Actor(account.id, account.role, account.team, origin=by.origin, app_version=by.app_version)
