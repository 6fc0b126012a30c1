"""Second factors and attempts at the door. Secrets are sealed; codes are keyed hashes (security A2, A3)."""

from datetime import datetime

from sqlalchemy import delete, func, select, update

from meedoen_app.core.access.factor import CODE_LIVES, MOST_TRIES, Attempt, Factor, FactorKind, Purpose
from meedoen_app.core.errors import NotThere
from meedoen_app.storage import keys, tokens
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.accounts import AttemptRow, FactorRow
from meedoen_app.storage.vault import Vault

FACTOR = "factor"
CODE = "account.code"


def add(
    session: Session,
    vault: Vault,
    account: str,
    kind: FactorKind,
    *,
    label: str,
    secret: str,
    counter: int,
    now: datetime,
) -> Factor:
    """Add a second factor. `secret` is what it is checked with, sealed at once."""
    id = tokens.named()
    sealed = keys.of_installation(session, vault).seal(secret, FACTOR, id)
    row = FactorRow(
        id=id, account_id=account, kind=kind, label=label, ciphertext=sealed, counter=counter, created_at=now
    )
    session.add(row)
    session.flush()
    return _factor(row)


def listed(session: Session, account: str) -> tuple[Factor, ...]:
    """Return the second factors of an account, the oldest first."""
    rows = session.scalars(
        select(FactorRow).filter_by(account_id=account).order_by(FactorRow.created_at, FactorRow.id)
    )
    return tuple(map(_factor, rows))


def secret_of(session: Session, vault: Vault, factor: Factor) -> tuple[str, int]:
    """Return what a second factor is checked with, and how far its counter is."""
    row = session.get_one(FactorRow, factor.id)
    return keys.of_installation(session, vault).open(row.ciphertext, FACTOR, row.id), row.counter


def move_on(session: Session, factor: Factor, counter: int, now: datetime) -> bool:
    """Note that a factor was shown, with its newer counter. False when another one came first with it."""
    newer = (
        update(FactorRow)
        .where(FactorRow.id == factor.id, FactorRow.counter < counter)
        .values(counter=counter, used_at=now, version_id=FactorRow.version_id + 1)
        .returning(FactorRow.id)
    )
    return session.scalar(newer) is not None


def used(session: Session, factor: Factor, counter: int, now: datetime) -> None:
    """Note that a factor was shown, whatever its counter was: a passkey of a telephone may always say 0."""
    row = session.get_one(FactorRow, factor.id)
    row.counter, row.used_at = counter, now


def remove(session: Session, account: str, id: str) -> Factor:
    """Delete a factor of this account and return which it was. Raises NotThere for another's."""
    found = next((factor for factor in listed(session, account) if factor.id == id), None)
    if found is None:
        raise NotThere(FACTOR)
    session.execute(delete(FactorRow).where(FactorRow.id == id))
    return found


def remove_all(session: Session, account: str) -> None:
    session.execute(delete(FactorRow).where(FactorRow.account_id == account))


def mac(session: Session, vault: Vault, account: str, code: str) -> str:
    """Return how a code of an account is kept: it cannot be found back without the installation's key."""
    return keys.of_installation(session, vault).mac(CODE, f"{account}|{code}")


def begin(
    session: Session,
    account: str | None,
    purpose: Purpose,
    *,
    code_mac: str | None = None,
    is_handed: bool = False,
    token: str = "",
    now: datetime,
) -> str:
    """Begin an attempt and return its token; with a `token` that is known, begin that one anew.

    `is_handed` is for a code that was given on the server.
    """
    token = token or tokens.new()
    session.merge(
        AttemptRow(
            id_hash=tokens.hashed(token),
            account_id=account,
            purpose=purpose,
            is_handed=is_handed,
            code_mac=code_mac,
            tries=0,
            expires_at=now + CODE_LIVES,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, purpose: Purpose) -> Attempt | None:
    """Return the attempt of this token and purpose, as it stands."""
    row = session.get(AttemptRow, tokens.hashed(token))
    return None if row is None or row.purpose != purpose else _attempt(row)


def try_once(session: Session, token: str, purpose: Purpose, now: datetime) -> Attempt | None:
    """Count a try, and return the attempt; None when there is none left to do."""
    row = session.get(AttemptRow, tokens.hashed(token), with_for_update=True)
    if row is None or row.purpose != purpose or not _attempt(row).is_open(now):
        return None
    row.tries += 1
    session.flush()
    return _attempt(row)


def has_code(session: Session, attempt: Attempt, code_mac: str, now: datetime) -> bool:
    """Say whether this is the code of the attempt, or one that was handed to the account. It is used up."""
    row = session.get_one(AttemptRow, attempt.id)
    handed = _handed(session, attempt.account, now)
    for one in handed:
        one.tries += 1
    found = next((one for one in (row, *handed) if one.code_mac == code_mac), None)
    if found is None:
        return False
    found.done_at = now
    return True


def done(session: Session, attempt: Attempt, now: datetime) -> None:
    session.get_one(AttemptRow, attempt.id).done_at = now


def wrong_tries(session: Session, account: str, since: datetime) -> int:
    """Return how often a second factor of this account was shown in vain since this moment, more or less."""
    in_vain = select(func.sum(AttemptRow.tries)).where(
        AttemptRow.account_id == account,
        AttemptRow.purpose != Purpose.INVITATION,
        AttemptRow.done_at.is_(None),
        AttemptRow.expires_at > since + CODE_LIVES,
    )
    return session.scalar(in_vain) or 0


def purge(session: Session, before: datetime) -> int:
    """Delete the attempts that were over before this moment; return how many."""
    old = delete(AttemptRow).where(AttemptRow.expires_at < before)
    return len(session.scalars(old.returning(AttemptRow.id_hash)).all())


def _handed(session: Session, account: str | None, now: datetime) -> list[AttemptRow]:
    """Return the codes that were given on the server to this account and still hold."""
    of_it = select(AttemptRow).where(
        AttemptRow.account_id == account,
        AttemptRow.is_handed,
        AttemptRow.done_at.is_(None),
        AttemptRow.tries < MOST_TRIES,
        AttemptRow.expires_at >= now,
    )
    return list(session.scalars(of_it.with_for_update()))


def _factor(row: FactorRow) -> Factor:
    return Factor(row.id, FactorKind(row.kind), row.label, row.created_at, row.used_at)


def _attempt(row: AttemptRow) -> Attempt:
    return Attempt(row.id_hash, Purpose(row.purpose), row.account_id, row.tries, row.expires_at, row.done_at)
