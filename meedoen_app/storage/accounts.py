"""Accounts: who works with Meedoen, and what was proposed about their rights."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, func, select

from meedoen_app.core.access.account import Account, AccountState, Rights, RightsChange, Role
from meedoen_app.core.errors import NotThere
from meedoen_app.storage import tokens
from meedoen_app.storage.database import Session, add_if_absent, is_writing
from meedoen_app.storage.tables.accounts import AccountRow, RecoveryCodeRow, RightsChangeRow

ACCOUNT = "account"


def add(
    session: Session, *, name: str, mail: str, rights: Rights, state: AccountState, now: datetime
) -> Account | None:
    """Add an account; None when this mail address has one, also when two come at once."""
    row = AccountRow(
        id=tokens.named(),
        mail=_as_kept(mail),
        name=name,
        role=rights.role,
        profession=rights.profession,
        team=rights.team,
        state=state,
        invited_at=now,
    )
    if session.scalar(select(AccountRow.id).filter_by(mail=row.mail)) is not None:
        return None
    add_if_absent(session, row)
    return _account(row) if row in session else None


def get(session: Session, id: str) -> Account:
    """Return an account. Raises NotThere."""
    return _account(_row(session, id))


def hold(session: Session, ids: Iterable[str]) -> None:
    """Hold several, in the one order in which everybody does. Raises NotThere."""
    for id in sorted(set(ids)):
        _row(session, id)


def find(session: Session, id: str) -> Account | None:
    """Return an account, or None."""
    row = session.get(AccountRow, id) if id.isprintable() else None
    return None if row is None else _account(row)


def of_mail(session: Session, mail: str) -> Account | None:
    """Return the account of a mail address, or None."""
    row = session.scalar(select(AccountRow).filter_by(mail=_as_kept(mail)))
    return None if row is None else _account(row)


def all_of_them(session: Session) -> tuple[Account, ...]:
    """Return every account, by name."""
    rows = session.scalars(select(AccountRow).order_by(func.lower(AccountRow.name), AccountRow.id))
    return tuple(map(_account, rows))


def in_team(session: Session, team: str) -> tuple[Account, ...]:
    """Return who works in a team now."""
    rows = session.scalars(
        select(AccountRow).filter_by(team=team, state=AccountState.ACTIVE).order_by(AccountRow.name)
    )
    return tuple(map(_account, rows))


def having(session: Session, roles: Iterable[Role]) -> tuple[Account, ...]:
    """Return who has one of these roles now."""
    rows = session.scalars(
        select(AccountRow)
        .where(AccountRow.role.in_(roles), AccountRow.state == AccountState.ACTIVE)
        .order_by(AccountRow.id)
    )
    return tuple(map(_account, rows))


def password_of(session: Session, id: str) -> str | None:
    """Return the hash of somebody's password; None for who has none yet."""
    return _row(session, id).password_hash


def set_password(session: Session, id: str, password_hash: str) -> None:
    _row(session, id).password_hash = password_hash


def set_state(session: Session, id: str, state: AccountState) -> None:
    _row(session, id).state = state


def set_absence(session: Session, id: str, until: date | None) -> None:
    _row(session, id).absent_until = until


def set_rights(session: Session, id: str, rights: Rights) -> None:
    row = _row(session, id)
    row.role, row.profession, row.team = rights.role, rights.profession, rights.team


def invite_again(session: Session, id: str, now: datetime) -> None:
    """Let an account be set up (again) from the start."""
    row = _row(session, id)
    row.state, row.invited_at, row.password_hash = AccountState.INVITED, now, None


def seen(session: Session, id: str, now: datetime) -> None:
    _row(session, id).seen_at = now


def remove(session: Session, id: str) -> None:
    """Delete an account with all that hangs on it."""
    session.delete(_row(session, id))
    session.flush()


def propose(
    session: Session, id: str, rights: Rights, *, before: Role | None, by: str, now: datetime
) -> RightsChange:
    """Keep what one person proposed, in the place of an earlier proposal about this account."""
    session.execute(delete(RightsChangeRow).where(RightsChangeRow.account_id == id))
    row = RightsChangeRow(
        id=tokens.named(),
        account_id=id,
        role=rights.role,
        profession=rights.profession,
        team=rights.team,
        before=before,
        proposed_by=by,
        proposed_at=now,
    )
    session.add(row)
    session.flush()
    return _change(row)


def proposals(session: Session) -> tuple[RightsChange, ...]:
    """Return what waits for a second person, the oldest first."""
    rows = session.scalars(select(RightsChangeRow).order_by(RightsChangeRow.proposed_at, RightsChangeRow.id))
    return tuple(map(_change, rows))


def take_proposal(session: Session, id: str) -> RightsChange:
    """Take a proposal out, for whoever decides it: it is decided once. Raises NotThere."""
    row = session.get(RightsChangeRow, id, with_for_update=True) if id.isprintable() else None
    if row is None:
        raise NotThere("rights_change")
    taken = _change(row)
    session.delete(row)
    session.flush()
    return taken


def replace_recovery_codes(session: Session, id: str, macs: list[str]) -> None:
    """Put these in the place of all that somebody had."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == id))
    session.add_all(RecoveryCodeRow(account_id=id, mac=mac) for mac in macs)
    session.flush()


def use_recovery_code(session: Session, id: str, mac: str) -> bool:
    """Use up a recovery code; say whether there was such a one."""
    used = delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == id, RecoveryCodeRow.mac == mac)
    return session.scalar(used.returning(RecoveryCodeRow.mac)) is not None


def recovery_codes_left(session: Session, id: str) -> int:
    count = select(func.count()).select_from(RecoveryCodeRow).where(RecoveryCodeRow.account_id == id)
    return session.scalar(count) or 0


def _row(session: Session, id: str) -> AccountRow:
    """Return the row of an account; a writing session holds it. Raises NotThere."""
    row = (
        session.get(AccountRow, id, with_for_update=is_writing(session) or None) if id.isprintable() else None
    )
    if row is None:
        raise NotThere(ACCOUNT)
    return row


def _as_kept(mail: str) -> str:
    return mail.strip().casefold()


def _account(row: AccountRow) -> Account:
    rights = Rights(Role(row.role), row.profession, row.team)
    return Account(
        row.id,
        row.name,
        row.mail,
        rights,
        AccountState(row.state),
        row.invited_at,
        row.seen_at,
        row.absent_until,
    )


def _change(row: RightsChangeRow) -> RightsChange:
    rights = Rights(Role(row.role), row.profession, row.team)
    before = Role(row.before) if row.before else None
    return RightsChange(row.id, row.account_id, rights, before, row.proposed_by, row.proposed_at)
