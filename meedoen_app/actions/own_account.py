"""What staff do with their own account: second factors, the password, recovery codes, and sessions (S5)."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime

import pyotp

from meedoen_app.actions import letters, proving
from meedoen_app.actions.means import Means
from meedoen_app.actions.proving import Shown
from meedoen_app.core.access.account import Account
from meedoen_app.core.access.factor import RECOVERY_CODES, Factor, FactorKind, typed
from meedoen_app.core.errors import NotAllowed
from meedoen_app.core.message import Letter
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import accounts, factors, passwords, sessions, trace
from meedoen_app.storage.database import Database, Session

NOTICE = "account_veranderd"
PASSWORD, ADDED, REMOVED, CODES = "wachtwoord", "factor_erbij", "factor_weg", "herstelcodes"
ENDED = "sessie_beeindigd"
LABEL_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Offered:
    """A second factor that somebody offers: an app, by its secret and a code, or a passkey that was made."""

    label: str
    secret: str
    code: str = ""
    passkey: Shown | None = None


def new_secret() -> str:
    """Return a secret for an app: 160 bits (RFC 4226, 4 R6)."""
    return pyotp.random_base32()


def address_of(secret: str, account: Account) -> str:
    """Return what an app reads from the picture: the secret, and what to call it."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.mail, issuer_name="Meedoen")


def add(
    session: Session,
    means: Means,
    account: Account,
    offered: Offered,
    notice: Letter,
    *,
    now: datetime,
    by: Actor,
) -> Factor | None:
    """Add one more second factor, and tell its owner so; None when it does not work, or is here already."""
    added = add_factor(session, means, account, offered, now=now)
    if added is not None:
        note(session, means, ADDED, account, notice, now=now, by=by)
    return added


def add_factor(
    session: Session, means: Means, account: Account, offered: Offered, *, now: datetime
) -> Factor | None:
    """Add a second factor, once it shows that it works; None when it does not, or is here already."""
    checked = _passkey(session, means, account, offered) if offered.passkey else _app(offered, now)
    if checked is None:
        return None
    kind, secret, counter = checked
    return factors.add(
        session,
        means.vault,
        account.id,
        kind,
        label=offered.label[:LABEL_LENGTH],
        secret=secret,
        counter=counter,
        now=now,
    )


def remove(
    session: Session, means: Means, account: Account, id: str, notice: Letter, *, now: datetime, by: Actor
) -> None:
    """Remove a second factor. Raises NotThere, and NotAllowed for the last one (security A2)."""
    accounts.get(session, account.id)  # Held: of two that go at once one is the last.
    factors.remove(session, account.id, id)
    if not factors.listed(session, account.id):
        raise NotAllowed("last_factor")
    note(session, means, REMOVED, account, notice, now=now, by=by)


def renew_codes(
    session: Session, means: Means, account: Account, notice: Letter, *, key: str, now: datetime, by: Actor
) -> tuple[str, ...]:
    """Return new recovery codes, in the place of all that there were, and tell their owner so.

    The same form (`key`) twice gives the same codes: whichever page is seen, they work. Raises NotAllowed for
    a form without a key.
    """
    if not key:
        raise NotAllowed("key")
    accounts.get(session, account.id)  # Held: two forms at once come one after the other.
    note(session, means, CODES, account, notice, once=f"{CODES} {account.id} {key}", now=now, by=by)
    return replace_codes(session, means, account.id, key=key)


def replace_codes(session: Session, means: Means, id: str, *, key: str) -> tuple[str, ...]:
    """Return the recovery codes of this key, in the place of all that there were. Only hashes are kept."""
    made = [factors.mac(session, means.vault, id, f"{key}:{number}") for number in range(RECOVERY_CODES)]
    codes = tuple(map(proving.code_of, made))
    macs = [factors.mac(session, means.vault, id, code) for code in codes]
    accounts.replace_recovery_codes(session, id, macs)
    return codes


def change_password(
    database: Database,
    means: Means,
    account: Account,
    old: str,
    new: str,
    notice: Letter,
    *,
    session_ref: str,
    now: datetime,
    by: Actor,
) -> bool:
    """Give an account a new password, and end its other sessions; False when the old one is not right."""
    with database.reading() as session:
        known = accounts.password_of(session, account.id)
    if not passwords.fits(known, old):
        return False
    password_hash = passwords.hashed(new)
    with database.writing() as session:
        accounts.set_password(session, account.id, password_hash)
        sessions.end_all(session, account.id, now, but=session_ref, door=sessions.STAFF)
        note(session, means, PASSWORD, account, notice, now=now, by=by)
    return True


def end_session(session: Session, means: Means, id: str, ref: str, *, now: datetime, by: Actor) -> None:
    """End one session of an account. Raises NotThere for another's."""
    sessions.end_ref(session, id, ref, now, door=sessions.STAFF)
    trace.append(session, means.vault, by, Event(Action.REVOKE, ENDED, accounts.ACCOUNT, id), now=now)


def end_sessions(session: Session, means: Means, id: str, *, but: str = "", now: datetime, by: Actor) -> None:
    """End every session of an account, or all but one."""
    sessions.end_all(session, id, now, but=but, door=sessions.STAFF)
    trace.append(session, means.vault, by, Event(Action.REVOKE, ENDED, accounts.ACCOUNT, id), now=now)


def note(
    session: Session,
    means: Means,
    name: str,
    account: Account,
    notice: Letter,
    *,
    once: str = "",
    now: datetime,
    by: Actor,
) -> None:
    """Write in the trace what changed of an account, and tell its owner by mail, once for `once`."""
    trace.append(session, means.vault, by, Event(Action.CONFIG, name, accounts.ACCOUNT, account.id), now=now)
    letters.leave(session, means, NOTICE, notice, once=once or secrets.token_urlsafe(), now=now, by=by)


def _app(offered: Offered, now: datetime) -> tuple[FactorKind, str, int] | None:
    step = proving.step_of(offered.secret, typed(offered.code), now)
    return None if step is None else (FactorKind.TOTP, offered.secret, step)


def _passkey(
    session: Session, means: Means, account: Account, offered: Offered
) -> tuple[FactorKind, str, int] | None:
    made = proving.new_passkey(offered.passkey) if offered.passkey else None
    if made is None or made.credential in proving.credentials(session, means, account.id):
        return None
    return FactorKind.PASSKEY, json.dumps(asdict(made)), 0
