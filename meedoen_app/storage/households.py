"""Households: which adults were asked together, and what each of them said, sealed with their own key."""

import json
import secrets
from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select

from meedoen_app.core.casework.household import Household, Member
from meedoen_app.core.errors import NotThere
from meedoen_app.core.trace import Action, Actor, Event
from meedoen_app.storage import handoffs
from meedoen_app.storage.database import Session
from meedoen_app.storage.tables.casework import HouseholdMemberRow
from meedoen_app.storage.vault import Vault

HOUSEHOLD = "household_member"
ID_BYTES = 16


def ask(session: Session, vault: Vault, cases: Iterable[str], *, now: datetime, by: Actor) -> str:
    """Ask these adults, each in their own case; whoever was asked before with others is asked anew."""
    id = secrets.token_urlsafe(ID_BYTES)
    for case in sorted(cases):
        leave(session, vault, case, now=now, by=by)
        row = HouseholdMemberRow(household_id=id, handoff_id=case, asked_at=now)
        row.said_ciphertext = handoffs.key(session, vault, case).seal(json.dumps(None), HOUSEHOLD, id)
        session.add(row)
        _trace(session, vault, case, Action.CREATE, "huishouden_gevraagd", now, by)
    session.flush()
    return id


def say(session: Session, vault: Vault, case: str, said: bool, *, now: datetime, by: Actor) -> None:
    """Write down what somebody says, for themselves alone. Raises NotThere for who was not asked."""
    row = _row(session, case)
    if row is None:
        raise NotThere(HOUSEHOLD)
    row.said_ciphertext = handoffs.key(session, vault, case).seal(
        json.dumps(said), HOUSEHOLD, row.household_id
    )
    session.flush()
    _trace(session, vault, case, Action.UPDATE, "huishouden_gezegd", now, by)


def leave(session: Session, vault: Vault, case: str, *, now: datetime, by: Actor) -> None:
    """Let nobody of the household of this case be looked at together any more; each of them can read so."""
    row = _row(session, case)
    if row is None:
        return
    id = row.household_id
    members = sorted(asked_with(session, [case]))
    handoffs.hold(session, members)  # All held before the first is noted, as whoever asks does.
    session.execute(delete(HouseholdMemberRow).where(HouseholdMemberRow.household_id == id))
    session.expire_all()
    for one in members:
        _trace(session, vault, one, Action.REVOKE, "huishouden_gestopt", now, by)


def asked_with(session: Session, cases: Collection[str]) -> frozenset[str]:
    """Return every case that was asked in one household with any of these, and these among them."""
    theirs = select(HouseholdMemberRow.household_id).where(HouseholdMemberRow.handoff_id.in_(cases))
    found = select(HouseholdMemberRow.handoff_id).where(HouseholdMemberRow.household_id.in_(theirs))
    return frozenset(session.scalars(found))


def of_case(session: Session, vault: Vault, case: str) -> Household | None:
    """Return the household that a case was asked for, with what each said."""
    row = _row(session, case)
    if row is None:
        return None
    theirs = select(HouseholdMemberRow).filter_by(household_id=row.household_id)
    rows = session.scalars(theirs.order_by(HouseholdMemberRow.handoff_id)).all()
    return Household(row.household_id, tuple(_member(session, vault, one) for one in rows))


def _member(session: Session, vault: Vault, row: HouseholdMemberRow) -> Member:
    key = handoffs.key(session, vault, row.handoff_id)
    return Member(row.handoff_id, json.loads(key.open(row.said_ciphertext, HOUSEHOLD, row.household_id)))


def _row(session: Session, case: str) -> HouseholdMemberRow | None:
    return session.scalar(select(HouseholdMemberRow).filter_by(handoff_id=case))


def _trace(
    session: Session, vault: Vault, case: str, action: Action, name: str, now: datetime, by: Actor
) -> None:
    handoffs.note(session, vault, case, Event(action, name, HOUSEHOLD), now=now, by=by)
