"""Setting up an account: a code by mail, then a password and a second factor. And a forgotten password.

Who holds only the mailbox gets no further than a new account of their own: of an account that is in use the
second factor is asked before anything changes.
"""

import secrets
from datetime import datetime

from meedoen_app.actions import letters, own_account, signing_in
from meedoen_app.actions.means import Means
from meedoen_app.core.access.account import Account, AccountState
from meedoen_app.core.access.factor import Purpose, typed
from meedoen_app.core.errors import NotThere
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, factors, outbox, passwords, sessions, trace
from meedoen_app.storage.database import Database, Session

CODE = "code"
ASKED, SET_UP = "code_gevraagd", "account_ingericht"


def ask_code(
    session: Session, means: Means, mail: str, code: str, letter: Letter, *, now: datetime, by: Actor
) -> str:
    """Send a code to a mail address, where an account can be set up, and return the token of the attempt.

    For another address as much is done, and nothing sent.
    """
    found = accounts.of_mail(session, mail)
    account = found.id if found and found.may_set_up(now) else None
    code_mac = factors.mac(session, means.vault, account or "", code)
    token = factors.begin(session, account, Purpose.INVITATION, code_mac=code_mac, now=now)
    event = Event(Action.CREATE, ASKED, accounts.ACCOUNT, account or "")
    trace.append(session, means.vault, by, event, now=now)
    if account:
        letters.leave(session, means, CODE, letter, once=token, now=now, by=by)
    else:
        outbox.note_once(session, means.vault, CODE, now=now, key=token)
    return token


def hand_code(session: Session, means: Means, account: Account, code: str, *, now: datetime) -> None:
    """Keep a code that is given on the server itself, to somebody who then comes in by any browser."""
    code_mac = factors.mac(session, means.vault, account.id, code)
    factors.begin(session, account.id, Purpose.INVITATION, code_mac=code_mac, is_handed=True, now=now)


def give_code(
    session: Session, means: Means, token: str, given: str, *, now: datetime, by: Actor
) -> Account | None:
    """Return whose code this is; None for a no, which is counted."""
    attempt = factors.try_once(session, token, Purpose.INVITATION, now)
    if attempt is None:
        return None
    code_mac = factors.mac(session, means.vault, attempt.account or "", typed(given))
    if not factors.has_code(session, attempt, code_mac, now) or attempt.account is None:
        signing_in.denied(session, means, ASKED, attempt.account or "", now=now, by=by)
        return None
    account = accounts.get(session, attempt.account)
    return account if account.may_set_up(now) else None


def ask_second(session: Session, account: Account, *, now: datetime) -> str:
    """Begin the attempt in which who forgot the password shows the second factor, and return its token."""
    return factors.begin(session, account.id, Purpose.FORGOTTEN, now=now)


def choose_password(database: Database, means: Means, id: str, password: str, *, now: datetime) -> None:
    """Keep the password of somebody who is being set up; it opens nothing before there is a second factor."""
    password_hash = passwords.hashed(password)
    with database.writing() as session:
        account_in(session, id, AccountState.INVITED, now)
        accounts.set_password(session, id, password_hash)


def replace_password(
    database: Database, means: Means, id: str, password: str, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Give who forgot it a new password; whoever was in with this account is out."""
    password_hash = passwords.hashed(password)
    with database.writing() as session:
        account = account_in(session, id, AccountState.ACTIVE, now)
        accounts.set_password(session, id, password_hash)
        sessions.end_all(session, id, now, door=sessions.STAFF)
        acting = signing_in.as_actor(account, by)
        own_account.note(session, means, own_account.PASSWORD, account, notice, now=now, by=acting)
        signing_in.came_in(session, means, account, now=now, by=by)


def finish(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> tuple[str, ...]:
    """Let an account that has a second factor now be used, and return its recovery codes."""
    put_in_use(session, means, id, now=now, by=by)
    return own_account.replace_codes(session, means, id, key=secrets.token_urlsafe())


def put_in_use(session: Session, means: Means, id: str, *, now: datetime, by: Actor) -> None:
    """Let somebody in with an account that they set up: with two factors, of its own or elsewhere."""
    account = account_in(session, id, AccountState.INVITED, now)
    accounts.set_state(session, id, AccountState.ACTIVE)
    acting = signing_in.as_actor(account, by)
    event = Event(Action.CONFIG, SET_UP, accounts.ACCOUNT, id)
    trace.append(session, means.vault, acting, event, now=now)
    signing_in.came_in(session, means, account, now=now, by=by)


def account_in(session: Session, id: str, state: AccountState, now: datetime) -> Account:
    """Return an account that is in this state and may be set up now. Raises NotThere."""
    account = accounts.get(session, id)
    if account.state is not state or not account.may_set_up(now):
        raise NotThere(accounts.ACCOUNT)
    return account
